//! Seam for the service that keeps metrics: how the others of the house say what they did.
//!
//! A report is applied whole or not at all, durably, and once: whoever does not know whether it was, sends it again.
//! docs/decisions/0009-metrics-of-the-house.md says which kind of report suits which service.
//!
//! Beside the seam is what services count with: [`SampleSet`] and [`Spread`] for one metric, [`Minutes`] for the figures of
//! one source, [`Samples`] to say them, [`Passing`] to report what is on no disk.

mod by_name;
mod memory;
mod minutes;
mod passing;
mod sample_set;
mod samples;
mod spread;
mod totals;

use std::borrow::Cow;

use kernel::{Place, Timestamp};
use tokio::task::JoinSet;
use wire::Fault;

pub use by_name::ByName;
pub use memory::MemoryMeasure;
pub use minutes::Minutes;
pub use passing::Passing;
pub use sample_set::SampleSet;
pub use samples::{Figures, Samples};
pub use spread::Spread;
pub use totals::Totals;

use crate::{Dispatch, Future};

/// Keeps what services measure.
pub trait Measure: Send + Sync {
    /// Keeps `report`; answers when it is durable.
    fn report(&self, report: Report) -> Future<'_, Result<(), Fault>>;

    /// The sequence number of the last [`Keeping::Add`] that was kept of `source`; 0 where there was none.
    fn sequence(&self, place: &Place, source: &str) -> Result<u64, Fault>;
}

/// A service that measures.
pub trait Metered: Send + Sync {
    /// Reports what was measured since the last call. Called about once a second and at the end; what could not be
    /// kept is said again the next time.
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>>;
}

/// What one source measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The account and region whose metrics are meant.
    pub place: Place,
    /// Who reports, e.g. `kinesis/orders`. Each has its own sequence and its own totals; up to 255 bytes.
    pub source: String,
    /// What the figures are.
    pub keeping: Keeping,
    /// At most one of each metric, unit and minute.
    pub samples: Vec<Sample>,
}

/// What the figures of a report are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// The totals of their minutes so far: they replace what this source said of those before.
    Replace,
    /// What came since the last such report: added, unless one with this sequence number or a greater one was.
    Add {
        /// Greater than 0, and greater from report to report: a place in the service's own log.
        sequence: u64,
    },
}

/// A name of a metric: fixed for what the house measures of itself, a client's own for what it had counted.
pub type Name = Cow<'static, str>;

/// What happened to one metric in one minute.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// E.g. `AWS/Kinesis`.
    pub namespace: Name,
    /// E.g. `IncomingRecords`.
    pub name: Name,
    /// Names and values, in any order; up to 30.
    pub dimensions: Vec<(Name, String)>,
    /// A unit in AWS's words, e.g. `Count`.
    pub unit: Name,
    /// A moment in the minute.
    pub minute: Timestamp,
    /// How many samples.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least.
    pub minimum: f64,
    /// The greatest.
    pub maximum: f64,
    /// Values and how often each came, for percentiles; empty where they are not known. Their counts add up to
    /// `count`.
    pub values: Vec<(f64, f64)>,
}

/// Reports all of `reports` at once, so that they share a sync; answers which were kept, by their place among them,
/// and the first fault of those that were not.
pub async fn keep_all(dispatch: &Dispatch, reports: Vec<Report>) -> (Vec<bool>, Result<(), Fault>) {
    let mut kept = vec![false; reports.len()];
    let mut result = Ok(());
    let mut under_way = JoinSet::new();
    for (number, report) in reports.into_iter().enumerate() {
        let dispatch = dispatch.clone();
        under_way.spawn(async move {
            match dispatch.measure() {
                Some(measure) => (number, measure.report(report).await),
                None => (number, Ok(())),
            }
        });
    }
    while let Some(ended) = under_way.join_next().await {
        match ended {
            Ok((number, Ok(()))) => kept[number] = true,
            Ok((_, Err(fault))) => result = result.and(Err(fault)),
            Err(error) => result = result.and(Err(Fault::internal(error.to_string()))),
        }
    }
    (kept, result)
}
