//! DynamoDB tables as tables: `dynamodb.default.<name>`, found whatever the case of the name.
//!
//! Columns are the attributes of keys, the table's before its indexes', then those that some items have. Besides,
//! `"<name>$items"` has the table's own keys and `_item`, each item as JSON with its exact numbers: for what has no
//! column, or a value that its column cannot hold. Athena's connector makes all numbers decimals, and we do not.
//! Lacks: queries of indexes, filters other than the key's.

mod keys;
mod pages;
mod request;
mod table;
mod values;

use std::sync::Arc;

use datafusion::datasource::TableProvider;
use dynamodb_api::{
    DescribeTable, DescribeTableInput, KeyType, ListTables, ListTablesInput, ScalarAttributeType, Scan,
    TableDescription,
};
use wire::Fault;

use super::columns::{Cell, Column, Kind, Seen};
use super::names::meant;
use super::source::{Source, fact, is_missing};
use crate::error::Error;
use crate::limits::{LIVE_LISTED_MAX, LIVE_SAMPLE_MAX, LIVE_SAMPLE_PAGES};
use request::scan;
use table::DynamoTable;

/// Ends the name of the table whose rows are whole items.
const WHOLE: &str = "$items";
/// The column of whole items.
const ITEM: &str = "_item";

/// The names of all tables.
pub async fn names(source: &Source) -> Result<Vec<String>, Error> {
    list(source).await.map_err(|fault| fact("the list of tables", &fault))
}

async fn list(source: &Source) -> Result<Vec<String>, Fault> {
    let (mut names, mut last) = (Vec::new(), None);
    loop {
        let input = ListTablesInput { exclusive_start_table_name: last, limit: None };
        let page = source.ask::<ListTables>(input).await?;
        names.extend(page.table_names.unwrap_or_default());
        last = page.last_evaluated_table_name;
        if last.is_none() || names.len() >= LIVE_LISTED_MAX {
            return Ok(names);
        }
    }
}

/// What is known of a table.
pub struct Described {
    /// Its name.
    name: String,
    /// The attribute that items are distributed by.
    partition: String,
    /// The attribute that items of a partition are sorted by.
    sort: Option<String>,
    /// Its columns.
    columns: Vec<Column>,
}

impl Described {
    fn what(&self) -> String {
        what(&self.name)
    }
}

fn what(name: &str) -> String {
    format!("DynamoDB table '{name}'")
}

/// The table of this name, in lower case; `None` where there is none.
pub async fn open(source: &Source, name: &str) -> Result<Option<Arc<dyn TableProvider>>, Error> {
    let (name, is_whole) = name.strip_suffix(WHOLE).map_or((name, false), |name| (name, true));
    let Some(name) = meant("table", name, list(source).await)? else { return Ok(None) };
    let table = match source.ask::<DescribeTable>(DescribeTableInput { table_name: name.clone() }).await {
        Ok(found) => found.table.unwrap_or_default(),
        Err(fault) if is_missing(&fault) => return Ok(None),
        Err(fault) => return Err(fact(&what(&name), &fault)),
    };
    let key = |kind: KeyType| {
        let mut elements = table.key_schema.iter().flatten();
        elements.find(|element| element.key_type == kind).map(|element| element.attribute_name.clone())
    };
    let (partition, sort) = (key(KeyType::Hash).unwrap_or_default(), key(KeyType::Range));
    let mut columns = sampled(source, &name, &table, &partition, sort.as_deref()).await?;
    if is_whole {
        columns.truncate(1 + usize::from(sort.is_some()));
        columns.push(Column { name: ITEM.to_owned(), spellings: Vec::new(), kind: Kind::Text });
    }
    let described = Described { name, partition, sort, columns };
    Ok(Some(Arc::new(DynamoTable::new(described, source.clone()))))
}

/// The columns: keys as they are declared, then what some items have.
async fn sampled(
    source: &Source,
    name: &str,
    table: &TableDescription,
    partition: &str,
    sort: Option<&str>,
) -> Result<Vec<Column>, Error> {
    let declared = table.attribute_definitions.as_deref().unwrap_or_default();
    let own = [Some(partition), sort].into_iter().flatten();
    let others = declared.iter().map(|attribute| attribute.attribute_name.as_str());
    let mut seen = Seen::default();
    for name in own.chain(others) {
        let kind = declared.iter().find(|attribute| attribute.attribute_name == name).and_then(kind_of);
        seen.see(name, kind);
    }
    let (mut items, mut from) = (0, None);
    for _ in 0..LIVE_SAMPLE_PAGES {
        let mut input = scan(name, from);
        input.limit = i32::try_from(LIVE_SAMPLE_MAX - items).ok();
        let page = source.ask::<Scan>(input).await.map_err(|fault| fact(&what(name), &fault))?;
        for item in page.items.unwrap_or_default() {
            items += 1;
            item.iter().for_each(|(name, value)| seen.see(name, value.kind()));
        }
        from = page.last_evaluated_key;
        if from.is_none() || items >= LIVE_SAMPLE_MAX {
            break;
        }
    }
    for attribute in declared {
        seen.settle(&attribute.attribute_name, Kind::Integer);
    }
    Ok(seen.columns())
}

/// What a declared attribute holds; numbers may be whole or not.
fn kind_of(attribute: &dynamodb_api::AttributeDefinition) -> Option<Kind> {
    match attribute.attribute_type {
        ScalarAttributeType::B => Some(Kind::Binary),
        ScalarAttributeType::N => None,
        ScalarAttributeType::S => Some(Kind::Text),
    }
}
