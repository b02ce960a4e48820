//! What the console asks that is no AWS operation. The server fills it; where a service lives elsewhere, nothing is
//! known of it.

use std::time::Duration;

use bytes::Bytes;
use dispatch::Future;
use kernel::{Place, Timestamp};

/// What only the house itself knows.
pub trait Backstage: Send + Sync {
    /// The last invocations of a function, newest first.
    fn invocations(&self, place: &Place, function: &str) -> Vec<Invocation>;

    /// The newest of them.
    fn last_invocation(&self, place: &Place, function: &str) -> Option<Invocation>;

    /// What a delivery stream has in memory.
    fn buffered(&self, place: &Place, delivery_stream: &str) -> Option<Buffered>;

    /// The house's clock.
    fn clock(&self) -> ClockReading;

    /// Moves it; what was wrong in words where it cannot be.
    fn move_clock(&self, step: ClockMove) -> Future<'_, Result<(), String>>;

    /// What AWS would have charged since the server's start.
    fn bill<'a>(&'a self, place: &'a Place) -> Future<'a, Result<Bill, String>>;
}

/// One invocation of a function that has ended.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// Its request id.
    pub id: String,
    /// When it ended.
    pub ended: Timestamp,
    /// How long it took, without the start of its environment.
    pub duration: Duration,
    /// How long its environment took to start, if it did.
    pub init: Option<Duration>,
    /// The event.
    pub event: Part,
    /// The answer, or the description of the error.
    pub answer: Part,
    /// How the function failed, in words.
    pub error: Option<&'static str>,
    /// The end of its log.
    pub log: Bytes,
    /// The most memory seen in use, MiB.
    pub memory_mb: u64,
}

/// Bytes, or their beginning.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is kept.
    pub bytes: Bytes,
    /// How many bytes there were.
    pub whole: usize,
}

/// What a delivery stream has in memory.
#[derive(Clone, Copy, Debug)]
pub struct Buffered {
    /// Records in buffers that are neither full nor due.
    pub records_waiting: u64,
    /// Bytes in memory, those of deliveries under way among them.
    pub bytes: u64,
    /// When the next buffer is due.
    pub due: Option<Timestamp>,
}

/// The house's clock.
#[derive(Clone, Copy, Debug)]
pub struct ClockReading {
    /// What it says.
    pub now: Timestamp,
    /// What the machine's says.
    pub machine: Timestamp,
    /// Whether it stands still.
    pub is_frozen: bool,
}

/// How the house's clock is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMove {
    /// Forwards by so much.
    Advance {
        /// So much.
        milliseconds: u64,
    },
    /// It stops.
    Freeze,
    /// It goes on.
    Resume,
}

/// What AWS would have charged.
#[derive(Clone, Debug, Default)]
pub struct Bill {
    /// Of which time, by which prices: a sentence.
    pub about: String,
    /// What is paid for.
    pub lines: Vec<BillLine>,
    /// The sum, in dollars, as text.
    pub total: String,
    /// What would have been cheaper, in sentences.
    pub advice: Vec<String>,
}

/// A line of it, as texts.
#[derive(Clone, Debug)]
pub struct BillLine {
    /// The service.
    pub service: String,
    /// The resource; empty where a whole service is meant.
    pub resource: String,
    /// How much.
    pub quantity: String,
    /// Of what.
    pub unit: String,
    /// Dollars for it.
    pub amount: String,
}
