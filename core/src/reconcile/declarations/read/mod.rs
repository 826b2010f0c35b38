//! Declarations from what a platform has at hand: the `ECHO_INTENT_ACTION` report, JSON from the API, the log of our engine,
//! or a plain list of references and amounts. Chunks go in; the form shows in the first byte and in the header.

mod action;
mod csv;
mod intake;
mod json;
mod objects;

use super::Declarations;
use crate::catalog::Provider;
use crate::money::Currency;
use crate::settlement::layout::Column;
use crate::settlement::report::{Finding, RuleCount};
use intake::Intake;
use serde::{Deserialize, Serialize};

/// What a file of declarations is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type_prefix = "Declaration"))]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The `ECHO_INTENT_ACTION` report, as CSV.
    Report,
    /// A list of references and amounts, as CSV.
    List,
    /// Intents, answers to actions, or rows of the report, as JSON.
    Json,
    /// The exported log of an Echoscope engine.
    Log,
}

/// Replays the log of an engine and hands over what is declared in it, or says why it cannot. It comes from above: this
/// room stands under the engine.
pub type ReadLog = fn(&[u8], &mut Declarations) -> Result<(), String>;

#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// `None` goes by the content.
    pub form: Option<Form>,
    /// Where the input does not tell the provider (the report never does) or the currency.
    pub provider: Option<Provider>,
    pub currency: Option<Currency>,
    /// How many findings of each rule are worded and listed. All of them are counted.
    pub findings_per_rule: usize,
    pub log: Option<ReadLog>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { form: None, provider: None, currency: None, findings_per_rule: 100, log: None }
    }
}

/// What one file of declarations held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null, type_prefix = "Declaration"))]
#[serde(rename_all = "camelCase")]
pub struct Source {
    pub name: String,
    /// `None` where it is none of the known ones.
    #[cfg_attr(feature = "ts", tsify(type = "DeclarationForm | null"))]
    pub form: Option<Form>,
    /// Rows, or objects that declare something.
    pub read: u64,
    /// Declarations that lines can be matched with.
    pub kept: u64,
    /// Read, but never in a settlement file: cancels.
    pub without_line: u64,
    #[cfg_attr(feature = "ts", tsify(type = "DeclarationUnknown"))]
    pub unknown: Unknown,
    #[cfg_attr(feature = "ts", tsify(type = "Finding[]"))]
    pub findings: Vec<Finding>,
    #[cfg_attr(feature = "ts", tsify(type = "RuleCount[]"))]
    pub counts: Vec<RuleCount>,
    /// Numbers of its declarations, from and up to, and whether the newest comes first.
    #[serde(skip)]
    pub(super) numbers: (u32, u32),
    #[serde(skip)]
    pub(super) newest_first: bool,
}

/// Of how many declarations the input does not tell something that matching asks for.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type_prefix = "Declaration"))]
#[serde(rename_all = "camelCase")]
pub struct Unknown {
    /// Any provider is taken to fit.
    pub providers: u64,
    /// Any currency is taken to fit.
    pub currencies: u64,
    /// Refunds and disputes of which it is not told whether an earlier settlement contained them: taken to be open.
    pub earlier_settlements: u64,
    /// Captures of which the reference is not told: taken to have that of their Intent.
    pub capture_references: u64,
    /// Refunds and disputes of which the reference is not told: no line can match them.
    pub other_references: u64,
}

/// Takes one file of declarations in, in pieces.
#[derive(Debug)]
pub struct DeclarationReader {
    intake: Intake,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Nothing but blanks and a byte order mark so far.
    Nothing(Vec<u8>),
    Csv(Box<csv::Sheet>),
    Json(Box<json::Items>),
}

impl DeclarationReader {
    pub fn new(declarations: Declarations, name: &str, options: ReadOptions) -> Self {
        Self { intake: Intake::new(declarations, name, options), content: Content::Nothing(Vec::new()) }
    }

    pub fn feed(&mut self, chunk: &[u8]) {
        match &mut self.content {
            Content::Csv(sheet) => sheet.feed(chunk, &mut self.intake),
            Content::Json(items) => items.feed(chunk, &mut self.intake),
            Content::Nothing(blanks) => {
                blanks.extend_from_slice(chunk);
                let Some(content) = recognise(blanks, self.intake.options.form) else { return };
                let held = std::mem::take(blanks);
                self.content = content;
                self.feed(&held);
            }
        }
    }

    pub fn finish(mut self) -> Declarations {
        match self.content {
            Content::Nothing(_) => {}
            Content::Csv(sheet) => sheet.finish(&mut self.intake),
            Content::Json(items) => items.finish(&mut self.intake),
        }
        self.intake.finish()
    }
}

/// Reads a whole file.
#[must_use]
pub fn read(declarations: Declarations, name: &str, bytes: &[u8], options: ReadOptions) -> Declarations {
    let mut reader = DeclarationReader::new(declarations, name, options);
    reader.feed(bytes);
    reader.finish()
}

/// Whether a file that begins like this holds declarations, and is no settlement file. Both have references and amounts;
/// only a settlement file has the type and the status of a transaction.
pub fn is_declarations(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    if [Column::Type, Column::Status].into_iter().any(|column| text.contains(column.name())) {
        return text.trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{']);
    }
    let declarations = read(Declarations::default(), "", head, ReadOptions::default());
    declarations.sources().iter().any(|source| source.form.is_some())
}

/// JSON begins with a bracket or a brace, and no CSV of ours does.
fn recognise(start: &[u8], form: Option<Form>) -> Option<Content> {
    const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];
    if BOM.starts_with(start) {
        return None;
    }
    let text = start.strip_prefix(&BOM).unwrap_or(start);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace())?;
    let is_json = match form {
        Some(form) => matches!(form, Form::Json | Form::Log),
        None => matches!(first, b'[' | b'{'),
    };
    Some(if is_json { Content::Json(Box::default()) } else { Content::Csv(Box::new(csv::Sheet::new(form))) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_and_settlement_files_are_told_apart() {
        for declared in [
            "ExternalProviderReference,Amount,Currency\npay-1,100,EUR\n",
            "[]",
            " {\"x\": \"ExternalTransactionType\"}",
        ] {
            assert!(is_declarations(declared.as_bytes()), "{declared}");
        }
        let settlement = "ExternalProviderReference,ExternalTransactionType,Amount\npay-1,PAYMENT,100\n";
        for other in [settlement, &settlement.replace(',', ";"), "", "rubbish", "\u{feff}a,b\n"] {
            assert!(!is_declarations(other.as_bytes()), "{other}");
        }
    }
}
