//! How a table is paid for and what it may take.

use dynamodb_api::{BillingMode, UpdateTableInput};
use kernel::Timestamp;
use wire::Fault;

use super::throughput::{self, Of};
use super::updates;
use crate::engine::{StoredTable, StoredThroughput};
use crate::errors::{invalid, invalid_parameters};

/// Changes the table's capacity as `input` asks, and empties that of indexes where it is paid per request.
pub fn change(stored: &mut StoredTable, now: Timestamp, input: &UpdateTableInput) -> Result<(), Fault> {
    let mode = input.billing_mode.unwrap_or(stored.billing_mode);
    match (mode, &input.provisioned_throughput) {
        (BillingMode::PayPerRequest, Some(_)) => {
            return Err(invalid_parameters(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ));
        }
        (BillingMode::Provisioned, None) if input.billing_mode.is_some() => {
            return Err(invalid_parameters(
                "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
            ));
        }
        _ => {}
    }
    throughput::check_on_demand(input.on_demand_throughput.as_ref(), mode, Of::Table)?;
    if mode != stored.billing_mode {
        switch(stored, now, mode, input)?;
    }
    if let Some(limits) = &input.on_demand_throughput {
        stored.on_demand_throughput = throughput::kept(Some(limits.clone()));
    }
    let Some(wanted) = &input.provisioned_throughput else { return Ok(()) };
    throughput::check_bounds(wanted)?;
    let (read, write) = (wanted.read_capacity_units, wanted.write_capacity_units);
    let before = (stored.throughput.read_units, stored.throughput.write_units);
    if !throughput::set(&mut stored.throughput, read, write, now) {
        return Err(invalid(format!(
            "The provisioned throughput for the table will not change. The requested value equals the current value. \
             Current ReadCapacityUnits provisioned for the table: {}. Requested ReadCapacityUnits: {read}. Current \
             WriteCapacityUnits provisioned for the table: {}. Requested WriteCapacityUnits: {write}. Refer to the \
             Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
            before.0, before.1
        )));
    }
    Ok(())
}

/// Changes how the table is paid for. Its indexes follow; limits on demand are forgotten either way.
fn switch(
    stored: &mut StoredTable,
    now: Timestamp,
    mode: BillingMode,
    input: &UpdateTableInput,
) -> Result<(), Fault> {
    let mut global = stored.indexes.iter_mut().filter(|index| index.global);
    match mode {
        BillingMode::PayPerRequest => {
            stored.per_request_since = Some(now);
            stored.throughput = StoredThroughput::default();
            global.for_each(|index| {
                index.throughput = StoredThroughput::default();
            });
        }
        BillingMode::Provisioned => {
            let given = |name: &str| {
                let mut given = updates(input).iter().filter_map(|update| update.update.as_ref());
                given.any(|update| update.index_name == name && update.provisioned_throughput.is_some())
            };
            let missing: Vec<&str> =
                global.by_ref().map(|index| index.name.as_str()).filter(|name| !given(name)).collect();
            if !missing.is_empty() {
                return Err(invalid_parameters(format!(
                    "ProvisionedThroughput must be specified for index: {}",
                    missing.join(",")
                )));
            }
        }
    }
    stored.on_demand_throughput = None;
    stored.indexes.iter_mut().for_each(|index| index.on_demand_throughput = None);
    stored.billing_mode = mode;
    Ok(())
}
