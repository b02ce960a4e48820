//! Streams: what really happens. Knows no HTTP and no AWS error text.

mod error;
mod iterator;
mod partition;
mod rate;
pub mod records;
mod sequence;
mod stored;
mod stream;
mod write;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use dispatch::Notices;
use kernel::{Place, SharedClock, SharedRandom};
use storage::{KeyValue, Volume};

pub use error::EngineError;
pub use iterator::{Iterator, Read};
pub use partition::{HashKey, Partition};
pub use records::{Batch, StoredRecord};
pub use sequence::SequenceNumber;
pub use stored::{Mode, StoredStream};
pub use stream::{Shard, Status, Stream};
pub use write::{NewRecord, Put, parse_hash_key};

use crate::limits;

/// The name of the store of descriptions.
const STORE: &str = "kinesis";

type Result<T> = std::result::Result<T, EngineError>;

/// Whether shards are held to AWS's throughput.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Throughput {
    /// As on AWS.
    PerShard,
    /// As fast as the machine can.
    Unlimited,
}

/// All streams of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    notices: Notices,
    throughput: Throughput,
    opened: OnceLock<Opened>,
}

struct Opened {
    descriptions: KeyValue,
    streams: RwLock<Streams>,
}

#[derive(Default)]
struct Streams {
    by_name: HashMap<(Place, String), Arc<Stream>>,
    by_id: HashMap<String, Arc<Stream>>,
}

impl Streams {
    fn insert(&mut self, stream: Arc<Stream>) {
        self.by_name.insert((stream.place.clone(), stream.name.clone()), Arc::clone(&stream));
        self.by_id.insert(stream.id.clone(), stream);
    }
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(
        volume: Volume,
        clock: SharedClock,
        random: SharedRandom,
        notices: Notices,
        throughput: Throughput,
    ) -> Self {
        Self { volume, clock, random, notices, throughput, opened: OnceLock::new() }
    }

    fn opened(&self) -> Result<&Opened> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let descriptions = self.volume.key_value(STORE)?;
        let mut found = Vec::new();
        descriptions.scan_prefix(stored::PREFIX, &mut |_, value| {
            found.push(value.clone());
            std::ops::ControlFlow::Continue(())
        })?;
        let mut streams = Streams::default();
        for bytes in found {
            let stored = StoredStream::decode(&bytes).map_err(EngineError::Corrupt)?;
            streams.insert(Arc::new(Stream::open(&self.volume, stored, self.throughput, false)?));
        }
        // Where two callers came first at once, one of the two results is kept; both read the same.
        Ok(self.opened.get_or_init(|| Opened { descriptions, streams: RwLock::new(streams) }))
    }

    /// The stream called `name`.
    pub fn stream(&self, place: &Place, name: &str) -> Result<Arc<Stream>> {
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        let found = streams.by_name.get(&(place.clone(), name.to_owned()));
        found.cloned().ok_or_else(|| EngineError::no_stream(place, name))
    }

    /// The stream that an iterator came from.
    pub fn stream_by_id(&self, id: &str) -> Result<Option<Arc<Stream>>> {
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        Ok(streams.by_id.get(id).cloned())
    }

    /// The streams of `place`, in order of name.
    pub fn streams(&self, place: &Place) -> Result<Vec<Arc<Stream>>> {
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        let here = streams.by_name.iter().filter(|((of, _), _)| of == place);
        let mut found: Vec<_> = here.map(|(_, stream)| Arc::clone(stream)).collect();
        found.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(found)
    }

    /// All streams of all places; none is opened to find none.
    pub fn all(&self) -> Result<Vec<Arc<Stream>>> {
        if self.opened.get().is_none() && !self.volume.has_key_value(STORE)? {
            return Ok(Vec::new());
        }
        let streams = self.opened()?.streams.read().unwrap_or_else(PoisonError::into_inner);
        Ok(streams.by_id.values().cloned().collect())
    }

    /// Makes a stream of `shards` shards that share the hash keys evenly.
    pub async fn create(&self, new: StoredStream) -> Result<Arc<Stream>> {
        let opened = self.opened()?;
        let (key, value) = (new.key(), new.encode());
        let place = new.place();
        let wanted = new.shards as u32;
        let own: Vec<_> = self.streams(&place)?;
        let open_shards: u32 = own.iter().map(|stream| stream.shards.len() as u32).sum();
        if new.mode == Mode::Provisioned && open_shards.saturating_add(wanted) > limits::ACCOUNT_SHARDS_MAX {
            return Err(EngineError::TooManyShards { place, open_shards, wanted });
        }
        let on_demand = own.iter().filter(|stream| stream.description().mode == Mode::OnDemand).count();
        if new.mode == Mode::OnDemand && on_demand >= limits::ON_DEMAND_STREAMS_MAX {
            return Err(EngineError::TooManyOnDemandStreams);
        }
        let taken = EngineError::StreamExists { place, name: new.name.clone() };
        opened
            .descriptions
            .write(move |store| {
                if store.get(&key)?.is_some() {
                    return Err(taken);
                }
                store.put(key, value);
                Ok(())
            })
            .await??;
        let stream = Arc::new(Stream::open(&self.volume, new, self.throughput, true)?);
        opened.streams.write().unwrap_or_else(PoisonError::into_inner).insert(Arc::clone(&stream));
        Ok(stream)
    }

    /// Changes what is stored of a stream: `change` works on the newest state, and may refuse.
    pub async fn change(
        &self,
        stream: &Arc<Stream>,
        change: impl FnOnce(&mut StoredStream) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let key = stream.description().key();
        let missing = EngineError::no_stream(&stream.place, &stream.name);
        let changed = self
            .opened()?
            .descriptions
            .write(move |store| {
                let bytes = store.get(&key)?.ok_or(missing)?;
                let mut stored = StoredStream::decode(&bytes).map_err(EngineError::Corrupt)?;
                change(&mut stored)?;
                store.put(key, stored.encode());
                Ok::<_, EngineError>(stored)
            })
            .await??;
        stream.describe_as(changed);
        Ok(())
    }

    /// Deletes a stream and its records.
    pub async fn delete(&self, stream: &Stream) -> Result<()> {
        let opened = self.opened()?;
        let key = stream.description().key();
        opened
            .descriptions
            .write(move |store| {
                store.delete(&key);
                Ok::<_, EngineError>(())
            })
            .await??;
        {
            let mut streams = opened.streams.write().unwrap_or_else(PoisonError::into_inner);
            streams.by_name.remove(&(stream.place.clone(), stream.name.clone()));
            streams.by_id.remove(&stream.id);
        }
        self.volume.remove_log(&stream.log_name())?;
        Ok(())
    }

    /// Drops segments that have outlived their stream's retention.
    pub fn sweep(&self) {
        let Some(opened) = self.opened.get() else { return };
        let streams: Vec<_> = {
            let streams = opened.streams.read().unwrap_or_else(PoisonError::into_inner);
            streams.by_id.values().cloned().collect()
        };
        let now = self.clock.now();
        for stream in streams {
            // A segment that cannot be dropped now is found again by the next sweep.
            let _ = stream.log.trim_before(stream.horizon(now).0);
        }
    }

    /// The time now.
    pub fn now(&self) -> kernel::Timestamp {
        self.clock.now()
    }

    /// A name that no stream has had: a stream made again under its old name is another stream.
    pub fn new_id(&self) -> String {
        self.random.uuid()
    }
}
