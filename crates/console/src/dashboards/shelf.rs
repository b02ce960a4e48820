//! Where dashboards are kept: files as they were given, by account, region and name. docs/formats/dashboard.md states
//! the bytes.

use std::convert::Infallible;
use std::ops::ControlFlow;

use bytes::Bytes;
use kernel::Place;
use storage::{StorageError, Volume};

/// The store's name.
const STORE: &str = "dashboards";
/// The first byte of a value: its version.
const VERSION: u8 = 1;
/// The longest name.
const NAME_BYTES_MAX: usize = 128;

/// All dashboards.
pub struct Shelf(Volume);

impl Shelf {
    /// Those on `volume`. Nothing is opened before it is asked for.
    pub fn new(volume: Volume) -> Self {
        Self(volume)
    }

    /// The names in `place`, in order.
    pub fn names(&self, place: &Place) -> Result<Vec<String>, StorageError> {
        if !self.0.has_key_value(STORE)? {
            return Ok(Vec::new());
        }
        let prefix = key(place, "");
        let mut names = Vec::new();
        self.0.key_value(STORE)?.scan_prefix(&prefix, &mut |key, _| {
            names.extend(std::str::from_utf8(&key[prefix.len()..]).ok().map(str::to_owned));
            ControlFlow::Continue(())
        })?;
        Ok(names)
    }

    /// The file `name`.
    pub fn get(&self, place: &Place, name: &str) -> Result<Option<String>, StorageError> {
        if !self.0.has_key_value(STORE)? {
            return Ok(None);
        }
        let value = self.0.key_value(STORE)?.get(&key(place, name))?;
        Ok(value.and_then(|value| decode(&value)))
    }

    /// Keeps `text` as the file `name`.
    pub async fn put(&self, place: &Place, name: &str, text: &str) -> Result<(), StorageError> {
        let (key, value) = (key(place, name), encode(text));
        let store = self.0.key_value(STORE)?;
        let written = store.write(move |transaction| {
            transaction.put(key, value);
            Ok::<(), Infallible>(())
        });
        written.await.map(|_| ())
    }

    /// Forgets the file `name`.
    pub async fn delete(&self, place: &Place, name: &str) -> Result<(), StorageError> {
        let key = key(place, name);
        let store = self.0.key_value(STORE)?;
        let written = store.write(move |transaction| {
            transaction.delete(&key);
            Ok::<(), Infallible>(())
        });
        written.await.map(|_| ())
    }
}

/// Whether a dashboard may be called so.
pub fn is_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty() && name.len() <= NAME_BYTES_MAX && name.chars().all(is_letter)
}

fn key(place: &Place, name: &str) -> Vec<u8> {
    format!("{}/{}/{name}", place.account, place.region).into_bytes()
}

fn encode(text: &str) -> Bytes {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(text.as_bytes());
    bytes.into()
}

fn decode(value: &[u8]) -> Option<String> {
    let (version, text) = value.split_first()?;
    (*version == VERSION).then(|| String::from_utf8(text.to_vec()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn files_are_kept_by_place_and_name() {
        let shelf = Shelf::new(Volume::memory());
        let place = Place::default();
        assert!(shelf.names(&place).unwrap().is_empty());
        shelf.put(&place, "b", "two").await.unwrap();
        shelf.put(&place, "a", "one").await.unwrap();
        assert_eq!(shelf.names(&place).unwrap(), ["a", "b"]);
        assert_eq!(shelf.get(&place, "a").unwrap().as_deref(), Some("one"));
        let elsewhere = Place { region: kernel::Region::parse("eu-west-1").unwrap(), ..place.clone() };
        assert!(shelf.names(&elsewhere).unwrap().is_empty());
        shelf.delete(&place, "a").await.unwrap();
        assert_eq!(shelf.names(&place).unwrap(), ["b"]);
    }

    #[test]
    fn bytes_are_pinned() {
        assert_eq!(&encode("{}")[..], b"\x01{}");
        assert_eq!(key(&Place::default(), "n"), b"000000000000/us-east-1/n");
        assert_eq!(decode(&encode("é")).as_deref(), Some("é"));
        assert_eq!(decode(b"\x02{}"), None);
    }

    #[test]
    fn names_are_plain() {
        assert!(is_name("motors-1.a_b"));
        for bad in ["", "a/b", "a b", "é", &"a".repeat(129)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
