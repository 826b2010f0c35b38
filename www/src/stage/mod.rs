//! A lifecycle as a picture: the states stand where `layout` says, the moves are routed around them, and the way
//! that an object has taken is lit.

mod curve;
#[cfg(test)]
mod drawn;
mod label;
mod layout;
mod legend;
mod moves;
mod picture;
mod route;
mod walk;

pub use legend::Legend;
pub use moves::Moves;
pub use picture::{Asks, Stage, Step};
pub use walk::Walk;
