//! `UpdateItem`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use dynamodb_api::{AttributeValueUpdate, Item, ReturnValue, UpdateItem, UpdateItemInput, UpdateItemOutput};
use wire::Fault;

use super::parameters::Parameters;
use super::single_write::{Asked, Conditional, enveloped};
use super::{collection, replaced, table_name};
use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::expression::{Condition, Update, legacy};
use crate::engine::items::{Write, Written, check_update};
use crate::metering::Kind;

impl Handle<UpdateItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: UpdateItemInput) -> Result<UpdateItemOutput, Fault> {
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
        let parsed = check(input.update_expression, input.attribute_updates, conditional);
        let (update, condition) = parsed.map_err(enveloped)?;
        let table = self.table(call, &input.table_name)?;
        let key = collection::key_if_wanted(asked.collection, &table, &input.key);
        let checked = update.as_ref().map_or(Ok(()), |update| check_update(&table, update));
        let updated = matches!(asked.values, Some(ReturnValue::UpdatedOld | ReturnValue::UpdatedNew));
        let asked_about = if updated { update.clone() } else { None };
        let write = Write::update(table.clone(), input.key, update).map_err(EngineError::from)?;
        checked?;
        let outcome = self.write_one(&table, write, condition, asked, key, Kind::UpdateItem).await?;
        Ok(UpdateItemOutput {
            attributes: attributes(asked.values, asked_about.as_ref(), outcome.written),
            consumed_capacity: outcome.consumed_capacity,
            item_collection_metrics: outcome.item_collection_metrics,
        })
    }
}

/// What is checked before the table is looked up.
fn check(
    expression: Option<String>,
    attribute_updates: Option<BTreeMap<String, AttributeValueUpdate>>,
    mut conditional: Conditional,
) -> Result<(Option<Update>, Option<Condition>), Fault> {
    let parameters = Parameters::default()
        .expression("UpdateExpression", &expression)
        .other("AttributeUpdates", &attribute_updates);
    conditional.check(parameters, ": UpdateExpression is null and ConditionExpression is null")?;
    let replaced = attribute_updates.map(|all| legacy::attribute_updates(replaced::updates(all)));
    let replaced = replaced.transpose().map_err(EngineError::from)?;
    let mut placeholders = conditional.placeholders()?;
    let update = expression.map(|text| Update::parse(&text, &mut placeholders)).transpose();
    let update = update.map_err(EngineError::from)?;
    let condition = conditional.condition(&mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    Ok((update.or(replaced), condition))
}

/// The attributes that `ReturnValues` asks for; none where there is nothing to return.
fn attributes(asked: Option<ReturnValue>, update: Option<&Update>, written: Written) -> Option<Item> {
    let touched = |item: Option<Item>| {
        let parts = update?.touched(&item?);
        (!parts.is_empty()).then_some(parts)
    };
    match asked {
        None | Some(ReturnValue::None) => None,
        Some(ReturnValue::AllOld) => written.old,
        Some(ReturnValue::AllNew) => written.new,
        Some(ReturnValue::UpdatedOld) => touched(written.old),
        Some(ReturnValue::UpdatedNew) => touched(written.new),
    }
}
