//! PutItem and GetItem: how many a second, and how long one lasts.

use std::time::Duration;

use clap::Args;

use crate::Target;
use crate::error::Error;
use crate::http::{self, Answer, find};
use crate::load::Load;
use crate::outcome::Outcome;
use crate::process::Meter;
use crate::request::DYNAMODB;
use crate::setup::Setup;

/// The load.
#[derive(Args)]
pub struct Items {
    /// Bytes of an item's one attribute beside its key.
    #[arg(long, default_value_t = 200)]
    size: usize,
    /// Distinct keys.
    #[arg(long, default_value_t = 10_000)]
    keys: usize,
    /// Connections at once; several, with commas, are measured one after another.
    #[arg(long, value_delimiter = ',', default_value = "1,64")]
    connections: Vec<usize>,
    /// Seconds to measure each operation at each number of connections.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
}

impl Items {
    /// Makes a table, fills it, and loads it.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let table = format!("bench-items-{}", std::process::id());
        Setup::new(&address).table(&table).await?;
        self.fill(&address, &table).await?;
        let mut outcomes = Vec::new();
        for &connections in &self.connections {
            for operation in ["PutItem", "GetItem"] {
                let requests =
                    (0..self.keys).map(|key| self.request(&address, &table, operation, key)).collect();
                let measured = Duration::from_secs_f64(self.seconds);
                let load = Load { address: &address, requests, connections, measured, operation };
                let meter = Meter::new(target.pid);
                let mut taken = load.run(if operation == "PutItem" { was_put } else { was_found }).await?;
                let name = format!("{operation}-c{connections}");
                let outcome =
                    Outcome::new(name).with("ops_per_s", taken.rate()).with_latencies(&mut taken.latencies);
                outcomes.push(meter.add_to(outcome, taken.calls));
            }
        }
        Ok(outcomes)
    }

    /// Puts every key once, so that no GetItem finds nothing.
    async fn fill(&self, address: &str, table: &str) -> Result<(), Error> {
        let mut connection = http::Connection::new(address);
        for start in (0..self.keys).step_by(25) {
            let keys = start..self.keys.min(start + 25);
            let puts = keys.map(|key| format!("{{\"PutRequest\":{{\"Item\":{}}}}}", self.item(key)));
            let puts = puts.collect::<Vec<_>>().join(",");
            let body = format!("{{\"RequestItems\":{{\"{table}\":[{puts}]}}}}");
            let answer = connection.call(&DYNAMODB.request(address, "BatchWriteItem", &body)).await?;
            if !answer.is_success() {
                return Err(crate::load::refused("BatchWriteItem", &answer));
            }
        }
        Ok(())
    }

    /// Keys are visited in an order that is not theirs.
    fn request(&self, address: &str, table: &str, operation: &str, turn: usize) -> Vec<u8> {
        let key = turn.wrapping_mul(7919) % self.keys;
        let body = match operation {
            "PutItem" => format!("{{\"TableName\":\"{table}\",\"Item\":{}}}", self.item(key)),
            _ => format!("{{\"TableName\":\"{table}\",\"Key\":{{\"id\":{{\"S\":\"key-{key}\"}}}}}}"),
        };
        DYNAMODB.request(address, operation, &body)
    }

    fn item(&self, key: usize) -> String {
        format!("{{\"id\":{{\"S\":\"key-{key}\"}},\"value\":{{\"S\":\"{}\"}}}}", "v".repeat(self.size))
    }
}

fn was_put(answer: &Answer<'_>) -> bool {
    answer.is_success()
}

fn was_found(answer: &Answer<'_>) -> bool {
    answer.is_success() && find(answer.body, b"\"Item\"").is_some()
}
