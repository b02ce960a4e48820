//! The versions of a key, within a transaction: which is the newest, and what becomes of the one before.
//!
//! Invariant: a key has a [`keys::CURRENT`] record exactly when its newest version is an object; all else,
//! delete markers among it, is under [`keys::OTHER`]. So what lists objects meets nothing but objects, and
//! what lists versions reads the current one first. At most one version of a key is the null version;
//! where it is not the current one, [`keys::NULL`] says which it is.

use std::ops::ControlFlow;

use storage::{KeyValue, StorageError, Transaction};

use bytes::Bytes;

use super::bucket::{Bucket, Versioning};
use super::content::Content;
use super::object::{Object, VersionId};
use super::{EngineError, Result, keys, sweep};

/// What can be read: the store, or a transaction on it.
pub trait Read {
    /// The value of `key`.
    fn value(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError>;
    /// The first pair whose key begins with `prefix`.
    fn first(&self, prefix: &[u8]) -> std::result::Result<Option<(Vec<u8>, Bytes)>, StorageError>;
}

impl Read for KeyValue {
    fn value(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError> {
        self.get(key)
    }

    fn first(&self, prefix: &[u8]) -> std::result::Result<Option<(Vec<u8>, Bytes)>, StorageError> {
        let mut found = None;
        self.scan_prefix(prefix, &mut |key, value| {
            found = Some((key.to_vec(), value.clone()));
            ControlFlow::Break(())
        })?;
        Ok(found)
    }
}

impl Read for Transaction {
    fn value(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError> {
        self.get(key)
    }

    fn first(&self, prefix: &[u8]) -> std::result::Result<Option<(Vec<u8>, Bytes)>, StorageError> {
        let mut found = None;
        self.scan_prefix(prefix, &mut |key, value| {
            found = Some((key.to_vec(), value.clone()));
            ControlFlow::Break(())
        })?;
        Ok(found)
    }
}

/// The number after the one under `key`, which it replaces.
pub fn next_number(store: &mut Transaction, key: &[u8]) -> Result<u64> {
    let last = match store.get(key)? {
        None => 0,
        Some(bytes) => {
            let bytes = bytes[..].try_into();
            u64::from_be_bytes(bytes.map_err(|error| EngineError::corrupt("number", error))?)
        }
    };
    store.put(key.to_vec(), (last + 1).to_be_bytes().to_vec());
    Ok(last + 1)
}

/// The bucket called `name`.
pub fn bucket(store: &impl Read, name: &str) -> Result<Bucket> {
    match store.value(&keys::bucket(name))? {
        Some(bytes) => Bucket::decode(&bytes),
        None => Err(EngineError::NoBucket { name: name.to_owned() }),
    }
}

/// The newest version of `key`, if it is an object.
pub fn current(store: &impl Read, bucket: &Bucket, key: &str) -> Result<Option<Object>> {
    let found = store.value(&keys::named(keys::CURRENT, bucket.number(), key))?;
    found.map(|bytes| Object::decode(&bytes)).transpose()
}

/// The newest of the other versions of `key`.
fn newest_other(store: &impl Read, bucket: &Bucket, key: &str) -> Result<Option<Object>> {
    if bucket.versioning == Versioning::Never {
        return Ok(None);
    }
    let found = store.first(&keys::named(keys::OTHER, bucket.number(), key))?;
    found.map(|(_, bytes)| Object::decode(&bytes)).transpose()
}

/// A version that is not the current one.
fn other(store: &impl Read, bucket: &Bucket, key: &str, version: VersionId) -> Result<Option<Object>> {
    let change = match version {
        VersionId::Change(change) => change,
        VersionId::Null => match store.value(&keys::named(keys::NULL, bucket.number(), key))? {
            None => return Ok(None),
            Some(bytes) => {
                let bytes = bytes[..].try_into();
                u64::from_be_bytes(bytes.map_err(|error| EngineError::corrupt("null version", error))?)
            }
        },
    };
    let found = store.value(&keys::other(bucket.number(), key, change))?;
    let object = found.map(|bytes| Object::decode(&bytes)).transpose()?;
    Ok(object.filter(|object| version.is_of(object)))
}

/// A version of `key`: the one named, or else the newest, and it must be an object.
pub fn find(store: &impl Read, bucket: &Bucket, key: &str, version: Option<VersionId>) -> Result<Object> {
    let is_asked = |object: &Object| version.is_none_or(|version| version.is_of(object));
    if let Some(object) = current(store, bucket, key)?.filter(is_asked) {
        return Ok(object);
    }
    let found = match version {
        None => newest_other(store, bucket, key)?,
        Some(version) => other(store, bucket, key, version)?,
    };
    let key = key.to_owned();
    match (found, version) {
        (Some(object), _) if object.is_marker => {
            Err(EngineError::DeleteMarker { key, marker: Box::new(object), is_named: version.is_some() })
        }
        // Where there is no current object, the newest of the others is a marker.
        (Some(object), _) => Ok(object),
        (None, None) => Err(EngineError::NoKey { key }),
        (None, Some(version)) => Err(EngineError::NoVersion { key, version: version.text() }),
    }
}

/// Stores `object`, which has the number of the change, as the newest version of `key`; what it replaces
/// is kept or removed, as the bucket's versioning says.
pub fn install(store: &mut Transaction, bucket: &Bucket, key: &str, object: &mut Object) -> Result<()> {
    object.is_null = bucket.versioning != Versioning::Enabled;
    let place = keys::named(keys::CURRENT, bucket.number(), key);
    if let Some(replaced) = current(store, bucket, key)? {
        if object.is_null && replaced.is_null {
            release(store, &replaced)?;
        } else {
            put_other(store, bucket, key, &replaced);
        }
        if object.is_marker {
            store.delete(&place);
        }
    }
    if bucket.versioning == Versioning::Suspended
        && let Some(replaced) = other(store, bucket, key, VersionId::Null)?
    {
        delete_other(store, bucket, key, &replaced);
        release(store, &replaced)?;
    }
    if object.is_marker {
        put_other(store, bucket, key, object);
    } else {
        store.put(place, object.encode());
    }
    Ok(())
}

/// Removes a version for good; answers it, if it was there. With none named, that is the current object.
pub fn remove(
    store: &mut Transaction,
    bucket: &Bucket,
    key: &str,
    version: Option<VersionId>,
) -> Result<Option<Object>> {
    let place = keys::named(keys::CURRENT, bucket.number(), key);
    let is_asked = |object: &Object| version.is_none_or(|version| version.is_of(object));
    let found = current(store, bucket, key)?;
    let had_current = found.is_some();
    let removed = match (found.filter(is_asked), version) {
        (Some(object), _) => {
            store.delete(&place);
            Some(object)
        }
        (None, None) => None,
        (None, Some(version)) => {
            let object = other(store, bucket, key, version)?;
            object.inspect(|object| delete_other(store, bucket, key, object))
        }
    };
    let Some(removed) = removed else { return Ok(None) };
    release(store, &removed)?;
    let still_has_current = had_current && store.get(&place)?.is_some();
    if !still_has_current
        && let Some(next) = newest_other(store, bucket, key)?
        && !next.is_marker
    {
        delete_other(store, bucket, key, &next);
        store.put(place, next.encode());
    }
    Ok(Some(removed))
}

/// Puts `object` in place of the same version as it was.
pub fn replace(store: &mut Transaction, bucket: &Bucket, key: &str, object: &Object) -> Result<()> {
    let place = keys::named(keys::CURRENT, bucket.number(), key);
    let is_current = current(store, bucket, key)?.is_some_and(|current| current.change == object.change);
    let place = if is_current { place } else { keys::other(bucket.number(), key, object.number()) };
    store.put(place, object.encode());
    Ok(())
}

fn put_other(store: &mut Transaction, bucket: &Bucket, key: &str, object: &Object) {
    store.put(keys::other(bucket.number(), key, object.number()), object.encode());
    if object.is_null {
        let change = object.number().to_be_bytes().to_vec();
        store.put(keys::named(keys::NULL, bucket.number(), key), change);
    }
}

fn delete_other(store: &mut Transaction, bucket: &Bucket, key: &str, object: &Object) {
    store.delete(&keys::other(bucket.number(), key, object.number()));
    if object.is_null {
        store.delete(&keys::named(keys::NULL, bucket.number(), key));
    }
}

/// Reads a content.
pub fn content(store: &impl Read, number: u64) -> Result<Option<Content>> {
    let found = store.value(&keys::numbered(keys::CONTENT, number))?;
    found.map(|bytes| Content::decode(&bytes)).transpose()
}

/// Lets one more object have the content of `object`; false if it is gone.
pub fn share(store: &mut Transaction, object: &Object) -> Result<bool> {
    let Some(number) = object.content() else { return Ok(true) };
    let Some(mut content) = content(store, number)? else { return Ok(false) };
    content.references += 1;
    store.put(keys::numbered(keys::CONTENT, number), content.encode());
    Ok(true)
}

/// Lets go of the content of a version that was removed.
fn release(store: &mut Transaction, object: &Object) -> Result<()> {
    let Some(number) = object.content() else { return Ok(()) };
    let missing = || EngineError::corrupt("object", format!("it has content {number}, which is not there"));
    let mut content = content(store, number)?.ok_or_else(missing)?;
    content.references = content.references.saturating_sub(1);
    let place = keys::numbered(keys::CONTENT, number);
    if content.references > 0 {
        store.put(place, content.encode());
        return Ok(());
    }
    store.delete(&place);
    sweep::discard(store, number, content.files())
}
