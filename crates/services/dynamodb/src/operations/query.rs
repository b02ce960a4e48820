//! `Query`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use dynamodb_api::{Condition as LegacyCondition, Item, Query, QueryInput, QueryOutput, Select};
use wire::Fault;

use super::parameters::Parameters;
use super::reading::{Filter, Parts, check_key_paths, placeholders, selection};
use super::{consumed, replaced, table_name};
use crate::DynamoDb;
use crate::engine::expression::{Condition, KeyCondition, Placeholders, Projection, legacy};
use crate::engine::query::{Reading, Source, StartKey};
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// What a Query asks, whatever the table.
struct Asked {
    index: Option<String>,
    select: Option<Select>,
    projection: Option<Projection>,
    filter: Option<Condition>,
    /// How errors call the filter.
    filter_name: &'static str,
    keys: KeyCondition,
    start: Option<Item>,
    consistent: Option<bool>,
    forward: bool,
    limit: Option<usize>,
}

impl Handle<Query> for DynamoDb {
    async fn handle(&self, call: &Call, input: QueryInput) -> Result<QueryOutput, Fault> {
        table_name::check(&input.table_name)?;
        let name = input.table_name.clone();
        let capacity = input.return_consumed_capacity;
        let asked = check(input)?;
        let table = self.table(call, &name)?;
        let answered = self.answer(&reading(&table, asked)?, capacity, Kind::Query)?;
        Ok(QueryOutput {
            items: answered.items,
            count: Some(answered.count),
            scanned_count: Some(answered.scanned_count),
            last_evaluated_key: answered.last_evaluated_key,
            consumed_capacity: answered.consumed_capacity,
        })
    }
}

/// What is checked before the table is looked up.
fn check(input: QueryInput) -> Result<Asked, Fault> {
    if input.limit.is_some_and(|limit| limit < 1) {
        return Err(invalid(
            "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value \
             greater than or equal to 1",
        ));
    }
    // KeyConditions goes with the other expressions, if not with its own.
    let replaced_keys = input.key_conditions.as_ref().filter(|_| input.key_condition_expression.is_some());
    Parameters::default()
        .expression("ProjectionExpression", &input.projection_expression)
        .expression("FilterExpression", &input.filter_expression)
        .expression("KeyConditionExpression", &input.key_condition_expression)
        .other("AttributesToGet", &input.attributes_to_get)
        .other("QueryFilter", &input.query_filter)
        .other("ConditionalOperator", &input.conditional_operator)
        .other("KeyConditions", &replaced_keys)
        .check(
            &input.expression_attribute_names,
            &input.expression_attribute_values,
            ": FilterExpression and KeyConditionExpression are null",
        )?;
    let filter_name = if input.query_filter.is_some() { "QueryFilter" } else { "Filter Expression" };
    let mut filter = Filter {
        expression: input.filter_expression,
        conditions: input.query_filter,
        operator: input.conditional_operator,
    };
    filter.check()?;
    let parts = Parts { expression: input.projection_expression, attributes_to_get: input.attributes_to_get };
    parts.check_select(input.select, input.index_name.is_some())?;
    let replaced_filter = filter.replaced()?;
    parts.check()?;
    if input.key_conditions.is_none() && input.key_condition_expression.is_none() {
        return Err(invalid(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        ));
    }
    let mut placeholders = placeholders(input.expression_attribute_names, input.expression_attribute_values)?;
    let filter = filter.parsed(&mut placeholders)?.or(replaced_filter);
    let projection = parts.projection(&mut placeholders)?;
    let keys = key_condition(input.key_condition_expression, input.key_conditions, &mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    Ok(Asked {
        index: input.index_name,
        select: input.select,
        projection,
        filter,
        filter_name,
        keys,
        start: input.exclusive_start_key,
        consistent: input.consistent_read,
        forward: input.scan_index_forward != Some(false),
        limit: input.limit.and_then(|limit| usize::try_from(limit).ok()),
    })
}

fn key_condition(
    expression: Option<String>,
    conditions: Option<BTreeMap<String, LegacyCondition>>,
    placeholders: &mut Placeholders,
) -> Result<KeyCondition, EngineError> {
    Ok(match expression {
        Some(text) => KeyCondition::parse(&text, placeholders)?,
        None => legacy::key_conditions(replaced::comparisons(conditions.unwrap_or_default()))?,
    })
}

/// Holds what is asked against the table, in AWS's order.
fn reading(table: &Table, asked: Asked) -> Result<Reading<'_>, EngineError> {
    let source = Source::of(table, asked.index.as_deref(), asked.consistent == Some(true))?;
    let start = asked.start.as_ref().map(|key| StartKey::new(source, key));
    let test = StartKey::check_query(start, source, asked.keys)?;
    if let Some(filter) = &asked.filter {
        filter.check_filters_no_key(source.schema(), asked.filter_name)?;
    }
    let projection = asked.projection;
    check_key_paths(table, projection.as_ref(), None)?;
    let selection = selection(asked.select, projection);
    let fetches = selection.fetches(source, asked.filter.as_ref())?;
    check_key_paths(table, None, asked.filter.as_ref())?;
    let range = test.range(&source.space());
    let range = start.map_or(range.clone(), |start| start.rest(range, asked.forward));
    Ok(Reading {
        source,
        range,
        forward: asked.forward,
        limit: asked.limit,
        filter: asked.filter,
        selection,
        fetches,
        read: consumed::read(asked.consistent),
    })
}
