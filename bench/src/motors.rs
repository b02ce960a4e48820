//! The pipeline `motors` whole: CSV into a bucket → function → table → its stream → function → Firehose → Parquet.
//!
//! Its stack must be there; `compare` deploys it. Nobody reads along: the table is asked for the last row of
//! each batch, the lake is listed. Lacks the stream of changes beside, which `pumphouse demo motors` counts.

use std::time::Instant;

use clap::Args;

use crate::Target;
use crate::delivery::wait;
use crate::error::Error;
use crate::http::{self, Connection, find};
use crate::lake::{LOOK_EVERY, Lake};
use crate::load::refused;
use crate::outcome::Outcome;
use crate::process::Meter;
use crate::request::{DYNAMODB, s3};
use crate::rows;

const BATCHES: &str = "pmsm-batches";
const TABLE: &str = "pmsm_temperature";
const LAKE: &str = "big-data-project-spring2021";
/// Rows of a batch: some 2 MB.
const BATCH_ROWS: u64 = 20_000;
/// How long the table may take for all rows, in seconds.
const TABLE_SECONDS_MAX: u64 = 1800;

/// The load.
#[derive(Args)]
pub struct Motors {
    /// Rows to put, in batches of 20,000.
    #[arg(long, default_value_t = 100_000)]
    rows: u64,
}

impl Motors {
    /// Puts the batches and waits until every row has come through.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let mut connection = Connection::new(&address);
        let starts: Vec<_> = (0..self.rows).step_by(BATCH_ROWS as usize).collect();
        let puts: Vec<_> = starts.iter().map(|first| self.batch(&address, *first)).collect();
        let mut lake = Lake::new(&address, LAKE);
        let before = lake.rows().await?;

        let meter = Meter::new(target.pid);
        let begun = Instant::now();
        for put in &puts {
            let answer = connection.call(put).await?;
            if !answer.is_success() {
                return Err(refused("PutObject", &answer));
            }
        }
        let put_seconds = begun.elapsed().as_secs_f64();
        for first in starts {
            // Ids count from one, so the last row's is where the next batch begins.
            land(&mut connection, &address, self.rows.min(first + BATCH_ROWS)).await?;
        }
        let table_seconds = begun.elapsed().as_secs_f64();
        wait(&mut lake, before + self.rows).await?;
        let rate = |seconds| self.rows as f64 / seconds;
        let outcome = Outcome::new("motors")
            .with("rows_per_s", rate(begun.elapsed().as_secs_f64()))
            .with("put_rows_per_s", rate(put_seconds))
            .with("table_rows_per_s", rate(table_seconds))
            .with("files", lake.files() as f64);
        Ok(vec![meter.add_to(outcome, self.rows as usize)])
    }

    /// The request that puts the rows from `first` on.
    fn batch(&self, address: &str, first: u64) -> Vec<u8> {
        let rows = (first..self.rows.min(first + BATCH_ROWS)).map(rows::csv);
        let text = [rows::header()].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n";
        let path = format!("/{BATCHES}/readings-from-{}.csv", first + 1);
        [s3(address, "PUT", &path, "", text.len() as u64), text.into_bytes()].concat()
    }
}

/// Waits until the item of this id can be read.
async fn land(connection: &mut Connection, address: &str, id: u64) -> Result<(), Error> {
    let body = format!(
        "{{\"TableName\":\"{TABLE}\",\"Key\":{{\"id\":{{\"N\":\"{id}\"}}}},\"ConsistentRead\":true}}"
    );
    let look = DYNAMODB.request(address, "GetItem", &body);
    let begun = Instant::now();
    loop {
        let answer = connection.call(&look).await?;
        if !answer.is_success() {
            return Err(refused("GetItem", &answer));
        }
        if find(answer.body, b"\"Item\"").is_some() {
            return Ok(());
        }
        if begun.elapsed().as_secs() > TABLE_SECONDS_MAX {
            return Err(Error::Late("a batch did not land in the table", TABLE_SECONDS_MAX));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
