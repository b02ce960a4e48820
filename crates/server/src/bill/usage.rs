//! What was used.

use std::collections::BTreeMap;

/// What was used in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// How long it took by the house's clock, hours.
    pub hours: f64,
    /// Streams.
    pub streams: Vec<StreamUsage>,
    /// Tables.
    pub tables: Vec<TableUsage>,
    /// Functions.
    pub functions: Vec<FunctionUsage>,
    /// Delivery streams.
    pub deliveries: Vec<DeliveryUsage>,
    /// Bytes of objects that are kept.
    pub object_bytes: f64,
    /// Bytes that queries scanned.
    pub scanned_bytes: f64,
    /// Bytes of log lines that came in.
    pub log_bytes: f64,
    /// Calls by service and operation, e.g. `s3:PutObject`: for what is billed by the request.
    pub calls: BTreeMap<String, u64>,
}

/// A Kinesis stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreamUsage {
    /// Its name.
    pub name: String,
    /// Its open shards.
    pub shards: u32,
    /// Whether it is in on-demand mode.
    pub is_on_demand: bool,
    /// Records that came in.
    pub records: f64,
    /// Their bytes.
    pub bytes_in: f64,
    /// Bytes that GetRecords answered.
    pub bytes_out: f64,
}

/// A DynamoDB table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableUsage {
    /// Its name.
    pub name: String,
    /// Capacity that is provisioned: read and write units; none in on-demand mode.
    pub provisioned: Option<(f64, f64)>,
    /// Read units consumed.
    pub reads: f64,
    /// Write units consumed.
    pub writes: f64,
    /// Bytes of items.
    pub bytes: f64,
}

/// A function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunctionUsage {
    /// Its name.
    pub name: String,
    /// Its memory, MB.
    pub memory_mb: f64,
    /// Whether it is for arm64.
    pub is_arm: bool,
    /// Invocations.
    pub invocations: f64,
    /// How long they took together, milliseconds.
    pub duration_ms: f64,
}

/// A delivery stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeliveryUsage {
    /// Its name.
    pub name: String,
    /// Records that came in.
    pub records: f64,
    /// Their bytes.
    pub bytes: f64,
    /// Whether records are converted to Parquet or ORC.
    pub converts: bool,
    /// Whether they are partitioned by what is in them.
    pub partitions: bool,
}

impl Usage {
    /// Hours as AWS counts them: each that was begun.
    pub fn hours_begun(&self) -> f64 {
        self.hours.ceil().max(1.0)
    }

    /// Calls of the operations of `service` that `counts` says.
    pub fn calls_of(&self, service: &str, counts: impl Fn(&str) -> bool) -> f64 {
        let of = |name: &str| name.split_once(':').is_some_and(|(own, name)| own == service && counts(name));
        self.calls.iter().filter(|(name, _)| of(name)).map(|(_, count)| *count as f64).sum()
    }
}
