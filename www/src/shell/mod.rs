//! What stands around every place.

mod command;
mod footer;
mod header;
mod keys;
mod palette;
mod skip;
mod theme_choice;

pub use footer::Footer;
pub use header::Header;
pub use keys::{Keys, listen_for_keys};
pub use palette::Palette;
pub use skip::SkipLink;
