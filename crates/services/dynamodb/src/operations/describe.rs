//! Tables as AWS describes them: in use, but for indexes that are being filled, and for what an answer says of the
//! change that it answers.

use dynamodb_api::{
    BillingMode, BillingModeSummary, GlobalSecondaryIndexDescription,
    GlobalSecondaryIndexWarmThroughputDescription, IndexStatus, LocalSecondaryIndexDescription,
    ProvisionedThroughputDescription, StreamSpecification, TableDescription, TableStatus as ApiStatus,
    TableWarmThroughputDescription,
};
use kernel::Timestamp;
use wire::Fault;

use super::throughput::lowered_today;
use crate::DynamoDb;
use crate::engine::key::IndexId;
use crate::engine::{Count, StoredIndex, StoredTable, StoredThroughput, Table};
use crate::limits::{WARM_READ_UNITS, WARM_WRITE_UNITS};

impl DynamoDb {
    /// The description of `table` as it is now.
    pub(super) fn describe(&self, table: &Table) -> Result<TableDescription, Fault> {
        let now = self.engine.now();
        let count = |index: IndexId| self.engine.count(table.id, index);
        let of_table = count(IndexId::TABLE)?;
        let mut description = without_indexes(table, now, of_table);
        for index in &table.description().indexes {
            let count = count(index.index_id())?;
            if index.global {
                let all = description.global_secondary_indexes.get_or_insert_default();
                all.push(global(table, index, now, count));
            } else {
                description.local_secondary_indexes.get_or_insert_default().push(local(table, index, count));
            }
        }
        Ok(description)
    }

    /// The description of `table` in the answer to what changed it from `before`, or made it: what AWS would now
    /// set about doing, we have done.
    pub(super) fn describe_change(
        &self,
        before: Option<&Table>,
        table: &Table,
    ) -> Result<TableDescription, Fault> {
        let (before, after) = (before.map(Table::description), table.description());
        let mut description = self.describe(table)?;
        let status = before.map_or(ApiStatus::Creating, |before| change_status(before, after));
        description.table_status = Some(status);
        description.warm_throughput.iter_mut().for_each(|warm| warm.status = Some(status));
        let described = description.global_secondary_indexes.iter_mut().flatten();
        for (described, index) in described.zip(after.indexes.iter().filter(|index| index.global)) {
            let before = before.map(|before| before.indexes.iter().find(|old| old.number == index.number));
            let status = match before {
                Some(Some(old)) if old == index => continue,
                Some(Some(_)) => IndexStatus::Updating,
                None | Some(None) => IndexStatus::Creating,
            };
            described.index_status = Some(status);
            described.warm_throughput.iter_mut().for_each(|warm| warm.status = Some(status));
            described.backfilling = matches!(before, Some(None)).then_some(false);
        }
        Ok(description)
    }
}

/// What a change makes of a table; protecting it is done at once on AWS too.
fn change_status(before: &StoredTable, after: &StoredTable) -> ApiStatus {
    let before = StoredTable { deletion_protection: after.deletion_protection, ..before.clone() };
    if before == *after { ApiStatus::Active } else { ApiStatus::Updating }
}

fn without_indexes(table: &Table, now: Timestamp, count: Count) -> TableDescription {
    let stored = table.description();
    let (warm_reads, warm_writes) = warm(stored.billing_mode, &stored.throughput);
    let was_per_request =
        stored.billing_mode == BillingMode::PayPerRequest || stored.per_request_since.is_some();
    TableDescription {
        attribute_definitions: Some(stored.attribute_definitions.clone()),
        table_name: Some(table.name.clone()),
        key_schema: Some(stored.key_schema.clone()),
        table_status: Some(ApiStatus::Active),
        creation_date_time: Some(stored.created),
        provisioned_throughput: Some(provisioned(&stored.throughput, now)),
        table_size_bytes: Some(count.bytes as i64),
        item_count: Some(count.items as i64),
        table_arn: Some(table.arn.to_string()),
        table_id: Some(stored.id.clone()),
        billing_mode_summary: was_per_request.then_some(BillingModeSummary {
            billing_mode: Some(stored.billing_mode),
            last_update_to_pay_per_request_date_time: stored.per_request_since,
        }),
        stream_specification: stored.stream.as_ref().filter(|stream| stream.enabled).map(|stream| {
            StreamSpecification { stream_enabled: true, stream_view_type: Some(stream.view_type) }
        }),
        latest_stream_label: stored.stream.as_ref().map(|stream| stream.label.clone()),
        latest_stream_arn: stored
            .stream
            .as_ref()
            .map(|stream| format!("{}/stream/{}", table.arn, stream.label)),
        deletion_protection_enabled: Some(stored.deletion_protection),
        on_demand_throughput: stored.on_demand_throughput.clone(),
        warm_throughput: Some(TableWarmThroughputDescription {
            read_units_per_second: Some(warm_reads),
            write_units_per_second: Some(warm_writes),
            status: Some(ApiStatus::Active),
        }),
        ..TableDescription::default()
    }
}

fn local(table: &Table, index: &StoredIndex, count: Count) -> LocalSecondaryIndexDescription {
    LocalSecondaryIndexDescription {
        index_name: Some(index.name.clone()),
        key_schema: Some(index.key_schema.clone()),
        projection: Some(index.projection.clone()),
        index_size_bytes: Some(count.bytes as i64),
        item_count: Some(count.items as i64),
        index_arn: Some(format!("{}/index/{}", table.arn, index.name)),
    }
}

fn global(
    table: &Table,
    index: &StoredIndex,
    now: Timestamp,
    count: Count,
) -> GlobalSecondaryIndexDescription {
    let status = if index.filling { IndexStatus::Creating } else { IndexStatus::Active };
    let stored = table.description();
    let (warm_reads, warm_writes) = warm(stored.billing_mode, &index.throughput);
    GlobalSecondaryIndexDescription {
        index_name: Some(index.name.clone()),
        key_schema: Some(index.key_schema.clone()),
        projection: Some(index.projection.clone()),
        index_status: Some(status),
        backfilling: index.filling.then_some(true),
        provisioned_throughput: Some(provisioned(&index.throughput, now)),
        index_size_bytes: Some(count.bytes as i64),
        item_count: Some(count.items as i64),
        index_arn: Some(format!("{}/index/{}", table.arn, index.name)),
        on_demand_throughput: index.on_demand_throughput.clone(),
        warm_throughput: Some(GlobalSecondaryIndexWarmThroughputDescription {
            read_units_per_second: Some(warm_reads),
            write_units_per_second: Some(warm_writes),
            status: Some(status),
        }),
    }
}

fn provisioned(stored: &StoredThroughput, now: Timestamp) -> ProvisionedThroughputDescription {
    ProvisionedThroughputDescription {
        last_increase_date_time: stored.raised,
        last_decrease_date_time: stored.lowered,
        number_of_decreases_today: Some(lowered_today(stored, now)),
        read_capacity_units: Some(stored.read_units),
        write_capacity_units: Some(stored.write_units),
    }
}

/// What a table or an index takes at once: what is provisioned, or AWS's number for what is paid per request.
fn warm(mode: BillingMode, stored: &StoredThroughput) -> (i64, i64) {
    match mode {
        BillingMode::Provisioned => (stored.read_units, stored.write_units),
        BillingMode::PayPerRequest => (WARM_READ_UNITS, WARM_WRITE_UNITS),
    }
}
