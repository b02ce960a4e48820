//! Records on their way, from what was read to what is delivered: unpacked, taken apart, cut up.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use kernel::Timestamp;

use super::failure::{Failure, Trouble};
use crate::formats;
use crate::limits;
use crate::plan::{Split, Steps};

/// A record on its way.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What is delivered.
    pub data: Bytes,
    /// When it arrived.
    pub arrived: Timestamp,
    /// The chunk it was read with.
    pub chunk: u64,
    /// What it was read as.
    pub origin: Origin,
    /// Its number among the records that one was taken apart into.
    pub part: u32,
}

/// What a record was read as.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The record with this number of those that were put.
    Put(u64),
    /// A record of a shard.
    Shard(Arc<ShardRecord>),
}

/// What a shard says of a record.
#[derive(Debug)]
pub struct ShardRecord {
    /// The shard's id.
    pub shard: String,
    /// The record's number.
    pub sequence_number: String,
    /// Its partition key.
    pub partition_key: String,
}

/// The keys of a partition; none without dynamic partitioning.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keys {
    /// What the query made of a record.
    pub from_query: BTreeMap<String, String>,
    /// What the function said of it.
    pub from_lambda: BTreeMap<String, String>,
}

impl Piece {
    /// Its id, the same whenever it is read: what a function answers by, and what a document is called.
    pub fn id(&self) -> String {
        match &self.origin {
            Origin::Put(number) => format!("49{number:048}{:06}", self.part),
            Origin::Shard(record) => format!("{}{:06}", record.sequence_number, self.part),
        }
    }

    /// Bytes that it takes in memory, about.
    pub fn bytes(&self) -> usize {
        self.data.len() + limits::PIECE_BYTES
    }

    fn with(&self, data: Bytes, part: u32) -> Self {
        Self { data, part, ..self.clone() }
    }
}

/// What is done before the function: unpacking, taking messages out, taking apart, cutting up. What fails goes
/// to `failed` as it was read.
pub fn prepare(steps: &Steps, piece: Piece, now: Timestamp, failed: &mut Vec<Failure>) -> Vec<Piece> {
    match prepared(steps, &piece) {
        Ok(pieces) => pieces,
        Err((kind, code, message)) => {
            let trouble = Trouble { kind, code, message: &message, attempts: 1, ended: now };
            failed.push(Failure::of_processing(&piece, &trouble, None));
            Vec::new()
        }
    }
}

type Why = (&'static str, &'static str, String);

fn prepared(steps: &Steps, piece: &Piece) -> Result<Vec<Piece>, Why> {
    let mut datas = match steps.deaggregates {
        true => formats::deaggregate(piece.data.clone()).into_iter().map(|record| record.data).collect(),
        false => vec![piece.data.clone()],
    };
    if steps.decompresses {
        for data in &mut datas {
            let plain = formats::decompress(data);
            let plain = plain.map_err(|error| {
                ("decompression-failed", "Decompression.InvalidCompressedFormat", error.to_string())
            })?;
            *data = plain.into();
        }
    }
    if steps.extracts_messages {
        let mut kept = Vec::with_capacity(datas.len());
        for data in datas {
            let messages = formats::cloudwatch_logs::messages(&data);
            let messages = messages
                .map_err(|error| (PROCESSING, "CloudWatchLogProcessing.InvalidData", error.to_string()))?;
            kept.extend(messages.map(Bytes::from));
        }
        datas = kept;
    }
    if let Some(split) = &steps.split {
        let mut parts = Vec::with_capacity(datas.len());
        for data in &datas {
            let cut = match split {
                Split::Objects => formats::deaggregate::objects(data),
                Split::Delimited(delimiter) => formats::deaggregate::delimited(data, delimiter),
            };
            parts.extend(cut.map_err(|error| {
                (PROCESSING, "DynamicPartitioning.RecordDeaggregationFailed", error.to_string())
            })?);
        }
        datas = parts;
    }
    let numbered = (0..).zip(datas).map(|(part, data)| piece.with(data, part));
    Ok(numbered.collect())
}

/// What failures of processing are called.
pub const PROCESSING: &str = "processing-failed";
