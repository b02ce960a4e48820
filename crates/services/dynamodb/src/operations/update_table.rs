//! `UpdateTable`: capacity, indexes, deletion protection.
//!
//! Rules that need no table first, then those that do, on its newest form and one change at a time. A change is in
//! force at once, though the answer says UPDATING, as on AWS.

mod capacity;
mod indexes;

use dispatch::{Call, Handle};
use dynamodb_api::{GlobalSecondaryIndexUpdate, UpdateTable, UpdateTableInput, UpdateTableOutput};
use kernel::Timestamp;
use wire::Fault;

use super::{create_table, definition, refused, throughput};
use crate::DynamoDb;
use crate::engine::{Errand, StoredTable, Table};
use crate::errors::{invalid, invalid_parameters};

impl Handle<UpdateTable> for DynamoDb {
    async fn handle(&self, call: &Call, input: UpdateTableInput) -> Result<UpdateTableOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?.to_owned();
        check_some(&input)?;
        check_alone(&input)?;
        indexes::check(&input)?;
        refuse(&input)?;
        let edit = move |_: &Table, stored: &mut StoredTable, now| edit(stored, now, input);
        let (before, table) = self.engine.change(&call.place, &name, edit).await?;
        Ok(UpdateTableOutput { table_description: Some(self.describe_change(Some(&before), &table)?) })
    }
}

/// What a request has to say about indexes.
fn updates(input: &UpdateTableInput) -> &[GlobalSecondaryIndexUpdate] {
    input.global_secondary_index_updates.as_deref().unwrap_or_default()
}

/// Refuses a request that changes nothing.
fn check_some(input: &UpdateTableInput) -> Result<(), Fault> {
    let some = input.provisioned_throughput.is_some()
        || input.billing_mode.is_some()
        || input.stream_specification.is_some()
        || !updates(input).is_empty()
        || input.sse_specification.is_some()
        || input.replica_updates.is_some()
        || input.multi_region_consistency.is_some()
        || input.global_table_witness_updates.is_some()
        || input.global_table_settings_replication_mode.is_some()
        || input.deletion_protection_enabled.is_some()
        || input.on_demand_throughput.is_some()
        || input.warm_throughput.is_some()
        || input.table_class.is_some();
    if some {
        return Ok(());
    }
    Err(invalid(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, \
         SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, \
         DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
    ))
}

/// Refuses changes that do not go together.
fn check_alone(input: &UpdateTableInput) -> Result<(), Fault> {
    let indexes = !updates(input).is_empty();
    let capacity = input.provisioned_throughput.is_some() || input.billing_mode.is_some();
    let on_demand = input.on_demand_throughput.is_some();
    let others = input.stream_specification.is_some()
        || input.sse_specification.is_some()
        || input.table_class.is_some()
        || input.replica_updates.is_some();
    if input.deletion_protection_enabled.is_some() && (indexes || capacity || on_demand || others) {
        return Err(invalid_parameters(
            "DeletionProtection modification must be the only operation in the request",
        ));
    }
    if on_demand && (indexes || input.provisioned_throughput.is_some() || others) {
        return Err(invalid_parameters(
            "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request",
        ));
    }
    let online = updates(input).iter().any(|update| update.create.is_some() || update.delete.is_some());
    if input.provisioned_throughput.is_some() && online {
        return Err(invalid_parameters("You cannot create or delete index while updating table IOPS"));
    }
    Ok(())
}

fn refuse(input: &UpdateTableInput) -> Result<(), Fault> {
    refused::stream(input.stream_specification.as_ref())?;
    if input.stream_specification.is_some() {
        return Err(invalid(format!("Table has no stream to disable: TableName: {}", input.table_name)));
    }
    refused::encryption(input.sse_specification.as_ref())?;
    if input.sse_specification.is_some() {
        return Err(invalid_parameters("Table is already encrypted by default"));
    }
    refused::class(input.table_class)?;
    refused::member("ReplicaUpdates", &input.replica_updates)?;
    refused::member("MultiRegionConsistency", &input.multi_region_consistency)?;
    refused::member("GlobalTableWitnessUpdates", &input.global_table_witness_updates)?;
    refused::member("GlobalTableSettingsReplicationMode", &input.global_table_settings_replication_mode)?;
    refused::member("WarmThroughput", &input.warm_throughput)
}

fn edit(stored: &mut StoredTable, now: Timestamp, input: UpdateTableInput) -> Result<Vec<Errand>, Fault> {
    if let Some(protected) = input.deletion_protection_enabled {
        stored.deletion_protection = protected;
        return Ok(Vec::new());
    }
    capacity::change(stored, now, &input)?;
    indexes::change(stored, now, input)
}
