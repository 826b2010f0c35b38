//! Lists and maps whose copies cost nothing: a copy shares everything with the original until one of the two is changed, and then all
//! but the path to what was changed. The engine keeps old worlds in them.
//!
//! There are libraries of such structures. Ours do only what the engine asks for, and with them its WebAssembly became a
//! twelfth smaller.

mod hashed;
mod list;
mod map;

pub use hashed::HashedMap;
pub use list::List;
pub use map::Map;
