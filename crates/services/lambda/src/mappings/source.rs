//! Where a mapping's records come from: a Kinesis stream or a table's stream. Both are shards of numbered
//! records, read through iterators; what differs is in a file of its own for each.

mod dynamodb;
mod kinesis;

use std::time::Duration;

use dispatch::{Call, Dispatch};
use kernel::{Arn, Timestamp};
use wire::Fault;

use super::filter::Filter;
use crate::limits;

/// A stream, and of which kind.
#[derive(Clone, Debug)]
pub struct Source {
    kind: Kind,
    /// Its ARN.
    pub stream: Arn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Kinesis,
    DynamoDb,
}

/// A shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its id.
    pub id: String,
    /// The ids of those whose records come before its own.
    pub parents: Vec<String>,
}

/// Where to read on in a shard.
#[derive(Clone, Copy, Debug)]
pub enum Begin<'a> {
    /// After the record of this number.
    After(&'a str),
    /// At the oldest record there is.
    Oldest,
    /// At the first record from this time on; with streams of tables, at one before it.
    Since(Timestamp),
    /// At what comes next.
    Next,
}

/// What to make of records that are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The shard's id.
    pub shard: &'a str,
    /// The ARN of the function's role.
    pub role: &'a str,
    /// Which are handed over.
    pub filter: &'a Filter,
    /// None from before this time is.
    pub since: Option<Timestamp>,
}

/// One record that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its sequence number.
    pub number: String,
    /// When the stream got it.
    pub arrival: Timestamp,
    /// How it stands in an event, JSON; `None` where it is not handed over.
    pub text: Option<String>,
}

/// What one read brought.
pub struct Page {
    /// The records, in order.
    pub entries: Vec<Entry>,
    /// Where to read on; none where the shard is closed and this was its end.
    pub next: Option<String>,
    /// Whether there is more now.
    pub behind: bool,
}

impl Source {
    /// The stream with this ARN, if it is of a kind that mappings read.
    pub fn of(stream: &Arn) -> Option<Self> {
        let is_one = |name: &str| !name.is_empty() && !name.contains('/');
        let kind = match stream.service() {
            "kinesis" if stream.name_of("stream").is_some_and(is_one) => Kind::Kinesis,
            "dynamodb" if dynamodb::is_stream(stream) => Kind::DynamoDb,
            _ => return None,
        };
        Some(Self { kind, stream: stream.clone() })
    }

    /// Its shards, as `call`'s principal sees them.
    pub async fn shards(&self, dispatch: &Dispatch, call: &Call) -> Result<Vec<Shard>, Fault> {
        match self.kind {
            Kind::Kinesis => kinesis::shards(dispatch, call, &self.stream).await,
            Kind::DynamoDb => dynamodb::shards(dispatch, call, &self.stream).await,
        }
    }

    /// An iterator in `shard`.
    pub async fn iterator(
        &self,
        dispatch: &Dispatch,
        call: &Call,
        shard: &str,
        begin: Begin<'_>,
    ) -> Result<String, Fault> {
        match self.kind {
            Kind::Kinesis => kinesis::iterator(dispatch, call, &self.stream, shard, begin).await,
            Kind::DynamoDb => dynamodb::iterator(dispatch, call, &self.stream, shard, begin).await,
        }
    }

    /// Reads from `iterator`.
    pub async fn read(
        &self,
        dispatch: &Dispatch,
        call: &Call,
        iterator: String,
        reading: &Reading<'_>,
    ) -> Result<Page, Fault> {
        match self.kind {
            Kind::Kinesis => kinesis::read(dispatch, call, &self.stream, iterator, reading).await,
            Kind::DynamoDb => dynamodb::read(dispatch, call, &self.stream, iterator, reading).await,
        }
    }

    /// Whether a mapping may begin at any time, to the millisecond.
    pub fn has_times(&self) -> bool {
        self.kind == Kind::Kinesis
    }

    /// Whether `filter` asks what records of this kind can answer.
    pub fn can_filter(&self, filter: &Filter) -> bool {
        self.kind != Kind::Kinesis || filter.looks_inside(kinesis::DATA)
    }

    /// What a record about a batch that was given up calls the batch.
    pub fn batch_name(&self) -> &'static str {
        match self.kind {
            Kind::Kinesis => "KinesisBatchInfo",
            Kind::DynamoDb => "DDBStreamBatchInfo",
        }
    }

    /// How often an idle shard is asked.
    pub fn poll_every(&self, dispatch: &Dispatch) -> Duration {
        let (name, remote) = match self.kind {
            Kind::Kinesis => (kinesis_api::SERVICE.name, limits::POLL_EVERY),
            Kind::DynamoDb => (dynamodb_api::streams::SERVICE.name, limits::POLL_TABLE_EVERY),
        };
        let is_here = dispatch.carrier(name).is_some_and(|home| home.operations().next().is_some());
        if is_here { limits::POLL_EMBEDDED_EVERY } else { remote }
    }

    /// The permissions that AWS wants a function's role to have beside that of seeing the shards.
    pub fn actions(&self) -> [&'static str; 3] {
        match self.kind {
            Kind::Kinesis => ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords"],
            Kind::DynamoDb => ["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"],
        }
    }

    /// The same in AWS's words.
    pub fn actions_in_words(&self) -> &'static str {
        match self.kind {
            Kind::Kinesis => "GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams",
            Kind::DynamoDb => "GetRecords, GetShardIterator, DescribeStream, and ListStreams",
        }
    }
}
