//! One request and its answer, as bytes in the memory that both sides see: one call, and nothing is copied that need not be.
//!
//! A request is its head, then its body. The head has five lines: method, target, and what stands in `Authorization`,
//! `Content-Type` and `Idempotency-Key`, with a `=` before each of these three if it was sent at all.

use echoscope_core::rest::{JSON, Request, Response, Sandbox, Wall};

/// A room that was made for a large file is given back.
const ROOM_KEPT: usize = 1 << 16;
const CHANGED: u32 = 1 << 16;

#[derive(Debug, Default)]
pub struct Exchange {
    room: Vec<u8>,
    /// The last answer, until JavaScript has read it.
    response: Option<Response>,
    /// Its headers: a line for the content type, then a line each. Empty for plain JSON, as most answers are.
    headers: String,
    /// Status, with [`CHANGED`] where something has changed; place and length of the headers; place and length of the body.
    record: [u32; 5],
}

impl Exchange {
    pub fn room(&mut self, size: usize) -> *mut u8 {
        if self.room.len() < size {
            self.room.resize(size, 0);
        }
        self.room.as_mut_ptr()
    }

    pub fn answer(&mut self, sandbox: &mut Sandbox, head: usize, body: usize, wall: Wall) -> *const u32 {
        let end = head.saturating_add(body);
        let request = read(self.room.get(..head), self.room.get(head..end));
        let response = sandbox.answer(&request, wall);
        if self.room.len() > ROOM_KEPT {
            self.room = Vec::new();
        }
        self.headers.clear();
        if response.content_type != JSON || !response.headers.is_empty() {
            self.headers.push_str(response.content_type);
            for (name, value) in &response.headers {
                self.headers.push('\n');
                self.headers.push_str(name);
                self.headers.push(':');
                // Whatever a client got us to say: a line end would begin a header of its own.
                self.headers
                    .extend(value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
            }
        }
        let response = self.response.insert(response);
        self.record = [
            u32::from(response.status) | if response.changed { CHANGED } else { 0 },
            place(self.headers.as_ptr()),
            length(self.headers.len()),
            place(response.body.as_ptr()),
            length(response.body.len()),
        ];
        self.record.as_ptr()
    }
}

fn read<'r>(head: Option<&'r [u8]>, body: Option<&'r [u8]>) -> Request<'r> {
    let head = head.and_then(|head| str::from_utf8(head).ok()).unwrap_or_default();
    let mut lines = head.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, target) = (line(), line());
    let mut header = || line().strip_prefix('=');
    Request {
        method,
        target,
        authorization: header(),
        content_type: header(),
        idempotency_key: header(),
        body: body.unwrap_or_default(),
    }
}

/// Addresses of WebAssembly have 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "addresses of WebAssembly have 32 bits")]
fn place(at: *const u8) -> u32 {
    at.addr() as u32
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
