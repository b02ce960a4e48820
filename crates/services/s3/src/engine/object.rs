//! One version of an object, or a delete marker, as it is stored.

use std::collections::BTreeMap;

use kernel::{Timestamp, to_hex};
use wire::{Shape, from_json, to_json};

use super::checksum::Checksum;
use super::{EngineError, Result};

/// The version of the form below.
const FORM: i32 = 1;
/// The id of the version that was made while the bucket kept none.
pub const NULL_VERSION: &str = "null";

/// What the one who puts an object says about it.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Traits {
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Encoding`.
    pub content_encoding: Option<String>,
    /// `Content-Language`.
    pub content_language: Option<String>,
    /// `Content-Disposition`.
    pub content_disposition: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// `Expires`, as given.
    pub expires: Option<String>,
    /// Where a website would redirect to.
    pub website_redirect: Option<String>,
    /// The storage class; none is STANDARD.
    pub storage_class: Option<String>,
    /// User-defined metadata: what follows `x-amz-meta-`.
    #[shape(default)]
    pub metadata: BTreeMap<String, String>,
    /// Its tags.
    #[shape(default)]
    pub tags: BTreeMap<String, String>,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Object {
    /// The version of this form.
    pub form: i32,
    /// The number of the change that made it: versions of a key are in this order.
    pub change: i64,
    /// Whether its version id is `null`.
    pub is_null: bool,
    /// Whether it marks that the object was deleted; then nothing below but the time means anything.
    pub is_marker: bool,
    /// When it was made.
    pub modified: Timestamp,
    /// Bytes.
    pub size: i64,
    /// Its entity tag, without quotation marks.
    pub etag: String,
    /// The number of its content; none if it has no bytes.
    pub content: Option<i64>,
    /// How many parts it was uploaded in, if it was.
    pub parts: Option<i32>,
    /// The upload that it came from, if it was uploaded in parts.
    pub upload: Option<String>,
    /// Its checksum.
    pub checksum: Option<Checksum>,
    /// What was said about it.
    pub traits: Traits,
}

impl Object {
    /// An object without bytes; its number is given to it when it is stored.
    pub fn new(modified: Timestamp, traits: Traits) -> Self {
        Self {
            form: FORM,
            change: 0,
            is_null: false,
            is_marker: false,
            modified,
            size: 0,
            etag: String::new(),
            content: None,
            parts: None,
            upload: None,
            checksum: None,
            traits,
        }
    }

    pub(super) fn marker(modified: Timestamp) -> Self {
        Self { is_marker: true, ..Self::new(modified, Traits::default()) }
    }

    /// The number of the change that made it.
    pub(super) fn number(&self) -> u64 {
        self.change as u64
    }

    /// The number of its content.
    pub(super) fn content(&self) -> Option<u64> {
        self.content.map(|content| content as u64)
    }

    /// Bytes.
    pub fn length(&self) -> u64 {
        self.size as u64
    }

    /// Its version id. Ids of newer versions sort before those of older ones.
    pub fn version_id(&self) -> String {
        if self.is_null { VersionId::Null.text() } else { VersionId::Change(self.number()).text() }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        let object: Self = from_json(bytes).map_err(|error| EngineError::corrupt("object", error))?;
        match object.form {
            FORM => Ok(object),
            form => Err(EngineError::corrupt("object", format!("form {form}, where {FORM} is known"))),
        }
    }
}

/// A version that a caller names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionId {
    /// The null version.
    Null,
    /// The version that this change made.
    Change(u64),
}

impl VersionId {
    /// The version that `text` names.
    pub fn parse(text: &str) -> Result<Self> {
        if text == NULL_VERSION {
            return Ok(Self::Null);
        }
        let is_id = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let inverted = is_id.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        inverted
            .map(|inverted| Self::Change(!inverted))
            .ok_or_else(|| EngineError::BadVersion { version: text.to_owned() })
    }

    /// The id as text.
    pub fn text(self) -> String {
        match self {
            Self::Null => NULL_VERSION.to_owned(),
            Self::Change(change) => to_hex(&(!change).to_be_bytes()),
        }
    }

    /// Whether it is the id of `object`.
    pub(super) fn is_of(self, object: &Object) -> bool {
        match self {
            Self::Null => object.is_null,
            Self::Change(change) => !object.is_null && object.number() == change,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::checksum::Algorithm;

    #[test]
    fn bytes_are_pinned() {
        let traits = Traits { content_type: Some("text/csv".into()), ..Traits::default() };
        let mut object = Object::new(Timestamp(1500), traits);
        (object.change, object.size, object.etag, object.content) = (7, 3, "e-2".into(), Some(6));
        object.parts = Some(2);
        object.checksum = Some(Checksum::of_bytes(Algorithm::Crc32, &[0, 0, 0, 1]));
        object.traits.metadata.insert("k".into(), "v".into());
        let pinned = r#"{"Form":1,"Change":7,"IsNull":false,"IsMarker":false,"Modified":1.500,"Size":3,"Etag":"e-2","Content":6,"Parts":2,"Checksum":{"Algorithm":"CRC32","Kind":"FULL_OBJECT","Value":"AAAAAQ=="},"Traits":{"ContentType":"text/csv","Metadata":{"k":"v"},"Tags":{}}}"#;
        assert_eq!(String::from_utf8(object.encode()).unwrap(), pinned);
        assert_eq!(Object::decode(pinned.as_bytes()).unwrap(), object);
        assert!(Object::decode(b"{}").is_err());
    }

    #[test]
    fn version_ids_come_back() {
        let mut object = Object::marker(Timestamp(0));
        object.change = 9;
        assert_eq!(VersionId::parse(&object.version_id()).unwrap(), VersionId::Change(9));
        let newer = Object { change: 10, ..object.clone() };
        assert!(newer.version_id() < object.version_id());
        object.is_null = true;
        assert!(VersionId::parse(&object.version_id()).unwrap().is_of(&object));
        assert!(VersionId::parse("FFFFFFFFFFFFFFFF").is_err() && VersionId::parse("").is_err());
    }
}
