//! Where records come from: the delivery stream's own log, or the shards of a Kinesis stream.
//!
//! Reading begins after what is stored as delivered. [`Source::next`] may be given up at any time and loses
//! nothing.

mod direct;
mod kinesis;
mod shard;

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use kernel::Timestamp;

use super::ledger::End;
use super::pieces::Origin;
use super::scope::Scope;
use crate::engine::EngineError;

/// What one read brought.
pub struct Chunk {
    /// The lane it came from.
    pub lane: String,
    /// Where it ends.
    pub end: End,
    /// The records, in order.
    pub records: Vec<Record>,
    /// Whether there is more to read at once.
    pub is_behind: bool,
}

/// A record as it was read.
pub struct Record {
    /// Its data.
    pub data: Bytes,
    /// When it arrived.
    pub arrived: Timestamp,
    /// What it was read as.
    pub origin: Origin,
}

/// See the module.
pub enum Source {
    /// The delivery stream's own log.
    Direct(direct::Direct),
    /// The shards of a Kinesis stream.
    Kinesis(kinesis::Kinesis),
}

impl Source {
    /// The source of a delivery stream.
    pub fn open(scope: &Arc<Scope>) -> Result<Self, EngineError> {
        let progress: HashMap<String, String> = scope.engine.progress(&scope.stream)?;
        match &scope.stored.source {
            Some(source) => Ok(Self::Kinesis(kinesis::Kinesis::start(scope, source, progress))),
            None => Ok(Self::Direct(direct::Direct::open(scope, &progress)?)),
        }
    }

    /// The next records, once there are any.
    pub async fn next(&mut self) -> Result<Chunk, EngineError> {
        match self {
            Self::Direct(direct) => direct.next().await,
            Self::Kinesis(kinesis) => kinesis.next().await,
        }
    }
}
