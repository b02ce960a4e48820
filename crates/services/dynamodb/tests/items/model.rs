//! Random writes to a table with indexes, held against a map that is read by filtering all of it.

use std::collections::BTreeMap;

use arbtest::arbitrary::{Result, Unstructured};
use dynamodb_api::{
    AttributeValue, DeleteItem, DeleteItemInput, Item, PutItem, PutItemInput, Query, QueryInput, Scan,
    ScanInput, UpdateItem, UpdateItemInput,
};
use tokio::runtime::Runtime;

use crate::house::House;

/// Index, its keys, the attributes it holds besides the table's key; `None` for all.
type Index = (&'static str, &'static str, Option<&'static str>, Option<&'static [&'static str]>);

const INDEXES: [Index; 4] = [
    ("l-c", "a", Some("c"), None),
    ("l-d", "a", Some("d"), Some(&["d", "e"])),
    ("g-c", "c", None, None),
    ("g-cd", "c", Some("d"), Some(&["c", "d", "e"])),
];

/// Items by key attributes `a` and `b`.
type Model = BTreeMap<(String, String), Item>;

#[test]
fn tables_and_indexes_do_as_a_map() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    arbtest::arbtest(|u| {
        let house = runtime.block_on(House::new());
        let mut model = Model::new();
        for _ in 0..u.int_in_range(1..=20)? {
            runtime.block_on(write(u, &house, &mut model))?;
        }
        compare(u, &runtime, &house, &model)
    })
    .budget_ms(3000);
}

fn text(u: &mut Unstructured<'_>) -> Result<AttributeValue> {
    Ok((*u.choose(&["x", "xx", "y", "x\u{0}", "é"])?).into())
}

/// One write to both.
async fn write(u: &mut Unstructured<'_>, house: &House, model: &mut Model) -> Result<()> {
    let key = Item::from([("a".to_owned(), text(u)?), ("b".to_owned(), text(u)?)]);
    let place = (string(&key["a"]), string(&key["b"]));
    let table_name = "range".to_owned();
    match u.int_in_range(0..=3)? {
        0 => {
            model.remove(&place);
            house.call::<DeleteItem>(delete(table_name, key)).await.unwrap();
        }
        1 => {
            let name = *u.choose(&["c", "d", "e", "f"])?;
            let value = if u.arbitrary()? { Some(text(u)?) } else { None };
            let item = model.entry(place).or_insert_with(|| key.clone());
            match &value {
                Some(value) => drop(item.insert(name.to_owned(), value.clone())),
                None => drop(item.remove(name)),
            }
            let expression =
                if value.is_some() { format!("SET {name} = :v") } else { format!("REMOVE {name}") };
            let values = value.map(|value| [(":v".to_owned(), value)].into());
            house.call::<UpdateItem>(update(table_name, key, expression, values)).await.unwrap();
        }
        _ => {
            let mut item = key;
            for name in ["c", "d", "e", "f"] {
                if u.arbitrary()? {
                    item.insert(name.to_owned(), text(u)?);
                }
            }
            model.insert(place, item.clone());
            house.call::<PutItem>(put(table_name, item)).await.unwrap();
        }
    }
    Ok(())
}

/// Reads everything of both in pages of some size, both ways.
fn compare(u: &mut Unstructured<'_>, runtime: &Runtime, house: &House, model: &Model) -> Result<()> {
    let limit = u.int_in_range(1..=4)?;
    let forward: bool = u.arbitrary()?;
    let table: Index = ("", "a", Some("b"), None);
    for (index, partition, sort, held) in std::iter::once(table).chain(INDEXES) {
        let index_name = (!index.is_empty()).then(|| index.to_owned());
        let entries: Vec<Item> = model
            .values()
            .filter(|item| item.contains_key(partition) && sort.is_none_or(|sort| item.contains_key(sort)))
            .map(|item| {
                let is_held =
                    |name: &str| matches!(name, "a" | "b") || held.is_none_or(|held| held.contains(&name));
                item.iter()
                    .filter(|(name, _)| is_held(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect()
            })
            .collect();
        let mut scanned = runtime.block_on(scan_all(house, &index_name, limit));
        let mut expected = entries.clone();
        scanned.sort_by_key(|item| format!("{item:?}"));
        expected.sort_by_key(|item| format!("{item:?}"));
        assert_eq!(scanned, expected, "scan {index}");
        let value = text(u)?;
        let mut expected: Vec<Item> = entries.into_iter().filter(|item| item[partition] == value).collect();
        let by_sort = |item: &Item| sort.map(|sort| string(&item[sort]));
        expected.sort_by_key(by_sort);
        if !forward {
            expected.reverse();
        }
        let queried = runtime.block_on(query_all(house, &index_name, partition, value, limit, forward));
        let order = |items: &[Item]| items.iter().map(by_sort).collect::<Vec<_>>();
        assert_eq!(order(&queried), order(&expected), "query {index}");
        let sorted = |mut items: Vec<Item>| {
            items.sort_by_key(|item| format!("{item:?}"));
            items
        };
        assert_eq!(sorted(queried), sorted(expected), "query {index}");
    }
    Ok(())
}

async fn scan_all(house: &House, index: &Option<String>, limit: i32) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = None;
    loop {
        let page = house.call::<Scan>(scan(index.clone(), limit, start)).await.unwrap();
        items.extend(page.items.unwrap());
        start = page.last_evaluated_key;
        if start.is_none() {
            return items;
        }
    }
}

async fn query_all(
    house: &House,
    index: &Option<String>,
    partition: &str,
    value: AttributeValue,
    limit: i32,
    forward: bool,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = None;
    loop {
        let input = query(index.clone(), partition, value.clone(), limit, forward, start);
        let page = house.call::<Query>(input).await.unwrap();
        items.extend(page.items.unwrap());
        start = page.last_evaluated_key;
        if start.is_none() {
            return items;
        }
    }
}

fn string(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => text.clone(),
        other => panic!("{other:?} is no string"),
    }
}

fn put(table_name: String, item: Item) -> PutItemInput {
    PutItemInput {
        table_name,
        item,
        expected: None,
        return_values: None,
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
        conditional_operator: None,
        condition_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: None,
        return_values_on_condition_check_failure: None,
    }
}

fn delete(table_name: String, key: Item) -> DeleteItemInput {
    DeleteItemInput {
        table_name,
        key,
        expected: None,
        conditional_operator: None,
        return_values: None,
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
        condition_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: None,
        return_values_on_condition_check_failure: None,
    }
}

fn update(table_name: String, key: Item, expression: String, values: Option<Item>) -> UpdateItemInput {
    UpdateItemInput {
        table_name,
        key,
        attribute_updates: None,
        expected: None,
        conditional_operator: None,
        return_values: None,
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
        update_expression: Some(expression),
        condition_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: values,
        return_values_on_condition_check_failure: None,
    }
}

fn scan(index_name: Option<String>, limit: i32, exclusive_start_key: Option<Item>) -> ScanInput {
    ScanInput {
        table_name: "range".to_owned(),
        index_name,
        attributes_to_get: None,
        limit: Some(limit),
        select: None,
        scan_filter: None,
        conditional_operator: None,
        exclusive_start_key,
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

fn query(
    index_name: Option<String>,
    partition: &str,
    value: AttributeValue,
    limit: i32,
    forward: bool,
    exclusive_start_key: Option<Item>,
) -> QueryInput {
    QueryInput {
        table_name: "range".to_owned(),
        index_name,
        select: None,
        attributes_to_get: None,
        limit: Some(limit),
        consistent_read: None,
        key_conditions: None,
        query_filter: None,
        conditional_operator: None,
        scan_index_forward: Some(forward),
        exclusive_start_key,
        return_consumed_capacity: None,
        projection_expression: None,
        filter_expression: None,
        key_condition_expression: Some(format!("{partition} = :v")),
        expression_attribute_names: None,
        expression_attribute_values: Some([(":v".to_owned(), value)].into()),
    }
}
