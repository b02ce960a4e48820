//! Shapes that several operations use.

mod destination;
mod item;
mod request;
mod table;

pub use destination::*;
pub use item::*;
pub use request::*;
pub use table::*;
