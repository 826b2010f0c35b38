//! Mangopay's SDK for PHP, `mangopay/php-sdk-v2`.

use super::FILE;
use super::literal::Style;
use crate::rest::route::Call;
use crate::rest::written::{Content, Written};
use serde_json::{Map, Value};

const STYLE: Style = Style {
    indent: "    ",
    object: ("[", "]"),
    padding: "",
    key: quoted,
    arrow: " => ",
    text: quoted,
    yes: "true",
    no: "false",
    nothing: "null",
};

pub fn beginning(client: &str, address: &str) -> String {
    format!(
        "require 'vendor/autoload.php';\n\n$api = new \\MangoPay\\MangoPayApi();\n$api->Config->ClientId = {};\n$api->Config->ClientPassword = 'any-key';\n$api->Config->TemporaryFolder = sys_get_temp_dir();\n$api->Config->BaseUrl = {};\n",
        quoted(client),
        quoted(address)
    )
}

/// The room, the method, and the class of what it takes; the variable is called after the class's purpose here.
type Method = (&'static str, Option<(&'static str, &'static str)>);

pub fn code(request: &Written, address: &str) -> String {
    let Some((method, entity)) = method(request.call) else { return stream(request, address) };
    let mut words: Vec<String> = request.words.iter().map(|word| quoted(word)).collect();
    let mut lines = Vec::new();
    if let Some((class, name)) = entity {
        lines.push(format!("${name} = new \\MangoPay\\{class}();"));
        // Where the SDK saves an object, it takes the last id of the path from the object itself.
        if matches!(request.call, Call::UpdateSplit | Call::UpdateSettlement)
            && let Some(id) = words.pop()
        {
            lines.push(format!("${name}->Id = {id};"));
        }
        let nothing = Map::new();
        let fields = match &request.content {
            Content::Json(Value::Object(map)) => map,
            _ => &nothing,
        };
        for (field, value) in fields {
            let before = name.len().saturating_add(field.len()).saturating_add(6);
            lines.push(format!("${name}->{field} = {};", STYLE.literal(value, 0, before)));
        }
        words.push(format!("${name}"));
    }
    lines.push(format!("$answer = $api->{method}({});\n", words.join(", ")));
    lines.join("\n")
}

fn method(call: Call) -> Option<Method> {
    Some(match call {
        Call::CreateUser(_) => ("Users->Create", Some(("UserNatural", "user"))),
        Call::CreateWallet => ("Wallets->Create", Some(("Wallet", "wallet"))),
        Call::CreateIntent => ("PayIns->CreatePayInIntentAuthorization", Some(("PayInIntent", "intent"))),
        Call::Capture => ("PayIns->CreatePayInIntentCapture", Some(("PayInIntent", "capture"))),
        Call::CancelIntent => ("PayIns->CancelPayInIntent", Some(("PayInIntent", "details"))),
        Call::Refund => ("PayIns->CreatePayInIntentRefund", Some(("PayInIntent", "refund"))),
        Call::ReverseRefund => ("PayIns->ReversePayInIntentRefund", Some(("PayInIntent", "reversal"))),
        Call::Dispute => ("PayIns->CreatePayInIntentDispute", Some(("PayInIntent", "dispute"))),
        Call::Decide => ("PayIns->UpdatePayInIntentDisputeOutcome", Some(("PayInIntent", "outcome"))),
        Call::CreateSplits => ("PayIns->CreatePayInIntentSplits", Some(("IntentSplits", "splits"))),
        Call::UpdateSplit => ("PayIns->UpdatePayInIntentSplit", Some(("PayInIntentSplit", "split"))),
        Call::ExecuteSplit => ("PayIns->ExecutePayInIntentSplit", None),
        Call::ReverseSplit => ("PayIns->ReversePayInIntentSplit", None),
        Call::CreateSettlement => ("Settlements->GenerateUploadUrl", Some(("Settlement", "settlement"))),
        Call::UpdateSettlement => ("Settlements->GenerateNewUploadUrl", Some(("Settlement", "settlement"))),
        Call::CancelSettlement => ("Settlements->Cancel", None),
        _ => return None,
    })
}

fn stream(request: &Written, address: &str) -> String {
    let url = quoted(&format!("{address}{}", request.target));
    let (kind, content) = match &request.content {
        Content::Nothing => ("application/json", String::new()),
        Content::Json(value) => {
            ("application/json", format!("\n    'content' => json_encode({}),", STYLE.literal(value, 1, 30)))
        }
        Content::File(_) => ("text/csv", format!("\n    'content' => file_get_contents('{FILE}'),")),
    };
    format!(
        "$answer = file_get_contents({url}, false, stream_context_create(['http' => [\n    'method' => '{}',\n    'header' => 'Content-Type: {kind}',{content}\n]]));\n",
        request.method
    )
}

/// Between single quotes only the quote and the backslash mean something.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}
