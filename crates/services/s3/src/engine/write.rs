//! Objects put, copied, deleted, and what is said about them changed: one transaction each.

use kernel::Timestamp;
use storage::Transaction;

use super::bucket::{Bucket, Versioning};
use super::checksum::{Algorithm, Checksum};
use super::content::Content;
use super::object::{Object, Traits, VersionId};
use super::outbox::{By, Change, Happened};
use super::receive::Received;
use super::{Engine, EngineError, Result, keys, outbox, versions};
use crate::limits::KEY_BYTES_MAX;

/// What must hold of the current object for a write to happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// Nothing.
    #[default]
    None,
    /// There is none (`If-None-Match: *`).
    Absent,
    /// There is one (`If-Match: *`).
    Present,
    /// It has this entity tag, without quotation marks (`If-Match`).
    Match(String),
}

impl Condition {
    /// Refuses if it does not hold of `current`.
    pub(super) fn check(&self, current: Option<&Object>, key: &str) -> Result<()> {
        let refused = |condition| Err(EngineError::Precondition { condition });
        match (self, current) {
            (Self::None, _) | (Self::Absent, None) | (Self::Present, Some(_)) => Ok(()),
            (Self::Absent, Some(_)) => refused("If-None-Match"),
            (Self::Present | Self::Match(_), None) => Err(EngineError::NoKey { key: key.to_owned() }),
            (Self::Match(etag), Some(object)) if *etag == object.etag => Ok(()),
            (Self::Match(_), Some(_)) => refused("If-Match"),
        }
    }
}

/// An object that is to be put under a key.
#[derive(Clone, Debug, Default)]
pub struct Put {
    /// The bucket's name.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// What is said about it.
    pub traits: Traits,
    /// What must hold.
    pub condition: Condition,
    /// The checksum that it gets.
    pub algorithm: Option<Algorithm>,
    /// Who puts it.
    pub by: By,
}

/// What is to be deleted.
#[derive(Clone, Debug, Default)]
pub struct Delete {
    /// The key.
    pub key: String,
    /// The version; with none, the object is deleted as the bucket's versioning says.
    pub version: Option<VersionId>,
    /// What must hold.
    pub condition: Condition,
}

/// What became of a deletion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deleted {
    /// The version that was removed, or the delete marker that was made.
    pub version_id: Option<String>,
    /// Whether that is a delete marker.
    pub is_marker: bool,
}

/// Refuses keys that objects cannot have.
pub fn check_key(key: &str) -> Result<()> {
    if (1..=KEY_BYTES_MAX).contains(&key.len()) {
        Ok(())
    } else {
        Err(EngineError::BadKey { bytes: key.len() })
    }
}

/// The last step of making an object: its number, its place among the versions, its event.
pub(super) fn finish(
    store: &mut Transaction,
    bucket: &Bucket,
    key: &str,
    object: &mut Object,
    happened: Happened,
    by: By,
) -> Result<()> {
    let number = versions::next_number(store, keys::LAST_CHANGE)?;
    object.change = number as i64;
    versions::install(store, bucket, key, object)?;
    let change = Change { number, happened, time: object.modified, by };
    outbox::record(store, bucket, key, object, change);
    Ok(())
}

/// Stores a content that one object has; answers its number.
pub(super) fn keep(store: &mut Transaction, content: &Content) -> Result<u64> {
    let number = versions::next_number(store, keys::LAST_CHANGE)?;
    store.put(keys::numbered(keys::CONTENT, number), content.encode());
    Ok(number)
}

impl Engine {
    /// Stores what was received under a key.
    pub async fn put(&self, put: Put, mut received: Received) -> Result<Object> {
        check_key(&put.key)?;
        let now = self.clock.now();
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &put.bucket)?;
            if put.condition != Condition::None {
                put.condition.check(versions::current(store, &bucket, &put.key)?.as_ref(), &put.key)?;
            }
            let digested = received.digested();
            let mut object = Object::new(now, put.traits);
            object.size = digested.length as i64;
            object.etag = kernel::to_hex(&digested.md5);
            object.checksum = put.algorithm.and_then(|algorithm| {
                digested.checksum(algorithm).map(|bytes| Checksum::of_bytes(algorithm, bytes))
            });
            if object.size > 0 {
                let piece = received.refer(store, 0, None);
                object.content = Some(keep(store, &Content { references: 1, pieces: vec![piece] })? as i64);
            }
            finish(store, &bucket, &put.key, &mut object, Happened::Put, put.by)?;
            Ok((object, received))
        };
        let (object, received) = self.write(work).await?;
        received.own();
        self.sweep_soon();
        Ok(object)
    }

    /// Stores a copy of `source`, which was found before and shares its bytes with the copy.
    pub(super) async fn share(&self, source: Object, put: Put) -> Result<Object> {
        check_key(&put.key)?;
        let now = self.clock.now();
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &put.bucket)?;
            if put.condition != Condition::None {
                put.condition.check(versions::current(store, &bucket, &put.key)?.as_ref(), &put.key)?;
            }
            if !versions::share(store, &source)? {
                return Err(EngineError::SourceGone);
            }
            let mut object = Object {
                size: source.size,
                etag: source.etag,
                content: source.content,
                checksum: source.checksum,
                ..Object::new(now, put.traits)
            };
            finish(store, &bucket, &put.key, &mut object, Happened::Copy, put.by)?;
            Ok(object)
        };
        let object = self.write(work).await?;
        self.sweep_soon();
        Ok(object)
    }

    /// Deletes objects, in order; each succeeds or fails for itself, but for a failure of the volume.
    pub async fn delete(&self, bucket: &str, deletes: Vec<Delete>, by: By) -> Result<Vec<Result<Deleted>>> {
        let (name, now) = (bucket.to_owned(), self.clock.now());
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &name)?;
            let mut outcomes = Vec::with_capacity(deletes.len());
            for delete in deletes {
                let outcome = delete_one(store, &bucket, delete, now, &by);
                if let Err(error @ (EngineError::Storage(_) | EngineError::Corrupt(_))) = outcome {
                    return Err(error);
                }
                outcomes.push(outcome);
            }
            Ok(outcomes)
        };
        let outcomes = self.write(work).await?;
        self.sweep_soon();
        Ok(outcomes)
    }

    /// Changes what is said about a version; answers it as it is then.
    pub async fn change(
        &self,
        bucket: &str,
        key: &str,
        version: Option<VersionId>,
        change: impl FnOnce(&mut Traits) + Send + 'static,
    ) -> Result<Object> {
        let (name, key) = (bucket.to_owned(), key.to_owned());
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &name)?;
            let mut object = versions::find(store, &bucket, &key, version)?;
            change(&mut object.traits);
            versions::replace(store, &bucket, &key, &object)?;
            Ok(object)
        };
        self.write(work).await
    }
}

/// Nothing is written before all that can be refused was.
fn delete_one(
    store: &mut Transaction,
    bucket: &Bucket,
    delete: Delete,
    now: Timestamp,
    by: &By,
) -> Result<Deleted> {
    let Delete { key, version, condition } = delete;
    check_key(&key)?;
    if condition != Condition::None {
        condition.check(versions::current(store, bucket, &key)?.as_ref(), &key)?;
    }
    if version.is_none() && bucket.versioning != Versioning::Never {
        let mut marker = Object::marker(now);
        finish(store, bucket, &key, &mut marker, Happened::DeleteMarkerCreated, by.clone())?;
        return Ok(Deleted { version_id: Some(marker.version_id()), is_marker: true });
    }
    let Some(removed) = versions::remove(store, bucket, &key, version)? else {
        return Ok(Deleted { version_id: version.map(VersionId::text), is_marker: false });
    };
    let number = versions::next_number(store, keys::LAST_CHANGE)?;
    let change = Change { number, happened: Happened::Delete, time: now, by: by.clone() };
    outbox::record(store, bucket, &key, &removed, change);
    Ok(Deleted { version_id: version.map(|_| removed.version_id()), is_marker: removed.is_marker })
}
