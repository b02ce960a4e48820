//! Buckets and objects: what really happens. Knows no HTTP and no AWS error text.
//!
//! One key-value store, `s3`, holds everything but the bytes of objects larger than 32 KiB, which are files
//! of their own ([`files`]). A change is one transaction on the index: it refers to a file only after the
//! file is durable, and whatever a crash leaves without an owner is removed. `checksum`, `content`, `crc`,
//! `digest` and `keys` need neither store nor clock.

pub mod bucket;
mod buckets;
pub mod checksum;
pub mod content;
mod copy;
pub mod digest;
mod error;
mod files;
mod keys;
pub mod list;
pub mod object;
pub mod outbox;
pub mod read;
pub mod receive;
mod sweep;
pub mod uploads;
mod versions;
pub mod write;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

use kernel::{SharedClock, SharedRandom};
use storage::{KeyValue, Transaction, Volume};

use checksum::Algorithm;
pub use error::EngineError;
use files::Files;
use outbox::Event;
use receive::Receiver;
use sweep::Pins;

type Result<T> = std::result::Result<T, EngineError>;

/// How long files that were let go lie about, so that many are removed in one go.
const SWEEP_AFTER: Duration = Duration::from_secs(1);

/// All buckets.
pub struct Engine {
    itself: Weak<Self>,
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    opened: OnceLock<Arc<Opened>>,
    /// Held while the stores are opened: what a crash left must be removed once, before anything is new.
    opening: Mutex<()>,
    /// Whether a sweep is about to begin.
    is_sweep_due: AtomicBool,
    /// Held while one runs.
    sweeping: tokio::sync::Mutex<()>,
}

/// What is open once anything was asked for.
struct Opened {
    index: KeyValue,
    files: Files,
    pins: Pins,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Arc<Self> {
        Arc::new_cyclic(|itself| Self {
            itself: itself.clone(),
            volume,
            clock,
            random,
            opened: OnceLock::new(),
            opening: Mutex::default(),
            is_sweep_due: AtomicBool::new(false),
            sweeping: tokio::sync::Mutex::default(),
        })
    }

    fn opened(&self) -> Result<&Arc<Opened>> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let _guard = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let index = self.volume.key_value("s3")?;
        let files = Files::open(self.volume.blobs("s3")?, &index)?;
        Ok(self.opened.get_or_init(|| Arc::new(Opened { index, files, pins: Pins::default() })))
    }

    async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.opened()?.index.write(work).await?
    }

    /// Begins to take in bytes, whose MD5 and the checksums named are computed as they pass.
    pub fn receive(&self, algorithms: &[Algorithm]) -> Result<Receiver> {
        Ok(Receiver::new(Arc::clone(self.opened()?), algorithms))
    }

    /// Events after the one with number `after`, at most 256; and only those that were not struck off.
    pub fn events(&self, after: Option<u64>) -> Result<Vec<(u64, Event)>> {
        outbox::read(&self.opened()?.index, after)
    }

    /// Strikes off events that were delivered, or that nobody wants.
    pub async fn strike(&self, events: Vec<u64>) -> Result<()> {
        outbox::strike(&self.opened()?.index, events).await
    }

    /// Removes the files that were let go and that nobody reads.
    pub async fn sweep(&self) -> Result<()> {
        let Some(opened) = self.opened.get() else { return Ok(()) };
        let _guard = self.sweeping.lock().await;
        sweep::sweep(&opened.index, &opened.files, &opened.pins).await
    }

    /// Has [`Self::sweep`] run a little later; at most one waits.
    fn sweep_soon(&self) {
        if self.is_sweep_due.swap(true, Ordering::AcqRel) {
            return;
        }
        let engine = self.itself.clone();
        tokio::spawn(async move {
            tokio::time::sleep(SWEEP_AFTER).await;
            if let Some(engine) = engine.upgrade() {
                engine.is_sweep_due.store(false, Ordering::Release);
                // What could not be removed now is found again by the next sweep.
                let _ = engine.sweep().await;
            }
        });
    }
}
