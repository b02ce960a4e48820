//! Delivery streams: what is kept of them, and the records that were put on them. Knows no HTTP and no AWS
//! error text. What delivers is in [`crate::delivery`].

mod error;
pub mod records;
pub mod stored;
mod stream;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use bytes::Bytes;
use kernel::{Place, SharedClock, SharedRandom, Timestamp};
use storage::{Frame, KeyValue, Volume};

pub use error::EngineError;
pub use stored::{StoredDestination, StoredStream};
pub use stream::{Held, Status, Stream};

use crate::limits;
use crate::metering::{Delivered, Shares};

type Result<T> = std::result::Result<T, EngineError>;

/// The name of the key-value store.
pub const STORE: &str = "firehose";

/// All delivery streams of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    opened: OnceLock<Opened>,
}

struct Opened {
    store: KeyValue,
    streams: RwLock<HashMap<(Place, String), Arc<Stream>>>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self { volume, clock, random, opened: OnceLock::new() }
    }

    /// Whether there was ever a delivery stream here.
    pub fn is_used(&self) -> Result<bool> {
        Ok(self.volume.has_key_value(STORE)?)
    }

    fn opened(&self) -> Result<&Opened> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let store = self.volume.key_value(STORE)?;
        let mut found = Vec::new();
        store.scan_prefix(stored::PREFIX, &mut |_, value| {
            found.push(value.clone());
            ControlFlow::Continue(())
        })?;
        let mut streams = HashMap::new();
        for bytes in found {
            let stored = StoredStream::decode(&bytes).map_err(EngineError::Corrupt)?;
            let key = (stored.place(), stored.name.clone());
            streams.insert(key, Arc::new(Stream::open(&self.volume, stored, false)?));
        }
        // Where two callers came first at once, one of the two results is kept; both read the same.
        Ok(self.opened.get_or_init(|| Opened { store, streams: RwLock::new(streams) }))
    }

    /// The store of descriptions and progress.
    pub fn store(&self) -> Result<&KeyValue> {
        Ok(&self.opened()?.store)
    }

    /// The stream called `name`.
    pub fn stream(&self, place: &Place, name: &str) -> Result<Arc<Stream>> {
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        let found = streams.get(&(place.clone(), name.to_owned()));
        found.cloned().ok_or_else(|| EngineError::no_stream(place, name))
    }

    /// The streams of `place`, or of all places, in order of name.
    pub fn streams(&self, place: Option<&Place>) -> Result<Vec<Arc<Stream>>> {
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        let here = streams.iter().filter(|((of, _), _)| place.is_none_or(|place| of == place));
        let mut found: Vec<_> = here.map(|(_, stream)| Arc::clone(stream)).collect();
        found.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(found)
    }

    /// Makes a stream; durable when it returns.
    pub async fn create(&self, new: StoredStream) -> Result<Arc<Stream>> {
        let opened = self.opened()?;
        let (key, value, place) = (new.key(), new.encode(), new.place());
        if self.streams(Some(&place))?.len() >= limits::STREAMS_MAX {
            return Err(EngineError::TooManyStreams);
        }
        let taken = EngineError::StreamExists { place: place.clone(), name: new.name.clone() };
        opened
            .store
            .write(move |store| {
                if store.get(&key)?.is_some() {
                    return Err(taken);
                }
                store.put(key, value);
                Ok(())
            })
            .await??;
        let key = (place, new.name.clone());
        let stream = Arc::new(Stream::open(&self.volume, new, true)?);
        let mut streams = opened.streams.write().unwrap_or_else(PoisonError::into_inner);
        streams.insert(key, Arc::clone(&stream));
        Ok(stream)
    }

    /// Changes what is stored of a stream: `change` works on the newest state, and may refuse.
    pub async fn change(
        &self,
        stream: &Stream,
        change: impl FnOnce(&mut StoredStream) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (key, id) = (stream.description().key(), stream.id.clone());
        let missing = EngineError::no_stream(&stream.place, &stream.name);
        let changed = self
            .opened()?
            .store
            .write(move |store| {
                let bytes = store.get(&key)?.ok_or_else(|| missing.clone())?;
                let mut stored = StoredStream::decode(&bytes).map_err(EngineError::Corrupt)?;
                // It may have been deleted and made again meanwhile.
                if stored.id != id {
                    return Err(missing);
                }
                change(&mut stored)?;
                store.put(key, stored.encode());
                Ok::<_, EngineError>(stored)
            })
            .await??;
        stream.describe_as(changed);
        Ok(())
    }

    /// Takes a stream, its records, its progress and its columns away; again, where that was interrupted.
    pub async fn remove(&self, stream: &Stream) -> Result<()> {
        let opened = self.opened()?;
        // The description goes last: while it is there, what is left is found.
        if stream.log.is_some() {
            self.volume.remove_log(&stream.log_name())?;
        }
        let (key, progress) = (stream.description().key(), stored::progress(&stream.id));
        let (columns, delivered) = (stored::columns(&stream.id), stored::delivered_of(&stream.id));
        opened
            .store
            .write(move |store| {
                let mut keys = vec![key, columns];
                for prefix in [progress, delivered] {
                    store.scan_prefix(&prefix, &mut |key, _| {
                        keys.push(key.to_vec());
                        ControlFlow::Continue(())
                    })?;
                }
                for key in keys {
                    store.delete(&key);
                }
                Ok::<_, EngineError>(())
            })
            .await??;
        let mut streams = opened.streams.write().unwrap_or_else(PoisonError::into_inner);
        streams.remove(&(stream.place.clone(), stream.name.clone()));
        Ok(())
    }

    /// Puts records; all are durable when this returns, or none is kept. Answers the number of the first.
    pub async fn put(&self, stream: &Stream, records: &[Bytes]) -> Result<u64> {
        let log = stream.log.as_ref().ok_or(EngineError::NotPutTo)?;
        if log.bytes() >= limits::BACKLOG_BYTES_MAX {
            return Err(EngineError::Backlog);
        }
        let payload = records::encode(records);
        let (first, ticket) = {
            let mut tail = stream.tail();
            let (first, count) = (tail.next, records.len() as u32);
            let timestamp_ms = self.clock.now().0.max(tail.last_arrival_ms);
            let ticket = log.append(vec![Frame { lane: 0, first, count, timestamp_ms, payload }])?;
            tail.next += u64::from(count);
            tail.last_arrival_ms = timestamp_ms;
            (first, ticket)
        };
        ticket.await?;
        Ok(first)
    }

    /// How far `stream` is delivered, by lane.
    pub fn progress(&self, stream: &Stream) -> Result<HashMap<String, String>> {
        let prefix = stored::progress(&stream.id);
        let mut found = HashMap::new();
        self.store()?.scan_prefix(&prefix, &mut |key, value| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            found.insert(text(&key[prefix.len()..]), text(value));
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Stores how far `stream` is delivered in some lanes, unless it is deleted.
    /// What was `delivered` by that is counted with it.
    pub async fn keep_progress(
        &self,
        stream: &Stream,
        lanes: Vec<(String, String)>,
        delivered: Option<&Shares>,
    ) -> Result<()> {
        let (owner, prefix) = (stream.description().key(), stored::progress(&stream.id));
        let minute = self.now().0 / 60_000;
        let counted = match delivered.filter(|delivered| **delivered != Shares::default()) {
            Some(delivered) => Some(self.count_delivered(stream, minute, delivered)?),
            None => None,
        };
        let is_counted = counted.is_some();
        let result = self
            .store()?
            .write(move |store| {
                if store.get(&owner)?.is_some() {
                    for (lane, end) in lanes {
                        store.put([prefix.as_slice(), lane.as_bytes()].concat(), end.into_bytes());
                    }
                    if let Some((key, totals)) = counted {
                        store.put(key, totals);
                    }
                }
                Ok::<_, EngineError>(())
            })
            .await;
        match &result {
            Ok(Ok(())) if is_counted => stream.meter.delivered().wait(minute),
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => stream.meter.delivered().forget(),
        }
        result?
    }

    /// The totals of a minute with what was `delivered`, and where they are stored.
    fn count_delivered(
        &self,
        stream: &Stream,
        minute: u64,
        delivered: &Shares,
    ) -> Result<(Vec<u8>, Vec<u8>)> {
        let key = stored::delivered(&stream.id, minute);
        let stored = || {
            let damaged = || EngineError::Corrupt("totals of deliveries".to_owned());
            let stored = self.store()?.get(&key)?;
            stored.map_or(Ok(Delivered::default()), |bytes| Delivered::decode(&bytes).ok_or_else(damaged))
        };
        let mut totals = stream.meter.delivered();
        let bytes = totals.add(minute, stored, |totals| totals.add(delivered))?.encode();
        drop(totals);
        Ok((key, bytes))
    }

    /// What [`Self::keep_columns`] kept last.
    pub fn columns(&self, stream: &Stream) -> Result<Option<Bytes>> {
        Ok(self.store()?.get(&stored::columns(&stream.id))?)
    }

    /// Keeps a record that has every column which the records of `stream` had so far, unless it is deleted.
    pub async fn keep_columns(&self, stream: &Stream, record: String) -> Result<()> {
        let (owner, key) = (stream.description().key(), stored::columns(&stream.id));
        self.store()?
            .write(move |store| {
                if store.get(&owner)?.is_some() {
                    store.put(key, record.into_bytes());
                }
                Ok::<_, EngineError>(())
            })
            .await?
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A name that no stream has had: a stream made again under its old name is another stream.
    pub fn new_id(&self) -> String {
        self.random.uuid()
    }
}
