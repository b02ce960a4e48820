//! `GetItem`.

use std::time::Instant;

use dispatch::{Call, Handle};
use dynamodb_api::{GetItem, GetItemInput, GetItemOutput};
use wire::Fault;

use super::parameters::Parameters;
use super::reading::{Parts, check_key_paths, placeholders};
use super::{consumed, reading, table_name};
use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::capacity::CapacityUnits;
use crate::engine::items::{Costs, row_of_key};
use crate::engine::size::item_bytes;
use crate::metering::Kind;

impl Handle<GetItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: GetItemInput) -> Result<GetItemOutput, Fault> {
        let begun = Instant::now();
        table_name::check(&input.table_name)?;
        Parameters::default()
            .expression("ProjectionExpression", &input.projection_expression)
            .other("AttributesToGet", &input.attributes_to_get)
            .check(&input.expression_attribute_names, &None::<()>, "")?;
        let parts =
            Parts { expression: input.projection_expression, attributes_to_get: input.attributes_to_get };
        let mut placeholders = placeholders(input.expression_attribute_names, None)?;
        let projection = parts.projection(&mut placeholders)?;
        placeholders.finish().map_err(EngineError::from)?;
        let table = self.table(call, &input.table_name)?;
        let row = row_of_key(&table, &input.key).map_err(EngineError::from)?;
        check_key_paths(&table, projection.as_ref(), None)?;
        let item = self.engine.item(&row)?;
        let costs = || {
            let bytes = item.as_ref().map_or(0, item_bytes);
            let table = CapacityUnits::read(bytes, consumed::read(input.consistent_read));
            Costs { table, ..Costs::default() }
        };
        let wanted = input.return_consumed_capacity;
        let capacity =
            consumed::is_wanted(wanted).then(|| consumed::consumed(wanted, &table, &costs())).flatten();
        self.count(&table, |calls| {
            calls.read(Kind::GetItem, &table, &costs(), None);
            calls.succeeded(Kind::GetItem, begun.elapsed());
        });
        Ok(GetItemOutput {
            item: item.map(|item| reading::parts(item, projection.as_ref())),
            consumed_capacity: capacity,
        })
    }
}
