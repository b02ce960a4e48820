//! Shapes of the dynamodb operations. No I/O.

pub mod types;

pub use types::{AttributeType, AttributeValue, Item, Number, NumberError};
