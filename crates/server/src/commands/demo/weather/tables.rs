//! What the two tables have.

use std::collections::BTreeMap;

use dynamodb_api::{AttributeValue, Number, Query, QueryInput, Scan, ScanInput};
use pipeline_weather::functions::to_tables::{DATE, STATION_NAME};
use wire::Shape;

use super::expected::{Key, Measured};
use crate::client::Client;

/// An item.
pub type Item = BTreeMap<String, AttributeValue>;

/// How many of `wanted` are in `table`, with the measurements that they must have and no others.
pub async fn landed(client: &Client, table: &str, wanted: &BTreeMap<Key, Measured>) -> anyhow::Result<u64> {
    let mut landed = 0;
    let mut exclusive_start_key = None;
    loop {
        let input = ScanInput {
            table_name: table.to_owned(),
            exclusive_start_key,
            consistent_read: Some(true),
            ..ScanInput::placeholder()
        };
        let page = client.call::<Scan>(input).await?;
        for item in page.items.unwrap_or_default() {
            let measured = wanted.get(&(text(&item, STATION_NAME), date(&item)));
            landed += u64::from(measured.is_some_and(|measured| agrees(&item, measured)));
        }
        exclusive_start_key = page.last_evaluated_key;
        if exclusive_start_key.is_none() {
            return Ok(landed);
        }
    }
}

fn agrees(item: &Item, measured: &Measured) -> bool {
    let Some(measured) = measured else { return true };
    let numbers = item.values().filter(|value| matches!(value, AttributeValue::N(_))).count();
    numbers == measured.len()
        && measured.iter().all(|(name, value)| {
            let wanted = value.to_string().parse::<Number>();
            wanted.is_ok_and(|wanted| item.get(*name) == Some(&AttributeValue::N(wanted)))
        })
}

/// The items of `station` in `table`, in order of their days.
pub async fn query(client: &Client, table: &str, station: &str) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    let mut exclusive_start_key = None;
    loop {
        let input = QueryInput {
            table_name: table.to_owned(),
            key_condition_expression: Some(format!("{STATION_NAME} = :station")),
            expression_attribute_values: Some(BTreeMap::from([(
                ":station".to_owned(),
                AttributeValue::S(station.to_owned()),
            )])),
            exclusive_start_key,
            ..QueryInput::placeholder()
        };
        let page = client.call::<Query>(input).await?;
        items.extend(page.items.unwrap_or_default());
        exclusive_start_key = page.last_evaluated_key;
        if exclusive_start_key.is_none() {
            return Ok(items);
        }
    }
}

/// The day of an item.
pub fn date(item: &Item) -> String {
    text(item, DATE)
}

/// An item for people: its day, and what was measured of `names`.
pub fn line(item: &Item, names: &[&'static str]) -> String {
    let measured = names.iter().map(|name| match item.get(*name) {
        Some(AttributeValue::N(number)) => format!("{name} {:>5}", number.to_string()),
        _ => format!("{name}     -"),
    });
    format!("{}  {}", date(item), measured.collect::<Vec<_>>().join("  "))
}

fn text(item: &Item, name: &str) -> String {
    match item.get(name) {
        Some(AttributeValue::S(text)) => text.clone(),
        _ => String::new(),
    }
}
