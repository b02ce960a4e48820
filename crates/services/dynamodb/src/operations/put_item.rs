//! `PutItem`.

use dispatch::{Call, Handle};
use dynamodb_api::{Item, PutItem, PutItemInput, PutItemOutput};
use wire::Fault;

use super::parameters::Parameters;
use super::single_write::{Asked, Conditional, check_return_values, enveloped};
use super::{collection, table_name};
use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::expression::Condition;
use crate::engine::items::{Write, check_nesting, check_size};
use crate::metering::Kind;

impl Handle<PutItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: PutItemInput) -> Result<PutItemOutput, Fault> {
        table_name::check(&input.table_name)?;
        let asked = Asked {
            values: input.return_values,
            capacity: input.return_consumed_capacity,
            collection: input.return_item_collection_metrics,
            on_failure: input.return_values_on_condition_check_failure,
        };
        let conditional = Conditional {
            expected: input.expected,
            conditional_operator: input.conditional_operator,
            condition_expression: input.condition_expression,
            names: input.expression_attribute_names,
            values: input.expression_attribute_values,
        };
        let item = input.item;
        let condition = check(&item, conditional, asked).map_err(enveloped)?;
        check_size(&item).map_err(EngineError::from)?;
        let table = self.table(call, &input.table_name)?;
        let write = Write::put(table.clone(), &item).map_err(EngineError::from)?;
        let key = collection::key_if_wanted(asked.collection, &table, &item);
        // Not kept while the write waits for the disk: freeing it costs more when the cache has forgotten it.
        drop(item);
        let outcome = self.write_one(&table, write, condition, asked, key, Kind::PutItem).await?;
        Ok(PutItemOutput {
            attributes: outcome.written.old,
            consumed_capacity: outcome.consumed_capacity,
            item_collection_metrics: outcome.item_collection_metrics,
        })
    }
}

/// What is checked before the table is looked up.
fn check(item: &Item, mut conditional: Conditional, asked: Asked) -> Result<Option<Condition>, Fault> {
    conditional.check(Parameters::default(), ": ConditionExpression is null")?;
    check_return_values(asked.values)?;
    check_nesting(item).map_err(EngineError::from)?;
    let mut placeholders = conditional.placeholders()?;
    let condition = conditional.condition(&mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    Ok(condition)
}
