//! Matching before an upload as JavaScript sees it: files and what was declared, and the status that Mangopay would give.

use crate::exact::{decode_or_default, encode};
use crate::settlement::{CheckSettings, ChosenDialect};
use echoscope_core::catalog::Provider;
use echoscope_core::engine::read_log;
use echoscope_core::money::Currency;
use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::declarations::read::{Form, ReadOptions, read};
use echoscope_core::reconcile::matching::{FileMatcher, MatchOptions, Matcher, render};
use echoscope_core::settlement::Outlook;
use js_sys::{RangeError, Reflect};
use serde::Deserialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const CHECK_DOCUMENT: &str = r#"
/** The check of a file inside a larger document: integers beyond 2^53 are strings, what is absent is null. */
export type CheckDocument = Omit<ReportHead, "footer" | "totals"> & {
    footer: Record<string, unknown>;
    totals: Record<string, unknown>;
    findings: (Omit<Finding, "fix"> & { fix: unknown })[];
};
"#;

/// How to match.
#[derive(Debug, Default, Deserialize, Tsify)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct MatchSettings {
    #[tsify(optional)]
    pub dialect: ChosenDialect,
    /// How Echo is read where its documents leave a choice, as for a check.
    #[tsify(type = "Partial<Reading>")]
    pub reading: Option<serde_json::Map<String, serde_json::Value>>,
    /// What the declarations are; by their content where it is left out.
    #[tsify(type = "DeclarationForm")]
    pub declarations: Option<Form>,
    /// Of which provider the declarations are, where they do not tell.
    pub provider: Option<String>,
    /// In which currency the declarations are, where they do not tell.
    pub currency: Option<String>,
    /// How many unmatched lines of each reason are listed; 1000 where it is left out. All of them are counted.
    pub details: Option<u32>,
    /// How many declarations are named that an unmatched line may have meant; 3 where it is left out.
    pub nearest: Option<u32>,
}

/// A form for people: Markdown for a ticket, CSV for a spreadsheet, text for a terminal.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
#[tsify(type_prefix = "MatchDocument")]
pub enum Format {
    Markdown,
    Csv,
    Text,
}

/// Declarations first, then the files, then the answer. A file comes whole, or in pieces after its ends.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SettlementMatch {
    declarations: Declarations,
    reading: ReadOptions,
    options: MatchOptions,
    matcher: Option<Matcher>,
    /// The file that comes in pieces, its name, and where a piece can be written.
    file: Option<FileMatcher>,
    name: String,
    room: Vec<u8>,
}

#[wasm_bindgen]
impl SettlementMatch {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "MatchSettings")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let settings: MatchSettings = decode_or_default(options, "options")?;
        let provider = settings.provider.as_deref();
        let provider = known("provider", Provider::all().map(|one| (one.value(), one)), provider)?;
        let currency = settings.currency.as_deref();
        let currency = known("currency", Currency::ALL.map(|one| (one.code(), one)), currency)?;
        let check =
            CheckSettings { dialect: settings.dialect, reading: settings.reading, findings_per_rule: None };
        let default = MatchOptions::default();
        let count = |given: Option<u32>, default| given.map_or(default, |count| count as usize);
        Ok(Self {
            declarations: Declarations::default(),
            reading: ReadOptions {
                form: settings.declarations,
                provider,
                currency,
                log: Some(read_log),
                ..ReadOptions::default()
            },
            options: MatchOptions {
                check: check.options()?,
                details: count(settings.details, default.details),
                nearest: count(settings.nearest, default.nearest),
            },
            matcher: None,
            file: None,
            name: String::new(),
            room: Vec::new(),
        })
    }

    pub fn declare(&mut self, name: &str, content: &[u8]) {
        self.declarations = read(std::mem::take(&mut self.declarations), name, content, self.reading);
    }

    pub fn file(&mut self, name: &str, content: &[u8]) {
        self.matcher = Some(self.matcher().whole_file(name, content));
    }

    /// Begins a file that comes in pieces. `head` and `tail` are its ends, and say what to expect of it.
    pub fn begin(&mut self, name: &str, head: &[u8], tail: &[u8]) {
        let outlook = Outlook::of_ends(head, tail, self.options.check.dialect);
        self.file = Some(self.matcher().file(name, outlook));
        name.clone_into(&mut self.name);
    }

    /// Where so many bytes can be written. Views of the memory are to be taken after this call: it may grow.
    pub fn room(&mut self, size: usize) -> *mut u8 {
        if self.room.len() < size {
            self.room.resize(size, 0);
        }
        self.room.as_mut_ptr()
    }

    /// So many bytes have been written.
    pub fn fed(&mut self, length: usize) {
        if let (Some(file), Some(bytes)) = (&mut self.file, self.room.get(..length)) {
            file.feed(bytes);
        }
    }

    /// The file is at its end. True where all of it has to be fed once more: it was not what its ends had promised, or its
    /// lines compete for a declaration.
    pub fn end(&mut self) -> bool {
        match self.file.take().map(FileMatcher::finish) {
            Some(Err(again)) => {
                self.file = Some(again.matcher.file(&self.name, again.outlook));
                true
            }
            done => {
                self.matcher = done.and_then(Result::ok);
                self.room = Vec::new();
                false
            }
        }
    }

    /// What came out; where it is asked for, also as a document.
    #[wasm_bindgen(unchecked_return_type = "(MatchReport & { document?: string }) | undefined")]
    pub fn finish(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "MatchDocumentFormat")] document: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let format: Option<Format> = decode_or_default(document, "document")?;
        let Some(matcher) = self.matcher.take() else { return Ok(JsValue::UNDEFINED) };
        let report = matcher.finish();
        let answer = encode(&report);
        if let Some(format) = format {
            let document = match format {
                Format::Markdown => render::markdown(&report),
                Format::Csv => render::csv(&report),
                Format::Text => render::text(&report),
            };
            Reflect::set(&answer, &"document".into(), &document.into())?;
        }
        Ok(answer)
    }
}

impl SettlementMatch {
    fn matcher(&mut self) -> Matcher {
        match self.matcher.take() {
            Some(matcher) => matcher,
            None => Matcher::new(std::mem::take(&mut self.declarations), self.options),
        }
    }
}

/// The one that is meant, in upper or lower case.
fn known<T: Copy>(
    argument: &str,
    all: impl IntoIterator<Item = (&'static str, T)>,
    given: Option<&str>,
) -> Result<Option<T>, JsValue> {
    let Some(given) = given else { return Ok(None) };
    let all: Vec<(&str, T)> = all.into_iter().collect();
    if let Some((_, one)) = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(given)) {
        return Ok(Some(*one));
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    Err(RangeError::new(&format!("`{argument}` is one of {}, but got {given:?}", names.join(", "))).into())
}
