//! Intents and actions as the API answers them.
//!
//! A GET answer of an Intent lists its captures, refunds and disputes with their amounts, but without their references; the
//! answer to a capture, refund or dispute has the reference, but not the amount. So both are collected by the id of the
//! action, and become declarations at the end, in the order of their ids, which is that of their declaration.

use super::super::{Action, Declaration, IntentKey, StatusSet, rules};
use super::action::{Unclear, action};
use super::intake::Intake;
use crate::catalog::Provider;
use crate::date::Date;
use crate::machine::{CaptureStatus, DisputeStatus, RefundStatus, Status};
use crate::money::Currency;
use crate::settlement::findings::Note;
use crate::settlement::report::Position;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Objects {
    intents: BTreeMap<String, Intent>,
    actions: BTreeMap<(Kind, String), Half>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Capture,
    Refund,
    Dispute,
}

impl Kind {
    /// In an Intent, and as the pointer of an answer.
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Capture, "Captures", "Capture"),
        (Self::Refund, "Refunds", "Refund"),
        (Self::Dispute, "Disputes", "Dispute"),
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Refund => "refund",
            Self::Dispute => "dispute",
        }
    }
}

#[derive(Debug)]
struct Intent {
    external: External,
    currency: Option<Currency>,
    at: Position,
}

#[derive(Clone, Default, Debug)]
struct External {
    reference: String,
    provider: Option<Provider>,
    date: Option<Date>,
}

/// What is known of an action so far.
#[derive(Debug, Default)]
struct Half {
    intent: String,
    /// From the Intent that lists it.
    amount: Option<i64>,
    status: String,
    /// From the answer that declared it.
    external: Option<External>,
    currency: Option<Currency>,
    at: Option<Position>,
}

impl Objects {
    /// Takes what a value declares, however deep a list or an envelope holds it.
    pub fn visit(&mut self, value: &Value, at: Position, intake: &mut Intake) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.visit(value, at, intake)),
            Value::Object(_) if value.get("ExternalProviderReference").is_some() => {
                report_row(value, at, intake);
            }
            Value::Object(_) if value.get("ExternalData").is_some() => self.object(value, at, intake),
            Value::Object(members) => {
                let inner: Vec<&Value> =
                    members.values().filter(|member| member.is_array() || member.is_object()).collect();
                if inner.is_empty() {
                    other(at, intake);
                }
                for member in inner {
                    self.visit(member, at, intake);
                }
            }
            _ => other(at, intake),
        }
    }

    /// An Intent, or the answer to an action: the answer points at the action.
    fn object(&mut self, value: &Value, at: Position, intake: &mut Intake) {
        let id = text(value, "Id");
        let Ok(external) = external(value, at, intake) else { return };
        let Ok(currency) = currency(value, at, intake) else { return };
        let pointer =
            Kind::ALL.into_iter().find_map(|(kind, _, name)| Some((kind, text(value.get(name)?, "Id"))));
        if let Some((kind, action)) = pointer {
            intake.count();
            let half = self.actions.entry((kind, action)).or_default();
            half.intent = id;
            half.external = Some(external);
            half.currency = currency;
            half.at.get_or_insert(at);
            return;
        }
        if value.get("Cancel").is_some() {
            intake.count();
            return intake.count_without_line();
        }
        intake.count();
        for (kind, list, _) in Kind::ALL {
            for part in value.get(list).and_then(Value::as_array).into_iter().flatten() {
                let half = self.actions.entry((kind, text(part, "Id"))).or_default();
                half.intent.clone_from(&id);
                half.amount = amount(part, at, intake);
                half.status = text(part, "Status");
                half.currency = currency;
                half.at = Some(at);
            }
        }
        self.intents.insert(id, Intent { external, currency, at });
    }

    pub fn finish(self, intake: &mut Intake) {
        let Self { intents, actions } = self;
        let mut complete: BTreeMap<&str, bool> = BTreeMap::new();
        complete.extend(intents.keys().map(|id| (id.as_str(), true)));
        for ((kind, _), half) in &actions {
            if *kind == Kind::Capture && half.external.is_none() {
                complete.insert(&half.intent, false);
            }
        }
        for (id, intent) in &intents {
            let declaration = Declaration {
                action: Action::Intent,
                reference: &intent.external.reference,
                amount: 0,
                currency: intent.currency,
                provider: intent.external.provider,
                intent: IntentKey::of(id),
                date: intent.external.date,
                references_complete: complete.get(id.as_str()).copied().unwrap_or(false),
            };
            intake.take(intent.at, &declaration);
        }
        for ((kind, _), half) in &actions {
            let complete = complete.get(half.intent.as_str()).copied().unwrap_or(false);
            declare(*kind, half, intents.get(&half.intent), complete, intake);
        }
    }
}

fn declare(kind: Kind, half: &Half, intent: Option<&Intent>, references_complete: bool, intake: &mut Intake) {
    let at = half.at.unwrap_or(Position { line: 1, column: 1, byte: 0 });
    let Some(amount) = half.amount else {
        return intake.find(&rules::DECLARATION_AMOUNT_UNTOLD, at, || {
            let reference = half.external.as_ref().map(|external| external.reference.as_str());
            let note = Note::new(format!("The answer to a {} does not tell its amount.", kind.word()));
            note.value(reference.unwrap_or_default()).remedy("Add the Intent, as GET answers it.")
        });
    };
    let inherited = || intent.map(|intent| intent.external.clone()).unwrap_or_default();
    let external = match (kind, &half.external) {
        (_, Some(external)) => external.clone(),
        (Kind::Capture, None) => {
            let counter = &mut intake.unknown().capture_references;
            *counter = counter.saturating_add(1);
            inherited()
        }
        (_, None) => {
            intake.find(&rules::DECLARATION_REFERENCE_UNTOLD, at, || {
                let message = format!("The reference of this {} of {amount} is not told.", kind.word());
                Note::new(message).remedy(
                    "Add the answer to the call that declared it, or use the ECHO_INTENT_ACTION report.",
                )
            });
            External { reference: String::new(), ..inherited() }
        }
    };
    let inherits = intent.is_some_and(|intent| intent.external.reference == external.reference);
    let settled = StatusSet::default();
    let action = match kind {
        Kind::Capture => CaptureStatus::parse(&half.status)
            .map(|status| Action::Capture { settled: status != CaptureStatus::Captured, inherits }),
        Kind::Refund => RefundStatus::parse(&half.status)
            .map(|status| Action::Refund { reversed: status == RefundStatus::RefundReversed, settled }),
        Kind::Dispute => DisputeStatus::parse(&half.status).map(|status| Action::Dispute { status, settled }),
    };
    let Some(action) = action else {
        return intake.find(&rules::DECLARATION_STATUS_UNKNOWN, at, || {
            let note = Note::new(format!("\"{}\" is not a status of a {}.", half.status, kind.word()));
            note.field("Status").value(&half.status)
        });
    };
    let declaration = Declaration {
        action,
        reference: &external.reference,
        amount,
        currency: half.currency.or(intent.and_then(|intent| intent.currency)),
        provider: external.provider,
        intent: IntentKey::of(&half.intent),
        date: external.date,
        references_complete,
    };
    intake.take(at, &declaration);
}

/// A row of the report, or of a list, as an object.
fn report_row(value: &Value, at: Position, intake: &mut Intake) {
    intake.count();
    let reference = text(value, "ExternalProviderReference");
    if reference.is_empty() {
        return intake
            .find(&rules::DECLARATION_REFERENCE_MISSING, at, || Note::new("This object has no reference."));
    }
    let Some(amount) = amount(value, at, intake) else { return };
    let (type_word, status) = (text(value, "Type"), text(value, "Status"));
    let action = match action(&type_word, &status, amount) {
        Ok(Some(action)) => action,
        Ok(None) => return intake.count_without_line(),
        Err(unclear) => {
            let (rule, field, word) = match unclear {
                Unclear::Type => (&rules::DECLARATION_TYPE_UNKNOWN, "Type", &type_word),
                Unclear::Status => (&rules::DECLARATION_STATUS_UNKNOWN, "Status", &status),
            };
            return intake.find(rule, at, || {
                Note::new(format!("{field} \"{word}\" is not known.")).field(field).value(word)
            });
        }
    };
    let Ok(currency) = currency(value, at, intake) else { return };
    let Ok(provider) = provider(value, at, intake) else { return };
    let date = intake.date(|| at, "ExternalProcessingDate", &text(value, "ExternalProcessingDate"));
    intake.saw_id(&text(value, "Id"));
    let declaration = Declaration {
        action,
        reference: &reference,
        amount: amount.checked_abs().unwrap_or(i64::MAX),
        currency,
        provider,
        intent: IntentKey::of(&text(value, "IntentId")),
        date,
        references_complete: false,
    };
    intake.take(at, &declaration);
}

fn external(value: &Value, at: Position, intake: &mut Intake) -> Result<External, ()> {
    let Some(data) = value.get("ExternalData") else { return Err(()) };
    let reference = text(data, "ExternalProviderReference");
    if reference.is_empty() {
        intake.find(&rules::DECLARATION_REFERENCE_MISSING, at, || {
            Note::new("ExternalData has no ExternalProviderReference.").field("ExternalProviderReference")
        });
        return Err(());
    }
    let date = intake.date(|| at, "ExternalProcessingDate", &text(data, "ExternalProcessingDate"));
    Ok(External { reference, provider: provider(data, at, intake)?, date })
}

fn provider(value: &Value, at: Position, intake: &mut Intake) -> Result<Option<Provider>, ()> {
    let name = text(value, "ExternalProviderName");
    if name.is_empty() {
        return Ok(None);
    }
    // Answers have the name in sentence case, which is another spelling for one of them: "Minsait payments".
    let found = Provider::parse(&name)
        .or_else(|| Provider::all().find(|known| known.name().eq_ignore_ascii_case(&name)));
    if found.is_none() {
        intake.find(&rules::DECLARATION_PROVIDER_UNKNOWN, at, || {
            let note = Note::new(format!("\"{name}\" is not a provider that Mangopay supports."));
            note.field("ExternalProviderName").value(&name)
        });
        return Err(());
    }
    Ok(found)
}

fn currency(value: &Value, at: Position, intake: &mut Intake) -> Result<Option<Currency>, ()> {
    let code = text(value, "Currency");
    if code.is_empty() {
        return Ok(None);
    }
    let found = Currency::from_code(&code);
    if found.is_none() {
        intake.find(&rules::DECLARATION_CURRENCY_UNKNOWN, at, || {
            Note::new(format!("Currency \"{code}\" is not known.")).field("Currency").value(&code)
        });
        return Err(());
    }
    Ok(found)
}

fn amount(value: &Value, at: Position, intake: &mut Intake) -> Option<i64> {
    intake.amount(|| at, "Amount", &text(value, "Amount"))
}

/// A member as text: numbers too, so that `"1000"` and `1000` are read alike.
fn text(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn other(at: Position, intake: &mut Intake) {
    intake.find(&rules::DECLARATION_OTHER, at, || {
        Note::new("This is neither an Intent nor an action, and is passed over.")
    });
}
