//! Looking at the items of a DynamoDB table: a scan by pages, whose attributes become columns.

use dynamodb_api::{AttributeValue, DescribeTable, DescribeTableInput, Item, KeyType, Scan, ScanInput};

use super::metadata::Found;
use super::plan::Table;
use super::scope::{Ended, Scope};
use crate::crawler::{ColumnType, Fields, Records};
use crate::limits::SAMPLE_ITEMS;

/// What is known of a table.
#[derive(Debug)]
pub struct Items {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its keys' attributes: hash, and range if it has one.
    pub keys: Vec<String>,
    /// Its attributes.
    pub columns: Fields,
    /// Its items.
    pub records: Records,
}

/// What is found in a table.
pub async fn look(scope: &Scope, table: &Table) -> Result<Found, Ended> {
    let input = DescribeTableInput { table_name: table.name.clone() };
    let described =
        scope.dispatch.call::<DescribeTable>(&scope.call(), input).await?.table.unwrap_or_default();
    let mut schema = described.key_schema.unwrap_or_default();
    schema.sort_by_key(|key| key.key_type != KeyType::Hash);
    let mut items = Items {
        name: table.name.clone(),
        arn: described.table_arn.unwrap_or_default(),
        keys: schema.into_iter().map(|key| key.attribute_name).collect(),
        columns: Fields::default(),
        records: Records::default(),
    };
    let (mut after, mut seen) = (None, 0);
    loop {
        scope.go_on()?;
        let mut input = scan(&table.name);
        input.exclusive_start_key = after.take();
        if !table.all {
            input.limit = Some(SAMPLE_ITEMS as i32);
        }
        let page = scope.dispatch.call::<Scan>(&scope.call(), input).await?;
        for item in page.items.unwrap_or_default() {
            seen += 1;
            for (name, value) in &item {
                items.columns.add(name, kind(value));
            }
        }
        after = page.last_evaluated_key;
        if after.is_none() || (!table.all && seen >= SAMPLE_ITEMS) {
            break;
        }
    }
    let counted = described.item_count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
    let bytes = described.table_size_bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0);
    items.records = Records { count: counted.max(seen as u64), bytes };
    Ok(Found::Items(items))
}

fn scan(table: &str) -> ScanInput {
    ScanInput {
        table_name: table.to_owned(),
        index_name: None,
        attributes_to_get: None,
        limit: None,
        select: None,
        scan_filter: None,
        conditional_operator: None,
        exclusive_start_key: None,
        return_consumed_capacity: None,
        total_segments: None,
        segment: None,
        projection_expression: None,
        filter_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: None,
        consistent_read: None,
    }
}

/// The type of an attribute's value.
fn kind(value: &AttributeValue) -> ColumnType {
    match value {
        AttributeValue::S(_) => ColumnType::String,
        AttributeValue::N(number) => self::number(&number.to_string()),
        AttributeValue::B(_) => ColumnType::Binary,
        AttributeValue::Ss(_) => ColumnType::array(ColumnType::String),
        AttributeValue::Ns(numbers) => {
            let kinds = numbers.iter().map(|number| self::number(&number.to_string()));
            ColumnType::array(kinds.fold(ColumnType::Unknown, ColumnType::widen))
        }
        AttributeValue::Bs(_) => ColumnType::array(ColumnType::Binary),
        AttributeValue::M(item) => ColumnType::Struct(fields(item)),
        AttributeValue::L(values) => {
            ColumnType::array(values.iter().map(kind).fold(ColumnType::Unknown, ColumnType::widen))
        }
        AttributeValue::Null => ColumnType::Unknown,
        AttributeValue::Bool(_) => ColumnType::Boolean,
    }
}

fn fields(item: &Item) -> Fields {
    item.iter().map(|(name, value)| (name, kind(value))).collect()
}

fn number(text: &str) -> ColumnType {
    if text.parse::<i64>().is_ok() { ColumnType::BigInt } else { ColumnType::Double }
}
