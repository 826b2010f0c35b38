//! What stands around every place.

mod footer;
mod header;
mod skip;
mod theme_choice;

pub use footer::Footer;
pub use header::Header;
pub use skip::SkipLink;
