//! An item in a change record, kept as the JSON that it travels as.
//!
//! Records of changes are passed on far more often than they are looked into, so an image is taken apart only for
//! who asks: [`Image::item`].

use wire::{Checker, Constraints, Document, JsonWriter, ReadError, Reader, Shape, Writer};

use super::Item;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image(Document);

impl Image {
    /// The image whose JSON is `json`: an object of attribute values.
    #[must_use]
    pub fn from_json(json: String) -> Self {
        Self(Document(json))
    }

    /// The image of `item`.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let mut writer = JsonWriter::default();
        item.write(&mut writer);
        Self::from_json(writer.finish())
    }

    /// Its JSON: an object of attribute values.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.0.0
    }

    /// The item.
    ///
    /// # Errors
    /// When a remote sent what is none.
    pub fn item(&self) -> Result<Item, String> {
        wire::from_json(self.json().as_bytes()).map_err(|error| error.to_string())
    }
}

impl Shape for Image {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        Document::read(reader).map(Self)
    }

    fn write(&self, writer: &mut dyn Writer) {
        self.0.write(writer);
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        Self::from_json("{}".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_comes_back() {
        let item = Item::from([("id".to_owned(), "a\"".into())]);
        let image = Image::of(&item);
        assert_eq!(image.json(), r#"{"id":{"S":"a\""}}"#);
        assert_eq!(image.item(), Ok(item));
        assert!(Image::from_json("[]".to_owned()).item().is_err());
    }
}
