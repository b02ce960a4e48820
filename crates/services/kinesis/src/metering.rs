//! Metrics of streams, in `AWS/Kinesis` by `StreamName`.
//!
//! What was appended is told by the log of a stream, by minute, and added under the position up to which it counts: so
//! after a kill it is counted again from there, out of the log. Calls are counted in memory. Reads of the house's own
//! count as anybody's. Lacks: shard-level metrics, which nobody can switch on, and those of enhanced fan-out.

mod calls;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use dispatch::{Figures, Future, Keeping, Metered, Minutes, Report, Sample, SampleSet, Samples, keep_all};
use kernel::{Place, Timestamp};
use storage::{Appended, Extent, Position};
use wire::Fault;

use crate::Kinesis;
use crate::engine::{EngineError, Stream, records};
pub(crate) use calls::Calls;

const NAMESPACE: &str = "AWS/Kinesis";
/// What CloudWatch does not take any more: two weeks, in milliseconds; and a day less, to be on the safe side.
const PAST_MS: u64 = 13 * 86_400_000;

/// What is measured of one stream.
#[derive(Default)]
pub(crate) struct Meter {
    calls: Mutex<Minutes<Calls>>,
    /// Up to where in the log is reported; not known before the first report.
    reported: Mutex<Option<Position>>,
}

impl Meter {
    fn reported(&self) -> Option<Position> {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, end: Position) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
    }

    /// Asks again up to where is reported: a report that failed may have been kept.
    fn forget(&self) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Metered for Kinesis {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move {
            if self.dispatch.measure().is_none() {
                return Ok(());
            }
            self.report_streams(self.engine.all()?).await
        })
    }
}

impl Kinesis {
    /// Counts a call on `stream`, where somebody keeps metrics.
    pub(crate) fn count(&self, stream: &Stream, add: impl FnOnce(&mut Calls)) {
        if self.dispatch.measure().is_some() {
            let mut calls = stream.meter.calls.lock().unwrap_or_else(PoisonError::into_inner);
            add(calls.at(self.engine.now()));
        }
    }

    /// Reports what is new of `streams`.
    pub(crate) async fn report_streams(&self, streams: Vec<Arc<Stream>>) -> Result<(), Fault> {
        // One at a time: two would count the same records under two positions.
        let _turn = self.reporting.lock().await;
        let mut calls: BTreeMap<Place, Vec<Sample>> = BTreeMap::new();
        let (mut reports, mut ends, mut result) = (Vec::new(), Vec::new(), Ok(()));
        for stream in streams {
            let counted = stream.meter.calls.lock().unwrap_or_else(PoisonError::into_inner).take();
            for (minute, figures) in counted {
                let samples = calls.entry(stream.place.clone()).or_default();
                figures.say(&mut Samples::new(samples, NAMESPACE, dimensions(&stream), minute));
            }
            match self.appended(&stream).await {
                Ok(Some((report, end))) => {
                    reports.push(report);
                    ends.push((stream, end));
                }
                Ok(None) => {}
                // The others are reported.
                Err(fault) => result = result.and(Err(fault)),
            }
        }
        let (kept, of_logs) = keep_all(&self.dispatch, reports).await;
        for ((stream, end), kept) in ends.into_iter().zip(kept) {
            match kept {
                true => stream.meter.report(end),
                false => stream.meter.forget(),
            }
        }
        result.and(of_logs).and(self.passing.report(&self.dispatch, calls).await)
    }

    /// What was put on `stream` since the last report, and up to where.
    async fn appended(&self, stream: &Stream) -> Result<Option<(Report, Position)>, Fault> {
        let Some(measure) = self.dispatch.measure() else { return Ok(None) };
        let source = format!("kinesis/{}", stream.id);
        let from = match stream.meter.reported() {
            Some(from) => from,
            None => Position::from_number(measure.sequence(&stream.place, &source)?),
        };
        let log = stream.log.clone();
        if log.end() == from {
            stream.meter.report(from);
            return Ok(None);
        }
        // Out of the headers of the log, where what was counted is not at hand.
        let found = tokio::task::spawn_blocking(move || log.appended_since(from, records::data_bytes)).await;
        let found = found.map_err(|error| Fault::internal(error.to_string()))?;
        let (minutes, end) = found.map_err(EngineError::from)?;
        let mut samples = Vec::new();
        let now = self.engine.now();
        for appended in minutes {
            // Clocks may have been put back since; nothing is reported of a time to come.
            let minute = Timestamp(appended.minute * 60_000).min(now);
            if minute.0 + PAST_MS >= now.0 {
                let mut samples = Samples::new(&mut samples, NAMESPACE, dimensions(stream), minute);
                samples.tally("IncomingRecords", "Count", &tally(&appended, appended.items));
                samples.tally("IncomingBytes", "Bytes", &tally(&appended, appended.bytes));
            }
        }
        if samples.is_empty() {
            stream.meter.report(end);
            return Ok(None);
        }
        let keeping = Keeping::Add { sequence: end.to_number() };
        Ok(Some((Report { place: stream.place.clone(), source, keeping, samples }, end)))
    }
}

fn dimensions(stream: &Stream) -> Vec<(&'static str, String)> {
    vec![("StreamName", stream.name.clone())]
}

fn tally(appended: &Appended, extent: Extent) -> SampleSet {
    SampleSet {
        count: appended.frames as f64,
        sum: extent.sum as f64,
        minimum: extent.least as f64,
        maximum: extent.greatest as f64,
    }
}
