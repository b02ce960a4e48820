//! `ConsumedCapacity`: what an operation used, as the caller asked to be told.

use std::collections::BTreeMap;

use dynamodb_api::{Capacity, ConsumedCapacity, ReturnConsumedCapacity};

use crate::engine::Table;
use crate::engine::capacity::{CapacityUnits, Read};
use crate::engine::items::Costs;

/// True when the caller asked.
pub fn is_wanted(wanted: Option<ReturnConsumedCapacity>) -> bool {
    matches!(wanted, Some(ReturnConsumedCapacity::Total | ReturnConsumedCapacity::Indexes))
}

/// How a read is billed.
pub fn read(consistent: Option<bool>) -> Read {
    if consistent == Some(true) { Read::Strong } else { Read::Eventual }
}

/// `costs` of `table`, if asked for.
pub fn consumed(
    wanted: Option<ReturnConsumedCapacity>,
    table: &Table,
    costs: &Costs,
) -> Option<ConsumedCapacity> {
    if !is_wanted(wanted) {
        return None;
    }
    let total = ConsumedCapacity {
        table_name: Some(table.name.clone()),
        capacity_units: Some(costs.total().units()),
        ..ConsumedCapacity::default()
    };
    if wanted != Some(ReturnConsumedCapacity::Indexes) {
        return Some(total);
    }
    Some(ConsumedCapacity {
        table: Some(capacity(costs.table)),
        local_secondary_indexes: of_indexes(table, costs, true),
        global_secondary_indexes: of_indexes(table, costs, false),
        ..total
    })
}

fn of_indexes(table: &Table, costs: &Costs, local: bool) -> Option<BTreeMap<String, Capacity>> {
    let touched = costs.indexes.iter().map(|&(place, units)| (&table.indexes[place], units));
    let touched = touched.filter(|(index, _)| index.is_local() == local);
    let units: BTreeMap<_, _> = touched.map(|(index, units)| (index.name.clone(), capacity(units))).collect();
    (!units.is_empty()).then_some(units)
}

fn capacity(units: CapacityUnits) -> Capacity {
    Capacity { capacity_units: Some(units.units()), ..Capacity::default() }
}
