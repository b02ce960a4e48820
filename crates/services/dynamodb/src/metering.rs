//! Metrics of tables, in `AWS/DynamoDB` by `TableName`, and by `GlobalSecondaryIndexName` or `Operation` beside it.
//!
//! What writes consumed is totals in the store, which replace what was said of their minute before; what is on no disk
//! is counted in memory. Provisioned capacity is said once in five minutes, as AWS says it.

mod calls;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dispatch::{
    Call, Figures, Future, Keeping, Metered, Minutes, Passing, Report, Sample, SampleSet, Samples, keep_all,
};
use kernel::{Place, Timestamp};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::{StoredThroughput, Table};
pub use calls::{Calls, Kind};

const NAMESPACE: &str = "AWS/DynamoDB";
/// What CloudWatch does not take any more: two weeks; and a day less, to be on the safe side. In minutes.
const PAST_MINUTES: u64 = 13 * 1440;
/// Totals are kept for so many minutes after theirs: clocks may be put back a little.
const KEPT_MINUTES: u64 = 5;
/// How often provisioned capacity is said, in minutes.
const PROVISIONED_MINUTES: u64 = 5;

/// What is measured of the whole service.
pub struct Metering {
    passing: Passing,
    /// Whether the totals that were stored when the server ended were looked for.
    resumed: AtomicBool,
    /// When provisioned capacity was said last, in minutes since 1970.
    provisioned: AtomicU64,
    /// Requests that were refused, by place.
    refused: Mutex<HashMap<Place, Minutes<Refused>>>,
}

#[derive(Debug, Default)]
struct Refused {
    user: u64,
}

impl Figures for Refused {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.count("UserErrors", self.user);
    }
}

impl Default for Metering {
    fn default() -> Self {
        Self {
            passing: Passing::new("dynamodb/calls"),
            resumed: AtomicBool::new(false),
            provisioned: AtomicU64::new(0),
            refused: Mutex::default(),
        }
    }
}

impl Metered for DynamoDb {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move {
            if self.dispatch.measure().is_none() || !self.engine.is_used()? {
                return Ok(());
            }
            let tables = self.engine.all_tables()?;
            if !self.metering.resumed.load(Ordering::Acquire) {
                self.find_totals(&tables).await?;
                self.metering.resumed.store(true, Ordering::Release);
            }
            self.report_tables(&tables).await
        })
    }
}

impl DynamoDb {
    /// Counts something of `table`, where somebody keeps metrics.
    pub(crate) fn count(&self, table: &Table, add: impl FnOnce(&mut Calls)) {
        if self.dispatch.measure().is_some()
            && let Ok(meter) = self.engine.meter(table)
        {
            let mut calls = meter.calls.lock().unwrap_or_else(PoisonError::into_inner);
            add(calls.at(self.engine.now()));
        }
    }

    /// Sees what is answered: refusals of what callers did wrong are counted.
    pub(crate) fn watch(&self, call: &Call, fault: Option<&Fault>) {
        // AWS counts neither conditions that do not hold nor throttling here.
        let counts = fault.is_some_and(|fault| {
            fault.status == 400
                && !matches!(
                    fault.code.as_ref(),
                    "ConditionalCheckFailedException"
                        | "ProvisionedThroughputExceededException"
                        | "ThrottlingException"
                )
        });
        if counts && self.dispatch.measure().is_some() {
            let mut refused = self.metering.refused.lock().unwrap_or_else(PoisonError::into_inner);
            refused.entry(call.place.clone()).or_default().at(self.dispatch.clock().now()).user += 1;
        }
    }

    /// Has all totals reported that are stored: whoever was killed may not have. Those of tables that are no more go.
    async fn find_totals(&self, tables: &[Arc<Table>]) -> Result<(), Fault> {
        let by_id: HashMap<_, _> = tables.iter().map(|table| (table.id, table)).collect();
        let mut gone = Vec::new();
        for (table, minute) in self.engine.consumed_minutes()? {
            match by_id.get(&table) {
                Some(table) => self.engine.meter(table)?.wait(&[minute]),
                None => gone.push((table, minute)),
            }
        }
        if gone.is_empty() { Ok(()) } else { Ok(self.engine.drop_consumed(gone).await?) }
    }

    fn minute(&self) -> u64 {
        self.engine.now().0 / 60_000
    }

    /// Reports what is new of `tables`.
    pub(crate) async fn report_tables(&self, tables: &[Arc<Table>]) -> Result<(), Fault> {
        let oldest_kept = self.minute().saturating_sub(KEPT_MINUTES);
        let mut passing = self.refusals();
        let (mut reports, mut of_reports) = (Vec::new(), Vec::new());
        for table in tables {
            let meter = self.engine.meter(table)?;
            let counted = meter.calls.lock().unwrap_or_else(PoisonError::into_inner).take();
            for (minute, figures) in counted {
                let samples = passing.entry(table.place.clone()).or_default();
                figures.say(&mut Samples::new(samples, NAMESPACE, dimensions(table), minute));
            }
            let minutes = meter.begin(oldest_kept);
            if !minutes.is_empty() {
                reports.push(self.totals(table, &minutes)?);
                of_reports.push((meter, minutes));
            }
        }
        self.provisioned(tables, &mut passing);
        let (kept, mut result) = keep_all(&self.dispatch, reports).await;
        let mut gone = Vec::new();
        for ((meter, minutes), kept) in of_reports.into_iter().zip(kept) {
            match kept {
                true => {
                    gone.extend(meter.end(minutes, oldest_kept).into_iter().map(|minute| (meter.id, minute)))
                }
                false => meter.wait(&minutes),
            }
        }
        if !gone.is_empty() {
            result = result.and(self.engine.drop_consumed(gone).await.map_err(Fault::from));
        }
        result.and(self.metering.passing.report(&self.dispatch, passing).await)
    }

    fn refusals(&self) -> BTreeMap<Place, Vec<Sample>> {
        let mut passing = BTreeMap::new();
        let mut refused = self.metering.refused.lock().unwrap_or_else(PoisonError::into_inner);
        for (place, minutes) in refused.drain() {
            let mut minutes = minutes;
            let samples: &mut Vec<Sample> = passing.entry(place).or_default();
            for (minute, figures) in minutes.take() {
                figures.say(&mut Samples::new(samples, NAMESPACE, Vec::new(), minute));
            }
        }
        passing
    }

    /// The stored totals of these minutes.
    fn totals(&self, table: &Table, minutes: &[u64]) -> Result<Report, Fault> {
        let meter = self.engine.meter(table)?;
        let mut samples = Vec::new();
        for minute in minutes.iter().filter(|minute| **minute + PAST_MINUTES >= self.minute()) {
            let Some(consumed) = self.engine.consumed(meter, *minute)? else { continue };
            let minute = Timestamp(minute * 60_000);
            let mut samples = Samples::new(&mut samples, NAMESPACE, dimensions(table), minute);
            samples.tally("ConsumedWriteCapacityUnits", "Count", &consumed.written);
            samples.tally("TimeToLiveDeletedItemCount", "Count", &consumed.expired);
            for (id, tally) in &consumed.indexes {
                // Of one that was dropped nobody knows the name.
                let Some(index) = table.indexes.iter().find(|index| index.id == *id) else { continue };
                let mut samples = samples.with("GlobalSecondaryIndexName", &index.name);
                samples.tally("ConsumedWriteCapacityUnits", "Count", tally);
            }
        }
        let (place, source) = (table.place.clone(), format!("dynamodb/{}", table.id.0));
        Ok(Report { place, source, keeping: Keeping::Replace, samples })
    }

    /// Says provisioned capacity, where it is time to.
    fn provisioned(&self, tables: &[Arc<Table>], passing: &mut BTreeMap<Place, Vec<Sample>>) {
        let minute = self.minute();
        let last = self.metering.provisioned.load(Ordering::Acquire);
        if minute.abs_diff(last) < PROVISIONED_MINUTES {
            return;
        }
        self.metering.provisioned.store(minute, Ordering::Release);
        for table in tables {
            let stored = table.description();
            let samples = passing.entry(table.place.clone()).or_default();
            let minute = Timestamp(minute * 60_000);
            let mut samples = Samples::new(samples, NAMESPACE, dimensions(table), minute);
            say_provisioned(&mut samples, &stored.throughput);
            for index in stored.indexes.iter().filter(|index| index.global) {
                let mut samples = samples.with("GlobalSecondaryIndexName", &index.name);
                say_provisioned(&mut samples, &index.throughput);
            }
        }
    }
}

fn say_provisioned(samples: &mut Samples<'_>, throughput: &StoredThroughput) {
    // What pays by request has none.
    if throughput.write_units > 0 {
        let (read, write) = (throughput.read_units as f64, throughput.write_units as f64);
        samples.tally("ProvisionedReadCapacityUnits", "Count", &SampleSet::of(read));
        samples.tally("ProvisionedWriteCapacityUnits", "Count", &SampleSet::of(write));
    }
}

fn dimensions(table: &Table) -> Vec<(&'static str, String)> {
    vec![("TableName", table.name.clone())]
}
