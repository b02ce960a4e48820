//! PutRecords: how many records a second a stream takes, and how long a call lasts.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;

use crate::Target;
use crate::error::Error;
use crate::http::{self, Answer, find};
use crate::load::Load;
use crate::outcome::Outcome;
use crate::process::Meter;
use crate::request::KINESIS;
use crate::setup::Setup;

/// Distinct calls that connections take turns with.
const DISTINCT_CALLS: usize = 32;

/// The load.
#[derive(Args)]
pub struct Ingest {
    /// Data bytes of a record.
    #[arg(long, default_value_t = 100)]
    size: usize,
    /// Records of a call (AWS takes 500 at most).
    #[arg(long, default_value_t = 500)]
    batch: usize,
    /// Connections at once; several, with commas, are measured one after another.
    #[arg(long, value_delimiter = ',', default_value = "1,64")]
    connections: Vec<usize>,
    /// Shards of the stream.
    #[arg(long, default_value_t = 32)]
    shards: u32,
    /// Seconds to measure each number of connections.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
}

impl Ingest {
    /// Makes a stream and loads it.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let stream = format!("bench-ingest-{}-{}", self.size, std::process::id());
        Setup::new(&address).stream(&stream, self.shards).await?;
        let mut outcomes = Vec::new();
        for &connections in &self.connections {
            let requests = (0..DISTINCT_CALLS).map(|call| self.request(&address, &stream, call)).collect();
            let measured = Duration::from_secs_f64(self.seconds);
            let load = Load { address: &address, requests, connections, measured, operation: "PutRecords" };
            let meter = Meter::new(target.pid);
            let mut taken = load.run(all_taken).await?;
            let records = taken.rate() * self.batch as f64;
            let name = format!("ingest-{}B-c{connections}", self.size);
            let outcome = Outcome::new(name)
                .with("records_per_s", records)
                .with("mb_per_s", records * self.size as f64 / 1e6)
                .with_latencies(&mut taken.latencies);
            outcomes.push(meter.add_to(outcome, taken.calls * self.batch));
        }
        Ok(outcomes)
    }

    /// A call whose records have keys of their own, spread over all shards.
    fn request(&self, address: &str, stream: &str, call: usize) -> Vec<u8> {
        let mut records = String::with_capacity(self.batch * (self.size * 4 / 3 + 64));
        for record in 0..self.batch {
            let number = call * self.batch + record;
            let data: Vec<u8> =
                (0..self.size).map(|byte| (number.wrapping_mul(31) + byte * 7) as u8).collect();
            let data = BASE64_STANDARD.encode(data);
            let comma = if record == 0 { "" } else { "," };
            records.push_str(&format!("{comma}{{\"Data\":\"{data}\",\"PartitionKey\":\"sensor-{number}\"}}"));
        }
        let body = format!("{{\"StreamName\":\"{stream}\",\"Records\":[{records}]}}");
        KINESIS.request(address, "PutRecords", &body)
    }
}

fn all_taken(answer: &Answer<'_>) -> bool {
    none_failed(answer, b"\"FailedRecordCount\"")
}

/// Whether the answer is a success whose `count` says that no record failed. It is near an end of the body.
pub fn none_failed(answer: &Answer<'_>, count: &[u8]) -> bool {
    const WINDOW_BYTES: usize = 80;
    let body = answer.body;
    let (head, tail) = (body.len().min(WINDOW_BYTES), body.len().saturating_sub(WINDOW_BYTES));
    let is_zero = |part: &[u8]| {
        let at = find(part, count)? + count.len();
        let value = part[at..].iter().find(|byte| !matches!(byte, b':' | b' '))?;
        Some(*value == b'0')
    };
    // Some servers leave the count out when it is zero, as AWS's shapes allow.
    answer.is_success()
        && is_zero(&body[..head])
            .or_else(|| is_zero(&body[tail..]))
            .unwrap_or(find(body, b"ErrorCode\":\"").is_none())
}

#[cfg(test)]
mod tests {
    use super::{Answer, all_taken};

    #[test]
    fn a_failed_record_is_seen_at_either_end() {
        let padding = "x".repeat(500);
        for (body, taken) in [
            ("{\"FailedRecordCount\":0,\"Records\":[]}".to_owned(), true),
            (format!("{{\"Records\":[\"{padding}\"],\"FailedRecordCount\": 0}}"), true),
            (format!("{{\"FailedRecordCount\": 3,\"Records\":[\"{padding}\"]}}"), false),
        ] {
            assert_eq!(all_taken(&Answer { status: 200, head: b"", body: body.as_bytes() }), taken, "{body}");
        }
        assert!(!all_taken(&Answer { status: 500, head: b"", body: b"{\"FailedRecordCount\":0}" }));
    }
}
