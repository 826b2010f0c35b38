//! The clerk works beside the main thread: it reads the file, checks it, finds rows, mends. The page asks it in messages.
//!
//! It is the same program as the page, started in a worker. The worker is made of a `blob:` address, because such a worker
//! lives under the content security policy of the page that made it; one loaded from a server would have none. The file
//! itself stays with the browser: the clerk reads it in pieces, and keeps the findings and a mark for every few hundred rows.

mod matched;
mod matching;
mod mending;
mod message;
mod office;
mod payout;
mod reading;
mod sheet;
mod window;

pub use echoscope_core::settlement::excerpt::visible;
pub use matched::{Action, Matched, MatchedFile, UnmatchedLine};
pub use message::{
    Answer, Change, Facts, Filter, Form, Made, Mark, Payout, PayoutFault, Progress, Request, Review, Seen,
    SeenRow, Wanted, Which,
};
pub use office::{is_worker, work};
pub use window::Clerk;
