//! The paths that are served, as one table: matching, suggestions and the OpenAPI description read it.

use Call::{
    AnswerKept, CancelIntent, CancelSettlement, Capture, ClockRead, ClockSet, CreateHook, CreateIntent,
    CreateReport, CreateSettlement, CreateSplits, CreateUser, CreateWallet, Decide, Delivered, Dispute,
    Events, ExecuteSplit, Faults, FundWallet, FundWire, Funds, Happened, ListHooks, ListIntents,
    ListProviders, ListReports, ListSettlements, ListSplits, ListUsers, ListUsersWallets, LogLoad, LogSave,
    OpenApi, Pools, Refund, RefusalPage, ReportFile, Reset, ReverseRefund, ReverseSplit, Scenario, State,
    Story, Token, UpdateHook, UpdateSettlement, UpdateSplit, UpdateUser, UpdateWallet, Upload, Validations,
    ViewHook, ViewIntent, ViewReport, ViewSettlement, ViewSplit, ViewUser, ViewWallet,
};
use Version::{Own, V2, V3};

use super::people::Person;

/// The first segment of a path decides who speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// `/v2.01/{ClientId}/…`
    V2,
    /// `/V3.0/{ClientId}/…`
    V3,
    /// `/_echoscope/…`
    Own,
}

impl Version {
    /// What stands before the path of a route.
    pub const fn prefix(self) -> &'static str {
        match self {
            V2 => "/v2.01/{ClientId}/",
            V3 => "/V3.0/{ClientId}/",
            Own => "/_echoscope/",
        }
    }
}

/// What a path does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Call {
    Token,
    CreateUser(Person),
    UpdateUser(Person),
    ListUsers,
    ViewUser,
    ListUsersWallets,
    CreateWallet,
    ViewWallet,
    UpdateWallet,
    CreateReport,
    ListReports,
    ViewReport,
    CreateHook,
    ListHooks,
    ViewHook,
    UpdateHook,
    Events,
    AnswerKept,
    FundWire,

    ListProviders,
    CreateSettlement,
    ListSettlements,
    ViewSettlement,
    UpdateSettlement,
    Validations,
    CancelSettlement,
    ListSplits,
    CreateIntent,
    ListIntents,
    ViewIntent,
    Capture,
    CancelIntent,
    Refund,
    ReverseRefund,
    Dispute,
    Decide,
    CreateSplits,
    ViewSplit,
    UpdateSplit,
    ExecuteSplit,
    ReverseSplit,

    Upload,
    ReportFile,
    State,
    Reset,
    Pools,
    Funds,
    FundWallet,
    ClockRead,
    ClockSet,
    Faults,
    LogSave,
    LogLoad,
    Scenario,
    Story,
    Happened,
    Delivered,
    RefusalPage,
    OpenApi,
}

/// One path with one method.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub version: Version,
    /// What follows the version and the client; `{…}` stands for one segment.
    pub path: &'static str,
    pub call: Call,
    /// One sentence for the description.
    pub about: &'static str,
}

const fn route(
    method: &'static str,
    version: Version,
    path: &'static str,
    call: Call,
    about: &'static str,
) -> Route {
    Route { method, version, path, call, about }
}

/// Fixed words stand before `{…}` in the same place: the first route that fits is taken.
pub const ROUTES: &[Route] = &[
    route("POST", V3, "payins/intents", CreateIntent, "Create an Intent, or add line items to one"),
    route("GET", V3, "payins/intents", ListIntents, "List Intents"),
    route("GET", V3, "payins/intents/external-providers", ListProviders, "List supported providers"),
    route("GET", V3, "payins/intents/splits", ListSplits, "List Splits of all Intents"),
    route("POST", V3, "payins/intents/settlements", CreateSettlement, "Create a Settlement"),
    route("GET", V3, "payins/intents/settlements", ListSettlements, "List Settlements"),
    route("GET", V3, "payins/intents/settlements/{SettlementId}", ViewSettlement, "View a Settlement"),
    route(
        "PUT",
        V3,
        "payins/intents/settlements/{SettlementId}",
        UpdateSettlement,
        "Ask for a new upload URL",
    ),
    route(
        "GET",
        V3,
        "payins/intents/settlements/{SettlementId}/validations",
        Validations,
        "View the errors of a settlement file",
    ),
    route(
        "POST",
        V3,
        "payins/intents/settlements/{SettlementId}/cancel",
        CancelSettlement,
        "Cancel a Settlement",
    ),
    // The release note says PUT, the reference and the SDKs say POST.
    route(
        "PUT",
        V3,
        "payins/intents/settlements/{SettlementId}/cancel",
        CancelSettlement,
        "Cancel a Settlement",
    ),
    route("GET", V3, "payins/intents/{IntentId}", ViewIntent, "View an Intent"),
    route("POST", V3, "payins/intents/{IntentId}/captures", Capture, "Capture an Intent, fully or in part"),
    route("POST", V3, "payins/intents/{IntentId}/cancel", CancelIntent, "Cancel an Intent, fully or in part"),
    route("POST", V3, "payins/intents/{IntentId}/refunds", Refund, "Declare a refund"),
    route(
        "POST",
        V3,
        "payins/intents/{IntentId}/refunds/{RefundId}/reverse",
        ReverseRefund,
        "Reverse a refund",
    ),
    route(
        "POST",
        V3,
        "payins/intents/{IntentId}/captures/{CaptureId}/disputes",
        Dispute,
        "Declare a dispute",
    ),
    route(
        "PUT",
        V3,
        "payins/intents/{IntentId}/captures/{CaptureId}/disputes/{DisputeId}/decision",
        Decide,
        "Declare the decision of a dispute",
    ),
    route("POST", V3, "payins/intents/{IntentId}/splits", CreateSplits, "Create Splits"),
    route("GET", V3, "payins/intents/{IntentId}/splits/{SplitId}", ViewSplit, "View a Split"),
    route("PUT", V3, "payins/intents/{IntentId}/splits/{SplitId}", UpdateSplit, "Update a Split"),
    route("POST", V3, "payins/intents/{IntentId}/splits/{SplitId}/execute", ExecuteSplit, "Execute a Split"),
    route("POST", V3, "payins/intents/{IntentId}/splits/{SplitId}/reverse", ReverseSplit, "Reverse a Split"),
    route("POST", V2, "users/natural", CreateUser(Person::Natural), "Create a natural user"),
    route("POST", V2, "users/legal", CreateUser(Person::Legal), "Create a legal user"),
    route("POST", V2, "sca/users/natural", CreateUser(Person::Natural), "Create a natural user with SCA"),
    route("POST", V2, "sca/users/legal", CreateUser(Person::Legal), "Create a legal user with SCA"),
    route("PUT", V2, "users/natural/{UserId}", UpdateUser(Person::Natural), "Update a natural user"),
    route("PUT", V2, "users/legal/{UserId}", UpdateUser(Person::Legal), "Update a legal user"),
    route(
        "PUT",
        V2,
        "sca/users/natural/{UserId}",
        UpdateUser(Person::Natural),
        "Update a natural user with SCA",
    ),
    route("PUT", V2, "sca/users/legal/{UserId}", UpdateUser(Person::Legal), "Update a legal user with SCA"),
    route("GET", V2, "users", ListUsers, "List users"),
    // The SDKs have a class for every kind of user, and each looks a user up by its own path.
    route("GET", V2, "users/natural/{UserId}", ViewUser, "View a natural user"),
    route("GET", V2, "users/legal/{UserId}", ViewUser, "View a legal user"),
    route("GET", V2, "sca/users/{UserId}", ViewUser, "View a user with SCA"),
    route("GET", V2, "users/{UserId}", ViewUser, "View a user"),
    route("GET", V2, "users/{UserId}/wallets", ListUsersWallets, "List the wallets of a user"),
    route("POST", V2, "wallets", CreateWallet, "Create a wallet"),
    route("GET", V2, "wallets/{WalletId}", ViewWallet, "View a wallet and its balance"),
    route("PUT", V2, "wallets/{WalletId}", UpdateWallet, "Update a wallet"),
    route("POST", V2, "reporting/reports", CreateReport, "Create a report"),
    route("GET", V2, "reporting/reports", ListReports, "List reports"),
    route("GET", V2, "reporting/reports/{ReportId}", ViewReport, "View a report"),
    route("POST", V2, "hooks", CreateHook, "Create a hook"),
    route("GET", V2, "hooks", ListHooks, "List hooks"),
    route("GET", V2, "hooks/{HookId}", ViewHook, "View a hook"),
    route("PUT", V2, "hooks/{HookId}", UpdateHook, "Update a hook"),
    route("GET", V2, "events", Events, "List events"),
    route("GET", V2, "responses/{IdempotencyKey}", AnswerKept, "View the answer that a key belongs to"),
    route("POST", V2, "simulation/payins/bankwire/funding", FundWire, "Simulate the transfer of a provider"),
    route("PUT", Own, "uploads/{SettlementId}", Upload, "Upload a settlement file"),
    route("GET", Own, "reports/{ReportFile}", ReportFile, "Download a report"),
    route("GET", Own, "state", State, "What there is, in numbers"),
    route("POST", Own, "reset", Reset, "Forget everything"),
    route("GET", Own, "pools", Pools, "Virtual accounts and their money"),
    route("POST", Own, "funds", Funds, "Money of a provider arrives"),
    route("POST", Own, "wallets/{WalletId}/funds", FundWallet, "Money arrives on a wallet from outside"),
    route("GET", Own, "clock", ClockRead, "Read the clock"),
    route("POST", Own, "clock", ClockSet, "Set, move, stop or start the clock"),
    route("POST", Own, "faults", Faults, "Let the next things go wrong"),
    route("GET", Own, "log", LogSave, "Save everything that was done"),
    route("POST", Own, "log", LogLoad, "Load what was saved"),
    route("POST", Own, "scenario", Scenario, "Play a scenario"),
    route("GET", Own, "story", Story, "Everything that was done, told as a scenario"),
    route("GET", Own, "happened", Happened, "Events after a number"),
    route("POST", Own, "deliveries", Delivered, "Say how the delivery of a webhook ended"),
    route("GET", Own, "refusals/{Code}", RefusalPage, "Explain a refusal"),
    route("GET", Own, "openapi.json", OpenApi, "This description"),
];

/// The token has no client in its path, and PHP adds a slash.
pub const TOKEN: Route = route("POST", V2, "oauth/token", Token, "Get an access token");

/// The words of a path that stand for `{…}`, in order.
pub type Words<'p> = [&'p str; 3];

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found<'p> {
    Route(Call, Version, Words<'p>),
    /// The path is one of ours, with other methods.
    OtherMethod(Version, String),
    Nothing(Version),
}

/// Finds the route of a path; empty segments do not count, so that a slash at the end is no matter.
pub fn find<'p>(method: &str, path: &'p str) -> Found<'p> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let version = match segments.next() {
        Some(word) if word.eq_ignore_ascii_case("v3.0") => V3,
        Some(word) if word.eq_ignore_ascii_case("v2.01") => V2,
        Some("_echoscope") => Own,
        _ => return Found::Nothing(V3),
    };
    let rest: Vec<&str> = segments.collect();
    if version == V2 && rest == ["oauth", "token"] {
        return if method == TOKEN.method {
            Found::Route(TOKEN.call, V2, Words::default())
        } else {
            Found::OtherMethod(V2, TOKEN.method.to_owned())
        };
    }
    let rest = if version == Own { Some(rest.as_slice()) } else { rest.get(1..) };
    let Some(rest) = rest else { return Found::Nothing(version) };
    let mut others = Vec::new();
    for route in ROUTES.iter().filter(|route| route.version == version) {
        let Some(words) = fit(route.path, rest) else { continue };
        if route.method == method || (method == "HEAD" && route.method == "GET") {
            return Found::Route(route.call, version, words);
        }
        if !others.contains(&route.method) {
            others.push(route.method);
        }
    }
    if others.is_empty() { Found::Nothing(version) } else { Found::OtherMethod(version, others.join(", ")) }
}

fn fit<'p>(pattern: &str, segments: &[&'p str]) -> Option<Words<'p>> {
    let mut words = Words::default();
    let mut free = words.iter_mut();
    let mut given = segments.iter();
    for part in pattern.split('/') {
        let segment = given.next()?;
        if part.starts_with('{') {
            *free.next()? = segment;
        } else if part != *segment && !(part == "captures" && *segment == "capture") {
            // The pages of the reference write `capture` where every SDK writes `captures`.
            return None;
        }
    }
    given.next().is_none().then_some(words)
}

/// The route that is most like what was asked for.
pub fn nearest(method: &str, path: &str) -> Option<String> {
    let like = 0.6;
    // A client's own name and ids say nothing about what was meant: words are compared place by place with the patterns.
    let path: String = path.chars().take(200).collect();
    if path.trim_matches('/').is_empty() {
        return None;
    }
    ROUTES
        .iter()
        .map(|route| {
            let whole = format!("{}{}", route.version.prefix(), route.path);
            let same_method = if route.method == method { 0.05 } else { 0.0 };
            (
                strsim::jaro_winkler(&path.to_lowercase(), &whole.to_lowercase()) + same_method,
                route.method,
                whole,
            )
        })
        .filter(|(likeness, _, _)| *likeness >= like)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, method, whole)| format!("{method} {whole}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(method: &str, path: &str) -> Option<Call> {
        match find(method, path) {
            Found::Route(call, _, _) => Some(call),
            _ => None,
        }
    }

    #[test]
    fn fixed_words_come_before_ids() {
        assert_eq!(call("GET", "/V3.0/shop/payins/intents/settlements"), Some(ListSettlements));
        assert_eq!(call("GET", "/v3.0/shop/payins/intents/int_1"), Some(ViewIntent));
    }

    #[test]
    fn a_slash_at_the_end_and_the_singular_of_the_reference_are_no_matter() {
        assert_eq!(call("POST", "/v2.01/oauth/token/"), Some(Token));
        assert_eq!(call("PUT", "/V3.0/shop/payins/intents/i/capture/c/disputes/d/decision/"), Some(Decide));
    }

    #[test]
    fn every_route_is_found_by_its_own_path() {
        for route in ROUTES {
            let path = format!("{}{}", route.version.prefix(), route.path);
            assert_eq!(call(route.method, &path), Some(route.call), "{path}");
        }
    }

    #[test]
    fn a_wrong_method_is_not_a_wrong_path() {
        assert_eq!(find("DELETE", "/v2.01/shop/wallets/w"), Found::OtherMethod(V2, "GET, PUT".to_owned()));
    }

    #[test]
    fn a_slip_gets_the_nearest_route() {
        let near = nearest("GET", "/V3.0/shop/payins/intent").unwrap_or_default();
        assert_eq!(near, "GET /V3.0/{ClientId}/payins/intents");
        assert_eq!(nearest("GET", "/"), None);
    }
}
