//! `UpdateTable`: capacity, indexes, stream, deletion protection.
//!
//! Rules that need no table first, then those that do, on its newest form and one change at a time. A change is in
//! force at once, though the answer says UPDATING, as on AWS.

mod capacity;
mod indexes;

use std::sync::Arc;

use dispatch::{Call, Handle};
use dynamodb_api::{
    BillingMode, GlobalSecondaryIndexUpdate, StreamViewType, UpdateTable, UpdateTableInput, UpdateTableOutput,
};
use kernel::Timestamp;
use wire::Fault;

use super::{create_table, definition, refused, stream_specification, throughput};
use crate::DynamoDb;
use crate::engine::changes::FeedId;
use crate::engine::{Errand, StoredTable, Table};
use crate::errors::{invalid, invalid_parameters};

impl Handle<UpdateTable> for DynamoDb {
    async fn handle(&self, call: &Call, input: UpdateTableInput) -> Result<UpdateTableOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?.to_owned();
        check_some(&input)?;
        check_alone(&input)?;
        indexes::check(&input)?;
        refuse(&input)?;
        let stream = self.wanted_stream(&input).await?;
        let engine = Arc::clone(&self.engine);
        let edit = move |_: &Table, stored: &mut StoredTable, now| {
            let mut errands = Vec::new();
            if input.stream_specification.is_some() {
                errands = stream_specification::change(&engine, stored, stream, now)?;
            }
            errands.extend(edit(stored, now, input)?);
            Ok::<_, Fault>(errands)
        };
        let (before, table) = self.engine.change(&call.place, &name, edit).await?;
        Ok(UpdateTableOutput { table_description: Some(self.describe_change(Some(&before), &table)?) })
    }
}

impl DynamoDb {
    /// A new feed and its view, where the table is to have a stream.
    async fn wanted_stream(
        &self,
        input: &UpdateTableInput,
    ) -> Result<Option<(FeedId, StreamViewType)>, Fault> {
        let Some(specification) = &input.stream_specification else { return Ok(None) };
        stream_specification::check_change(specification)?;
        let Some(view) = specification.stream_view_type else { return Ok(None) };
        Ok(Some((self.engine.new_feed().await?, view)))
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
    if input.stream_specification.is_some() {
        let provisions = input.billing_mode == Some(BillingMode::Provisioned);
        if input.provisioned_throughput.is_some() || provisions {
            return Err(invalid_parameters("You cannot modify stream status while updating table IOPS"));
        }
        if online {
            return Err(invalid_parameters("You cannot create or delete index while changing stream status"));
        }
    }
    Ok(())
}

fn refuse(input: &UpdateTableInput) -> Result<(), Fault> {
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
