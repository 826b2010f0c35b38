//! Lists: filters, order, pages.

use super::everything::day;
use super::stage::{INTENTS, SETTLEMENTS, Stage};
use serde_json::{Value, json};

fn ids(answer: &Value, name: &str) -> Vec<String> {
    answer.as_array().unwrap().iter().map(|entry| entry[name].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_newest_comes_first_unless_asked_otherwise_and_pages_do_not_overlap() {
    let mut stage = Stage::new();
    for number in 0..7 {
        stage.wall += 1000;
        stage.intent(&format!("pay-{number}"), 100);
    }
    let all = ids(&stage.get(&format!("{INTENTS}?Sort=CreationDate:ASC")).ok(), "Id");
    let mut newest = ids(&stage.get(INTENTS).ok(), "Id");
    newest.reverse();
    assert_eq!(newest, all);
    let mut pages = Vec::new();
    for page in 1..=4 {
        let target = format!("{INTENTS}?Sort=CreationDate:ASC&per_page=3&page={page}");
        pages.extend(ids(&stage.get(&target).ok(), "Id"));
    }
    assert_eq!(pages, all);
}

#[test]
fn the_links_of_a_page_lead_to_the_others() {
    let mut stage = Stage::new();
    for number in 0..5 {
        stage.intent(&format!("pay-{number}"), 100);
    }
    let mut target = format!("{INTENTS}?per_page=2&Currency=EUR");
    let mut seen = 0;
    loop {
        let page = stage.get(&target);
        seen += page.body.as_array().unwrap().len();
        let links = page.header("Link").unwrap().to_owned();
        let next = links.split(", ").find(|link| link.ends_with("rel=\"next\""));
        let Some(next) = next else { break };
        let address = next[1..].split('>').next().unwrap();
        target = address.strip_prefix(super::stage::ADDRESS).unwrap().to_owned();
    }
    assert_eq!(seen, 5);
}

#[test]
fn intents_splits_and_settlements_are_chosen_by_what_they_are() {
    let mut stage = day();
    for (target, count) in [
        (format!("{INTENTS}?Status=CANCELLED"), 1),
        (format!("{INTENTS}?Status=cancelled,CAPTURED"), 2),
        (format!("{INTENTS}?ExternalProviderName=STRIPE"), 2),
        (format!("{INTENTS}?ExternalProviderName=Adyen"), 0),
        (format!("{INTENTS}?Currency=USD"), 0),
        (format!("{INTENTS}?AfterDate=1&BeforeDate=2"), 0),
        (format!("{INTENTS}/splits?Status=COMPLETED"), 1),
        (format!("{INTENTS}/splits?Status=COMPLETED,REVERSED&Currency=EUR"), 2),
        (format!("{SETTLEMENTS}?Status=RECONCILED"), 1),
        (format!("{SETTLEMENTS}?ExternalProviderName=stripe"), 2),
        ("/v2.01/shop/events?EventType=INTENT_PAID".into(), 1),
        ("/v2.01/shop/hooks?nonsense=%zz".into(), 1),
    ] {
        let found = stage.get(&target).ok();
        assert_eq!(found.as_array().unwrap().len(), count, "{target}: {found}");
    }
}

#[test]
fn what_a_list_cannot_be_asked_is_refused_by_name() {
    let mut stage = Stage::new();
    for (query, field) in [
        ("page=-1", "page"),
        ("per_page=0", "per_page"),
        ("Sort=Amount:DESC", "Sort"),
        ("AfterDate=yesterday", "AfterDate"),
        ("Currency=XXX", "Currency"),
        ("ExternalProviderName=Nobody", "ExternalProviderName"),
    ] {
        let answer = stage.get(&format!("{INTENTS}?{query}"));
        assert_eq!((answer.status, answer.refusal().2.as_str()), (400, field), "{query}");
    }
    assert_eq!(stage.get(&format!("{INTENTS}?page=99999999999")).ok(), json!([]));
}
