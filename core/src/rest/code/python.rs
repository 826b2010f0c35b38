//! Mangopay's SDK for Python, `mangopay4-python-sdk`.

use super::FILE;
use super::literal::{Style, double_quoted};
use crate::rest::route::Call;
use crate::rest::written::{Content, Written};
use serde_json::{Map, Value};

const STYLE: Style = Style {
    indent: "    ",
    object: ("{", "}"),
    padding: "",
    key: double_quoted,
    arrow: ": ",
    text: double_quoted,
    yes: "True",
    no: "False",
    nothing: "None",
};

/// The SDK finds the paths of V3 by replacing `v2.01` in its address.
pub fn beginning(client: &str, address: &str) -> String {
    format!(
        "import mangopay\n\nmangopay.client_id = {}\nmangopay.apikey = \"any-key\"\nmangopay.api_sandbox_url = {}\n\nfrom mangopay.api import APIRequest\n\nhandler = APIRequest(sandbox=True)\n",
        double_quoted(client),
        double_quoted(&format!("{address}/v2.01/"))
    )
}

/// How the SDK is asked.
enum Way {
    /// An object is made of the fields, and this method of it is called with the words of the path.
    Object(&'static str, &'static str),
    /// A method of the class takes the words of the path, then the fields.
    Class(&'static str, &'static str),
}

pub fn code(request: &Written, address: &str) -> String {
    let mut fields = fields(&request.content);
    let mut words: Vec<String> = request.words.iter().map(|word| double_quoted(word)).collect();
    let way = match request.call {
        Call::CreateUser(_) => Way::Object("NaturalUser", "save"),
        Call::CreateWallet => Way::Object("Wallet", "save"),
        Call::CreateIntent => Way::Object("PayInIntent", "create_authorization"),
        Call::Capture => Way::Object("PayInIntent", "create_capture"),
        Call::CancelIntent => Way::Class("PayInIntent", "cancel"),
        Call::Refund => Way::Class("PayInIntent", "create_refund"),
        Call::ReverseRefund => Way::Class("PayInIntent", "reverse_refund"),
        Call::Dispute => Way::Class("PayInIntent", "create_dispute"),
        Call::Decide => Way::Class("PayInIntent", "update_dispute_outcome"),
        Call::CreateSplits => Way::Object("PayInIntentSplits", "create"),
        Call::UpdateSplit => Way::Class("PayInIntentSplit", "update_split"),
        Call::ExecuteSplit => Way::Class("PayInIntentSplit", "execute"),
        Call::ReverseSplit => Way::Class("PayInIntentSplit", "reverse"),
        Call::CreateSettlement => Way::Object("Settlement", "generate_upload_url"),
        Call::UpdateSettlement => {
            fields.splice(0..0, words.drain(..).map(|id| format!("id={id}")));
            Way::Object("Settlement", "generate_new_upload_url")
        }
        Call::CancelSettlement => Way::Class("Settlement", "cancel"),
        _ => return requests(request, address),
    };
    match way {
        Way::Object(class, method) => format!(
            "from mangopay.resources import {class}\n\nanswer = {class}{}.{method}({})\n",
            called(&fields),
            words.join(", ")
        ),
        Way::Class(class, method) => {
            words.extend(fields);
            format!("from mangopay.resources import {class}\n\nanswer = {class}.{method}{}\n", called(&words))
        }
    }
}

/// Arguments in their brackets: on one line where they are few and short.
fn called(arguments: &[String]) -> String {
    let inline = arguments.join(", ");
    if inline.len() <= 56 && !inline.contains('\n') {
        return format!("({inline})");
    }
    let lines: Vec<String> =
        arguments.iter().map(|argument| format!("{}{argument},\n", STYLE.indent)).collect();
    format!("(\n{})", lines.concat())
}

/// The fields as arguments, in the SDK's spelling.
fn fields(content: &Content) -> Vec<String> {
    let nothing = Map::new();
    let map = match content {
        Content::Json(Value::Object(map)) => map,
        _ => &nothing,
    };
    let argument = |(name, value): (&String, &Value)| {
        let name = snake(name);
        let before = name.len().saturating_add(1);
        format!("{name}={}", STYLE.literal(value, 1, before))
    };
    map.iter().map(argument).collect()
}

/// `SplitOriginWalletId` is `split_origin_wallet_id`.
fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len().saturating_add(4));
    for (place, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn requests(request: &Written, address: &str) -> String {
    let url = double_quoted(&format!("{address}{}", request.target));
    let method = request.method.to_ascii_lowercase();
    let body = match &request.content {
        Content::Nothing => String::new(),
        Content::Json(value) => format!(", json={}", STYLE.literal(value, 0, 60)),
        Content::File(_) => {
            format!(", data=open(\"{FILE}\", \"rb\"), headers={{\"Content-Type\": \"text/csv\"}}")
        }
    };
    format!("import requests\n\nanswer = requests.{method}({url}{body})\n")
}
