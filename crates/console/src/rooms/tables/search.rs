//! Items of a table or index: by key, or all that a condition holds for, page by page.

use std::collections::BTreeMap;

use dynamodb_api::{
    AttributeType, AttributeValue, Item, KeySchemaElement, KeyType, Query, QueryInput, ScalarAttributeType,
    Scan, ScanInput, TableDescription,
};
use wire::Fault;

use super::attributes;
use crate::ask::Ask;
use crate::notice::{self, wrong};
use crate::visit::Visit;

/// Items of a page where nothing is said.
const PAGE: u32 = 25;
/// Items of a page at most.
const PAGE_MAX: u32 = 200;
/// Items that one call looks at where a condition leaves few of them.
const LOOKED_AT: i32 = 1000;
/// Calls of one page.
const CALLS_MAX: usize = 10;

/// Conditions on a sort key.
pub const SORTS: [(&str, &str); 7] =
    [("", "any"), ("eq", "="), ("lt", "<"), ("le", "≤"), ("gt", ">"), ("ge", "≥"), ("begins", "begins with")];
/// Conditions on an attribute.
pub const FILTERS: [(&str, &str); 8] = [
    ("eq", "="),
    ("ne", "≠"),
    ("lt", "<"),
    ("gt", ">"),
    ("contains", "contains"),
    ("begins", "begins with"),
    ("exists", "is there"),
    ("missing", "is not there"),
];

/// What is looked for.
#[derive(Debug)]
pub struct Search {
    index: Option<String>,
    /// The conditions on the key; none for all items.
    key: Option<String>,
    filter: Option<String>,
    names: BTreeMap<String, String>,
    values: BTreeMap<String, AttributeValue>,
    forward: bool,
    limit: u32,
    start: Option<Item>,
}

/// What was found.
pub struct Found {
    /// Items.
    pub items: Vec<Item>,
    /// How many were looked at.
    pub looked_at: u64,
    /// Where the next page begins.
    pub next: Option<Item>,
}

/// The key schemas of the table (no name) and its indexes.
pub fn schemas(table: &TableDescription) -> Vec<(Option<String>, Vec<KeySchemaElement>)> {
    let local = table.local_secondary_indexes.iter().flatten();
    let local = local.map(|index| (index.index_name.clone(), index.key_schema.clone().unwrap_or_default()));
    let global = table.global_secondary_indexes.iter().flatten();
    let global = global.map(|index| (index.index_name.clone(), index.key_schema.clone().unwrap_or_default()));
    let own = (None, table.key_schema.clone().unwrap_or_default());
    [own].into_iter().chain(local).chain(global).collect()
}

/// The partition key and the sort key of a schema.
pub fn keys(schema: &[KeySchemaElement]) -> (Option<&str>, Option<&str>) {
    let of = |kind| schema.iter().find(|one| one.key_type == kind).map(|one| one.attribute_name.as_str());
    (of(KeyType::Hash), of(KeyType::Range))
}

/// The type of a key attribute.
fn kind(table: &TableDescription, name: &str) -> AttributeType {
    let found = table.attribute_definitions.iter().flatten().find(|one| one.attribute_name == name);
    match found.map(|one| one.attribute_type) {
        Some(ScalarAttributeType::N) => AttributeType::N,
        Some(ScalarAttributeType::B) => AttributeType::B,
        _ => AttributeType::S,
    }
}

impl Search {
    /// What the parameters ask for.
    pub fn read(visit: &Visit, table: &TableDescription) -> Result<Self, Fault> {
        let index = visit.parameter("index").map(str::to_owned);
        let schemas = schemas(table);
        let schema = schemas.iter().find(|(name, _)| *name == index).map(|(_, schema)| schema);
        let schema = schema.ok_or_else(|| {
            wrong(format!("the table has no index called `{}`", index.as_deref().unwrap_or_default()))
        })?;
        let mut search = Self {
            index: index.clone(),
            key: None,
            filter: None,
            names: BTreeMap::new(),
            values: BTreeMap::new(),
            forward: visit.parameter("order") != Some("down"),
            limit: notice::number(visit, "limit", PAGE, 1..=PAGE_MAX)?,
            start: visit.parameter("start").map(attributes::parse).transpose()?,
        };
        search.read_key(visit, table, schema)?;
        search.read_filter(visit)?;
        Ok(search)
    }

    fn read_key(
        &mut self,
        visit: &Visit,
        table: &TableDescription,
        schema: &[KeySchemaElement],
    ) -> Result<(), Fault> {
        let (partition, sort) = keys(schema);
        let (text, comparison) = (visit.parameter("partition"), visit.parameter("sort"));
        let Some((text, partition)) = text.zip(partition) else {
            return match comparison {
                None => Ok(()),
                Some(_) => Err(wrong("a condition on the sort key needs a value of the partition key")),
            };
        };
        let value = attributes::value(kind(table, partition), text)?;
        let mut expression = format!("{} = {}", self.name(partition), self.value(value));
        if let Some(comparison) = comparison {
            let sort = sort.ok_or_else(|| wrong("this key has no sort key"))?;
            let value = attributes::value(kind(table, sort), visit.parameter("sorted").unwrap_or_default())?;
            let (name, value) = (self.name(sort), self.value(value));
            let condition = condition(comparison, &name, &value)
                .filter(|_| SORTS.iter().any(|(one, _)| *one == comparison));
            let condition =
                condition.ok_or_else(|| wrong(format!("`{comparison}` is no condition on a sort key")))?;
            expression.push_str(" AND ");
            expression.push_str(&condition);
        }
        self.key = Some(expression);
        Ok(())
    }

    fn read_filter(&mut self, visit: &Visit) -> Result<(), Fault> {
        let Some(attribute) = visit.parameter("attribute") else { return Ok(()) };
        let comparison = visit.parameter("comparison").unwrap_or("eq");
        let name = self.name(attribute);
        self.filter = Some(match comparison {
            "exists" => format!("attribute_exists({name})"),
            "missing" => format!("attribute_not_exists({name})"),
            comparison => {
                let text = visit.parameter("value").unwrap_or_default();
                let kind = match visit.parameter("type").unwrap_or("S") {
                    "S" => AttributeType::S,
                    "N" => AttributeType::N,
                    "BOOL" => AttributeType::Bool,
                    other => {
                        return Err(wrong(format!(
                            "`{other}` is no type to compare with; there are S, N and BOOL"
                        )));
                    }
                };
                let value = attributes::value(kind, text)?;
                let value = self.value(value);
                let condition = condition(comparison, &name, &value);
                condition.ok_or_else(|| wrong(format!("`{comparison}` is no condition on an attribute")))?
            }
        });
        Ok(())
    }

    /// A placeholder for an attribute's name.
    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#n{}", self.names.len());
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    /// A placeholder for a value.
    fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    /// Whether items are found by key.
    pub fn is_query(&self) -> bool {
        self.key.is_some()
    }

    /// Looks until a page has something, or within bounds.
    pub async fn carry_out(mut self, ask: &Ask, table: &str) -> Result<Found, Fault> {
        let mut found = Found { items: Vec::new(), looked_at: 0, next: None };
        for _ in 0..CALLS_MAX {
            let start = self.start.take();
            let (items, looked_at, next) = match &self.key {
                Some(_) => self.query(ask, table, start).await?,
                None => self.scan(ask, table, start).await?,
            };
            found.items.extend(items);
            found.looked_at += looked_at;
            found.next = next;
            // With a condition a call looks at more than a page; where it found a page's worth, that is the page.
            if self.filter.is_none() || found.items.len() >= self.limit as usize || found.next.is_none() {
                break;
            }
            self.start.clone_from(&found.next);
        }
        Ok(found)
    }

    fn limit(&self) -> Option<i32> {
        Some(if self.filter.is_some() { LOOKED_AT } else { self.limit as i32 })
    }

    async fn query(
        &self,
        ask: &Ask,
        table: &str,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, u64, Option<Item>), Fault> {
        let input = QueryInput {
            table_name: table.to_owned(),
            index_name: self.index.clone(),
            select: None,
            attributes_to_get: None,
            limit: self.limit(),
            consistent_read: None,
            key_conditions: None,
            query_filter: None,
            conditional_operator: None,
            scan_index_forward: Some(self.forward),
            exclusive_start_key: start,
            return_consumed_capacity: None,
            projection_expression: None,
            filter_expression: self.filter.clone(),
            key_condition_expression: self.key.clone(),
            expression_attribute_names: Some(self.names.clone()),
            expression_attribute_values: Some(self.values.clone()),
        };
        let output = ask.of::<Query>(input).await?;
        let looked_at = output.scanned_count.unwrap_or_default().unsigned_abs();
        Ok((output.items.unwrap_or_default(), u64::from(looked_at), output.last_evaluated_key))
    }

    async fn scan(
        &self,
        ask: &Ask,
        table: &str,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, u64, Option<Item>), Fault> {
        let input = ScanInput {
            table_name: table.to_owned(),
            index_name: self.index.clone(),
            attributes_to_get: None,
            limit: self.limit(),
            select: None,
            scan_filter: None,
            conditional_operator: None,
            exclusive_start_key: start,
            return_consumed_capacity: None,
            total_segments: None,
            segment: None,
            projection_expression: None,
            filter_expression: self.filter.clone(),
            expression_attribute_names: Some(self.names.clone()).filter(|names| !names.is_empty()),
            expression_attribute_values: Some(self.values.clone()).filter(|values| !values.is_empty()),
            consistent_read: None,
        };
        let output = ask.of::<Scan>(input).await?;
        let looked_at = output.scanned_count.unwrap_or_default().unsigned_abs();
        Ok((output.items.unwrap_or_default(), u64::from(looked_at), output.last_evaluated_key))
    }
}

fn condition(comparison: &str, name: &str, value: &str) -> Option<String> {
    let operator = match comparison {
        "eq" => "=",
        "ne" => "<>",
        "lt" => "<",
        "le" => "<=",
        "gt" => ">",
        "ge" => ">=",
        "begins" => return Some(format!("begins_with({name}, {value})")),
        "contains" => return Some(format!("contains({name}, {value})")),
        _ => return None,
    };
    Some(format!("{name} {operator} {value}"))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use dynamodb_api::AttributeDefinition;
    use http::Request;

    use super::*;

    fn search(query: &str) -> Result<Search, Fault> {
        let (parts, ()) =
            Request::get(format!("/_pumphouse/tables/t?{query}")).body(()).unwrap().into_parts();
        let key = |name: &str, key_type| KeySchemaElement { attribute_name: name.into(), key_type };
        let table = TableDescription {
            key_schema: Some(vec![key("id", KeyType::Hash), key("at", KeyType::Range)]),
            attribute_definitions: Some(vec![AttributeDefinition {
                attribute_name: "at".into(),
                attribute_type: ScalarAttributeType::N,
            }]),
            ..TableDescription::default()
        };
        Search::read(&Visit::read(&parts, &Bytes::new()).unwrap(), &table)
    }

    #[test]
    fn what_is_asked_becomes_expressions_without_a_users_text_in_them() {
        let found =
            search("partition=a%22&sort=ge&sorted=5&attribute=x.y&comparison=contains&value=z").unwrap();
        assert_eq!(found.key.as_deref(), Some("#n0 = :v0 AND #n1 >= :v1"));
        assert_eq!(found.filter.as_deref(), Some("contains(#n2, :v2)"));
        assert_eq!(found.names["#n2"], "x.y");
        assert_eq!(found.values[":v1"], AttributeValue::N("5".parse().unwrap()));
        assert!(!search("").unwrap().is_query());
        assert_eq!(
            search("attribute=a&comparison=exists").unwrap().filter.as_deref(),
            Some("attribute_exists(#n0)")
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        for bad in [
            "index=none",
            "limit=0",
            "limit=x",
            "start=x",
            "sort=eq&sorted=1",
            "partition=a&sort=ge&sorted=x",
            "partition=a&sort=contains&sorted=1",
            "attribute=a&comparison=like&value=1",
            "attribute=a&type=N&value=x",
            "attribute=a&type=M&value=x",
        ] {
            assert_eq!(search(bad).unwrap_err().status, 400, "{bad}");
        }
    }
}
