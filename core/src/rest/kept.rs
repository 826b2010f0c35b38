//! The answers to requests that came with an `Idempotency-Key`: a repeat is refused, the first answer is read here.

use super::request::Response;
use crate::date::{SECONDS_PER_DAY, Timestamp};
use crate::persistent::Map;
use serde_json::{Value, json};
use std::collections::VecDeque;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Kept {
    by_key: Map<String, Answer>,
    /// Keys by age, oldest first.
    order: VecDeque<(Timestamp, String)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Answer {
    url: String,
    status: u16,
    content_type: &'static str,
    body: Vec<u8>,
    date: Timestamp,
}

impl Kept {
    pub fn keep(&mut self, key: &str, url: String, response: &Response, date: Timestamp) {
        while self.order.front().is_some_and(|(kept, _)| date.saturating_sub(*kept) >= SECONDS_PER_DAY) {
            let Some((kept, old)) = self.order.pop_front() else { break };
            if self.by_key.get(&old).is_some_and(|answer| answer.date == kept) {
                self.by_key.remove(&old);
            }
        }
        let answer = Answer {
            url,
            status: response.status,
            content_type: response.content_type,
            body: response.body.clone(),
            date,
        };
        self.by_key.insert(key.to_owned(), answer);
        self.order.push_back((date, key.to_owned()));
    }

    /// The record of an answer of the last 24 hours.
    pub fn record(&self, key: &str, now: Timestamp) -> Option<Value> {
        let answer =
            self.by_key.get(key).filter(|answer| now.saturating_sub(answer.date) < SECONDS_PER_DAY)?;
        Some(json!({
            "StatusCode": answer.status.to_string(),
            "ContentLength": answer.body.len().to_string(),
            "ContentType": answer.content_type,
            "Date": answer.date,
            "Resource": std::str::from_utf8(&answer.body)
                .ok()
                .and_then(|text| serde_json::from_str::<Value>(text).ok()),
            "RequestURL": answer.url,
        }))
    }
}
