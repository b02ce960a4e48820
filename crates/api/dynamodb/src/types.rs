//! Shapes used by two operations or more.
//!
//! The values of items live here; they know no protocol. How they travel is in `travel`.

mod attribute_value;
mod image;
mod number;
mod travel;

pub use attribute_value::{AttributeType, AttributeValue, Item, UnknownAttributeType};
pub use image::Image;
pub use number::{Number, NumberError, NumberText};
pub(crate) use travel::enveloped_refusal;
