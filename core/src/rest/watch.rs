//! The calls about what watches Echo: reports, hooks and events.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::lists::{Marks, Wanted};
use super::reports::Report;
use super::request::{Request, Response};
use super::sandbox::{Notice, Outcome, Sandbox, brief};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

const REPORT_KEYS: &[&str] = &[
    "Tag",
    "DownloadFormat",
    "ReportType",
    "AfterDate",
    "BeforeDate",
    "Filters",
    "Columns",
    "Sort",
    "Id",
    "Status",
];
const HOOK_KEYS: &[&str] = &["Url", "EventType", "Status", "Tag", "Email"];
const CSV: &str = "text/csv; charset=utf-8";

impl Sandbox {
    pub(super) fn create_report(&mut self, given: &[u8]) -> Outcome {
        let asked = body::named(body::object(given)?, REPORT_KEYS);
        let id = self.id("report_");
        let report = Report::make(id.clone(), asked, self.engine.world())?;
        let view = report.created_view();
        Arc::make_mut(&mut self.reports).push(report);
        self.notify("REPORT_GENERATED", id);
        Ok(Response::json(&view))
    }

    pub(super) fn view_report(&self, id: &str) -> Outcome {
        let report = self.find_report(id)?;
        Ok(Response::json(&report.view(self.now(), &self.report_address(report))))
    }

    pub(super) fn list_reports(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let page = Wanted::read(&asked)?.page(self.reports.iter(), |report| Marks::at(report.created));
        Ok(self
            .listed(&page, request, &asked, |report| report.view(self.now(), &self.report_address(report))))
    }

    pub(super) fn report_file(&self, name: &str) -> Outcome {
        let report = self.find_report(name.strip_suffix(".csv").unwrap_or(name))?;
        let csv = report.csv(self.now()).ok_or_else(|| {
            Problem::no_object("ReportId", "The report has expired: it was kept for 31 days.")
        })?;
        Ok(Response::text(CSV, csv))
    }

    fn report_address(&self, report: &Report) -> String {
        format!("{}/_echoscope/reports/{}.csv", self.address, report.id)
    }

    fn find_report(&self, id: &str) -> Result<&Report, Problem> {
        let found = self.reports.iter().find(|report| report.id == id);
        found.ok_or_else(|| Problem::no_object("ReportId", format!("There is no report {}.", brief(id))))
    }

    pub(super) fn create_hook(&mut self, given: &[u8]) -> Outcome {
        let asked = body::named(body::object(given)?, HOOK_KEYS);
        let id = self.id("hook_m_");
        let now = self.now();
        Ok(Response::json(&self.hooks.create(id, &asked, now)?.view()))
    }

    pub(super) fn update_hook(&mut self, id: &str, given: &[u8]) -> Outcome {
        let asked = body::named(body::object(given)?, HOOK_KEYS);
        let hook = self.hooks.update(id, &asked).ok_or_else(|| no_hook(id))??;
        Ok(Response::json(&hook.view()))
    }

    pub(super) fn view_hook(&self, id: &str) -> Outcome {
        Ok(Response::json(&self.hooks.get(id).ok_or_else(|| no_hook(id))?.view()))
    }

    pub(super) fn list_hooks(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let page = Wanted::read(&asked)?.page(self.hooks.iter(), |hook| Marks::at(hook.created()));
        Ok(self.listed(&page, request, &asked, |hook| hook.view()))
    }

    pub(super) fn list_events(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let wanted = asked.get("EventType").map(str::to_owned);
        let chosen =
            self.notices.iter().filter(|notice| wanted.as_ref().is_none_or(|event| *event == notice.event));
        let page = Wanted::read(&asked)?.page(chosen, |notice| Marks::at(notice.date));
        Ok(self.listed(&page, request, &asked, |notice| event(notice)))
    }
}

/// A notification that is to be sent now: a GET to its address. `POST /_echoscope/deliveries` takes what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel<'a> {
    pub number: u64,
    pub address: &'a str,
    /// The next ones are meant to fail: nobody is to be called.
    pub fails: bool,
}

impl Sandbox {
    /// What is to be sent now, oldest first. It stays here until somebody says what became of it.
    pub fn outbox(&self) -> impl Iterator<Item = Parcel<'_>> {
        self.hooks.due(self.now()).map(|delivery| Parcel {
            number: delivery.number,
            address: &delivery.address,
            fails: self.webhooks_fail,
        })
    }
}

/// As the list of events shows it; only notifications say `RessourceId`.
pub(super) fn event(notice: &Notice) -> Value {
    json!({ "ResourceId": notice.resource, "EventType": notice.event, "Date": notice.date })
}

fn no_hook(id: &str) -> Problem {
    Problem::no_object("HookId", format!("There is no hook {}.", brief(id)))
}
