//! The check of a settlement file as JavaScript sees it: bytes in, in pieces; a report out.

mod options;
mod report;

use crate::exact::{decode_or_default, json_of};
use echoscope_core::settlement::{Checker, render, report::Report};
use js_sys::{Function, Uint8Array};
use options::Format;
pub use options::{CheckSettings, ChosenDialect};
pub use report::Finding;
use report::parts;
use std::ops::Range;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/report.js")]
extern "C" {
    /// A report whose findings are read when they are looked at: `ends` says where in their text each one ends, in
    /// UTF-16 units from the beginning.
    fn report(head: &str, findings: &str, ends: Vec<u32>, document: Option<String>) -> JsValue;
}

#[wasm_bindgen(typescript_custom_section)]
const REPORT: &str = r#"
/** What Mangopay would make of a settlement file, as far as its public documents say. */
export interface Report extends ReportHead {
    /** All of them, in the order of the file; of a rule that is broken very often, the first ones. Made when first read. */
    readonly findings: Finding[];
    /** How many findings are listed. */
    readonly findingCount: number;
    /** One finding, counted from 0; undefined where there are not so many. */
    finding(place: number): Finding | undefined;
    /** The report as a document, where `document` asked for one. */
    readonly document?: string;
    /** One finding after the other, without making all of them. */
    [Symbol.iterator](): IterableIterator<Finding>;
}
"#;

/// A check under way. The bytes of the file are written straight into the memory of the engine: `room` says where,
/// `fed` that they are there. Its memory does not grow with the file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SettlementCheck {
    checker: Option<Checker<()>>,
    room: Vec<u8>,
    report: Option<Report>,
}

#[wasm_bindgen]
impl SettlementCheck {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "CheckSettings")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let settings: CheckSettings = decode_or_default(options, "options")?;
        let checker = Checker::new(settings.options()?, ());
        Ok(Self { checker: Some(checker), room: Vec::new(), report: None })
    }

    /// Where so many bytes can be written. Views of the memory are to be taken after this call: it may grow.
    pub fn room(&mut self, size: usize) -> *mut u8 {
        if self.room.len() < size {
            self.room.resize(size, 0);
        }
        self.room.as_mut_ptr()
    }

    /// So many bytes have been written.
    pub fn fed(&mut self, length: usize) {
        if let (Some(checker), Some(bytes)) = (&mut self.checker, self.room.get(..length)) {
            checker.feed(bytes);
        }
    }

    /// The file is at its end.
    pub fn finish(&mut self) {
        self.room = Vec::new();
        self.report = self.checker.take().map(|checker| checker.finish().0);
    }

    /// What came out, after `finish`; where it is asked for, also as a document. For a text, `part(from, to)` gives bytes
    /// of the file again.
    #[wasm_bindgen(unchecked_return_type = "Report | undefined")]
    pub fn report(
        &mut self,
        #[wasm_bindgen(js_name = fileName)] file_name: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "DocumentFormat")] document: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "(from: number, to: number) => Uint8Array")]
        part: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let format: Option<Format> = decode_or_default(document, "document")?;
        let Some(found) = self.report.take() else { return Ok(JsValue::UNDEFINED) };
        let document = match format {
            None => None,
            Some(Format::Json) => Some(render::json(&found)),
            Some(Format::Markdown) => Some(render::markdown(&found, file_name)),
            Some(Format::Sarif) => Some(render::sarif(&found, file_name)),
            Some(Format::Csv) => Some(render::csv(&found, file_name)),
            Some(Format::Github) => Some(render::github(&found, file_name)),
            Some(Format::Text) => Some(text(&found, file_name, part.dyn_ref())?),
        };
        let (head, findings) = parts(found);
        let mut text = String::new();
        let mut ends = Vec::with_capacity(findings.len());
        let mut end = 0u32;
        for finding in findings {
            let one = json_of(&Finding::from(finding));
            end = end.saturating_add(u32::try_from(one.encode_utf16().count()).unwrap_or(u32::MAX));
            ends.push(end);
            text.push_str(&one);
        }
        Ok(report(&json_of(&head), &text, ends, document))
    }
}

fn text(report: &Report, file_name: &str, part: Option<&Function>) -> Result<String, JsValue> {
    let mut failure = None;
    let document = render::text(report, file_name, &mut |Range { start, end }: Range<u64>| {
        let Some(part) = part else { return Vec::new() };
        #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
        let given = part.call2(&JsValue::UNDEFINED, &(start as f64).into(), &(end as f64).into());
        match given {
            Ok(bytes) => Uint8Array::new(&bytes).to_vec(),
            Err(error) => {
                failure = Some(error);
                Vec::new()
            }
        }
    });
    failure.map_or(Ok(document), Err)
}
