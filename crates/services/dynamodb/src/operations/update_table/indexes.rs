//! Global indexes that come, go and change.

use dynamodb_api::{
    BillingMode, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate,
    UpdateGlobalSecondaryIndexAction, UpdateTableInput,
};
use kernel::Timestamp;
use wire::Fault;

use super::create_table::push;
use super::definition::{self, Definitions};
use super::throughput::{self, Of};
use super::{refused, updates};
use crate::engine::{Errand, StoredIndex, StoredTable};
use crate::errors::{invalid, invalid_parameters, limit_exceeded, not_found};
use crate::limits::GLOBAL_INDEXES_MAX;

const ONE_ONLINE: &str = "Only 1 online index can be created or deleted simultaneously per table";

/// The rules that need no table.
pub fn check(input: &UpdateTableInput) -> Result<(), Fault> {
    if input.global_secondary_index_updates.as_ref().is_some_and(Vec::is_empty) {
        return Err(invalid_parameters("List of GlobalSecondaryIndexUpdates is empty"));
    }
    let mut names = Vec::new();
    for update in updates(input) {
        let name = name_of(update)?;
        if names.contains(&name) {
            return Err(invalid_parameters(format!(
                "Only one global secondary index update per index is allowed simultaneously. Index: {name}"
            )));
        }
        names.push(name);
        if let Some(create) = &update.create {
            definition::check_key(&create.key_schema)?;
            definition::check_projection(&create.projection)?;
            refused::member("WarmThroughput of an index", &create.warm_throughput)?;
        }
        if let Some(update) = &update.update {
            refused::member("WarmThroughput of an index", &update.warm_throughput)?;
        }
    }
    let online = updates(input).iter().filter(|update| update.create.is_some() || update.delete.is_some());
    if online.count() > 1 { Err(limit_exceeded(ONE_ONLINE)) } else { Ok(()) }
}

fn name_of(update: &GlobalSecondaryIndexUpdate) -> Result<&str, Fault> {
    match (&update.update, &update.create, &update.delete) {
        (Some(update), None, None) => Ok(&update.index_name),
        (None, Some(create), None) => Ok(&create.index_name),
        (None, None, Some(delete)) => Ok(&delete.index_name),
        (None, None, None) => Err(invalid_parameters(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, \
             GlobalSecondaryIndexUpdate.Delete must not be null",
        )),
        _ => Err(invalid_parameters(
            "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
        )),
    }
}

/// Changes the table's indexes as `input` asks.
pub fn change(
    stored: &mut StoredTable,
    now: Timestamp,
    input: UpdateTableInput,
) -> Result<Vec<Errand>, Fault> {
    let mut errands = Vec::new();
    for update in input.global_secondary_index_updates.unwrap_or_default() {
        if let Some(new) = update.create {
            let definitions = Definitions(input.attribute_definitions.as_deref().unwrap_or_default());
            errands.push(create(stored, new, &definitions)?);
        } else if let Some(old) = update.delete {
            errands.push(delete(stored, &old.index_name)?);
        } else if let Some(change) = update.update {
            set(stored, now, change)?;
        }
    }
    Ok(errands)
}

fn create(
    stored: &mut StoredTable,
    new: CreateGlobalSecondaryIndexAction,
    given: &Definitions<'_>,
) -> Result<Errand, Fault> {
    if stored.indexes.iter().any(|index| index.name == new.index_name) {
        return Err(invalid("Attempting to create an index which already exists"));
    }
    if stored.indexes.iter().any(|index| index.filling) {
        return Err(limit_exceeded(ONE_ONLINE));
    }
    if stored.indexes.iter().filter(|index| index.global).count() >= GLOBAL_INDEXES_MAX {
        return Err(limit_exceeded(format!(
            "GlobalSecondaryIndex count exceeds the per-table limit of {GLOBAL_INDEXES_MAX}"
        )));
    }
    check_new_capacity(stored.billing_mode, &new)?;
    define(stored, &new, given)?;
    let projections = stored.indexes.iter().map(|index| &index.projection);
    definition::check_projected(projections.chain([&new.projection]))?;
    push(stored, |plain| StoredIndex {
        name: new.index_name,
        global: true,
        filling: true,
        key_schema: new.key_schema,
        projection: definition::sorted(new.projection),
        throughput: throughput::initial(new.provisioned_throughput.as_ref()),
        on_demand_throughput: throughput::kept(new.on_demand_throughput),
        ..plain
    });
    let index = stored.indexes.last().map(StoredIndex::index_id);
    Ok(Errand::Fill(index.expect("invariant: an index was pushed")))
}

fn check_new_capacity(mode: BillingMode, new: &CreateGlobalSecondaryIndexAction) -> Result<(), Fault> {
    let name = &new.index_name;
    match (mode, &new.provisioned_throughput) {
        (BillingMode::Provisioned, None) => Err(invalid_parameters(format!(
            "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {name}"
        ))),
        (BillingMode::PayPerRequest, Some(_)) => Err(invalid_parameters(format!(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: {name} when BillingMode is \
             PAY_PER_REQUEST"
        ))),
        (BillingMode::Provisioned, Some(wanted)) => throughput::check_bounds(wanted),
        (BillingMode::PayPerRequest, None) => Ok(()),
    }?;
    throughput::check_on_demand(new.on_demand_throughput.as_ref(), mode, Of::Index(name))
}

/// Adds the definitions that a new index needs and the table does not have; others that are given are ignored,
/// as on AWS.
fn define(
    stored: &mut StoredTable,
    new: &CreateGlobalSecondaryIndexAction,
    given: &Definitions<'_>,
) -> Result<(), Fault> {
    for key in &new.key_schema {
        if stored.attribute_definitions.iter().any(|of| of.attribute_name == key.attribute_name) {
            continue;
        }
        match given.0.iter().find(|of| of.attribute_name == key.attribute_name) {
            Some(definition) => stored.attribute_definitions.push(definition.clone()),
            None if given.0.is_empty() => {
                let name = &new.index_name;
                return Err(invalid_parameters(format!(
                    "AttributeDefinitions is not specified for index: {name}"
                )));
            }
            None => given.check_defines(&new.key_schema)?,
        }
    }
    given.check()?;
    stored.attribute_definitions.sort_by(|left, right| left.attribute_name.cmp(&right.attribute_name));
    Ok(())
}

/// Where the global index called `name` is among the table's; `verb` is what was to be done with it.
fn place(stored: &StoredTable, name: &str, verb: &str) -> Result<usize, Fault> {
    match stored.indexes.iter().position(|index| index.name == name) {
        Some(place) if stored.indexes[place].global => Ok(place),
        Some(_) => Err(invalid(format!("Cannot {verb} an index that is not a GlobalSecondaryIndex: {name}"))),
        None => {
            Err(not_found(format!("Requested resource not found: Index {name} for table {}", stored.name)))
        }
    }
}

fn delete(stored: &mut StoredTable, name: &str) -> Result<Errand, Fault> {
    let place = place(stored, name, "delete")?;
    let mut others = stored.indexes.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, index)| index);
    if others.any(|index| index.filling) {
        return Err(limit_exceeded(ONE_ONLINE));
    }
    let old = stored.indexes.remove(place);
    // A definition that only this index used goes with it.
    let StoredTable { key_schema, indexes, attribute_definitions, .. } = stored;
    attribute_definitions.retain(|definition| {
        let keys = indexes.iter().map(|index| &index.key_schema).chain([&*key_schema]);
        keys.flatten().any(|key| key.attribute_name == definition.attribute_name)
    });
    Ok(Errand::Drop(old.index_id()))
}

fn set(
    stored: &mut StoredTable,
    now: Timestamp,
    wanted: UpdateGlobalSecondaryIndexAction,
) -> Result<(), Fault> {
    let (mode, name) = (stored.billing_mode, wanted.index_name);
    let place = place(stored, &name, "update")?;
    let index = &mut stored.indexes[place];
    throughput::check_on_demand(wanted.on_demand_throughput.as_ref(), mode, Of::Index(&name))?;
    if let Some(limits) = wanted.on_demand_throughput {
        index.on_demand_throughput = throughput::kept(Some(limits));
    }
    let Some(wanted) = wanted.provisioned_throughput else { return Ok(()) };
    if mode == BillingMode::PayPerRequest {
        return Err(invalid_parameters(format!(
            "The only Updates for index: {name} when TableThroughputMode is PAY_PER_REQUEST can be to \
             OnDemandThroughput, WarmThroughput"
        )));
    }
    throughput::check_bounds(&wanted)?;
    let (read, write) = (wanted.read_capacity_units, wanted.write_capacity_units);
    let before = (index.throughput.read_units, index.throughput.write_units);
    if !throughput::set(&mut index.throughput, read, write, now) {
        return Err(invalid(format!(
            "The provisioned throughput for the index {name} will not change. The requested value equals the current \
             value. Current ReadCapacityUnits provisioned for the index: {}. Requested ReadCapacityUnits: {read}. \
             Current WriteCapacityUnits provisioned for the index: {}. Requested WriteCapacityUnits: {write}. Refer to \
             the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
            before.0, before.1
        )));
    }
    Ok(())
}
