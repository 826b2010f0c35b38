//! Hooks: which address is told about which event, and what became of the telling.
//!
//! A notification that fails is sent again every ten minutes of the first hour, then every eight hours for three days. A
//! hundred failures in a row make the hook invalid; one success forgets them all.

use super::asked::Bad;
use crate::date::Timestamp;
use crate::engine::{EventType, Webhook};
use crate::persistent;
use crate::settlement::nearest::nearest;
use serde_json::{Map, Value, json};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const FIRST_TRIES: u32 = 6;
const LATER_TRIES: u32 = 9;
const FAILURES_MAX: u32 = 100;
const URL_CHARS_MAX: usize = 255;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hook {
    pub id: String,
    pub url: String,
    pub event_type: String,
    is_enabled: bool,
    /// `None` until a notification was tried.
    is_valid: Option<bool>,
    tag: Option<String>,
    created: Timestamp,
    /// In a row.
    failures: u32,
}

/// A notification to be sent: a GET to this address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    pub number: u64,
    pub hook: String,
    pub address: String,
    tries: u32,
    due: Timestamp,
}

/// All hooks, and what is still to be sent.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Hooks {
    all: Vec<Hook>,
    waiting: persistent::Map<u64, Delivery>,
    /// The same by the time at which they are due: nobody looks through what a target that is down has left waiting.
    by_time: persistent::Map<(Timestamp, u64), ()>,
    deliveries: u64,
}

impl Hook {
    pub fn view(&self) -> Value {
        let validity = match self.is_valid {
            None => "UNKNOWN",
            Some(true) => "VALID",
            Some(false) => "INVALID",
        };
        let mut view = json!({
            "Id": self.id,
            "Url": self.url,
            "EventType": self.event_type,
            "Status": if self.is_enabled { "ENABLED" } else { "DISABLED" },
            "Validity": validity,
            "CreationDate": self.created,
        });
        if let (Some(tag), Value::Object(view)) = (&self.tag, &mut view) {
            view.insert("Tag".into(), tag.as_str().into());
        }
        view
    }

    pub const fn created(&self) -> Timestamp {
        self.created
    }
}

impl Hooks {
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Hook> {
        self.all.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Hook> {
        self.all.iter().find(|hook| hook.id == id)
    }

    pub fn create(&mut self, id: String, request: &Map<String, Value>, now: Timestamp) -> Result<&Hook, Bad> {
        let event_type = text(request, "EventType")?
            .ok_or_else(|| Bad::new("EventType", "The EventType field is required."))?;
        let is_name =
            event_type.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit());
        if !is_name {
            return Err(Bad::new(
                "EventType",
                format!("{event_type} is no event type; an example is INTENT_CAPTURED."),
            ));
        }
        let of_echo =
            ["INTENT_", "SPLIT_", "SETTLEMENT_"].iter().any(|family| event_type.starts_with(family));
        let mut known = EventType::ALL.iter().map(|known| known.value());
        if of_echo && !known.clone().any(|known| known == event_type) {
            let meant = nearest(event_type, known.clone()).or_else(|| known.next()).unwrap_or_default();
            return Err(Bad::new(
                "EventType",
                format!("Echo has no event {event_type}; did you mean {meant}?"),
            ));
        }
        if self.all.iter().any(|hook| hook.event_type == event_type) {
            return Err(Bad::new(
                "EventType",
                format!("A hook for {event_type} exists; change it with PUT."),
            ));
        }
        let hook = Hook {
            id,
            url: address(request)?.ok_or_else(|| Bad::new("Url", "The Url field is required."))?,
            event_type: event_type.to_owned(),
            is_enabled: true,
            is_valid: None,
            tag: text(request, "Tag")?.map(str::to_owned),
            created: now,
            failures: 0,
        };
        let place = self.all.len();
        self.all.push(hook);
        self.all.get(place).ok_or_else(|| Bad::new("Id", "The hook was not kept."))
    }

    /// Changes a hook; switched on again it begins anew. `None` where there is no such hook.
    pub fn update(&mut self, id: &str, request: &Map<String, Value>) -> Option<Result<&Hook, Bad>> {
        let hook = self.all.iter_mut().find(|hook| hook.id == id)?;
        Some(hook.change(request).map(|()| &*hook))
    }

    /// An event has happened: whoever asked for it will be told.
    pub fn announce(&mut self, webhook: &Webhook) {
        let event = webhook.event_type.value();
        self.announce_as(event, &webhook.resource_id.to_string(), webhook.date);
    }

    pub fn announce_as(&mut self, event: &str, resource: &str, date: Timestamp) {
        for hook in self.all.iter().filter(|hook| hook.is_enabled && hook.event_type == event) {
            let address = notification(&hook.url, event, resource, date);
            let number = self.deliveries;
            self.deliveries = number.saturating_add(1);
            self.by_time.insert((date, number), ());
            self.waiting
                .insert(number, Delivery { number, hook: hook.id.clone(), address, tries: 0, due: date });
        }
    }

    /// What is to be sent now, what was due first before all. It stays waiting until [`Hooks::delivered`] says what became of it.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = &Delivery> {
        let due = self.by_time.keys().take_while(move |(due, _)| *due <= now);
        due.filter_map(|(_, number)| self.waiting.get(number))
    }

    pub fn delivered(&mut self, number: u64, succeeded: bool, now: Timestamp) {
        let Some(mut delivery) = self.waiting.remove(&number) else { return };
        self.by_time.remove(&(delivery.due, number));
        let Some(hook) = self.all.iter_mut().find(|hook| hook.id == delivery.hook) else { return };
        if succeeded {
            (hook.failures, hook.is_valid) = (0, Some(true));
            return;
        }
        hook.failures = hook.failures.saturating_add(1);
        if hook.failures >= FAILURES_MAX {
            hook.is_valid = Some(false);
            hook.is_enabled = false;
        }
        delivery.tries = delivery.tries.saturating_add(1);
        if let (true, Some(pause)) = (hook.is_enabled, pause(delivery.tries)) {
            delivery.due = now.saturating_add(pause);
            self.by_time.insert((delivery.due, number), ());
            self.waiting.insert(number, delivery);
        }
    }
}

/// The address that is called with GET to tell a hook of an event. Mangopay spells the resource with a double s.
pub fn notification(url: &str, event: &str, resource: &str, date: Timestamp) -> String {
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}EventType={event}&RessourceId={resource}&Date={date}")
}

impl Hook {
    fn change(&mut self, request: &Map<String, Value>) -> Result<(), Bad> {
        let url = address(request)?;
        let tag = text(request, "Tag")?.map(str::to_owned);
        let enabled = match text(request, "Status")? {
            None => None,
            Some("ENABLED") => Some(true),
            Some("DISABLED") => Some(false),
            Some(other) => {
                return Err(Bad::new("Status", format!("Status is ENABLED or DISABLED, not {other}.")));
            }
        };
        if let Some(url) = url {
            self.url = url;
        }
        self.tag = tag.or(self.tag.take());
        if let Some(enabled) = enabled {
            if enabled && !self.is_enabled {
                (self.failures, self.is_valid) = (0, None);
            }
            self.is_enabled = enabled;
        }
        Ok(())
    }
}

/// How long to wait after so many failures; `None` when it was the last.
const fn pause(tries: u32) -> Option<i64> {
    if tries <= FIRST_TRIES {
        Some(10 * MINUTE)
    } else if tries <= FIRST_TRIES + LATER_TRIES {
        Some(8 * HOUR)
    } else {
        None
    }
}

fn address(request: &Map<String, Value>) -> Result<Option<String>, Bad> {
    let Some(url) = text(request, "Url")? else { return Ok(None) };
    let host = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    let is_address = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
        && url.chars().all(|letter| !letter.is_whitespace() && !letter.is_control())
        && url.chars().count() <= URL_CHARS_MAX;
    if !is_address {
        return Err(Bad::new(
            "Url",
            format!("Url must be an http or https address of at most {URL_CHARS_MAX} characters."),
        ));
    }
    Ok(Some(url.to_owned()))
}

fn text<'a>(request: &'a Map<String, Value>, name: &'static str) -> Result<Option<&'a str>, Bad> {
    match request.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(other) => Err(Bad::new(name, format!("{name} must be a text, not {other}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str) -> Map<String, Value> {
        let Value::Object(map) = json!({ "Url": url, "EventType": "INTENT_CAPTURED" }) else {
            unreachable!()
        };
        map
    }

    fn hooks(url: &str) -> Hooks {
        let mut hooks = Hooks::default();
        hooks.create("hook_1".into(), &request(url), 0).unwrap();
        hooks
    }

    fn next_due(hooks: &Hooks) -> Option<Timestamp> {
        hooks.waiting.values().map(|delivery| delivery.due).min()
    }

    #[test]
    fn an_event_becomes_a_get_to_the_hook_that_asked_for_it() {
        let mut hooks = hooks("http://shop.test/hook?from=echo");
        hooks.announce_as("INTENT_CAPTURED", "int_capture_1", 1000);
        hooks.announce_as("INTENT_PAID", "int_capture_1", 1000);
        let due: Vec<_> = hooks.due(1000).map(|delivery| delivery.address.as_str()).collect();
        assert_eq!(
            due,
            ["http://shop.test/hook?from=echo&EventType=INTENT_CAPTURED&RessourceId=int_capture_1&Date=1000"]
        );
        hooks.delivered(0, true, 1001);
        assert_eq!(next_due(&hooks), None);
        assert_eq!(hooks.get("hook_1").unwrap().view()["Validity"], "VALID");
    }

    #[test]
    fn a_failure_is_tried_again_for_three_days_and_no_longer() {
        let mut hooks = hooks("http://shop.test/hook");
        hooks.announce_as("INTENT_CAPTURED", "int_capture_1", 0);
        let mut tried = Vec::new();
        while let Some(due) = next_due(&hooks) {
            tried.push(due);
            hooks.delivered(0, false, due);
        }
        let mut expected: Vec<i64> = (0..=6).map(|tries| tries * 600).collect();
        expected.extend((1..=9).map(|tries| 3600 + tries * 8 * 3600));
        assert_eq!(tried, expected);
    }

    #[test]
    fn a_hundred_failures_in_a_row_make_a_hook_invalid_until_it_is_enabled_again() {
        let mut hooks = hooks("http://shop.test/hook");
        for number in 0..100 {
            hooks.announce_as("INTENT_CAPTURED", "int_capture_1", 0);
            hooks.delivered(number, false, 0);
        }
        assert_eq!(hooks.get("hook_1").unwrap().view()["Validity"], "INVALID");
        hooks.announce_as("INTENT_CAPTURED", "int_capture_1", 0);
        assert_eq!(hooks.waiting.get(&100), None);
        let Value::Object(again) = json!({ "Status": "ENABLED" }) else { unreachable!() };
        let enabled = hooks.update("hook_1", &again).unwrap().unwrap();
        assert_eq!(enabled.view()["Validity"], "UNKNOWN");
    }

    #[test]
    fn what_is_no_address_or_no_event_is_refused_by_name() {
        for url in ["", "ftp://shop.test", "http://", "http:///path", "http://a b", "javascript:alert(1)"] {
            let refused = Hooks::default().create("h".into(), &request(url), 0).unwrap_err();
            assert_eq!(refused.field, "Url", "{url}");
        }
        for odd in ["captured", "INTENT_CAPTURE", "SPLIT_", "SETTLEMENT_MATCHED"] {
            let Value::Object(odd) = json!({ "Url": "http://a", "EventType": odd }) else { unreachable!() };
            assert_eq!(Hooks::default().create("h".into(), &odd, 0).unwrap_err().field, "EventType");
        }
        let Value::Object(others) = json!({ "Url": "http://a", "EventType": "PAYIN_NORMAL_CREATED" }) else {
            unreachable!()
        };
        assert!(Hooks::default().create("h".into(), &others, 0).is_ok());
        let mut twice = hooks("http://a");
        assert_eq!(twice.create("h".into(), &request("http://b"), 0).unwrap_err().field, "EventType");
    }
}
