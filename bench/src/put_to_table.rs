//! From PutRecord to a readable item: stream, mapping, warm function and table in one number.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;

use crate::Target;
use crate::bootstrap::TABLE;
use crate::error::Error;
use crate::http::{self, Connection, find};
use crate::load::refused;
use crate::outcome::{Latencies, Outcome};
use crate::request::{DYNAMODB, KINESIS};
use crate::setup::Setup;

const LANDED_SECONDS_MAX: u64 = 60;
const WARM_UP_ROUNDS: usize = 5;
/// Pause between two looks at the table: a part of the latency, so it is kept short beside it.
const LOOK_EVERY: Duration = Duration::from_micros(250);

/// The load.
#[derive(Args)]
pub struct PutToTable {
    /// Records to put, one after another.
    #[arg(long, default_value_t = 200)]
    records: usize,
    /// Seconds after which no further record is put.
    #[arg(long, default_value_t = 30.0)]
    seconds_max: f64,
}

impl PutToTable {
    /// Makes stream, function, mapping and table, and sends records through them.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let unique = std::process::id();
        let (stream, function) = (format!("bench-through-{unique}"), format!("bench-land-{unique}"));
        let mut setup = Setup::new(&address);
        setup.stream(&stream, 1).await?;
        setup.table(TABLE).await?;
        setup.function(&function, "land").await?;
        setup.mapping(&stream, &function).await?;
        let (mut puts, mut looks) = (Connection::new(&address), Connection::new(&address));
        let mut latencies = Latencies::default();
        let end = Instant::now() + Duration::from_secs_f64(self.seconds_max);
        for round in 0..WARM_UP_ROUNDS + self.records {
            if Instant::now() > end {
                break;
            }
            let id = format!("reading-{unique}-{round}");
            let data = BASE64_STANDARD.encode(format!("{{\"id\":\"{id}\"}}"));
            let body =
                format!("{{\"StreamName\":\"{stream}\",\"PartitionKey\":\"{id}\",\"Data\":\"{data}\"}}");
            let put = KINESIS.request(&address, "PutRecord", &body);
            let body = format!(
                "{{\"TableName\":\"{TABLE}\",\"Key\":{{\"id\":{{\"S\":\"{id}\"}}}},\"ConsistentRead\":true}}"
            );
            let look = DYNAMODB.request(&address, "GetItem", &body);
            let begun = Instant::now();
            let answer = puts.call(&put).await?;
            if !answer.is_success() {
                return Err(refused("PutRecord", &answer));
            }
            loop {
                let answer = looks.call(&look).await?;
                if !answer.is_success() {
                    return Err(refused("GetItem", &answer));
                }
                if find(answer.body, b"\"Item\"").is_some() {
                    break;
                }
                if begun.elapsed().as_secs() > LANDED_SECONDS_MAX {
                    return Err(Error::Late("a record did not land", LANDED_SECONDS_MAX));
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
            if round >= WARM_UP_ROUNDS {
                latencies.add(begun.elapsed());
            }
        }
        let records = latencies.0.len() as f64;
        Ok(vec![Outcome::new("put-to-table").with_latencies(&mut latencies).with("records", records)])
    }
}
