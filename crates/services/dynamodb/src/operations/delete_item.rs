//! `DeleteItem`.

use dispatch::{Call, Handle};
use dynamodb_api::{DeleteItem, DeleteItemInput, DeleteItemOutput};
use wire::Fault;

use super::parameters::Parameters;
use super::single_write::{Asked, Conditional, check_return_values, enveloped};
use super::{collection, table_name};
use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::expression::Condition;
use crate::engine::items::Write;
use crate::metering::Kind;

impl Handle<DeleteItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: DeleteItemInput) -> Result<DeleteItemOutput, Fault> {
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
        let condition = check(conditional, asked).map_err(enveloped)?;
        let table = self.table(call, &input.table_name)?;
        let write = Write::delete(table.clone(), &input.key).map_err(EngineError::from)?;
        let key = collection::key_if_wanted(asked.collection, &table, &input.key);
        let outcome = self.write_one(&table, write, condition, asked, key, Kind::DeleteItem).await?;
        Ok(DeleteItemOutput {
            attributes: outcome.written.old,
            consumed_capacity: outcome.consumed_capacity,
            item_collection_metrics: outcome.item_collection_metrics,
        })
    }
}

/// What is checked before the table is looked up.
fn check(mut conditional: Conditional, asked: Asked) -> Result<Option<Condition>, Fault> {
    conditional.check(Parameters::default(), ": ConditionExpression is null")?;
    check_return_values(asked.values)?;
    let mut placeholders = conditional.placeholders()?;
    let condition = conditional.condition(&mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    Ok(condition)
}
