//! A mapping as it is stored, JSON under `mapping/<id>`, and how far it has come in each shard, a sequence
//! number under `checkpoint/<id>/<shard>`. `docs/formats/lambda.md` states both.

use kernel::{Arn, Timestamp};
use wire::{Shape, from_json, to_json};

use super::queue::QueueSource;
use super::source::Source;

/// What keys of mappings begin with.
pub const PREFIX: &[u8] = b"mapping/";
const VERSION: i32 = 1;

/// Where a mapping begins in shards that have no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Position {
    /// At the oldest record.
    TrimHorizon,
    /// At what arrives from the mapping's creation on.
    Latest,
    /// At a time.
    AtTimestamp,
}

/// What is stored of a mapping.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredMapping {
    /// The version of this form.
    pub version: i32,
    /// Its id, a UUID.
    pub id: String,
    /// The ARN of the function, without a version.
    pub function: String,
    /// The ARN of the stream.
    pub source: String,
    /// Whether it works.
    pub enabled: bool,
    /// Records of a batch at most.
    pub batch_size: i32,
    /// How long to wait for a full batch, seconds.
    pub window_seconds: i32,
    /// Where it begins.
    pub position: Position,
    /// The time to begin at: the mapping's creation for `LATEST`.
    pub begin: Timestamp,
    /// How often a batch is tried again; -1 for as long as its records last.
    pub retries_max: i32,
    /// How old a record may be to be tried, seconds; -1 for any age.
    pub age_seconds_max: i32,
    /// Whether a failed batch is split in two.
    pub bisects: bool,
    /// Whether the function answers which records failed.
    pub reports_items: bool,
    /// Patterns, as JSON text: which records are handed over, where not all are.
    pub filters: Option<Vec<String>>,
    /// How many batches of a shard may be at work at once, as asked for; one is.
    pub parallelization: Option<i32>,
    /// How many batches of a queue may be at work at once, where it was said.
    pub concurrency: Option<i32>,
    /// The ARN of who is told of batches of a stream that were given up.
    pub on_failure: Option<String>,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl StoredMapping {
    /// The version that is written.
    pub const VERSION: i32 = VERSION;

    /// The queue its messages come from, where it is one.
    pub fn queue(&self) -> Option<QueueSource> {
        QueueSource::of(&Arn::parse(&self.source).ok()?)
    }

    /// The stream its records come from, where it is one.
    pub fn source(&self) -> Option<Source> {
        Source::of(&Arn::parse(&self.source).ok()?)
    }

    /// The key it is stored under.
    pub fn key(&self) -> Vec<u8> {
        [PREFIX, self.id.as_bytes()].concat()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The mapping in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }
}

/// What keys of the checkpoints of the mapping `id` begin with.
pub fn checkpoints(id: &str) -> Vec<u8> {
    format!("checkpoint/{id}/").into_bytes()
}

/// The key of the checkpoint of the mapping `id` in `shard`.
pub fn checkpoint(id: &str, shard: &str) -> Vec<u8> {
    format!("checkpoint/{id}/{shard}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let stored = StoredMapping {
            version: VERSION,
            id: "i".into(),
            function: "arn:f".into(),
            source: "arn:s".into(),
            enabled: true,
            batch_size: 100,
            window_seconds: 0,
            position: Position::Latest,
            begin: Timestamp(1000),
            retries_max: -1,
            age_seconds_max: -1,
            bisects: false,
            reports_items: false,
            filters: None,
            parallelization: None,
            concurrency: None,
            on_failure: None,
            modified: Timestamp(1000),
        };
        let pinned = r#"{"Version":1,"Id":"i","Function":"arn:f","Source":"arn:s","Enabled":true,"BatchSize":100,"WindowSeconds":0,"Position":"LATEST","Begin":1.0,"RetriesMax":-1,"AgeSecondsMax":-1,"Bisects":false,"ReportsItems":false,"Modified":1.0}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredMapping::decode(pinned.as_bytes()), Ok(stored.clone()));
        let filtered =
            StoredMapping { filters: Some(vec!["{}".into()]), parallelization: Some(2), ..stored.clone() };
        let more = r#""ReportsItems":false,"Filters":["{}"],"Parallelization":2,"#;
        let pinned = pinned.replace(r#""ReportsItems":false,"#, more);
        assert_eq!(String::from_utf8(filtered.encode()).unwrap(), pinned);
        assert_eq!(StoredMapping::decode(pinned.as_bytes()), Ok(filtered));
        assert_eq!((stored.key(), checkpoint("i", "s")), (b"mapping/i".to_vec(), b"checkpoint/i/s".to_vec()));
    }
}
