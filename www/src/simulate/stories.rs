//! The stories: every scenario of `tests/scenarios`, compiled in. One file is a test, a story here and a page of documentation.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Story {
    /// Its address.
    pub name: &'static str,
    pub text: &'static str,
}

impl Story {
    pub fn find(name: &str) -> Option<Self> {
        STORIES.iter().copied().find(|story| story.name == name)
    }

    pub fn title(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

macro_rules! stories {
    ($($file:literal $name:literal,)+) => {
        pub const STORIES: &[Story] = &[$(Story {
            name: $name,
            text: include_str!(concat!("../../../tests/scenarios/", $file, "-", $name, ".md")),
        },)+];
    };
}

stories! {
    "01" "overview",
    "02" "added-before-capture",
    "03" "added-after-capture",
    "04" "preauthorization",
    "05" "partial-captures",
    "06" "full-cancel",
    "07" "partial-cancel",
    "08" "refund-and-reversal",
    "09" "partial-refunds",
    "10" "dispute-won",
    "11" "dispute-lost",
    "12" "partial-dispute",
    "13" "unmatched",
    "14" "partly-matched",
    "15" "wrong-totals",
    "16" "oldest-first",
    "17" "shortage",
    "18" "blocked-queue",
    "19" "one-arrival-pays-several",
    "20" "negative-total",
    "21" "zero-total",
    "22" "funds-before-file",
    "23" "payment-and-refund-in-one-file",
    "24" "dispute-over-two-files",
    "25" "mirakl-mixed-basket",
    "26" "platform-fees",
    "27" "default-split-fees",
    "28" "scheduled-split",
    "29" "rejected-split",
    "30" "failed-split",
    "31" "refund-after-split",
    "32" "claim-back-rejected",
    "33" "hybrid-wallet",
    "34" "failed-file",
    "35" "malformed-line",
    "36" "duplicate-line",
    "37" "settled-before",
    "38" "net-settlement",
    "39" "gross-settlement",
    "40" "refused-declarations",
    "41" "refused-splits",
    "42" "refused-settlements",
    "43" "one-pool-per-currency",
    "44" "late-split",
    "45" "one-split-per-capture",
    "46" "two-disputes",
    "47" "forgotten-refund",
    "48" "file-of-2025",
    "49" "claimed-from-the-youngest",
    "50" "fees-beyond-payments",
    "51" "another-reading",
    "52" "every-call",
}

/// Where somebody starts who has a story of their own in mind: who takes part, and nothing else.
pub const BLANK: &str = "# My own story\n\nTwo sellers with their wallets, and a buyer.\n\n```echo\nuser anna wallet EUR\nuser carl wallet EUR\nuser bob\n```\n";

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::scenario::Draft;

    #[test]
    fn every_scenario_is_a_story_under_its_own_name() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scenarios");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "md")).count();
        assert_eq!(STORIES.len(), files);
        for story in STORIES {
            assert_eq!(Story::find(story.name), Some(*story));
            assert_eq!(Draft::parse(story.text).unwrap().scenario().title, story.title());
        }
        assert!(Draft::parse(BLANK).is_ok());
    }
}
