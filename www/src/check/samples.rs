//! Two files to try: one that passes, and the same with the mistakes that spreadsheets and hands make.

use super::desk::Desk;
use crate::texts;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    Good,
    Broken,
}

impl Sample {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "settlement-good.csv",
            Self::Broken => "settlement-with-mistakes.csv",
        }
    }

    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Good => include_bytes!("../../samples/good.csv"),
            Self::Broken => include_bytes!("../../samples/with-mistakes.csv"),
        }
    }
}

#[component]
pub fn Samples(desk: Desk) -> impl IntoView {
    let try_it = move |sample: Sample| desk.lay_bytes(sample.name(), sample.bytes());
    view! {
        <p class="samples">
            <span class="soft">{texts::SAMPLES}</span>
            <button class="button quiet" type="button" id="sample-good" on:click=move |_| try_it(Sample::Good)>
                {texts::SAMPLE_GOOD}
            </button>
            <button class="button quiet" type="button" id="sample-broken" on:click=move |_| try_it(Sample::Broken)>
                {texts::SAMPLE_BROKEN}
            </button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::settlement::{CheckOptions, Verdict, check};

    #[test]
    fn the_good_sample_passes_and_the_broken_one_does_not() {
        let good = check(Sample::Good.bytes(), &CheckOptions::default());
        assert_eq!((good.verdict, good.findings.len()), (Verdict::Created, 0), "{:?}", good.findings);
        let broken = check(Sample::Broken.bytes(), &CheckOptions::default());
        assert_eq!(broken.verdict, Verdict::Failed);
        assert!(broken.counts.len() >= 5, "{:?}", broken.counts);
    }
}
