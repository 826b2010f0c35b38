//! Mangopay's SDK for Node, `mangopay4-nodejs-sdk`.

use super::FILE;
use super::literal::{Style, double_quoted};
use crate::rest::route::Call;
use crate::rest::written::{Content, Written};
use serde_json::Value;

const STYLE: Style = Style {
    indent: "  ",
    object: ("{", "}"),
    padding: " ",
    // The fields of the API are all names of JavaScript too.
    key: str::to_owned,
    arrow: ": ",
    text: double_quoted,
    yes: "true",
    no: "false",
    nothing: "null",
};

pub fn beginning(client: &str, address: &str) -> String {
    format!(
        "import Mangopay from \"mangopay4-nodejs-sdk\";\n\nconst api = new Mangopay({{\n  clientId: {},\n  clientApiKey: \"any-key\",\n  baseUrl: {},\n}});\n",
        double_quoted(client),
        double_quoted(address)
    )
}

pub fn code(request: &Written, address: &str) -> String {
    let Some((method, name)) = method(request) else { return fetch(request, address) };
    let mut given: Vec<String> = request.words.iter().map(|word| double_quoted(word)).collect();
    if let Content::Json(value) = &request.content {
        let before = given.iter().map(String::len).sum::<usize>().saturating_add(method.len());
        given.push(STYLE.literal(&with_kind(request.call, value), 0, before.saturating_add(24)));
    }
    format!("const {name} = await api.{method}({});\n", given.join(", "))
}

/// The method, and what its answer is called here.
fn method(request: &Written) -> Option<(&'static str, &'static str)> {
    Some(match request.call {
        Call::CreateUser(_) => ("Users.create", "user"),
        Call::CreateWallet => ("Wallets.create", "wallet"),
        Call::CreateIntent => ("PayIns.createPayInIntentAuthorization", "intent"),
        Call::Capture if is_partial(&request.content) => {
            ("PayIns.createPayInIntentPartialCapture", "capture")
        }
        Call::Capture => ("PayIns.createPayInIntentFullCapture", "capture"),
        Call::CancelIntent if is_partial(&request.content) => {
            ("PayIns.partialCancelPayInIntent", "cancelled")
        }
        Call::CancelIntent => ("PayIns.fullCancelPayInIntent", "cancelled"),
        Call::Refund => ("PayIns.createPayInIntentRefund", "refund"),
        Call::ReverseRefund => ("PayIns.reversePayInIntentRefund", "reversed"),
        Call::Dispute => ("PayIns.createPayInIntentDispute", "dispute"),
        Call::Decide => ("PayIns.updatePayInIntentDisputeOutcome", "dispute"),
        Call::CreateSplits => ("PayIns.createPayInIntentSplits", "created"),
        Call::UpdateSplit => ("PayIns.updatePayInIntentSplit", "split"),
        Call::ExecuteSplit => ("PayIns.executePayInIntentSplit", "split"),
        Call::ReverseSplit => ("PayIns.reversePayInIntentSplit", "split"),
        Call::CreateSettlement => ("Settlements.generateUploadUrl", "settlement"),
        Call::UpdateSettlement => ("Settlements.generateNewUploadUrl", "settlement"),
        Call::CancelSettlement => ("Settlements.cancel", "settlement"),
        _ => return None,
    })
}

/// With line items it concerns these parts, without them everything.
pub(super) fn is_partial(content: &Content) -> bool {
    matches!(content, Content::Json(value) if value.get("LineItems").is_some())
}

/// The SDK takes the path of a user from the kind of person.
fn with_kind(call: Call, value: &Value) -> Value {
    let mut value = value.clone();
    if let (Call::CreateUser(_), Some(fields)) = (call, value.as_object_mut()) {
        fields.shift_insert(0, "PersonType".to_owned(), "NATURAL".into());
    }
    value
}

fn fetch(request: &Written, address: &str) -> String {
    let url = double_quoted(&format!("{address}{}", request.target));
    let (before, body) = match &request.content {
        Content::Nothing => (String::new(), String::new()),
        Content::Json(value) => {
            (String::new(), format!("\n  body: JSON.stringify({}),", STYLE.literal(value, 1, 22)))
        }
        Content::File(_) => (
            "import { readFile } from \"node:fs/promises\";\n\n".to_owned(),
            format!("\n  body: await readFile(\"{FILE}\"),"),
        ),
    };
    let kind = if matches!(request.content, Content::File(_)) { "text/csv" } else { "application/json" };
    format!(
        "{before}const answer = await fetch({url}, {{\n  method: \"{}\",\n  headers: {{ \"Content-Type\": \"{kind}\" }},{body}\n}});\n",
        request.method
    )
}
