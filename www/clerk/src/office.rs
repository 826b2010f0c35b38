//! Where the clerk works: in the worker. Takes the messages of the page, one after the other, and answers them.

use super::message::{Answer, Change, Facts, Filter, Form, Payout, Progress, Request, Seen, Wanted};
use super::reading;
use super::sheet::Sheet;
use super::{matching, mending, payout};
use echoscope_core::settlement::fix::{Edit, cell};
use echoscope_core::settlement::{CheckOptions, render};
use js_sys::{Array, Date};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// Begins work; the page may send from the first answer on.
pub fn work() {
    let office = Rc::new(Office::default());
    std::panic::set_hook(Box::new(|info| say(None, &Answer::Broken(info.to_string()), None)));
    let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let parts: Array = event.data().unchecked_into();
        let Some(request) = parts.get(1).as_string().and_then(|text| serde_json::from_str(&text).ok()) else {
            return;
        };
        let office = Rc::clone(&office);
        let (number, load) = (parts.get(0), parts.get(2));
        if let Request::Check { turn, .. }
        | Request::Change { turn, .. }
        | Request::Convert { turn, .. }
        | Request::Match { turn, .. }
        | Request::Stop { turn } = &request
        {
            office.turn.set(*turn);
        }
        spawn_local(async move {
            let (answer, blob) = match office.handle(request, load).await {
                Ok(answer) => answer,
                Err(reason) => (Answer::Unreadable(reason), None),
            };
            say(Some(number), &answer, blob);
        });
    });
    scope().set_onmessage(Some(receive.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    receive.forget();
    say(None, &Answer::Ready, None);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// `number` is that of the request; without one the page has not asked.
fn say(number: Option<JsValue>, answer: &Answer, blob: Option<Blob>) {
    let text = serde_json::to_string(answer).unwrap_or_default();
    let blob = blob.map_or(JsValue::UNDEFINED, JsValue::from);
    let message = Array::of3(&number.unwrap_or(JsValue::UNDEFINED), &text.into(), &blob);
    // A message of plain text and a blob can always be cloned.
    let _ = scope().post_message(&message);
}

#[derive(Default)]
struct Office {
    /// Work of any other turn is out of date.
    turn: Cell<u32>,
    sheet: RefCell<Option<Rc<Sheet>>>,
    past: RefCell<VecDeque<Rc<Sheet>>>,
    future: RefCell<Vec<Rc<Sheet>>>,
    /// The payout report that was looked at last.
    report: RefCell<Option<(Payout, Blob)>>,
}

/// Steps that can be undone.
const MOST_STEPS: usize = 100;
/// Findings of a rule that the page shows at once.
const FIRST_OF_RULE: usize = 5;
/// Milliseconds between two words on progress.
const BETWEEN_WORDS: f64 = 80.0;

type Reply = Result<(Answer, Option<Blob>), String>;

impl Office {
    async fn handle(&self, request: Request, load: JsValue) -> Reply {
        let only = |answer| Ok((answer, None));
        match request {
            Request::Check { turn, name } => match load.dyn_into() {
                Ok(blob) => self.begin(turn, &name, blob).await,
                Err(_) => only(Answer::Nothing),
            },
            Request::Match { turn, names } => {
                let blobs = load.dyn_into::<Array>().unwrap_or_default();
                let papers = names.into_iter().zip(blobs.iter().filter_map(|blob| blob.dyn_into().ok()));
                self.match_files(turn, papers.collect()).await
            }
            Request::Convert { turn, wishes } => self.convert(turn, wishes).await,
            Request::Stop { .. } => only(Answer::Nothing),
            Request::Change { turn, change } => self.change(turn, change).await,
            Request::Rows { from, most } => match self.sheet() {
                Some(sheet) => only(Answer::Rows(sheet.rows(from, most).await?)),
                None => only(Answer::Nothing),
            },
            Request::Findings { filter, from, most } => {
                let Some(sheet) = self.sheet() else { return only(Answer::Nothing) };
                let wanted: Vec<usize> = matching(&sheet, &filter).skip(from).take(most).collect();
                only(Answer::Findings(see(&sheet, wanted).await?))
            }
            Request::Step { filter, after, back } => {
                let Some(sheet) = self.sheet() else { return only(Answer::Nothing) };
                only(Answer::Findings(
                    see(&sheet, step(&sheet, &filter, after, back).into_iter().collect()).await?,
                ))
            }
            Request::Reviews => {
                let Some(sheet) = self.sheet() else { return only(Answer::Nothing) };
                let (shown, more) = mending::reviews(&sheet).await?;
                only(Answer::Reviews { shown, more })
            }
            Request::Corrected => Ok(self.sheet().map_or((Answer::Nothing, None), |sheet| {
                (Answer::File { name: beside(&sheet.name, "corrected.csv") }, Some(sheet.blob.clone()))
            })),
            Request::Document(form) => self.document(form),
        }
    }

    fn sheet(&self) -> Option<Rc<Sheet>> {
        self.sheet.borrow().clone()
    }

    async fn begin(&self, turn: u32, name: &str, blob: Blob) -> Reply {
        if let Some(report) = payout::look_at(name, &blob).await? {
            self.report.replace(Some((report.clone(), blob)));
            return Ok((Answer::Payout(report), None));
        }
        let options = CheckOptions::default();
        let watch = self.watch(turn, &blob);
        let Some(sheet) = Sheet::check(name, blob, &options, watch).await? else {
            return Ok((Answer::Nothing, None));
        };
        if self.turn.get() != turn {
            return Ok((Answer::Nothing, None));
        }
        self.past.borrow_mut().clear();
        self.future.borrow_mut().clear();
        self.lay(sheet.into(), None).await
    }

    async fn convert(&self, turn: u32, wishes: Wanted) -> Reply {
        let Some((report, blob)) = self.report.borrow().clone() else { return Ok((Answer::Nothing, None)) };
        let made = payout::make(&report, &blob, wishes).await?;
        if self.turn.get() != turn {
            return Ok((Answer::Nothing, None));
        }
        Ok(match made {
            Ok((made, file)) => (Answer::Made(made), Some(file)),
            Err(report) => (Answer::Payout(report), None),
        })
    }

    /// Where no settlement file is among the papers, the one on the desk is meant.
    async fn match_files(&self, turn: u32, papers: Vec<(String, Blob)>) -> Reply {
        if let [(name, blob)] = papers.as_slice()
            && let Some(report) = payout::look_at(name, blob).await?
        {
            self.report.replace(Some((report.clone(), blob.clone())));
            return Ok((Answer::Payout(report), None));
        }
        let mut sorted = matching::sort(papers).await?;
        if sorted.declared.is_empty() && sorted.settlements.len() == 1 {
            return Ok((Answer::Lone, None));
        }
        if let Some(sheet) = self.sheet().filter(|_| sorted.settlements.is_empty()) {
            sorted.settlements.push((sheet.name.clone(), sheet.blob.clone()));
        }
        let size = sorted.size();
        let matched = matching::match_files(sorted, self.watch_bytes(turn, size)).await?;
        let matched = matched.filter(|_| self.turn.get() == turn);
        Ok((matched.map_or(Answer::Nothing, |matched| Answer::Matched(Box::new(matched))), None))
    }

    async fn change(&self, turn: u32, change: Change) -> Reply {
        let Some(sheet) = self.sheet() else { return Ok((Answer::Nothing, None)) };
        let (blob, mended) = match change {
            Change::Undo => {
                let before = self.past.borrow_mut().pop_back();
                let Some(before) = before else { return Ok((Answer::Nothing, None)) };
                self.future.borrow_mut().push(sheet);
                return self.lay(before, None).await;
            }
            Change::Redo => {
                let after = self.future.borrow_mut().pop();
                let Some(after) = after else { return Ok((Answer::Nothing, None)) };
                self.past.borrow_mut().push_back(sheet);
                return self.lay(after, None).await;
            }
            Change::Write { start, end, text } => {
                let edit = Edit { start, end, text: cell(&text) };
                (mending::edit(&sheet.blob, &[edit]).await?, None)
            }
            Change::Mend(which) => {
                let watch = self.watch(turn, &sheet.blob);
                let Some((blob, mended)) = mending::mend(&sheet, &which, watch).await? else {
                    return Ok((Answer::Nothing, None));
                };
                (blob, Some(mended))
            }
        };
        let watch = self.watch(turn, &blob);
        let checked = Sheet::check(&sheet.name, blob, &CheckOptions::default(), watch).await?;
        let Some(next) = checked.filter(|_| self.turn.get() == turn) else {
            return Ok((Answer::Nothing, None));
        };
        self.remember(sheet);
        self.future.borrow_mut().clear();
        self.lay(next.into(), mended).await
    }

    fn remember(&self, sheet: Rc<Sheet>) {
        let mut past = self.past.borrow_mut();
        past.push_back(sheet);
        if past.len() > MOST_STEPS {
            past.pop_front();
        }
    }

    /// Puts a sheet on the desk and tells the page about it.
    async fn lay(&self, sheet: Rc<Sheet>, mended: Option<u64>) -> Reply {
        self.sheet.replace(Some(Rc::clone(&sheet)));
        let mut first = Vec::new();
        for count in &sheet.report.counts {
            let filter = Filter { code: Some(count.code.to_owned()), severity: None };
            let wanted: Vec<_> = matching(&sheet, &filter).take(FIRST_OF_RULE).collect();
            first.extend(see(&sheet, wanted).await?);
        }
        let mut report = sheet.report.clone();
        let fixes = mending::count(&report.findings);
        report.findings.clear();
        let facts = Facts {
            name: sheet.name.clone(),
            size: reading::size(&sheet.blob),
            rows: sheet.rows,
            report,
            first,
            columns: sheet.columns.clone(),
            fixes,
            can_undo: !self.past.borrow().is_empty(),
            can_redo: !self.future.borrow().is_empty(),
            mended,
        };
        Ok((Answer::Checked(Box::new(facts)), None))
    }

    fn document(&self, form: Form) -> Reply {
        let Some(sheet) = self.sheet() else { return Ok((Answer::Nothing, None)) };
        let (report, name) = (&sheet.report, sheet.name.as_str());
        let text = match form {
            Form::Json => render::json(report),
            Form::Csv => render::csv(report, name),
            Form::Sarif => render::sarif(report, name),
            Form::Markdown => render::markdown(report, name),
        };
        let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).map_err(|_| String::new())?;
        Ok((Answer::File { name: beside(name, form.ending()) }, Some(blob)))
    }

    /// Tells the page how far a turn has come, and breaks off when another has begun.
    fn watch(&self, turn: u32, blob: &Blob) -> impl FnMut(u64, u64) -> ControlFlow<()> + use<'_> {
        self.watch_bytes(turn, reading::size(blob))
    }

    fn watch_bytes(&self, turn: u32, of: u64) -> impl FnMut(u64, u64) -> ControlFlow<()> + use<'_> {
        let begun = Date::now();
        let mut last_word = begun;
        move |read, rows| {
            let now = Date::now();
            if now - last_word >= BETWEEN_WORDS {
                last_word = now;
                let seconds = (now - begun) / 1000.0;
                say(None, &Answer::Progress(Progress { turn, read, of, rows, seconds }), None);
            }
            if self.turn.get() == turn { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        }
    }
}

fn matching<'s>(sheet: &'s Sheet, filter: &'s Filter) -> impl Iterator<Item = usize> + 's {
    let findings = sheet.report.findings.iter().enumerate();
    findings.filter(|(_, finding)| filter.wants(finding)).map(|(index, _)| index)
}

/// The finding after one, or before it; around the ends it goes on at the other.
fn step(sheet: &Sheet, filter: &Filter, after: Option<usize>, back: bool) -> Option<usize> {
    let all: Vec<usize> = matching(sheet, filter).collect();
    match (after, back) {
        (None, false) => all.first(),
        (None, true) => all.last(),
        (Some(after), false) => all.iter().find(|index| **index > after).or(all.first()),
        (Some(after), true) => all.iter().rfind(|index| **index < after).or(all.last()),
    }
    .copied()
}

async fn see(sheet: &Sheet, wanted: Vec<usize>) -> Result<Vec<Seen>, String> {
    let mut seen = Vec::with_capacity(wanted.len());
    for index in wanted {
        seen.extend(sheet.see(index).await?);
    }
    Ok(seen)
}

/// The name of a file that lies beside another: `a.csv` and `report.md` give `a-report.md`.
fn beside(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}-{ending}")
}
