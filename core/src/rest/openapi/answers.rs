//! What is answered. A field that has no value is left out, and never `null`.

use super::shape::Shape::{Any, Flag, Is, ListOf, Moment, Text, Whole, Word};
use super::shape::{Object, always, maybe, object, open, values};
use crate::catalog::{LineType, PAYMENT_METHODS, Provider};
use crate::engine::Code;
use crate::machine::{
    CaptureStatus, DisputeStatus, IntentStatus, RefundStatus, SettlementStatus, SplitStatus,
};
use crate::money::Currency;

fn currencies() -> Vec<&'static str> {
    Currency::ALL.map(Currency::code).to_vec()
}

fn provider_names() -> Vec<&'static str> {
    Provider::all().map(Provider::name).collect()
}

fn payment_methods() -> Vec<&'static str> {
    PAYMENT_METHODS.to_vec()
}

fn line_types() -> Vec<&'static str> {
    LineType::ALL.map(LineType::value).to_vec()
}

/// An action's own status; a cancel has that of the Intent.
fn action_statuses() -> Vec<&'static str> {
    let mut all = values::<CaptureStatus>();
    all.extend(values::<RefundStatus>());
    all.extend(values::<DisputeStatus>());
    all.push(crate::machine::Status::value(IntentStatus::Cancelled));
    all
}

fn decisions() -> Vec<&'static str> {
    values::<DisputeStatus>()
}

fn refusal_codes() -> Vec<&'static str> {
    Code::ALL.iter().map(|code| code.as_str()).collect()
}

static EXTERNAL_DATA: Object = object(
    "ExternalData",
    "What the provider knows the event by.",
    &[
        always("ExternalProcessingDate", Moment),
        always("ExternalProviderReference", Text),
        maybe("ExternalMerchantReference", Text),
        always("ExternalProviderName", Word(provider_names)),
        maybe("ExternalProviderPaymentMethod", Word(payment_methods)),
    ],
);

static BUYER: Object = object("Buyer", "Who pays.", &[always("Id", Text)]);

static SELLER: Object = object(
    "Seller",
    "Who is paid.",
    &[
        always("AuthorId", Text),
        always("WalletId", Text),
        always("FeesAmount", Whole),
        maybe("TransferDate", Moment),
    ],
);

static ADDRESS: Object = object(
    "Address",
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

static LINE_ITEM: Object = object(
    "LineItem",
    "One purchased item of one seller, and what has become of it.",
    &[
        always("Id", Text),
        always("Seller", Is(&SELLER)),
        always("Sku", Text),
        maybe("Name", Text),
        maybe("Description", Text),
        always("Quantity", Whole),
        always("UnitAmount", Whole),
        maybe("TaxAmount", Whole),
        maybe("DiscountAmount", Whole),
        maybe("Category", Text),
        maybe("ShippingAddress", Is(&ADDRESS)),
        maybe("SplitOriginWalletId", Text),
        always("CapturedAmount", Whole),
        always("RefundedAmount", Whole),
        always("DisputedAmount", Whole),
        always("SplitAmount", Whole),
        always("CancelledAmount", Whole),
        always("CanceledAmount", Whole),
        always("TotalLineItemAmount", Whole),
        always("UnfundedSellerAmount", Whole),
    ],
);

static PART: Object =
    object("Part", "A line item and how much of it.", &[always("Id", Text), always("Amount", Whole)]);

macro_rules! action_in_intent {
    ($name:ident, $title:literal, $about:literal, $status:ty) => {
        static $name: Object = object(
            $title,
            $about,
            &[
                always("Id", Text),
                always("Amount", Whole),
                always("Status", Word(values::<$status>)),
                always("LineItems", ListOf(&Is(&PART))),
                always("CreationDate", Moment),
                always("ExecutionDate", Moment),
            ],
        );
    };
}

action_in_intent!(CAPTURE, "CaptureOfIntent", "A capture as an Intent shows it.", CaptureStatus);
action_in_intent!(REFUND, "RefundOfIntent", "A refund as an Intent shows it.", RefundStatus);
action_in_intent!(DISPUTE, "DisputeOfIntent", "A dispute as an Intent shows it.", DisputeStatus);
action_in_intent!(SPLIT_OF_INTENT, "SplitOfIntent", "A Split as an Intent shows it.", SplitStatus);

pub static INTENT: Object = object(
    "Intent",
    "A declared payment and everything that was declared about it.",
    &[
        always("Id", Text),
        always("Amount", Whole),
        always("AvailableAmountToSplit", Whole),
        always("UnfundedAmount", Whole),
        always("Currency", Word(currencies)),
        always("PlatformFeesAmount", Whole),
        always("Status", Word(values::<IntentStatus>)),
        maybe("NextActions", Text),
        always("ExternalData", Is(&EXTERNAL_DATA)),
        maybe("Buyer", Is(&BUYER)),
        always("LineItems", ListOf(&Is(&LINE_ITEM))),
        always("Captures", ListOf(&Is(&CAPTURE))),
        always("Refunds", ListOf(&Is(&REFUND))),
        always("Disputes", ListOf(&Is(&DISPUTE))),
        always("Splits", ListOf(&Is(&SPLIT_OF_INTENT))),
        always("SettlementIds", ListOf(&Text)),
        always("SettlementId", Text),
        maybe("Tag", Text),
        always("CreationDate", Moment),
        always("ExecutionDate", Moment),
    ],
);

static SHORT_LINE_ITEM: Object = object(
    "ShortLineItem",
    "What has become of a line item.",
    &[
        always("Id", Text),
        always("TotalLineItemAmount", Whole),
        always("CapturedAmount", Whole),
        always("RefundedAmount", Whole),
        always("DisputedAmount", Whole),
        always("SplitAmount", Whole),
        always("CancelledAmount", Whole),
        always("CanceledAmount", Whole),
        always("UnfundedSellerAmount", Whole),
    ],
);

static POINTER: Object = object("Pointer", "The action that was declared.", &[always("Id", Text)]);

pub static ACTION: Object = object(
    "Action",
    "The Intent after an action: the id is the Intent's, the status, the external data and the tag are the action's.",
    &[
        always("Id", Text),
        always("Amount", Whole),
        always("AvailableAmountToSplit", Whole),
        always("UnfundedAmount", Whole),
        always("Currency", Word(currencies)),
        always("PlatformFeesAmount", Whole),
        always("Status", Word(action_statuses)),
        maybe("NextActions", Text),
        always("ExternalData", Is(&EXTERNAL_DATA)),
        always("LineItems", ListOf(&Is(&SHORT_LINE_ITEM))),
        maybe("Capture", Is(&POINTER)),
        maybe("Cancel", Is(&POINTER)),
        maybe("Refund", Is(&POINTER)),
        maybe("Dispute", Is(&POINTER)),
        maybe("Decision", Word(decisions)),
        maybe("Tag", Text),
        always("CreationDate", Moment),
        always("ExecutionDate", Moment),
    ],
);

macro_rules! split {
    ($name:ident, $title:literal, $about:literal $(, $first:expr)?) => {
        pub static $name: Object = object(
            $title,
            $about,
            &[
                $($first,)?
                always("Id", Text),
                always("LineItemId", Text),
                always("SellerId", Text),
                always("WalletId", Text),
                always("SplitAmount", Whole),
                always("FeesAmount", Whole),
                maybe("TransferDate", Moment),
                maybe("Description", Text),
                always("Status", Word(values::<SplitStatus>)),
                maybe("SplitOriginWalletId", Text),
                maybe("Tag", Text),
            ],
        );
    };
}

split!(SPLIT, "Split", "What a seller is paid.");
split!(LISTED_SPLIT, "ListedSplit", "What a seller is paid, and of which Intent.", always("IntentId", Text));

pub static SPLITS: Object =
    object("Splits", "The Splits that were made.", &[always("Splits", ListOf(&Is(&SPLIT)))]);

macro_rules! settlement {
    ($name:ident, $title:literal, $about:literal $(, $last:expr)?) => {
        pub static $name: Object = object(
            $title,
            $about,
            &[
                always("SettlementId", Text),
                always("Status", Word(values::<SettlementStatus>)),
                always("CreationDate", Moment),
                maybe("SettlementDate", Moment),
                maybe("ExternalProviderName", Word(provider_names)),
                always("DeclaredIntentAmount", Whole),
                always("ExternalProcessorFeesAmount", Whole),
                always("ActualSettlementAmount", Whole),
                always("FundsMissingAmount", Whole),
                always("FileName", Text),
                $($last,)?
            ],
        );
    };
}

settlement!(SETTLEMENT, "Settlement", "A settlement file and how far its reconciliation has come.");
settlement!(
    BEGUN_SETTLEMENT,
    "BegunSettlement",
    "A Settlement and the address that its file is put to. The older form brings the file along and gets no address.",
    maybe("UploadUrl", Text)
);

static ERROR_DETAIL: Object =
    object("ErrorDetail", "What is wrong.", &[always("Code", Text), always("Description", Text)]);

static FOOTER_ERROR: Object = object(
    "FooterError",
    "What is wrong with a row of the footer.",
    &[always("FooterName", Text), always("Code", Text), always("Description", Text)],
);

static LINE_ERROR: Object = object(
    "LineError",
    "What is wrong with a line. Line counts from 1 and is Echoscope's addition.",
    &[
        always("ExternalProviderReference", Text),
        maybe("ExternalTransactionType", Word(line_types)),
        always("Code", Text),
        always("Description", Text),
        always("Details", ListOf(&Is(&ERROR_DETAIL))),
        always("Line", Whole),
    ],
);

pub static VALIDATIONS: Object = object(
    "Validations",
    "What is wrong with a settlement file.",
    &[always("FooterErrors", ListOf(&Is(&FOOTER_ERROR))), always("LinesErrors", ListOf(&Is(&LINE_ERROR)))],
);

pub static TOKEN: Object = object(
    "Token",
    "An access token. Any client id and key get one.",
    &[always("access_token", Text), always("token_type", Text), always("expires_in", Whole)],
);

pub static NO_TOKEN: Object = object(
    "NoToken",
    "There is no token without a client id and a key.",
    &[always("error", Text), always("error_description", Text)],
);

pub static USER: Object = open(
    "User",
    "A user, with whatever was said about it.",
    &[
        always("Id", Text),
        always("PersonType", Word(|| vec!["NATURAL", "LEGAL"])),
        always("CreationDate", Moment),
    ],
);

static MONEY: Object =
    object("Money", "An amount of money.", &[always("Currency", Word(currencies)), always("Amount", Whole)]);

pub static WALLET: Object = open(
    "Wallet",
    "A wallet and its balance of this moment.",
    &[
        always("Id", Text),
        always("Owners", ListOf(&Text)),
        always("Currency", Word(currencies)),
        always("FundsType", Word(|| vec!["DEFAULT", "FEES"])),
        always("Balance", Is(&MONEY)),
        always("CreationDate", Moment),
    ],
);

pub static REPORT: Object = open(
    "Report",
    "A report as it was asked for, and where its file is.",
    &[
        always("Id", Text),
        always("ReportType", Text),
        always("Status", Word(|| vec!["PENDING", "READY_FOR_DOWNLOAD", "EXPIRED"])),
        always("CreationDate", Moment),
        always("ReportDate", Moment),
        maybe("DownloadURL", Text),
    ],
);

pub static HOOK: Object = object(
    "Hook",
    "Which address is told about which event, and whether that works.",
    &[
        always("Id", Text),
        always("Url", Text),
        always("EventType", Text),
        always("Status", Word(|| vec!["ENABLED", "DISABLED"])),
        always("Validity", Word(|| vec!["UNKNOWN", "VALID", "INVALID"])),
        always("CreationDate", Moment),
        maybe("Tag", Text),
    ],
);

pub static EVENT: Object = object(
    "Event",
    "Something that happened to an object.",
    &[always("ResourceId", Text), always("EventType", Text), always("Date", Moment)],
);

pub static NUMBERED_EVENT: Object = object(
    "NumberedEvent",
    "Something that happened to an object; numbers count from 1.",
    &[always("Number", Whole), always("EventType", Text), always("ResourceId", Text), always("Date", Moment)],
);

pub static KEPT_ANSWER: Object = object(
    "KeptAnswer",
    "The answer to the request that came with an Idempotency-Key.",
    &[
        always("StatusCode", Text),
        always("ContentLength", Text),
        always("ContentType", Text),
        always("Date", Moment),
        always("Resource", Any),
        always("RequestURL", Text),
    ],
);

static ACCOUNT: Object =
    object("Account", "A virtual account.", &[always("IBAN", Text), always("BIC", Text)]);

pub static WIRE: Object = object(
    "Wire",
    "A transfer that arrived.",
    &[
        always("Id", Text),
        always("CreationDate", Moment),
        always("Status", Word(|| vec!["SUCCEEDED"])),
        always("CreditedFunds", Is(&MONEY)),
        always("Creditor", Is(&ACCOUNT)),
    ],
);

pub static STATE: Object = object(
    "State",
    "What there is, in numbers.",
    &[
        always("ClientId", Text),
        always("Seed", Whole),
        always("Now", Moment),
        always("Frozen", Flag),
        always("Commands", Whole),
        always("Users", Whole),
        always("Wallets", Whole),
        always("Intents", Whole),
        always("Settlements", Whole),
        always("Pools", Whole),
        always("Events", Whole),
        always("Hooks", Whole),
        always("Reports", Whole),
    ],
);

pub static POOL: Object = object(
    "Pool",
    "The virtual account of a provider in a currency: what is on it, and how much of that no Settlement has used yet.",
    &[
        always("ExternalProviderName", Word(provider_names)),
        always("Currency", Word(currencies)),
        always("IBAN", Text),
        always("BIC", Text),
        always("EscrowWalletId", Text),
        always("Balance", Any),
        always("Unallocated", Any),
        always("Credit", Any),
    ],
);

pub static CLOCK: Object = object(
    "Clock",
    "The sandbox's own time, and whether it stands still.",
    &[always("now", Moment), always("frozen", Flag)],
);

pub static FAULTS: Object = object(
    "Faults",
    "What will go wrong.",
    &[
        maybe("Transfer", Word(|| vec!["REJECTED", "FAILED"])),
        always("Parsing", Whole),
        always("Webhooks", Word(|| vec!["DOWN", "UP"])),
    ],
);

pub static SCENARIO: Object = object(
    "PlayedScenario",
    "The clock after a scenario, and the id that each of its names stands for.",
    &[always("Now", Moment), always("Names", Any)],
);

pub static DELIVERY: Object =
    object("Delivery", "What became of a notification.", &[always("Id", Whole), always("Delivered", Flag)]);

pub static REFUSAL: Object = object(
    "RefusalCode",
    "What a code of a refusal means.",
    &[
        always("Code", Word(refusal_codes)),
        always("About", Text),
        always("Source", Text),
        always("Documents", Text),
    ],
);

pub static DOCUMENT: Object = open("Document", "An OpenAPI description.", &[always("openapi", Text)]);
