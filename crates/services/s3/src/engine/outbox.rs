//! Events that were not delivered yet: written with the change itself, struck off once delivered.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use kernel::Timestamp;
use storage::{Direction, KeyValue, Transaction};
use wire::{Shape, from_json, to_json};

use super::bucket::{Bucket, Versioning};
use super::object::Object;
use super::{EngineError, Result, keys};
use crate::limits::EVENTS_MAX;

/// The version of the form below.
const FORM: i32 = 1;

/// What happened to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Happened {
    /// It was put.
    #[shape(name = "ObjectCreated:Put")]
    Put,
    /// It was copied from another.
    #[shape(name = "ObjectCreated:Copy")]
    Copy,
    /// It was made of parts.
    #[shape(name = "ObjectCreated:CompleteMultipartUpload")]
    CompleteMultipartUpload,
    /// A version of it was removed for good.
    #[shape(name = "ObjectRemoved:Delete")]
    Delete,
    /// A delete marker was put over it.
    #[shape(name = "ObjectRemoved:DeleteMarkerCreated")]
    DeleteMarkerCreated,
}

/// Who changed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
pub struct By {
    /// The principal's id.
    pub principal: String,
    /// The request's id.
    pub request: String,
    /// The address that the request came from.
    pub address: String,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Event {
    /// The version of this form.
    pub form: i32,
    /// What happened.
    pub happened: Happened,
    /// When.
    pub time: Timestamp,
    /// The bucket's number.
    pub bucket: i64,
    /// The bucket's name.
    pub name: String,
    /// The key.
    pub key: String,
    /// The number of the change: of two events of a key, the later one has the higher.
    pub change: i64,
    /// Bytes, of an object that was made.
    pub size: Option<i64>,
    /// Entity tag, of an object that was made.
    pub etag: Option<String>,
    /// Version id, where the bucket has versions.
    pub version_id: Option<String>,
    /// Who changed it.
    pub by: By,
}

impl Event {
    /// The event's `sequencer`: hexadecimal digits that sort as events of a key do.
    pub fn sequencer(&self) -> String {
        format!("{:018X}", self.change)
    }

    fn decode(bytes: &Bytes) -> Result<Self> {
        let event: Self = from_json(bytes).map_err(|error| EngineError::corrupt("event", error))?;
        match event.form {
            FORM => Ok(event),
            form => Err(EngineError::corrupt("event", format!("form {form}, where {FORM} is known"))),
        }
    }
}

/// A change, as it happens.
pub struct Change {
    /// Its number.
    pub number: u64,
    /// What happened.
    pub happened: Happened,
    /// When.
    pub time: Timestamp,
    /// Who changes it.
    pub by: By,
}

/// Writes down a change of `object`, if anybody is told.
pub fn record(store: &mut Transaction, bucket: &Bucket, key: &str, object: &Object, change: Change) {
    if !bucket.notifies {
        return;
    }
    let Change { number, happened, time, by } = change;
    let is_made = !matches!(happened, Happened::Delete | Happened::DeleteMarkerCreated);
    let event = Event {
        form: FORM,
        happened,
        time,
        bucket: bucket.id,
        name: bucket.name.clone(),
        key: key.to_owned(),
        change: number as i64,
        size: is_made.then_some(object.size),
        etag: is_made.then(|| object.etag.clone()),
        version_id: (bucket.versioning != Versioning::Never).then(|| object.version_id()),
        by,
    };
    store.put(keys::numbered(keys::EVENT, number), to_json(&event));
}

/// The first events after the one with number `after`, in order of their changes.
pub fn read(index: &KeyValue, after: Option<u64>) -> Result<Vec<(u64, Event)>> {
    let from = keys::numbered(keys::EVENT, after.map_or(0, |after| after + 1));
    let upper = [keys::EVENT + 1];
    let mut found = Vec::new();
    let (lower, upper) = (Bound::Included(&from[..]), Bound::Excluded(&upper[..]));
    index.scan(lower, upper, Direction::Forward, &mut |key, value| {
        found.extend(keys::number_of(key).map(|number| (number, value.clone())));
        if found.len() < EVENTS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    found.into_iter().map(|(number, bytes)| Ok((number, Event::decode(&bytes)?))).collect()
}

/// Strikes off events that were delivered, or that nobody wants.
pub async fn strike(index: &KeyValue, delivered: Vec<u64>) -> Result<()> {
    let work = move |store: &mut Transaction| {
        delivered.iter().for_each(|number| store.delete(&keys::numbered(keys::EVENT, *number)));
        Ok::<_, EngineError>(())
    };
    index.write(work).await?
}
