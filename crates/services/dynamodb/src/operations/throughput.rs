//! The rules of throughput and how it is paid for, in AWS's words.

use dynamodb_api::{BillingMode, OnDemandThroughput, ProvisionedThroughput};
use kernel::Timestamp;
use wire::Fault;

use crate::engine::StoredThroughput;
use crate::errors::{invalid, invalid_parameters};
use crate::limits::THROUGHPUT_UNITS_MAX;

/// Refuses numbers that are none to AWS.
pub fn check_bounds(throughput: &ProvisionedThroughput) -> Result<(), Fault> {
    let named = [
        ("ReadCapacityUnits", throughput.read_capacity_units),
        ("WriteCapacityUnits", throughput.write_capacity_units),
    ];
    named.into_iter().find(|(_, units)| *units > THROUGHPUT_UNITS_MAX).map_or(Ok(()), |(name, units)| {
        Err(invalid(format!("Given value {units} for {name} is out of bounds")))
    })
}

/// What a limit on demand belongs to, in messages.
#[derive(Clone, Copy)]
pub enum Of<'i> {
    /// The table.
    Table,
    /// An index of this name.
    Index(&'i str),
}

/// Refuses limits on demand where capacity is provisioned, and limits that are none. `-1` is none.
pub fn check_on_demand(
    limits: Option<&OnDemandThroughput>,
    mode: BillingMode,
    of: Of<'_>,
) -> Result<(), Fault> {
    let Some(limits) = limits else { return Ok(()) };
    let named = [
        ("MaxReadRequestUnits", limits.max_read_request_units),
        ("MaxWriteRequestUnits", limits.max_write_request_units),
    ];
    for (name, units) in named.into_iter().filter_map(|(name, units)| Some((name, units?))) {
        if mode == BillingMode::Provisioned {
            return Err(invalid_parameters(match of {
                Of::Table => format!(
                    "{name} for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED."
                ),
                Of::Index(index) => format!(
                    "{name} for OnDemandThroughput for index: {index} cannot be specified when table BillingMode is \
                     PROVISIONED."
                ),
            }));
        }
        if units < 1 && units != -1 {
            return Err(invalid_parameters(match of {
                Of::Table => {
                    format!("Requested {name} for OnDemandThroughput for table is outside of valid range")
                }
                Of::Index(index) => {
                    format!(
                        "Requested {name} for OnDemandThroughput for index : {index} is outside of valid range"
                    )
                }
            }));
        }
    }
    Ok(())
}

/// What is kept of limits on demand: those that are set.
pub fn kept(limits: Option<OnDemandThroughput>) -> Option<OnDemandThroughput> {
    let mut limits = limits?;
    for units in [&mut limits.max_read_request_units, &mut limits.max_write_request_units] {
        *units = units.filter(|units| *units > 0);
    }
    Some(limits).filter(|limits| *limits != OnDemandThroughput::default())
}

/// Throughput that was never changed; none where it is paid per request.
pub fn initial(throughput: Option<&ProvisionedThroughput>) -> StoredThroughput {
    throughput.map_or_else(StoredThroughput::default, |throughput| StoredThroughput {
        read_units: throughput.read_capacity_units,
        write_units: throughput.write_capacity_units,
        ..StoredThroughput::default()
    })
}

/// Changes `stored` to `wanted` and remembers when it went up or down. Answers whether it changed.
pub fn set(stored: &mut StoredThroughput, read_units: i64, write_units: i64, now: Timestamp) -> bool {
    let raised = read_units > stored.read_units || write_units > stored.write_units;
    let lowered = read_units < stored.read_units || write_units < stored.write_units;
    if raised {
        stored.raised = Some(now);
    }
    if lowered {
        stored.lowered_count = lowered_today(stored, now) + 1;
        stored.lowered = Some(now);
    }
    (stored.read_units, stored.write_units) = (read_units, write_units);
    raised || lowered
}

/// How often throughput was lowered on this day, UTC.
pub fn lowered_today(stored: &StoredThroughput, now: Timestamp) -> i64 {
    let day = |time: Timestamp| time.seconds() / 86_400;
    if stored.lowered.is_some_and(|lowered| day(lowered) == day(now)) { stored.lowered_count } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowering_is_counted_by_the_day() {
        let mut stored = StoredThroughput { read_units: 10, write_units: 10, ..StoredThroughput::default() };
        let noon = Timestamp(43_200_000);
        assert!(!set(&mut stored, 10, 10, noon));
        assert!(set(&mut stored, 9, 11, noon));
        assert!(set(&mut stored, 8, 11, noon));
        assert_eq!(
            (stored.raised, stored.lowered, lowered_today(&stored, noon)),
            (Some(noon), Some(noon), 2)
        );
        let tomorrow = Timestamp(43_200_000 + 86_400_000);
        assert_eq!(lowered_today(&stored, tomorrow), 0);
        assert!(set(&mut stored, 7, 11, tomorrow));
        assert_eq!(lowered_today(&stored, tomorrow), 1);
    }
}
