//! The four Echo reports: asked for, made at once, and downloaded as CSV.

use super::asked::Bad;
use crate::date::{SECONDS_PER_DAY, Timestamp, iso};
use crate::engine::World;
use crate::id::{Id, Kind};
use crate::json;
use crate::settlement::fix::cell;
use crate::view::{action_rows, intent_rows, settlement_rows, split_rows};
use serde::Serialize;
use serde_json::{Map, Value};

/// Reports can be downloaded for so long.
const KEPT_SECONDS: i64 = 31 * SECONDS_PER_DAY;

/// Reports that Mangopay makes of what is not Echo: they can be asked for, and are empty.
const ELSEWHERE: &[&str] = &["COLLECTED_FEES", "USER_WALLET_TRANSACTIONS"];

/// Twelve months, leap years included.
const PERIOD_MAX: i64 = 366 * SECONDS_PER_DAY;

/// What a report is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportType {
    Intent,
    IntentAction,
    Settlement,
    Split,
}

impl ReportType {
    pub const ALL: [Self; 4] = [Self::Intent, Self::IntentAction, Self::Settlement, Self::Split];

    pub const fn value(self) -> &'static str {
        match self {
            Self::Intent => "ECHO_INTENT",
            Self::IntentAction => "ECHO_INTENT_ACTION",
            Self::Settlement => "ECHO_SETTLEMENT",
            Self::Split => "ECHO_SPLIT",
        }
    }

    /// The report of everything, with the columns that come unasked.
    pub fn table(self, world: &World) -> ReportTable {
        // Only wishes can be refused, and there are none.
        table(self, &Map::new(), world).unwrap_or_default()
    }

    /// The columns, in their order; those with `:ISO` only come when they are asked for.
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Intent => &[
                "Id",
                "Status",
                "Amount",
                "Currency",
                "FeesAmount",
                "FeesCurrency",
                "Type",
                "PaymentMethod",
                "BuyerId",
                "SellerId",
            ],
            Self::IntentAction => &[
                "IntentId",
                "Id",
                "ExternalProcessingDate",
                "ExternalProviderReference",
                "ExternalMerchantReference",
                "Status",
                "Amount",
                "Currency",
                "FeesAmount",
                "FeesCurrency",
                "Type",
                "PaymentMethod",
                "BuyerId",
                "SellerId",
            ],
            Self::Settlement => &[
                "Id",
                "CreationDate",
                "CreationDate:ISO",
                "FileName",
                "SettlementCurrency",
                "Status",
                "SettledTransactionCount",
                "UnsettledTransactionCount",
                "SettledAmount",
                "DeclaredAmount",
                "DeficitAmount",
                "ExternalProviderName",
            ],
            Self::Split => &[
                "Id",
                "IntentId",
                "AuthorId",
                "Amount",
                "Currency",
                "FeesAmount",
                "FeesCurrency",
                "Status",
                "Description",
                "CreditedWalletId",
                "DebitedWalletId",
                "Scheduled",
                "CreationDate",
                "CreationDate:ISO",
                "ExecutionDate",
                "ExecutionDate:ISO",
            ],
        }
    }

    fn rows(self, world: &World) -> Vec<Map<String, Value>> {
        match self {
            Self::Intent => intent_rows(world).filter_map(map).collect(),
            Self::IntentAction => action_rows(world).filter_map(map).collect(),
            Self::Settlement => settlement_rows(world).filter_map(map).collect(),
            Self::Split => split_rows(world).filter_map(map).collect(),
        }
    }

    /// The kinds of objects that its rows may be about.
    const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Intent => &[Kind::Intent],
            Self::IntentAction => &[Kind::Capture, Kind::Cancel, Kind::Refund, Kind::Dispute],
            Self::Settlement => &[Kind::Settlement],
            Self::Split => &[Kind::Split],
        }
    }
}

fn map(row: impl Serialize) -> Option<Map<String, Value>> {
    match json::tree(&row) {
        Some(Value::Object(map)) => Some(map),
        _ => None,
    }
}

/// What a report says: a text for each column in each row, the newest row first unless asked otherwise.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ReportTable {
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl ReportTable {
    /// As it is downloaded.
    pub fn csv(&self) -> String {
        let mut out = self.columns.join(",");
        for row in &self.rows {
            out.push('\n');
            out.push_str(&row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(","));
        }
        out.push('\n');
        out
    }
}

/// A report that was asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    pub id: String,
    /// What was sent, shown again as it came.
    request: Map<String, Value>,
    pub created: Timestamp,
    csv: String,
}

impl Report {
    /// Makes the report of what the world holds now.
    pub fn make(id: String, request: Map<String, Value>, world: &World) -> Result<Self, Bad> {
        let named = text(&request, "ReportType")
            .ok_or_else(|| Bad::new("ReportType", "The ReportType field is required."))?;
        let report_type = ReportType::ALL.into_iter().find(|report| report.value() == named);
        if report_type.is_none() && !ELSEWHERE.contains(&named) {
            let known = ReportType::ALL.map(ReportType::value).join(", ");
            return Err(Bad::new("ReportType", format!("Echoscope makes the reports {known}, not {named}.")));
        }
        match text(&request, "DownloadFormat") {
            Some("CSV") => {}
            other => {
                let other = other.unwrap_or("nothing");
                return Err(Bad::new("DownloadFormat", format!("DownloadFormat is CSV, not {other}.")));
            }
        }
        let csv = match report_type {
            Some(report_type) => csv(report_type, &request, world)?,
            None => empty(&request),
        };
        Ok(Self { id, request, created: world.now(), csv })
    }

    /// As its creation answers it: still in the making.
    pub fn created_view(&self) -> Value {
        self.shown("PENDING", None)
    }

    /// As it is read later.
    pub fn view(&self, now: Timestamp, address: &str) -> Value {
        if self.has_expired(now) {
            self.shown("EXPIRED", None)
        } else {
            self.shown("READY_FOR_DOWNLOAD", Some(address))
        }
    }

    pub fn csv(&self, now: Timestamp) -> Option<&str> {
        (!self.has_expired(now)).then_some(&self.csv)
    }

    fn has_expired(&self, now: Timestamp) -> bool {
        now >= self.created.saturating_add(KEPT_SECONDS)
    }

    fn shown(&self, status: &str, address: Option<&str>) -> Value {
        let mut view = self.request.clone();
        view.insert("Id".into(), self.id.as_str().into());
        view.insert("CreationDate".into(), self.created.into());
        view.insert("ReportDate".into(), self.created.into());
        view.insert("Status".into(), status.into());
        if let Some(address) = address {
            view.insert("DownloadURL".into(), address.into());
        }
        Value::Object(view)
    }
}

/// A report on what never happens here: the columns that were asked for, and no rows.
fn empty(request: &Map<String, Value>) -> String {
    let columns = request.get("Columns").and_then(Value::as_array);
    let names = columns.into_iter().flatten().filter_map(Value::as_str).map(cell);
    format!("{}\n", names.collect::<Vec<_>>().join(","))
}

fn csv(report_type: ReportType, request: &Map<String, Value>, world: &World) -> Result<String, Bad> {
    table(report_type, request, world).map(|table| table.csv())
}

fn table(report_type: ReportType, request: &Map<String, Value>, world: &World) -> Result<ReportTable, Bad> {
    let columns = columns(report_type, request)?;
    let after = moment(request, "AfterDate")?;
    let before = moment(request, "BeforeDate")?;
    if let (Some(after), Some(before)) = (after, before) {
        period(after, before)?;
    }
    let filters = filters(request)?;
    let mut rows: Vec<_> = report_type
        .rows(world)
        .into_iter()
        .filter_map(|row| Some((made(report_type, &row)?, row)))
        .filter(|(created, _)| {
            after.is_none_or(|after| *created > after) && before.is_none_or(|before| *created < before)
        })
        .filter(|(_, row)| filters.iter().all(|(name, wanted)| fits(row.get(name), wanted)))
        .collect();
    match text(request, "Sort").map(str::to_uppercase).as_deref() {
        Some("CREATIONDATE:ASC") => {}
        None | Some("CREATIONDATE:DESC") => rows.reverse(),
        Some(other) => {
            return Err(Bad::new(
                "Sort",
                format!("Sort is CreationDate:ASC or CreationDate:DESC, not {other}."),
            ));
        }
    }
    let rows = rows.iter().map(|(_, row)| columns.iter().map(|column| shown(row, column)).collect());
    Ok(ReportTable { rows: rows.collect(), columns })
}

fn period(after: Timestamp, before: Timestamp) -> Result<(), Bad> {
    let length = before.saturating_sub(after);
    if length < 0 {
        return Err(Bad::new("BeforeDate", "BeforeDate lies before AfterDate."));
    }
    if length > PERIOD_MAX {
        return Err(Bad::new("BeforeDate", "A report covers at most 12 months."));
    }
    Ok(())
}

fn columns(report_type: ReportType, request: &Map<String, Value>) -> Result<Vec<&'static str>, Bad> {
    let known = report_type.columns();
    let Some(Value::Array(asked)) = request.get("Columns").filter(|columns| !columns.is_null()) else {
        return Ok(known.iter().copied().filter(|column| !column.ends_with(":ISO")).collect());
    };
    let find = |column: &Value| {
        let name = column.as_str().unwrap_or_default();
        known.iter().copied().find(|known| *known == name).ok_or_else(|| {
            Bad::new(
                "Columns",
                format!("{} has no column {name}; it has {}.", report_type.value(), known.join(", ")),
            )
        })
    };
    asked.iter().map(find).collect()
}

/// Filters with a value; an empty one asks for nothing.
fn filters(request: &Map<String, Value>) -> Result<Vec<(String, Vec<String>)>, Bad> {
    let filters = match request.get("Filters") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(filters)) => filters,
        Some(_) => return Err(Bad::new("Filters", "Filters is an object.")),
    };
    let wanted = filters.iter().filter_map(|(name, value)| {
        let values: Vec<_> = match value {
            Value::Null => return None,
            Value::Array(values) => values.iter().map(word).collect(),
            value => vec![word(value)],
        };
        (!values.is_empty()).then(|| (name.clone(), values))
    });
    Ok(wanted.collect())
}

/// A filter by something that these rows do not have finds nothing to object to.
fn fits(cell: Option<&Value>, wanted: &[String]) -> bool {
    cell.is_none_or(|cell| {
        let cell = word(cell);
        wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(&cell))
    })
}

fn shown(row: &Map<String, Value>, column: &str) -> String {
    match column.strip_suffix(":ISO") {
        Some(column) => row.get(column).and_then(Value::as_i64).map(iso).unwrap_or_default(),
        None => row.get(column).map(word).unwrap_or_default(),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// When the object of a row was made: its id says so.
fn made(report_type: ReportType, row: &Map<String, Value>) -> Option<Timestamp> {
    let id = row.get("Id")?.as_str()?;
    report_type.kinds().iter().find_map(|kind| Id::parse(*kind, id)).map(Id::created)
}

fn text<'a>(request: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    request.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn moment(request: &Map<String, Value>, name: &'static str) -> Result<Option<Timestamp>, Bad> {
    match request.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_i64()
            .map(Some)
            .ok_or_else(|| Bad::new(name, format!("{name} must be a moment in Unix seconds, not {value}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Config, Engine};
    use crate::scenario::{self, Player};
    use serde_json::json;

    fn engine() -> Engine {
        let story = include_str!("../../../tests/scenarios/01-overview.md");
        let mut player = Player::new(Config::default());
        for step in scenario::parse(story).unwrap().steps() {
            player.play(step).unwrap();
        }
        player.engine().clone()
    }

    fn report(request: Value) -> Result<Report, Bad> {
        let Value::Object(request) = request else { unreachable!() };
        Report::make("report_1".into(), request, engine().world())
    }

    fn lines(request: Value) -> Vec<String> {
        report(request).unwrap().csv(0).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_report_has_its_columns_and_its_rows() {
        for (name, rows) in
            [("ECHO_INTENT", 1), ("ECHO_INTENT_ACTION", 2), ("ECHO_SETTLEMENT", 1), ("ECHO_SPLIT", 1)]
        {
            let lines = lines(json!({ "ReportType": name, "DownloadFormat": "CSV" }));
            assert_eq!(lines.len(), rows + 1, "{name}");
            assert!(lines[0].contains("Id") && !lines[0].contains(":ISO"), "{name}: {}", lines[0]);
        }
    }

    #[test]
    fn the_table_of_everything_is_the_report_that_asks_for_nothing() {
        for report_type in ReportType::ALL {
            let request = json!({ "ReportType": report_type.value(), "DownloadFormat": "CSV" });
            let table = report_type.table(engine().world());
            assert_eq!(report(request).unwrap().csv(0), Some(table.csv().as_str()));
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        }
    }

    #[test]
    fn columns_filters_and_order_are_obeyed() {
        let asked = json!({
            "ReportType": "ECHO_INTENT_ACTION", "DownloadFormat": "CSV", "Columns": ["Type", "Amount"],
            "Sort": "CreationDate:ASC", "Filters": { "Currency": "EUR", "Scheduled": null }
        });
        assert_eq!(lines(asked), ["Type,Amount", "PAYIN,12000", "REFUND,2000"]);
        let asked = json!({
            "ReportType": "ECHO_SPLIT", "DownloadFormat": "CSV", "Columns": ["CreationDate:ISO"],
            "Filters": { "Status": "COMPLETED", "Scheduled": false }
        });
        assert_eq!(lines(asked), ["CreationDate:ISO", "2026-01-01T00:00:00Z"]);
        let none = json!({ "ReportType": "ECHO_SPLIT", "DownloadFormat": "CSV", "BeforeDate": 5 });
        assert_eq!(lines(none).len(), 1);
    }

    #[test]
    fn a_report_is_pending_then_ready_then_gone() {
        let made =
            report(json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "Tag": "mine" })).unwrap();
        assert_eq!(made.created_view()["Status"], "PENDING");
        assert_eq!(made.created_view()["Tag"], "mine");
        let later = made.created + 60;
        assert_eq!(made.view(later, "http://here/x")["DownloadURL"], "http://here/x");
        let too_late = made.created + KEPT_SECONDS;
        assert_eq!(made.view(too_late, "http://here/x")["Status"], "EXPIRED");
        assert_eq!(made.csv(too_late), None);
    }

    #[test]
    fn what_cannot_be_reported_is_named() {
        for (request, field) in [
            (json!({ "DownloadFormat": "CSV" }), "ReportType"),
            (json!({ "ReportType": "USERS", "DownloadFormat": "CSV" }), "ReportType"),
            (json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "PDF" }), "DownloadFormat"),
            (
                json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "Columns": ["Nothing"] }),
                "Columns",
            ),
            (json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "Columns": [1] }), "Columns"),
            (
                json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "AfterDate": "1 May" }),
                "AfterDate",
            ),
            (json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "Filters": [] }), "Filters"),
            (json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV", "Sort": "Id:ASC" }), "Sort"),
        ] {
            assert_eq!(report(request).unwrap_err().field, field);
        }
    }
}
