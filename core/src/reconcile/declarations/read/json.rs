//! JSON in pieces: values of the outermost list, or values one behind the other, are handed over one by one, so that memory
//! does not grow with the file. A single object, such as the log of an engine, is held whole.

use super::super::rules;
use super::Form;
use super::intake::Intake;
use super::objects::Objects;
use crate::settlement::findings::Note;
use crate::settlement::report::Position;
use serde_json::Value;

#[derive(Debug)]
pub struct Items {
    objects: Objects,
    /// The value being read, and where it begins.
    held: Vec<u8>,
    began: Position,
    here: Position,
    /// Open brackets and braces, that of the outermost list not counted.
    depth: u32,
    in_list: bool,
    string: Text,
    /// Something was wrong: the rest is not read.
    stopped: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Text {
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

const START: Position = Position { line: 1, column: 1, byte: 0 };

impl Default for Items {
    fn default() -> Self {
        Self {
            objects: Objects::default(),
            held: Vec::new(),
            began: START,
            here: START,
            depth: 0,
            in_list: false,
            string: Text::Outside,
            stopped: false,
        }
    }
}

impl Items {
    pub fn feed(&mut self, chunk: &[u8], intake: &mut Intake) {
        for byte in chunk {
            if self.stopped {
                return;
            }
            self.byte(*byte, intake);
            self.advance(*byte);
        }
    }

    pub fn finish(mut self, intake: &mut Intake) {
        self.item(intake);
        if self.in_list && !self.stopped {
            let here = self.here;
            stop(here, "The list is not closed: the file ends too early.", intake);
        }
        intake.form = intake.form.or(Some(Form::Json));
        self.objects.finish(intake);
    }

    fn byte(&mut self, byte: u8, intake: &mut Intake) {
        match self.string {
            Text::Escaped => self.string = Text::Inside,
            Text::Inside => match byte {
                b'\\' => self.string = Text::Escaped,
                b'"' => self.string = Text::Outside,
                _ => {}
            },
            Text::Outside => {
                let between = self.depth == 0;
                match byte {
                    // A byte order mark stands before everything.
                    0xEF | 0xBB | 0xBF if self.here.byte < 3 => return,
                    b' ' | b'\t' | b'\r' | b'\n' | b',' if between => return self.item(intake),
                    b'[' if between && !self.in_list && self.held.is_empty() => {
                        self.in_list = true;
                        return;
                    }
                    b']' if between && self.in_list => {
                        self.item(intake);
                        self.in_list = false;
                        return;
                    }
                    b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    b'"' => self.string = Text::Inside,
                    _ => {}
                }
            }
        }
        if self.held.is_empty() {
            self.began = self.here;
        }
        self.held.push(byte);
        if self.depth == 0 && self.string == Text::Outside && byte == b'}' {
            self.item(intake);
        }
    }

    fn advance(&mut self, byte: u8) {
        self.here.byte = self.here.byte.saturating_add(1);
        if byte == b'\n' {
            self.here.line = self.here.line.saturating_add(1);
            self.here.column = 1;
        } else if byte & 0xC0 != 0x80 && !(self.here.byte <= 3 && byte >= 0xBB) {
            self.here.column = self.here.column.saturating_add(1);
        }
    }

    /// The value that is complete now, if there is one.
    fn item(&mut self, intake: &mut Intake) {
        if self.held.is_empty() {
            return;
        }
        match serde_json::from_slice::<Value>(&self.held) {
            Ok(value) if is_log(&value) => {
                drop(value);
                log(&self.held, self.began, intake);
            }
            Ok(value) => self.objects.visit(&value, self.began, intake),
            Err(error) => {
                self.stopped = true;
                stop(
                    place(self.began, &error),
                    &format!("This is not valid JSON: {}.", reason(&error)),
                    intake,
                );
            }
        }
        self.held.clear();
    }
}

fn stop(at: Position, message: &str, intake: &mut Intake) {
    intake.find(&rules::DECLARATIONS_JSON, at, || {
        Note::new(message).remedy("Export it again. What follows this place was not read.")
    });
}

/// Where in the file an error inside a value is.
fn place(began: Position, error: &serde_json::Error) -> Position {
    let count = |number: usize| u64::try_from(number).unwrap_or(0);
    let (line, column) = (count(error.line()).max(1), count(error.column()).max(1));
    Position {
        line: began.line.saturating_add(line.saturating_sub(1)),
        column: if line == 1 { began.column.saturating_add(column).saturating_sub(1) } else { column },
        byte: began.byte,
    }
}

/// What the parser says, without its own count of lines.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

fn is_log(value: &Value) -> bool {
    ["schema", "config", "entries"].iter().all(|name| value.get(name).is_some())
}

fn log(text: &[u8], at: Position, intake: &mut Intake) {
    let Some(read) = intake.options.log else {
        return intake.find(&rules::DECLARATIONS_LOG, at, || {
            Note::new("The log of an engine cannot be replayed here.").remedy("Use the Intents it answers.")
        });
    };
    let before = intake.declarations.len();
    intake.form = Some(Form::Log);
    if let Err(why) = read(text, &mut intake.declarations) {
        intake
            .find(&rules::DECLARATIONS_LOG, at, || Note::new(format!("The log cannot be replayed: {why}.")));
    }
    for _ in before..intake.declarations.len() {
        intake.count();
    }
}
