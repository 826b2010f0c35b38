//! What every call takes and gives. A call that is not described here does not compile.

use super::answers as gives;
use super::requests as takes;
use super::shape::{Object, Shape};
use crate::rest::people::Person;
use crate::rest::route::Call;

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    Nothing,
    One(&'static Object),
    /// It may be left out.
    Perhaps(&'static Object),
    /// The object; or the older form, with the file.
    OrForm(&'static Object),
    File,
    Scenario,
}

/// The body of an answer.
#[derive(Clone, Copy, Debug)]
pub enum Gives {
    One(&'static Object),
    All(Shape),
    /// One page of a list, newest first.
    Page(&'static Object),
    Csv,
    Story,
    Nothing,
}

/// A name in the query, what it is, and what for.
pub type Asked = (&'static str, Shape, &'static str);

#[derive(Clone, Copy, Debug)]
pub struct Talk {
    pub body: Body,
    pub gives: Gives,
    pub asked: &'static [Asked],
}

const PAGES: &[Asked] = &[
    ("page", Shape::Whole, "The page, from 1."),
    ("per_page", Shape::Whole, "Entries of a page: 10, at most 100."),
    ("Sort", Shape::Text, "CreationDate:ASC or CreationDate:DESC."),
    ("AfterDate", Shape::Moment, "Only what was made later."),
    ("BeforeDate", Shape::Moment, "Only what was made earlier."),
];
const CHOSEN_PAGES: &[Asked] = &[
    ("page", Shape::Whole, "The page, from 1."),
    ("per_page", Shape::Whole, "Entries of a page: 10, at most 100."),
    ("Sort", Shape::Text, "CreationDate:ASC or CreationDate:DESC."),
    ("AfterDate", Shape::Moment, "Only what was made later."),
    ("BeforeDate", Shape::Moment, "Only what was made earlier."),
    ("Status", Shape::Text, "Only these statuses; several with commas."),
    ("ExternalProviderName", Shape::Text, "Only this provider."),
    ("Currency", Shape::Text, "Only this currency."),
];
const EVENT_PAGES: &[Asked] = &[
    ("page", Shape::Whole, "The page, from 1."),
    ("per_page", Shape::Whole, "Entries of a page: 10, at most 100."),
    ("Sort", Shape::Text, "CreationDate:ASC or CreationDate:DESC."),
    ("AfterDate", Shape::Moment, "Only what happened later."),
    ("BeforeDate", Shape::Moment, "Only what happened earlier."),
    ("EventType", Shape::Text, "Only events of this type."),
];
const AFTER: &[Asked] = &[("After", Shape::Whole, "The number of the last event that is known.")];

const fn talk(body: Body, gives: Gives) -> Talk {
    Talk { body, gives, asked: &[] }
}

const fn shows(object: &'static Object) -> Talk {
    talk(Body::Nothing, Gives::One(object))
}

const fn lists(object: &'static Object, asked: &'static [Asked]) -> Talk {
    Talk { body: Body::Nothing, gives: Gives::Page(object), asked }
}

const fn posts(body: &'static Object, object: &'static Object) -> Talk {
    talk(Body::One(body), Gives::One(object))
}

const ACTS: Talk = talk(Body::Perhaps(&takes::ACTION_REQUEST), Gives::One(&gives::ACTION));

pub const fn of(call: Call) -> Talk {
    match call {
        Call::Token => talk(Body::Nothing, Gives::One(&gives::TOKEN)),

        Call::CreateUser(Person::Natural | Person::Legal)
        | Call::UpdateUser(Person::Natural | Person::Legal) => posts(&takes::USER_REQUEST, &gives::USER),
        Call::ListUsers => lists(&gives::USER, PAGES),
        Call::ViewUser => shows(&gives::USER),
        Call::ListUsersWallets => lists(&gives::WALLET, PAGES),
        Call::CreateWallet => posts(&takes::WALLET_REQUEST, &gives::WALLET),
        Call::ViewWallet => shows(&gives::WALLET),
        Call::UpdateWallet => posts(&takes::WALLET_UPDATE, &gives::WALLET),

        Call::CreateReport => posts(&takes::REPORT_REQUEST, &gives::REPORT),
        Call::ListReports => lists(&gives::REPORT, PAGES),
        Call::ViewReport => shows(&gives::REPORT),
        Call::ReportFile => talk(Body::Nothing, Gives::Csv),
        Call::CreateHook => posts(&takes::HOOK_REQUEST, &gives::HOOK),
        Call::ListHooks => lists(&gives::HOOK, PAGES),
        Call::ViewHook => shows(&gives::HOOK),
        Call::UpdateHook => posts(&takes::HOOK_UPDATE, &gives::HOOK),
        Call::Events => lists(&gives::EVENT, EVENT_PAGES),
        Call::AnswerKept => shows(&gives::KEPT_ANSWER),
        Call::FundWire => posts(&takes::WIRE_REQUEST, &gives::WIRE),

        Call::ListProviders => talk(Body::Nothing, Gives::All(Shape::Text)),
        Call::CreateSettlement | Call::UpdateSettlement => {
            talk(Body::OrForm(&takes::SETTLEMENT_REQUEST), Gives::One(&gives::BEGUN_SETTLEMENT))
        }
        Call::ListSettlements => lists(&gives::SETTLEMENT, CHOSEN_PAGES),
        Call::ViewSettlement | Call::CancelSettlement => shows(&gives::SETTLEMENT),
        Call::Validations => shows(&gives::VALIDATIONS),
        Call::Upload => talk(Body::File, Gives::Nothing),

        Call::CreateIntent => posts(&takes::INTENT_REQUEST, &gives::INTENT),
        Call::ListIntents => lists(&gives::INTENT, CHOSEN_PAGES),
        Call::ViewIntent => shows(&gives::INTENT),
        Call::Capture | Call::CancelIntent | Call::Refund | Call::ReverseRefund | Call::Dispute => ACTS,
        Call::Decide => posts(&takes::DECISION_REQUEST, &gives::ACTION),

        Call::ListSplits => lists(&gives::LISTED_SPLIT, CHOSEN_PAGES),
        Call::CreateSplits => posts(&takes::SPLITS_REQUEST, &gives::SPLITS),
        Call::UpdateSplit => posts(&takes::SPLIT_UPDATE, &gives::SPLIT),
        Call::ViewSplit | Call::ExecuteSplit | Call::ReverseSplit => shows(&gives::SPLIT),

        Call::State | Call::Reset => shows(&gives::STATE),
        Call::Pools => talk(Body::Nothing, Gives::All(Shape::Is(&gives::POOL))),
        Call::Funds => talk(Body::One(&takes::FUNDS_REQUEST), Gives::All(Shape::Is(&gives::POOL))),
        Call::FundWallet => posts(&takes::WALLET_FUNDS_REQUEST, &gives::WALLET),
        Call::ClockRead => shows(&gives::CLOCK),
        Call::ClockSet => posts(&takes::CLOCK_REQUEST, &gives::CLOCK),
        Call::Faults => posts(&takes::FAULTS_REQUEST, &gives::FAULTS),
        Call::LogSave => shows(&takes::LOG),
        Call::LogLoad => posts(&takes::LOG, &gives::STATE),
        Call::Scenario => talk(Body::Scenario, Gives::One(&gives::SCENARIO)),
        Call::Story => talk(Body::Nothing, Gives::Story),
        Call::Happened => {
            Talk { body: Body::Nothing, gives: Gives::All(Shape::Is(&gives::NUMBERED_EVENT)), asked: AFTER }
        }
        Call::Delivered => posts(&takes::DELIVERY_REQUEST, &gives::DELIVERY),
        Call::RefusalPage => shows(&gives::REFUSAL),
        Call::OpenApi => shows(&gives::DOCUMENT),
    }
}
