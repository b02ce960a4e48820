//! The embedded volume: append log, ordered key-value store, blobs, crash simulator.
//!
//! Everything durable goes through one injected [`Disk`], so that a test can cut the power at any
//! operation. Layers, each knowing only those before it: [`Disk`] ← `journal` (checksummed frames in
//! segments, group by group) ← [`Log`] (lanes, index, shared syncs) and [`KeyValue`] (journal + ordered
//! tree in memory + B-tree on disk); [`Blobs`] stand on the disk alone. [`Volume`] hands them out.
//!
//! Invariants: what was acknowledged survives `kill -9` and power loss; readers see only what is
//! durable; damaged bytes are refused, never guessed; memory is bounded; a store costs nothing before
//! its first use, and no thread runs before the first write. `docs/formats/` states every byte.
//! Lacks: replication, encryption at rest, compression.

mod blobs;
mod disk;
mod error;
mod journal;
mod key_value;
mod log;
mod name;
mod ticket;
mod volume;

pub use blobs::{BlobReader, BlobWriter, Blobs};
pub use disk::{CrashDisk, Disk, Entry, Fault, File, Imaged, MemoryDisk, OpenMode, RealDisk, Replacement};
pub use error::StorageError;
pub use key_value::{Direction, Epilogue, KeyValue, Transaction, Tuning};
pub use log::{Appended, DataBytes, Extent, Frame, LaneState, Log, LogOptions, Position, ReadOut};
pub use ticket::Ticket;
pub use volume::Volume;
