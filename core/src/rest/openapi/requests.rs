//! What is sent. Names are found in any case, `null` says nothing, and fields that are not listed are not looked at.

use super::shape::Shape::{Any, Flag, Is, ListOf, Moment, Text, Whole, Word};
use super::shape::{Object, always, maybe, object, open, values};
use crate::catalog::{PAYMENT_METHOD_ALIASES, PAYMENT_METHODS, Provider};
use crate::engine::EventType;
use crate::machine::DisputeStatus;
use crate::money::Currency;
use crate::rest::reports::ReportType;

fn currencies() -> Vec<&'static str> {
    Currency::ALL.map(Currency::code).to_vec()
}

/// In any case; answers have the descriptive names.
fn providers() -> Vec<&'static str> {
    Provider::all().map(Provider::value).collect()
}

fn payment_methods() -> Vec<&'static str> {
    PAYMENT_METHODS.iter().copied().chain(PAYMENT_METHOD_ALIASES.iter().map(|(alias, _)| *alias)).collect()
}

fn decisions() -> Vec<&'static str> {
    values::<DisputeStatus>().into_iter().filter(|status| *status != "DISPUTED").collect()
}

fn report_types() -> Vec<&'static str> {
    ReportType::ALL.map(ReportType::value).to_vec()
}

fn event_types() -> Vec<&'static str> {
    EventType::ALL.iter().map(|event| event.value()).chain(["REPORT_GENERATED"]).collect()
}

static GIVEN_EXTERNAL_DATA: Object = object(
    "GivenExternalData",
    "What the provider knows the event by. The reference is what settlement files are matched with.",
    &[
        always("ExternalProcessingDate", Moment),
        always("ExternalProviderReference", Text),
        maybe("ExternalMerchantReference", Text),
        always("ExternalProviderName", Word(providers)),
        maybe("ExternalProviderPaymentMethod", Word(payment_methods)),
    ],
);

static GIVEN_ACTION_DATA: Object = object(
    "GivenActionData",
    "What the provider knows the action by. A provider that is not named is the Intent's.",
    &[
        always("ExternalProcessingDate", Moment),
        always("ExternalProviderReference", Text),
        maybe("ExternalMerchantReference", Text),
        maybe("ExternalProviderName", Word(providers)),
        maybe("ExternalProviderPaymentMethod", Word(payment_methods)),
    ],
);

static GIVEN_SELLER: Object = object(
    "GivenSeller",
    "Who is to be paid: a user, a wallet, or both.",
    &[
        maybe("AuthorId", Text),
        maybe("WalletId", Text),
        maybe("FeesAmount", Whole),
        maybe("TransferDate", Moment),
    ],
);

static GIVEN_ADDRESS: Object = object(
    "GivenAddress",
    "Where the goods go.",
    &[
        maybe("AddressLine1", Text),
        maybe("AddressLine2", Text),
        maybe("City", Text),
        maybe("Region", Text),
        maybe("PostalCode", Text),
        maybe("Country", Text),
    ],
);

static GIVEN_LINE_ITEM: Object = object(
    "GivenLineItem",
    "One purchased item of one seller. Its total is UnitAmount times Quantity less DiscountAmount.",
    &[
        always("Seller", Is(&GIVEN_SELLER)),
        always("Sku", Text),
        maybe("Name", Text),
        maybe("Description", Text),
        maybe("Category", Text),
        always("Quantity", Whole),
        always("UnitAmount", Whole),
        maybe("TaxAmount", Whole),
        maybe("DiscountAmount", Whole),
        maybe("ShippingAddress", Is(&GIVEN_ADDRESS)),
        maybe("SplitOriginWalletId", Text),
    ],
);

static GIVEN_BUYER: Object = object("GivenBuyer", "Who pays, if known to Mangopay.", &[maybe("Id", Text)]);

pub static INTENT_REQUEST: Object = object(
    "IntentRequest",
    "A payment that the provider has authorized; or, with the reference of an Intent, more line items of it.",
    &[
        always("Amount", Whole),
        always("Currency", Word(currencies)),
        maybe("PlatformFeesAmount", Whole),
        always("ExternalData", Is(&GIVEN_EXTERNAL_DATA)),
        maybe("Buyer", Is(&GIVEN_BUYER)),
        always("LineItems", ListOf(&Is(&GIVEN_LINE_ITEM))),
        maybe("Tag", Text),
    ],
);

static GIVEN_PART: Object =
    object("GivenPart", "A line item and how much of it.", &[always("Id", Text), always("Amount", Whole)]);

pub static ACTION_REQUEST: Object = object(
    "ActionRequest",
    "With line items it concerns these parts, without them everything. ExternalData is needed for what is partial, \
     and for refunds, reversals and disputes.",
    &[
        maybe("Amount", Whole),
        maybe("Currency", Word(currencies)),
        maybe("PlatformFeesAmount", Whole),
        maybe("ExternalData", Is(&GIVEN_ACTION_DATA)),
        maybe("LineItems", ListOf(&Is(&GIVEN_PART))),
        maybe("Tag", Text),
    ],
);

pub static DECISION_REQUEST: Object =
    object("DecisionRequest", "How the dispute goes on.", &[always("Decision", Word(decisions))]);

static GIVEN_SPLIT: Object = object(
    "GivenSplit",
    "What a seller is to be paid. SplitAmount contains the fees.",
    &[
        always("LineItemId", Text),
        always("SplitAmount", Whole),
        maybe("FeesAmount", Whole),
        maybe("TransferDate", Moment),
        maybe("Description", Text),
        maybe("SplitOriginWalletId", Text),
        maybe("Tag", Text),
    ],
);

pub static SPLITS_REQUEST: Object =
    object("SplitsRequest", "The Splits to be made.", &[always("Splits", ListOf(&Is(&GIVEN_SPLIT)))]);

pub static SPLIT_UPDATE: Object = object(
    "SplitUpdate",
    "What of a Split becomes different.",
    &[
        always("LineItemId", Text),
        maybe("SplitAmount", Whole),
        maybe("FeesAmount", Whole),
        maybe("TransferDate", Moment),
        maybe("Description", Text),
        maybe("SplitOriginWalletId", Text),
        maybe("Tag", Text),
    ],
);

pub static SETTLEMENT_REQUEST: Object =
    object("SettlementRequest", "The file that will be uploaded.", &[always("FileName", Text)]);

pub static USER_REQUEST: Object = open(
    "UserRequest",
    "A user. What is said is kept and shown again; nothing of it is checked.",
    &[maybe("Tag", Any)],
);

pub static WALLET_REQUEST: Object = object(
    "WalletRequest",
    "A wallet of one user.",
    &[
        always("Owners", ListOf(&Text)),
        always("Currency", Word(currencies)),
        maybe("Description", Any),
        maybe("Tag", Any),
    ],
);

pub static WALLET_UPDATE: Object =
    object("WalletUpdate", "What is said about a wallet.", &[maybe("Description", Any), maybe("Tag", Any)]);

pub static REPORT_REQUEST: Object = object(
    "ReportRequest",
    "A report about what there is now.",
    &[
        always("DownloadFormat", Word(|| vec!["CSV"])),
        always("ReportType", Word(report_types)),
        maybe("AfterDate", Moment),
        maybe("BeforeDate", Moment),
        maybe("Filters", Is(&REPORT_FILTERS)),
        maybe("Columns", ListOf(&Text)),
        maybe("Sort", Word(|| vec!["CreationDate:ASC", "CreationDate:DESC"])),
        maybe("Tag", Any),
    ],
);

static REPORT_FILTERS: Object = open("ReportFilters", "Columns and the values that rows must have.", &[]);

pub static HOOK_REQUEST: Object = object(
    "HookRequest",
    "Which address is told about which event.",
    &[always("Url", Text), always("EventType", Word(event_types)), maybe("Tag", Text)],
);

pub static HOOK_UPDATE: Object = object(
    "HookUpdate",
    "What of a hook becomes different.",
    &[maybe("Url", Text), maybe("Status", Word(|| vec!["ENABLED", "DISABLED"])), maybe("Tag", Text)],
);

static GIVEN_FUNDS: Object = object(
    "GivenFunds",
    "An amount of money.",
    &[always("Currency", Word(currencies)), always("Amount", Whole)],
);

static GIVEN_ACCOUNT: Object =
    object("GivenAccount", "A virtual account.", &[always("IBAN", Text), maybe("BIC", Text)]);

pub static WIRE_REQUEST: Object = object(
    "WireRequest",
    "A transfer to the virtual account of a provider.",
    &[
        always("CreditedFunds", Is(&GIVEN_FUNDS)),
        always("Creditor", Is(&GIVEN_ACCOUNT)),
        maybe("TransactionDetails", Any),
    ],
);

pub static FUNDS_REQUEST: Object = object(
    "FundsRequest",
    "Money of a provider that arrives.",
    &[
        always("ExternalProviderName", Word(providers)),
        always("Currency", Word(currencies)),
        always("Amount", Whole),
    ],
);

pub static WALLET_FUNDS_REQUEST: Object = object(
    "WalletFundsRequest",
    "Money that comes to a wallet past the providers.",
    &[always("Amount", Whole)],
);

pub static CLOCK_REQUEST: Object = object(
    "ClockRequest",
    "A moment, or a number of seconds to move on; and whether the clock stands still.",
    &[maybe("now", Moment), maybe("advance", Whole), maybe("frozen", Flag)],
);

pub static FAULTS_REQUEST: Object = object(
    "FaultsRequest",
    "How the next transfer of a Split ends, how many milliseconds the next file waits to be read, and whether the \
     targets of webhooks can be reached.",
    &[
        maybe("Transfer", Word(|| vec!["REJECTED", "FAILED"])),
        maybe("Parsing", Whole),
        maybe("Webhooks", Word(|| vec!["DOWN", "UP"])),
    ],
);

pub static DELIVERY_REQUEST: Object = object(
    "DeliveryRequest",
    "The number of a notification, and whether it was taken.",
    &[always("Id", Text), always("Delivered", Flag)],
);

pub static LOG: Object = open(
    "Log",
    "A saved world: its configuration and every command.",
    &[always("schema", Whole), always("config", Any), always("entries", ListOf(&Any))],
);
