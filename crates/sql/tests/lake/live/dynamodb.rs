//! A DynamoDB in memory: what live tables call, in pages of seven items.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dispatch::{Call, Handle, Routes};
use dynamodb_api::*;
use wire::Fault;

/// Items of a page.
const PAGE: usize = 7;

struct Table {
    description: TableDescription,
    items: Vec<Item>,
}

#[derive(Default)]
pub struct DynamoDb {
    tables: Mutex<BTreeMap<String, Table>>,
    asked: Mutex<Vec<String>>,
}

fn value(json: &serde_json::Value) -> AttributeValue {
    use serde_json::Value;
    match json {
        Value::Null => AttributeValue::Null,
        Value::Bool(value) => AttributeValue::Bool(*value),
        Value::Number(number) => AttributeValue::N(number.to_string().parse().unwrap()),
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Array(values) => AttributeValue::L(values.iter().map(value).collect()),
        Value::Object(map) => {
            AttributeValue::M(map.iter().map(|(name, json)| (name.clone(), value(json))).collect())
        }
    }
}

fn text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => text.clone(),
        AttributeValue::N(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

impl DynamoDb {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, Arc::clone(self))
            .with::<DescribeTable>()
            .with::<ListTables>()
            .with::<Query>()
            .with::<Scan>()
    }

    /// Makes a table of items, which are written as JSON.
    pub fn put(
        &self,
        name: &str,
        hash: (&str, &str),
        range: Option<(&str, &str)>,
        items: impl IntoIterator<Item = String>,
    ) {
        let kind = |kind: &str| match kind {
            "N" => ScalarAttributeType::N,
            "B" => ScalarAttributeType::B,
            _ => ScalarAttributeType::S,
        };
        let keys = [(Some(hash), KeyType::Hash), (range, KeyType::Range)];
        let keys: Vec<_> = keys.into_iter().filter_map(|(key, kind)| Some((key?, kind))).collect();
        let description = TableDescription {
            key_schema: Some(
                keys.iter()
                    .map(|((name, _), kind)| KeySchemaElement {
                        attribute_name: (*name).to_owned(),
                        key_type: *kind,
                    })
                    .collect(),
            ),
            attribute_definitions: Some(
                keys.iter()
                    .map(|((name, declared), _)| AttributeDefinition {
                        attribute_name: (*name).to_owned(),
                        attribute_type: kind(declared),
                    })
                    .collect(),
            ),
            ..TableDescription::default()
        };
        let item = |json: String| match value(&serde_json::from_str(&json).unwrap()) {
            AttributeValue::M(item) => item,
            other => panic!("{other:?} is no item"),
        };
        let items = items.into_iter().map(item).collect();
        self.tables.lock().unwrap().insert(name.to_owned(), Table { description, items });
    }

    /// What was asked since this was last called.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    fn page(
        &self,
        table: &str,
        keep: impl Fn(usize, &Item) -> bool,
        from: Option<&Item>,
        limit: Option<i32>,
        projection: Option<(&str, &BTreeMap<String, String>)>,
    ) -> (Vec<Item>, Option<Item>) {
        let tables = self.tables.lock().unwrap();
        let from: usize = from.map_or(0, |from| text(&from["place"]).parse().unwrap());
        let all = tables[table].items.iter().enumerate().filter(|(index, item)| keep(*index, item));
        let mut rest = all.skip(from).map(|(_, item)| item.clone());
        let count = limit.map_or(PAGE, |limit| if limit >= 1_000 { 1_000 } else { PAGE.min(limit as usize) });
        let mut items: Vec<Item> = rest.by_ref().take(count).collect();
        let next = rest.next().is_some().then(|| {
            Item::from([("place".to_owned(), AttributeValue::N(((from + items.len()) as u64).into()))])
        });
        if let Some((expression, names)) = projection {
            let wanted: Vec<&String> = expression.split(", ").map(|name| &names[name]).collect();
            items.iter_mut().for_each(|item| item.retain(|name, _| wanted.contains(&name)));
        }
        (items, next)
    }
}

fn names(expression: Option<&String>, names: Option<&BTreeMap<String, String>>) -> String {
    let Some(expression) = expression else { return String::new() };
    let names = expression.split(", ").map(|name| names.unwrap()[name].as_str());
    format!(" [{}]", names.collect::<Vec<_>>().join(" "))
}

impl Handle<ListTables> for DynamoDb {
    async fn handle(&self, _: &Call, input: ListTablesInput) -> Result<ListTablesOutput, Fault> {
        // One a page.
        let tables = self.tables.lock().unwrap();
        let mut names = tables
            .keys()
            .filter(|name| input.exclusive_start_table_name.as_ref().is_none_or(|last| *name > last));
        let found = names.next().cloned();
        Ok(ListTablesOutput {
            last_evaluated_table_name: names.next().and(found.clone()),
            table_names: Some(found.into_iter().collect()),
        })
    }
}

impl Handle<DescribeTable> for DynamoDb {
    async fn handle(&self, _: &Call, input: DescribeTableInput) -> Result<DescribeTableOutput, Fault> {
        if input.table_name == "forbidden" {
            return Err(Fault::sender("AccessDeniedException", "not for you"));
        }
        let tables = self.tables.lock().unwrap();
        match tables.get(&input.table_name) {
            Some(table) => Ok(DescribeTableOutput { table: Some(table.description.clone()) }),
            None => Err(Fault::sender("ResourceNotFoundException", "no such table")),
        }
    }
}

impl Handle<Scan> for DynamoDb {
    async fn handle(&self, _: &Call, input: ScanInput) -> Result<ScanOutput, Fault> {
        let (segment, segments) =
            (input.segment.unwrap_or(0) as usize, input.total_segments.unwrap_or(1) as usize);
        let is_count = input.select == Some(Select::Count);
        let limit = input.limit.map(|limit| format!(" limit={limit}")).unwrap_or_default();
        let shown = names(input.projection_expression.as_ref(), input.expression_attribute_names.as_ref());
        let count = if is_count { " COUNT" } else { "" };
        self.asked.lock().unwrap().push(format!("Scan {segment}/{segments}{count}{limit}{shown}"));
        let projection = input
            .projection_expression
            .as_deref()
            .map(|text| (text, input.expression_attribute_names.as_ref().unwrap()));
        let keep = |index: usize, _: &Item| index % segments == segment;
        let from = input.exclusive_start_key.as_ref();
        let (items, last) = self.page(&input.table_name, keep, from, input.limit, projection);
        Ok(ScanOutput {
            count: Some(items.len() as i32),
            items: (!is_count).then_some(items),
            last_evaluated_key: last,
            ..ScanOutput::default()
        })
    }
}

impl Handle<Query> for DynamoDb {
    async fn handle(&self, _: &Call, input: QueryInput) -> Result<QueryOutput, Fault> {
        let (values, short) =
            (input.expression_attribute_values.unwrap(), input.expression_attribute_names.unwrap());
        let condition = input.key_condition_expression.unwrap();
        let parts: Vec<&str> = condition.split(' ').collect();
        let (hash, key) = (&short[parts[0]], &values[":key"]);
        let sort = parts.get(4).map(|name| &short[*name]);
        let (lower, upper) = (values.get(":lower"), values.get(":upper"));
        let number = |value: &AttributeValue| text(value).parse::<i64>().unwrap();
        let keep = |_: usize, item: &Item| {
            let sort = sort.map(|sort| number(&item[sort]));
            item[hash] == *key
                && lower.is_none_or(|lower| sort.unwrap() >= number(lower))
                && upper.is_none_or(|upper| sort.unwrap() <= number(upper))
        };
        let range = match sort {
            Some(_) => {
                format!(" {}..{}", lower.map(text).unwrap_or_default(), upper.map(text).unwrap_or_default())
            }
            None => String::new(),
        };
        self.asked.lock().unwrap().push(format!("Query {}{range}", text(key)));
        let projection = input.projection_expression.as_deref().map(|text| (text, &short));
        let from = input.exclusive_start_key.as_ref();
        let (items, last) = self.page(&input.table_name, keep, from, input.limit, projection);
        let count = Some(items.len() as i32);
        Ok(QueryOutput { count, items: Some(items), last_evaluated_key: last, ..QueryOutput::default() })
    }
}
