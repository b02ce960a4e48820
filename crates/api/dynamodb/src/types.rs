//! Shapes used by two operations or more.
//!
//! The values of items live here; they know no protocol. How a value travels (JSON, CBOR) is written where
//! the protocols are.

mod attribute_value;
mod number;

pub use attribute_value::{AttributeType, AttributeValue, Item, UnknownAttributeType};
pub use number::{Number, NumberError};
