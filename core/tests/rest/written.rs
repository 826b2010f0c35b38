//! A command, the request that is written for it, and the command that the sandbox reads from that request are the same: for every
//! step of every scenario, those that are refused too.

use echoscope_core::engine::{ActionRequest, Command, Config, Engine, Refusal};
use echoscope_core::rest::{Content, Door, Exchange, Language, Request, Response, Sandbox};
use echoscope_core::scenario::{self, Player};
use serde_json::Value;
use std::collections::BTreeSet;
use std::mem::discriminant;
use std::path::Path;

const ADDRESS: &str = "http://127.0.0.1:8731";

/// Every command of every scenario, with the engine that it comes to.
fn every_command(mut look: impl FnMut(&str, &Engine, &Command)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios");
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let path = file.path();
        if path.extension().is_none_or(|end| end != "md") {
            continue;
        }
        let scenario = scenario::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut player = Player::new(Config::default());
        for step in scenario.steps() {
            let mut engine = player.engine().clone();
            for command in player.commands(step).unwrap() {
                look(&format!("{}: {}", path.display(), step.text), &engine, &command);
                if engine.handle(command).is_err() {
                    break;
                }
            }
            player.play(step).unwrap();
        }
    }
}

/// What the sandbox answers to a request that comes in from outside.
fn sent(sandbox: &mut Sandbox, Exchange { request, .. }: &Exchange) -> Response {
    let headers = request.headers();
    let header = |name| headers.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    let request = Request {
        method: request.method,
        target: &request.target,
        authorization: header("Authorization"),
        content_type: header("Content-Type"),
        idempotency_key: None,
        body: &request.body(),
    };
    sandbox.answer(&request, 0)
}

fn refused(refusal: &Refusal, body: &Value) -> bool {
    let errors = body.get("Errors").or_else(|| body.get("errors"));
    errors.and_then(|errors| errors.get(&refusal.field)).is_some_and(|text| *text == *refusal.message)
}

#[test]
fn the_sandbox_reads_from_a_request_the_command_for_which_it_was_written() {
    let mut seen = 0;
    every_command(|place, before, command| {
        let mut engine = before.clone();
        let came = engine.handle(command.clone());
        let mut sandbox = Sandbox::around(before.clone(), ADDRESS);
        let exchange = sandbox.exchange(command, 0);
        assert!(*sandbox.engine() == engine, "{place}: another world");
        let response = &exchange.response;
        // By the path, as a client comes; only the ids of users and wallets are made otherwise then.
        if !matches!(command, Command::RegisterUser { .. } | Command::RegisterWallet { .. }) {
            let mut served = Sandbox::around(before.clone(), ADDRESS);
            assert_eq!(sent(&mut served, &exchange), *response, "{place}");
            assert!(served.engine() == sandbox.engine(), "{place}: another world by the path");
        }
        let code = response.headers.iter().find(|(name, _)| name == "X-Echoscope-Code");
        match came {
            Ok(_) => assert_eq!((response.status, code), (200, None), "{place}"),
            Err(refusal) => {
                assert_eq!(code.map(|(_, code)| code.as_str()), Some(refusal.code.as_str()), "{place}");
                // A storage takes any content.
                let is_stored = exchange.request.door == Door::Storage;
                let body = serde_json::from_slice(&response.body).unwrap_or_default();
                assert!(is_stored || response.status == 400 && refused(&refusal, &body), "{place}: {body}");
            }
        }
        seen += 1;
    });
    assert!(seen > 500, "only {seen} commands");
}

#[test]
fn the_scenarios_hold_every_command_there_is_and_every_language_says_each() {
    let mut kinds = Vec::new();
    let mut methods = BTreeSet::new();
    every_command(|place, before, command| {
        let request = Sandbox::around(before.clone(), ADDRESS).exchange(command, 0).request;
        for language in Language::ALL {
            let code = request.code(language, ADDRESS);
            assert!(code.ends_with('\n') && !code.contains("\n\n\n"), "{place}: {code}");
            for word in ["int_", "int_stlmnt_"] {
                assert!(request.target.contains(word) <= code.contains(word), "{place}: {code}");
            }
        }
        if let (Content::Json(body), Language::Curl) = (&request.content, Language::ALL[0]) {
            // What stands between the last two quotes of curl's words is the body.
            let code = request.code(Language::Curl, ADDRESS);
            let given = code.split_once("-d '").map(|(_, rest)| rest.trim_end().trim_end_matches('\''));
            let given = given.unwrap().replace(r"'\''", "'");
            assert_eq!(serde_json::from_str::<Value>(&given).unwrap(), *body, "{place}");
        }
        methods.insert((request.method, request.about));
        if !kinds.contains(&discriminant(command)) {
            kinds.push(discriminant(command));
        }
    });
    assert_eq!(kinds.len(), 21, "commands that the engine has");
    assert!(methods.len() >= 20, "{methods:?}");
}

#[test]
fn ids_that_a_path_cannot_hold_are_written_so_that_it_can() {
    let capture = Command::Capture { intent: "a/b c?".into(), request: ActionRequest::default() };
    let exchange = Sandbox::around(Engine::new(Config::default()), ADDRESS).exchange(&capture, 0);
    assert_eq!(exchange.request.target, "/V3.0/echoscope/payins/intents/a%2Fb%20c%3F/captures");
    assert_eq!(exchange.response.status, 400);
}
