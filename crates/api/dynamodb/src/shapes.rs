//! Shapes that several operations use.

mod item;
mod request;
mod table;

pub use item::*;
pub use request::*;
pub use table::*;
