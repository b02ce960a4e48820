//! `Scan`.

use dispatch::{Call, Handle};
use dynamodb_api::{Item, Scan, ScanInput, ScanOutput, Select};
use wire::Fault;

use super::parameters::Parameters;
use super::reading::{Filter, Parts, check_key_paths, placeholders, selection};
use super::{consumed, table_name};
use crate::DynamoDb;
use crate::engine::expression::{Condition, Projection};
use crate::engine::query::{Reading, Source, StartKey};
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// What a Scan asks, whatever the table.
struct Asked {
    index: Option<String>,
    select: Option<Select>,
    projection: Option<Projection>,
    filter: Option<Condition>,
    start: Option<Item>,
    consistent: Option<bool>,
    limit: Option<usize>,
    /// Which of how many.
    segment: (u32, u32),
}

impl Handle<Scan> for DynamoDb {
    async fn handle(&self, call: &Call, input: ScanInput) -> Result<ScanOutput, Fault> {
        table_name::check(&input.table_name)?;
        let name = input.table_name.clone();
        let capacity = input.return_consumed_capacity;
        let asked = check(input)?;
        let table = self.table(call, &name)?;
        let answered = self.answer(&reading(&table, asked)?, capacity, Kind::Scan)?;
        Ok(ScanOutput {
            items: answered.items,
            count: Some(answered.count),
            scanned_count: Some(answered.scanned_count),
            last_evaluated_key: answered.last_evaluated_key,
            consumed_capacity: answered.consumed_capacity,
        })
    }
}

/// What is checked before the table is looked up.
fn check(input: ScanInput) -> Result<Asked, Fault> {
    Parameters::default()
        .expression("ProjectionExpression", &input.projection_expression)
        .expression("FilterExpression", &input.filter_expression)
        .other("AttributesToGet", &input.attributes_to_get)
        .other("ScanFilter", &input.scan_filter)
        .other("ConditionalOperator", &input.conditional_operator)
        .check(
            &input.expression_attribute_names,
            &input.expression_attribute_values,
            ": FilterExpression is null",
        )?;
    let mut filter = Filter {
        expression: input.filter_expression,
        conditions: input.scan_filter,
        operator: input.conditional_operator,
    };
    filter.check()?;
    let parts = Parts { expression: input.projection_expression, attributes_to_get: input.attributes_to_get };
    parts.check_select(input.select, input.index_name.is_some())?;
    parts.check()?;
    let replaced_filter = filter.replaced()?;
    let segment = segment(input.segment, input.total_segments)?;
    let mut placeholders = placeholders(input.expression_attribute_names, input.expression_attribute_values)?;
    let filter = filter.parsed(&mut placeholders)?.or(replaced_filter);
    let projection = parts.projection(&mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    Ok(Asked {
        index: input.index_name,
        select: input.select,
        projection,
        filter,
        start: input.exclusive_start_key,
        consistent: input.consistent_read,
        limit: input.limit.and_then(|limit| usize::try_from(limit).ok()),
        segment,
    })
}

/// The segment to read and how many there are; the shape has bounded both.
fn segment(segment: Option<i32>, total: Option<i32>) -> Result<(u32, u32), Fault> {
    match (segment, total) {
        (None, None) => Ok((0, 1)),
        (Some(_), None) => Err(invalid(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is \
             present",
        )),
        (None, Some(_)) => Err(invalid(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is \
             present",
        )),
        (Some(segment), Some(total)) if segment >= total => Err(invalid(format!(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {segment} is \
             not less than TotalSegments: {total}"
        ))),
        (Some(segment), Some(total)) => Ok((segment.unsigned_abs(), total.unsigned_abs())),
    }
}

/// Holds what is asked against the table, in AWS's order.
fn reading(table: &Table, asked: Asked) -> Result<Reading<'_>, EngineError> {
    let source = Source::of(table, asked.index.as_deref(), asked.consistent == Some(true))?;
    let start = asked.start.as_ref().map(|key| StartKey::new(source, key));
    let selection = selection(asked.select, asked.projection.clone());
    start.map_or(Ok(()), |start| start.check_scan())?;
    let fetches = selection.fetches(source, asked.filter.as_ref())?;
    let (segment, total) = asked.segment;
    let range = source.space().segment(segment, total);
    let range = match start {
        None => range,
        Some(start) => start.rest_of_segment(range, segment, total)?,
    };
    check_key_paths(table, asked.projection.as_ref(), asked.filter.as_ref())?;
    Ok(Reading {
        source,
        range,
        forward: true,
        limit: asked.limit,
        filter: asked.filter,
        selection,
        fetches,
        read: consumed::read(asked.consistent),
    })
}
