//! What Firehose does to records, as pure functions: bytes in, bytes or a clear error out. No clock, no I/O but the
//! machine's time zone files ([`prefix::Zone`]), and nothing here knows of streams, buffers or destinations.
//!
//! The order in which a delivery stream applies them: [`decompress`] → [`cloudwatch_logs`] → [`deaggregate`] (a
//! Kinesis source's KPL records first of all) → the function → [`partition`] → [`parquet`] or [`compress`] → the key
//! by [`prefix`]. Invariant: no bytes make any of them panic, and what they make of them is bounded.
//!
//! No ORC: the one crate that writes it (orc-rust) brings all of Arrow.

pub mod cloudwatch_logs;
pub mod compress;
pub mod deaggregate;
pub mod input;
pub mod parquet;
pub mod partition;
pub mod pattern;
pub mod prefix;
pub mod schema;
pub mod time;

pub use compress::{Compression, compress, decompress};
pub use deaggregate::{UserRecord, deaggregate};
