//! The `ECHO_INTENT_ACTION` report, and plain lists of references and amounts: columns by their names, in any order.

use super::super::{Action, Declaration, IntentKey, rules};
use super::Form;
use super::action::{Unclear, action};
use super::intake::Intake;
use crate::catalog::Provider;
use crate::money::Currency;
use crate::settlement::findings::Note;
use crate::settlement::read::{Flaw, Next, Reader, Record};
use crate::settlement::report::Position;
use std::borrow::Cow;

#[derive(Debug)]
pub struct Sheet {
    reader: Reader,
    rows: Rows,
}

#[derive(Debug)]
struct Rows {
    form: Option<Form>,
    columns: Option<Columns>,
    /// The header names no columns of ours: nothing below it can be read.
    hopeless: bool,
    delimiter_chosen: bool,
}

/// What a column may hold, in the order of [`NAMES`]. Names are compared without case, blanks and punctuation; the first name that a header has wins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Field {
    Reference,
    Amount,
    Currency,
    Type,
    Status,
    Date,
    Provider,
    Intent,
    Initial,
    Id,
}

const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Reference,
        &[
            "externalproviderreference",
            "providerreference",
            "pspreference",
            "reference",
            "ref",
            "transactionreference",
            "transactionid",
            "paymentreference",
            "paymentid",
            "pspid",
            "chargeid",
        ],
    ),
    (
        Field::Amount,
        &["amount", "declaredamount", "capturedamount", "minoramount", "amountminor", "grossamount"],
    ),
    (Field::Currency, &["currency", "currencycode"]),
    (Field::Type, &["type", "externaltransactiontype", "transactiontype", "kind"]),
    (Field::Status, &["status", "externaltransactionstatus", "transactionstatus"]),
    (
        Field::Date,
        &[
            "externalprocessingdate",
            "processingdate",
            "transactiondate",
            "date",
            "creationdate",
            "created",
            "createdat",
        ],
    ),
    (Field::Provider, &["externalprovidername", "providername", "provider", "psp"]),
    (Field::Intent, &["intentid", "intent"]),
    (Field::Initial, &["externalinitialreference", "initialreference", "originalreference"]),
    (Field::Id, &["id"]),
];

#[derive(Debug)]
struct Columns([Option<usize>; NAMES.len()]);

impl Sheet {
    pub fn new(form: Option<Form>) -> Self {
        let rows = Rows { form, columns: None, hopeless: false, delimiter_chosen: false };
        Self { reader: Reader::default(), rows }
    }

    pub fn feed(&mut self, chunk: &[u8], intake: &mut Intake) {
        self.reader.feed(chunk, &mut |record: &Record<'_>| self.rows.record(record, intake));
    }

    pub fn finish(mut self, intake: &mut Intake) {
        self.reader.finish(&mut |record: &Record<'_>| self.rows.record(record, intake));
        intake.form = self.rows.form;
    }
}

impl Rows {
    fn record(&mut self, record: &Record<'_>, intake: &mut Intake) -> Next {
        if self.hopeless || record.is_blank() {
            return Next::Continue;
        }
        if std::str::from_utf8(record.raw).is_err() || record.raw.contains(&0) {
            // Without a header the whole file is of another kind.
            self.hopeless = self.columns.is_none();
            intake.find(&rules::DECLARATIONS_NOT_TEXT, record.position(0), || {
                Note::new("This row is not UTF-8 text.").remedy("Save the file as \"CSV UTF-8\".")
            });
            return Next::Continue;
        }
        match &self.columns {
            None => self.header(record, intake),
            Some(columns) => {
                row(record, columns, intake);
                Next::Continue
            }
        }
    }

    fn header(&mut self, record: &Record<'_>, intake: &mut Intake) -> Next {
        if !self.delimiter_chosen {
            self.delimiter_chosen = true;
            if let Some(delimiter) = foreign_delimiter(record) {
                return Next::Delimiter(delimiter);
            }
        }
        let columns = Columns::of(record);
        let missing: Vec<&str> = [(Field::Reference, "references"), (Field::Amount, "amounts")]
            .into_iter()
            .filter(|(field, _)| columns.place(*field).is_none())
            .map(|(_, what)| what)
            .collect();
        if missing.is_empty() {
            let is_report = [Field::Intent, Field::Id, Field::Type, Field::Status];
            let is_report = is_report.into_iter().all(|field| columns.place(field).is_some());
            self.form = self.form.or(Some(if is_report { Form::Report } else { Form::List }));
            self.columns = Some(columns);
        } else {
            self.hopeless = true;
            intake.find(&rules::DECLARATIONS_HEADER, record.position(0), || {
                let message = format!("The first row names no column of {}.", missing.join(" and none of "));
                let text = String::from_utf8_lossy(record.raw);
                Note::new(message)
                    .value(&text)
                    .remedy("Name the columns ExternalProviderReference and Amount.")
            });
        }
        Next::Continue
    }
}

impl Columns {
    fn of(record: &Record<'_>) -> Self {
        let header: Vec<String> = (0..record.cells.len()).map(|index| plain(&record.text(index))).collect();
        let mut places = [None; NAMES.len()];
        for (place, (_, names)) in places.iter_mut().zip(NAMES) {
            *place = names.iter().find_map(|name| header.iter().position(|cell| cell == name));
        }
        Self(places)
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.0.get(field as usize).copied().flatten()
    }
}

fn row(record: &Record<'_>, columns: &Columns, intake: &mut Intake) {
    intake.count();
    let broken = record.flaws.iter().find(|(flaw, _)| !matches!(flaw, Flaw::LineBreak | Flaw::QuoteInside));
    if let Some(&(_, at)) = broken {
        intake.find(&rules::DECLARATIONS_QUOTES, record.position_at(at), || {
            Note::new("The quotes of this row are wrong.")
                .remedy("Quote the cell as a whole, and double the quotes inside it.")
        });
        return;
    }
    let cell = |field| columns.place(field).map_or(Cow::Borrowed(""), |index| record.str(index));
    let at = |field| record.position(columns.place(field).unwrap_or(usize::MAX));
    // A reference is compared as it is written: no blank around it is taken away.
    let reference = cell(Field::Reference);
    if trimmed(&reference).is_empty() {
        intake.find(&rules::DECLARATION_REFERENCE_MISSING, at(Field::Reference), || {
            Note::new("This row has no reference.").remedy("Fill it in, or leave the row out.")
        });
        return;
    }
    let Some(amount) = intake.amount(|| at(Field::Amount), "Amount", trimmed(&cell(Field::Amount))) else {
        return;
    };
    let (type_cell, status_cell) = (cell(Field::Type), cell(Field::Status));
    let (type_word, status) = (trimmed(&type_cell), trimmed(&status_cell));
    let action = match action(type_word, status, amount) {
        Ok(Some(action)) => action,
        Ok(None) => return intake.count_without_line(),
        Err(unclear) => return report_unclear(unclear, type_word, status, at, intake),
    };
    let Ok(currency) = known(trimmed(&cell(Field::Currency)), Currency::from_code) else {
        return intake.find(&rules::DECLARATION_CURRENCY_UNKNOWN, at(Field::Currency), || {
            let currency = cell(Field::Currency);
            let message = format!("Currency \"{}\" is not known.", currency.trim());
            Note::new(message)
                .field("Currency")
                .value(currency.trim())
                .remedy("Write an ISO code such as EUR, in upper case.")
        });
    };
    let Ok(provider) = known(trimmed(&cell(Field::Provider)), Provider::parse) else {
        return intake.find(&rules::DECLARATION_PROVIDER_UNKNOWN, at(Field::Provider), || {
            let provider = cell(Field::Provider);
            let message = format!("\"{}\" is not a provider that Mangopay supports.", provider.trim());
            Note::new(message)
                .value(provider.trim())
                .remedy("Write one of the supported providers, such as STRIPE.")
        });
    };
    let date = intake.date(|| at(Field::Date), "Date", trimmed(&cell(Field::Date)));
    intake.saw_id(trimmed(&cell(Field::Id)));
    let amount = amount.checked_abs().unwrap_or(i64::MAX);
    let intent = IntentKey::of(trimmed(&cell(Field::Intent))).or_else(|| {
        // Without Intents, a payment and what goes back to it are held together by the payment's reference.
        let initial = cell(Field::Initial);
        let is_first = matches!(action, Action::Capture { .. } | Action::Intent);
        let first = if is_first { &*reference } else { initial.trim() };
        columns.place(Field::Initial).and_then(|_| IntentKey::of(first))
    });
    let declaration = Declaration {
        action,
        reference: &reference,
        amount,
        currency,
        provider,
        intent,
        date,
        references_complete: false,
    };
    intake.take(record.position(0), &declaration);
}

/// Without the blanks around it, which most texts do not have.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn report_unclear(
    unclear: Unclear,
    type_word: &str,
    status: &str,
    at: impl Fn(Field) -> Position,
    intake: &mut Intake,
) {
    match unclear {
        Unclear::Type => intake.find(&rules::DECLARATION_TYPE_UNKNOWN, at(Field::Type), || {
            let note =
                Note::new(format!("Type \"{type_word}\" is not known.")).field("Type").value(type_word);
            note.remedy("Write PAYIN, REFUND or DISPUTE.")
        }),
        Unclear::Status => intake.find(&rules::DECLARATION_STATUS_UNKNOWN, at(Field::Status), || {
            let of = if type_word.is_empty() { String::new() } else { format!(" of a {type_word}") };
            let note = Note::new(format!("\"{status}\" is not a status{of}.")).field("Status").value(status);
            note.remedy("Write the status as Mangopay answers it.")
        }),
    }
}

/// `Ok(None)` where the cell is empty.
fn known<T>(text: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some).ok_or(()) }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Lists come out of spreadsheets: whatever separates the known names of the header is the delimiter.
fn foreign_delimiter(record: &Record<'_>) -> Option<u8> {
    if record.cells.len() != 1 {
        return None;
    }
    let text = record.text(0);
    let is_known = |name: &str| {
        let name = plain(name);
        NAMES.iter().any(|(_, names)| names.contains(&name.as_str()))
    };
    b";\t|".iter().copied().find(|delimiter| {
        text.split(char::from(*delimiter)).filter(|name| is_known(name)).take(2).count() == 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_the_order_of_their_names() {
        assert!(NAMES.iter().enumerate().all(|(place, (field, _))| *field as usize == place));
    }
}
