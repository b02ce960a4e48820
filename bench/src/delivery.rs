//! Firehose: rows a second from PutRecordBatch until all of them are in Parquet in the bucket.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;

use crate::Target;
use crate::error::Error;
use crate::http::{self, Connection};
use crate::ingest::none_failed;
use crate::lake::{LOOK_EVERY, Lake};
use crate::load::refused;
use crate::outcome::{Latencies, Outcome};
use crate::process::Meter;
use crate::request::FIREHOSE;
use crate::rows;
use crate::setup::Setup;

/// Rows of a call, as many as Firehose takes.
const CALL_ROWS: u64 = 500;
/// Distinct calls, which connections take turns with: rows come again after these.
const DISTINCT_CALLS: u64 = rows::DISTINCT_ROWS / CALL_ROWS;
/// For how long no row may land before it is given up, in seconds.
const STILL_SECONDS_MAX: u64 = 60;

/// The load.
#[derive(Args)]
pub struct Delivery {
    /// Rows to put; calls are of 500, so this is rounded up to such.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// Connections at once.
    #[arg(long, default_value_t = 4)]
    connections: usize,
}

impl Delivery {
    /// Makes bucket and delivery stream, puts the rows, and waits for the last of them.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let (bucket, stream) = (format!("bench-lake-{}", std::process::id()), "bench-delivery");
        let mut setup = Setup::new(&address);
        setup.bucket(&bucket).await?;
        setup.delivery_stream(stream, &bucket).await?;
        let calls = self.rows.div_ceil(CALL_ROWS);
        let rows = calls * CALL_ROWS;
        let requests: Vec<_> =
            (0..DISTINCT_CALLS.min(calls)).map(|call| request(&address, stream, call)).collect();

        let meter = Meter::new(target.pid);
        let begun = Instant::now();
        let mut latencies = self.put(&address, requests, calls).await?;
        let put_seconds = begun.elapsed().as_secs_f64();
        let mut lake = Lake::new(&address, &bucket);
        wait(&mut lake, rows).await?;
        let seconds = begun.elapsed().as_secs_f64();
        let outcome = Outcome::new("delivery")
            .with("rows_per_s", rows as f64 / seconds)
            .with("put_rows_per_s", rows as f64 / put_seconds)
            .with_latencies(&mut latencies)
            .with("files", lake.files() as f64);
        Ok(vec![meter.add_to(outcome, rows as usize)])
    }

    /// Makes so many calls, each once; how long each took.
    async fn put(&self, address: &str, requests: Vec<Vec<u8>>, calls: u64) -> Result<Latencies, Error> {
        let (requests, next) = (Rc::new(requests), Rc::new(Cell::new(0)));
        let loops = tokio::task::LocalSet::new();
        let one = |mut connection: Connection| {
            let (requests, next) = (Rc::clone(&requests), Rc::clone(&next));
            async move {
                let mut latencies = Latencies::default();
                while next.get() < calls {
                    let request = &requests[(next.get() % DISTINCT_CALLS) as usize];
                    next.set(next.get() + 1);
                    let started = Instant::now();
                    let answer = connection.call(request).await?;
                    if !none_failed(&answer, b"\"FailedPutCount\"") {
                        return Err(refused("PutRecordBatch", &answer));
                    }
                    latencies.add(started.elapsed());
                }
                Ok(latencies)
            }
        };
        let handles: Vec<_> =
            (0..self.connections).map(|_| loops.spawn_local(one(Connection::new(address)))).collect();
        loops.await;
        let mut latencies = Latencies::default();
        for handle in handles {
            latencies.0.extend(handle.await.expect("invariant: a loop neither panics nor is cancelled")?.0);
        }
        Ok(latencies)
    }
}

/// Waits until the lake has so many rows, and not one more.
pub async fn wait(lake: &mut Lake, rows: u64) -> Result<(), Error> {
    let (mut newest, mut since) = (0, Instant::now());
    loop {
        let landed = lake.rows().await?;
        if landed >= rows {
            let all = landed == rows;
            return if all { Ok(()) } else { Err(Error::Rows { put: rows, landed }) };
        }
        if landed > newest {
            (newest, since) = (landed, Instant::now());
        } else if since.elapsed().as_secs() > STILL_SECONDS_MAX {
            return Err(Error::Rows { put: rows, landed });
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn request(address: &str, stream: &str, call: u64) -> Vec<u8> {
    let numbers = call * CALL_ROWS..(call + 1) * CALL_ROWS;
    let records = numbers.map(|number| {
        let line = rows::json(number) + "\n";
        format!("{{\"Data\":\"{}\"}}", BASE64_STANDARD.encode(line))
    });
    let records = records.collect::<Vec<_>>().join(",");
    let body = format!("{{\"DeliveryStreamName\":\"{stream}\",\"Records\":[{records}]}}");
    FIREHOSE.request(address, "PutRecordBatch", &body)
}
