//! What reports cost: a thousand metrics, reported once a second for a minute, as the house does it.
//!
//! `cargo run --release -p pumphouse-service-cloudwatch --example report_cost -- DIRECTORY`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not a part of the server")]

use std::sync::Arc;
use std::time::Instant;

use cloudwatch_service::CloudWatch;
use dispatch::{Dispatch, Keeping, Measure, Report, Sample};
use kernel::{Clock, Place, SeededRandom, SystemClock};
use storage::Volume;

const METRICS: usize = 1000;
const REPORTS: u64 = 60;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let directory = std::env::args().nth(1).expect("the directory of the volume");
    let volume = Volume::open(directory.as_ref()).unwrap();
    let clock = Arc::new(SystemClock::default());
    let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
    let cloudwatch = CloudWatch::new(volume.clone(), &dispatch);
    for (name, adds) in [("Replace", false), ("Add", true)] {
        let begun = Instant::now();
        for round in 1..=REPORTS {
            let keeping = if adds { Keeping::Add { sequence: round } } else { Keeping::Replace };
            let samples = (0..METRICS).map(|number| Sample {
                namespace: "AWS/Kinesis".into(),
                name: "IncomingRecords".into(),
                dimensions: vec![("StreamName".into(), format!("stream-{number}"))],
                unit: "Count".into(),
                minute: clock.now(),
                count: round as f64,
                sum: round as f64,
                minimum: 1.0,
                maximum: 1.0,
                values: Vec::new(),
            });
            let report =
                Report { place: Place::default(), source: name.into(), keeping, samples: samples.collect() };
            cloudwatch.report(report).await.unwrap();
        }
        let each = begun.elapsed() / (REPORTS as u32);
        println!("{name}: {METRICS} metrics in {each:?}, {:?} a metric", each / METRICS as u32);
    }
    volume.close().await;
}
