//! The source: reads daily weather from NOAA's API and puts it on a stream, a record for each station and day.
//!
//! The API is asked no more than five times a second, page by page; what it or the stream refuses for a while is asked
//! again, with waits that grow and differ, for a bounded time. A record that may have been put is put again, so that it is
//! on the stream at least once: whatever is keyed by station and day has it once.

mod error;
mod join;
mod noaa;
mod pace;
mod patience;
mod put;

use std::collections::BTreeMap;

use client::Aws;
use kernel::SystemRandom;

use crate::day::Day;
use crate::record::Record;
use put::Putter;

pub use error::SourceError;
pub use noaa::Noaa;
pub use patience::Patience;

/// What is read, and where it goes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The location whose stations are asked for, e.g. `FIPS:24`.
    pub location: String,
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Day,
    /// The units that the API is asked for, `metric` or `standard`; as they are kept, if not given.
    pub units: Option<String>,
    /// The stream.
    pub stream: String,
    /// The most records that are put.
    pub records_max: Option<u64>,
}

/// What was read and put of one day.
#[derive(Debug)]
pub struct DayDone<'d> {
    /// The day.
    pub day: Day,
    /// Its records, all of them read and put.
    pub records: &'d [Record],
    /// Observations that they were joined from.
    pub observations: u64,
    /// The HTTP status of NOAA's last answer.
    pub read_status: u16,
    /// The HTTP status of the last PutRecords; none where there was nothing to put.
    pub put_status: Option<u16>,
}

/// What was read and put in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Stations that the API named.
    pub stations: u64,
    /// Days that were read.
    pub days: u64,
    /// Observations that were read.
    pub observations: u64,
    /// Records read: stations and days.
    pub read: u64,
    /// Records put, each counted once.
    pub put: u64,
    /// Requests that NOAA's API was sent, those that were repeated included.
    pub requests: u64,
    /// Times that something was tried again: a request, a call, or the records that a call did not take.
    pub retries: u64,
}

/// Reads and puts what `plan` says, day by day; `tell` hears of each day.
pub async fn run(
    plan: &Plan,
    noaa: &mut Noaa,
    aws: &Aws,
    patience: Patience,
    tell: &mut dyn FnMut(&DayDone<'_>),
) -> Result<Totals, SourceError> {
    let random = SystemRandom::default();
    let mut putter = Putter::new(aws, &plan.stream, patience, &random);
    let mut stations: BTreeMap<String, String> = noaa.stations(&plan.location).await?;
    let mut totals = Totals { stations: stations.len() as u64, ..Totals::default() };
    let mut day = plan.start;
    while day <= plan.end && plan.records_max.is_none_or(|most| totals.read < most) {
        let (observations, read_status) = noaa.day(&plan.location, day, plan.units.as_deref()).await?;
        for observation in &observations {
            if !stations.contains_key(&observation.station) {
                let name = noaa.station_name(&observation.station).await?;
                stations.insert(observation.station.clone(), name);
            }
        }
        let mut records = join::records(&observations, &stations);
        if let Some(most) = plan.records_max {
            records.truncate(usize::try_from(most - totals.read).unwrap_or(usize::MAX));
        }
        let put_status = putter.put(&records).await?;
        totals.days += 1;
        totals.observations += observations.len() as u64;
        totals.read += records.len() as u64;
        totals.put += records.len() as u64;
        let observations = observations.len() as u64;
        tell(&DayDone { day, records: &records, observations, read_status, put_status });
        day = day.next();
    }
    totals.requests = noaa.requests();
    totals.retries = noaa.retries() + putter.retries();
    Ok(totals)
}
