//! A JSON value whose form is nobody's business but the user's.

use crate::{Checker, Constraints, ReadError, Reader, Shape, Writer};

/// Any JSON value, kept as compact JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(pub String);

impl Shape for Document {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.document().map(Self)
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.document(&self.0);
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        Self("null".to_owned())
    }
}
