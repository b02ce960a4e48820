//! What must be in the tables, as the records say that were put.

use std::collections::{BTreeMap, BTreeSet};

use pipeline_weather::record::Record;
use serde_json::Number;

/// Station name and date.
pub type Key = (String, String);

/// Measurements of an item; none where two stations of one name make it uncertain whose are kept.
pub type Measured = Option<BTreeMap<&'static str, Number>>;

/// The records.
#[derive(Default)]
pub struct Expected {
    records: Vec<Record>,
    station_days: BTreeSet<(String, String)>,
}

impl Expected {
    /// One more.
    pub fn add(&mut self, record: &Record) {
        self.station_days.insert((record.station.clone(), record.date.to_string()));
        self.records.push(record.clone());
    }

    /// How many stations and days there are.
    pub fn station_days(&self) -> u64 {
        self.station_days.len() as u64
    }

    /// The items of a table that keeps `names`.
    pub fn items(&self, names: &[&'static str]) -> BTreeMap<Key, Measured> {
        let mut items = BTreeMap::new();
        for record in &self.records {
            let measured: BTreeMap<_, _> =
                record.measured(names).map(|(name, value)| (name, value.clone())).collect();
            if !measured.is_empty() {
                let key = (record.station_name.clone(), record.date.to_string());
                items.entry(key).and_modify(|one| *one = None).or_insert(Some(measured));
            }
        }
        items
    }

    /// The days on which `station` measured some of `names`, in order.
    pub fn days(&self, station: &str, names: &[&'static str]) -> Vec<String> {
        self.items(names).into_keys().filter(|(name, _)| name == station).map(|(_, date)| date).collect()
    }

    /// `wanted`, if it measured everything on some day, else the station that measured most.
    pub fn proof(&self, wanted: &str) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for record in &self.records {
            let measured = record.values.iter().flatten().count();
            *counts.entry(&record.station_name).or_default() += measured;
        }
        if counts.contains_key(wanted) {
            return Some(wanted.to_owned());
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.to_owned())
    }
}
