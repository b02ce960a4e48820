//! Metrics of delivery streams, in `AWS/Firehose` by `DeliveryStreamName`.
//!
//! What was put is told by the log, by minute, and added under the position up to which it counts. What was delivered
//! is totals in the store, written with the progress, and replaces what was said of its minute before. What is on no
//! disk is counted in memory. So after a kill the first two are as they would have been without.

mod calls;
mod meter;
mod share;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dispatch::{Future, Keeping, Metered, Passing, Report, Sample, SampleSet, Samples, keep_all};
use kernel::{Place, Timestamp};
use storage::{Extent, Position};
use wire::Fault;

use crate::Firehose;
use crate::engine::{EngineError, StoredDestination, Stream, records, stored};
pub use calls::Calls;
pub use meter::Meter;
pub use share::{Delivered, Share, Shares};

const NAMESPACE: &str = "AWS/Firehose";
/// What CloudWatch does not take any more: two weeks; and a day less, to be on the safe side. In milliseconds.
const PAST_MS: u64 = 13 * 86_400_000;
/// Totals are kept for so many minutes after theirs: clocks may be put back a little.
const KEPT_MINUTES: u64 = 5;

/// What is reported of the whole service.
pub struct Metering {
    passing: Passing,
    /// Whether the totals that were stored when the server ended were looked for.
    resumed: AtomicBool,
    /// Held while metrics are reported.
    reporting: tokio::sync::Mutex<()>,
}

impl Default for Metering {
    fn default() -> Self {
        Self {
            passing: Passing::new("firehose/calls"),
            resumed: AtomicBool::new(false),
            reporting: tokio::sync::Mutex::default(),
        }
    }
}

/// What the metrics of a destination are called.
pub struct Names {
    records: &'static str,
    bytes: &'static str,
    success: &'static str,
    freshness: &'static str,
}

const S3: Names = Names {
    records: "DeliveryToS3.Records",
    bytes: "DeliveryToS3.Bytes",
    success: "DeliveryToS3.Success",
    freshness: "DeliveryToS3.DataFreshness",
};
const HTTP: Names = Names {
    records: "DeliveryToHttpEndpoint.Records",
    bytes: "DeliveryToHttpEndpoint.Bytes",
    success: "DeliveryToHttpEndpoint.Success",
    freshness: "DeliveryToHttpEndpoint.DataFreshness",
};
const OPEN_SEARCH: Names = Names {
    records: "DeliveryToAmazonOpenSearchService.Records",
    bytes: "DeliveryToAmazonOpenSearchService.Bytes",
    success: "DeliveryToAmazonOpenSearchService.Success",
    freshness: "DeliveryToAmazonOpenSearchService.DataFreshness",
};
const ELASTICSEARCH: Names = Names {
    records: "DeliveryToElasticsearch.Records",
    bytes: "DeliveryToElasticsearch.Bytes",
    success: "DeliveryToElasticsearch.Success",
    freshness: "DeliveryToElasticsearch.DataFreshness",
};

fn names(destination: &StoredDestination) -> &'static Names {
    match destination {
        StoredDestination { http_endpoint: Some(_), .. } => &HTTP,
        StoredDestination { open_search: Some(_), .. } => &OPEN_SEARCH,
        StoredDestination { elasticsearch: Some(_), .. } => &ELASTICSEARCH,
        _ => &S3,
    }
}

/// What to note when a report is kept.
enum Kept {
    Log(Arc<Stream>, Position),
    Totals(Arc<Stream>, Vec<u64>),
}

impl Metered for Firehose {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move {
            if self.dispatch.measure().is_none() || !self.engine.is_used()? {
                return Ok(());
            }
            if !self.metering.resumed.load(Ordering::Acquire) {
                self.find_totals()?;
                self.metering.resumed.store(true, Ordering::Release);
            }
            self.report_streams(self.engine.streams(None)?).await
        })
    }
}

impl Firehose {
    /// Counts a call on `stream`, where somebody keeps metrics.
    pub(crate) fn count(&self, stream: &Stream, add: impl FnOnce(&mut Calls)) {
        if self.dispatch.measure().is_some() {
            stream.meter.count(self.engine.now(), add);
        }
    }

    /// Has all totals reported that are stored: whoever was killed may not have.
    fn find_totals(&self) -> Result<(), Fault> {
        let streams = self.engine.streams(None)?;
        let by_id: BTreeMap<_, _> = streams.iter().map(|stream| (stream.id.as_str(), stream)).collect();
        let scanned = self.engine.store()?.scan_prefix(stored::DELIVERED, &mut |key, _| {
            if let Some((id, minute)) = stored::of_delivered(key)
                && let Some(stream) = by_id.get(id.as_str())
            {
                stream.meter.delivered().wait(minute);
            }
            ControlFlow::Continue(())
        });
        Ok(scanned.map_err(EngineError::from)?)
    }

    /// Reports what is new of `streams`.
    pub(crate) async fn report_streams(&self, streams: Vec<Arc<Stream>>) -> Result<(), Fault> {
        // One at a time: two would count the same records under two positions.
        let _turn = self.metering.reporting.lock().await;
        let mut calls: BTreeMap<Place, Vec<Sample>> = BTreeMap::new();
        let (mut reports, mut then, mut result) = (Vec::new(), Vec::new(), Ok(()));
        for stream in streams {
            let names = names(&stream.description().destination);
            for (minute, figures) in stream.meter.take_calls() {
                let samples = calls.entry(stream.place.clone()).or_default();
                figures.say_of(&mut Samples::new(samples, NAMESPACE, dimensions(&stream), minute), names);
            }
            match self.put_on(&stream).await {
                Ok(Some((report, end))) => {
                    reports.push(report);
                    then.push(Kept::Log(Arc::clone(&stream), end));
                }
                Ok(None) => {}
                // The others are reported.
                Err(fault) => result = result.and(Err(fault)),
            }
            let minutes = stream.meter.delivered().begin(self.oldest_kept());
            if !minutes.is_empty() {
                match self.totals(&stream, &minutes, names) {
                    Ok(report) => reports.push(report),
                    Err(fault) => {
                        wait(&stream, &minutes);
                        result = result.and(Err(fault));
                        continue;
                    }
                }
                then.push(Kept::Totals(stream, minutes));
            }
        }
        let (kept, of_reports) = keep_all(&self.dispatch, reports).await;
        for (then, kept) in then.into_iter().zip(kept) {
            match (then, kept) {
                (Kept::Log(stream, end), true) => stream.meter.report(end),
                // It is counted again, out of the log, from where it was kept.
                (Kept::Log(stream, _), false) => stream.meter.forget(),
                (Kept::Totals(stream, minutes), true) => {
                    result = result.and(self.drop_totals(&stream, minutes).await);
                }
                (Kept::Totals(stream, minutes), false) => wait(&stream, &minutes),
            }
        }
        result.and(of_reports).and(self.metering.passing.report(&self.dispatch, calls).await)
    }

    /// The oldest minute whose totals are kept after they were reported.
    fn oldest_kept(&self) -> u64 {
        (self.engine.now().0 / 60_000).saturating_sub(KEPT_MINUTES)
    }

    /// What was put on `stream` since the last report, and up to where.
    async fn put_on(&self, stream: &Stream) -> Result<Option<(Report, Position)>, Fault> {
        let (Some(measure), Some(log)) = (self.dispatch.measure(), stream.log.clone()) else {
            return Ok(None);
        };
        let source = format!("firehose/{}", stream.id);
        let from = match stream.meter.reported() {
            Some(from) => from,
            None => Position::from_number(measure.sequence(&stream.place, &source)?),
        };
        if log.end() == from {
            stream.meter.report(from);
            return Ok(None);
        }
        // Out of the headers of the log, where what was counted is not at hand.
        let found = tokio::task::spawn_blocking(move || log.appended_since(from, records::data_bytes)).await;
        let found = found.map_err(|error| Fault::internal(error.to_string()))?;
        let (minutes, end) = found.map_err(EngineError::from)?;
        let (mut samples, now) = (Vec::new(), self.engine.now());
        for appended in minutes {
            // Clocks may have been put back since; nothing is reported of a time to come.
            let minute = Timestamp(appended.minute * 60_000).min(now);
            if minute.0 + PAST_MS >= now.0 {
                let tally = |extent: Extent| SampleSet {
                    count: appended.frames as f64,
                    sum: extent.sum as f64,
                    minimum: extent.least as f64,
                    maximum: extent.greatest as f64,
                };
                let mut samples = Samples::new(&mut samples, NAMESPACE, dimensions(stream), minute);
                samples.tally("IncomingRecords", "Count", &tally(appended.items));
                samples.tally("IncomingBytes", "Bytes", &tally(appended.bytes));
                samples.count("IncomingPutRequests", appended.frames);
            }
        }
        if samples.is_empty() {
            stream.meter.report(end);
            return Ok(None);
        }
        let keeping = Keeping::Add { sequence: end.to_number() };
        Ok(Some((Report { place: stream.place.clone(), source, keeping, samples }, end)))
    }

    /// The stored totals of these minutes.
    fn totals(&self, stream: &Stream, minutes: &[u64], names: &Names) -> Result<Report, Fault> {
        let (mut samples, now) = (Vec::new(), self.engine.now());
        for minute in minutes {
            let kept = self.engine.store()?.get(&stored::delivered(&stream.id, *minute));
            let Some(kept) = kept.map_err(EngineError::from)? else { continue };
            let Some(delivered) = Delivered::decode(&kept) else { continue };
            let minute = Timestamp(minute * 60_000);
            if minute.0 + PAST_MS < now.0 {
                continue;
            }
            let mut samples = Samples::new(&mut samples, NAMESPACE, dimensions(stream), minute);
            samples.tally(names.records, "Count", &delivered.destination.records);
            samples.tally(names.bytes, "Bytes", &delivered.destination.bytes);
            samples.tally("BackupToS3.Records", "Count", &delivered.backup.records);
            samples.tally("BackupToS3.Bytes", "Bytes", &delivered.backup.bytes);
        }
        let (place, source) = (stream.place.clone(), format!("firehose/{}/delivered", stream.id));
        Ok(Report { place, source, keeping: Keeping::Replace, samples })
    }

    /// Forgets totals that were reported and can change no more; the others are looked at again when they may go.
    async fn drop_totals(&self, stream: &Stream, minutes: Vec<u64>) -> Result<(), Fault> {
        let gone = stream.meter.delivered().end(minutes, self.oldest_kept());
        if gone.is_empty() {
            return Ok(());
        }
        let keys: Vec<_> = gone.iter().map(|minute| stored::delivered(&stream.id, *minute)).collect();
        let dropped = self.engine.store()?.write(move |store| {
            keys.iter().for_each(|key| store.delete(key));
            Ok::<_, EngineError>(())
        });
        Ok(dropped.await.map_err(EngineError::from)??)
    }
}

/// Has the totals of these minutes reported.
fn wait(stream: &Stream, minutes: &[u64]) {
    let mut delivered = stream.meter.delivered();
    minutes.iter().for_each(|minute| delivered.wait(*minute));
}

fn dimensions(stream: &Stream) -> Vec<(&'static str, String)> {
    vec![("DeliveryStreamName", stream.name.clone())]
}
