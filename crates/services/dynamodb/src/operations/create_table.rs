//! `CreateTable`. The table is there at once, though the answer says CREATING, as on AWS.

mod rules;

use dispatch::{Call, Handle};
use dynamodb_api::{BillingMode, CreateTable, CreateTableInput, CreateTableOutput};
use wire::Fault;

use super::{definition, refused, stream_specification, table_name, tags, throughput};
use crate::DynamoDb;
use crate::engine::{StoredIndex, StoredTable, StoredThroughput};

impl Handle<CreateTable> for DynamoDb {
    async fn handle(&self, call: &Call, input: CreateTableInput) -> Result<CreateTableOutput, Fault> {
        table_name::check_new(&input.table_name)?;
        let name = self.table_name(call, &input.table_name)?.to_owned();
        rules::check(&input)?;
        let stream = stream_specification::check_new(input.stream_specification.as_ref())?;
        refuse(&input)?;
        let now = self.engine.now();
        let mut stored = StoredTable {
            version: StoredTable::VERSION,
            number: 0,
            id: self.engine.new_id(),
            account: call.place.account.to_string(),
            region: call.place.region.to_string(),
            name,
            created: now,
            attribute_definitions: input.attribute_definitions.unwrap_or_default(),
            key_schema: input.key_schema.unwrap_or_default(),
            indexes: Vec::new(),
            last_index_number: 0,
            billing_mode: input.billing_mode.unwrap_or(BillingMode::Provisioned),
            per_request_since: input
                .billing_mode
                .filter(|mode| *mode == BillingMode::PayPerRequest)
                .map(|_| now),
            throughput: throughput::initial(input.provisioned_throughput.as_ref()),
            on_demand_throughput: throughput::kept(input.on_demand_throughput),
            deletion_protection: input.deletion_protection_enabled.unwrap_or_default(),
            expiry_attribute: None,
            tags: tags::from_list(input.tags.unwrap_or_default())?,
            stream: None,
            destinations: Vec::new(),
        };
        stored.attribute_definitions.sort_by(|left, right| left.attribute_name.cmp(&right.attribute_name));
        for index in input.local_secondary_indexes.unwrap_or_default() {
            push(&mut stored, |plain| StoredIndex {
                name: index.index_name,
                key_schema: index.key_schema,
                projection: definition::sorted(index.projection),
                ..plain
            });
        }
        for index in input.global_secondary_indexes.unwrap_or_default() {
            push(&mut stored, |plain| StoredIndex {
                name: index.index_name,
                global: true,
                key_schema: index.key_schema,
                projection: definition::sorted(index.projection),
                throughput: throughput::initial(index.provisioned_throughput.as_ref()),
                on_demand_throughput: throughput::kept(index.on_demand_throughput),
                ..plain
            });
        }
        let table = self.engine.create(stored, stream).await?;
        Ok(CreateTableOutput { table_description: Some(self.describe_change(None, &table)?) })
    }
}

/// Adds the index that `describe` makes of a plain one, under a number of its own.
pub(super) fn push(stored: &mut StoredTable, describe: impl FnOnce(StoredIndex) -> StoredIndex) {
    stored.last_index_number += 1;
    stored.indexes.push(describe(StoredIndex {
        number: stored.last_index_number,
        name: String::new(),
        global: false,
        filling: false,
        key_schema: Vec::new(),
        projection: dynamodb_api::Projection::default(),
        throughput: StoredThroughput::default(),
        on_demand_throughput: None,
    }));
}

fn refuse(input: &CreateTableInput) -> Result<(), Fault> {
    refused::encryption(input.sse_specification.as_ref())?;
    refused::class(input.table_class)?;
    refused::member("WarmThroughput", &input.warm_throughput)?;
    refused::member("ResourcePolicy", &input.resource_policy)?;
    refused::member("GlobalTableSourceArn", &input.global_table_source_arn)?;
    refused::member("GlobalTableSettingsReplicationMode", &input.global_table_settings_replication_mode)?;
    let mut indexes = input.global_secondary_indexes.iter().flatten();
    indexes.try_for_each(|index| refused::member("WarmThroughput of an index", &index.warm_throughput))
}
