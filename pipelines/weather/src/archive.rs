//! What the stand-in knows: stations, and what they observed. Read from files, or made up from a seed.
//!
//! Observations are in order of day, station and data type, each once.

mod files;
mod generator;
mod names;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Number;

use crate::day::Day;

pub use files::Unreadable;

/// The dataset that there is: daily summaries.
pub const DATASET: &str = "GHCND";

/// A station.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Its id, e.g. `GHCND:USC00180700`.
    pub id: String,
    /// Its name, e.g. `BELTSVILLE, MD US`.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres above the sea, where it is known.
    pub elevation: Option<f64>,
    /// The first day that it has data of.
    pub mindate: Day,
    /// The last one.
    pub maxdate: Day,
    /// How much of that time it has data of, 0 to 1.
    pub datacoverage: f64,
}

impl Station {
    /// Whether it has data of the dataset called `dataset`.
    pub fn is_of(&self, dataset: &str) -> bool {
        dataset == DATASET && self.id.strip_prefix(DATASET).is_some_and(|rest| rest.starts_with(':'))
    }
}

/// What a station observed on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The day.
    pub date: Day,
    /// The station's number in [`Archive::stations`].
    pub station: usize,
    /// What was observed, e.g. `TMAX`.
    pub datatype: String,
    /// Measurement flag, quality flag, source flag and time, with commas between.
    pub attributes: String,
    /// How much, as GHCN-Daily keeps it: tenths of millimetres, millimetres of snow, tenths of degrees Celsius.
    pub value: Number,
}

/// Stations and what they observed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// The stations, in order of their ids.
    pub stations: Vec<Station>,
    /// What they observed, in order of day, station and data type.
    pub observations: Vec<Observation>,
}

impl Archive {
    /// October 2021 in Maryland, made up; the same seed gives the same weather.
    pub fn made_up(seed: u64) -> Self {
        generator::october_2021(seed)
    }

    /// The file of observations at `path`, one JSON object a line, gzipped if its name ends in `.gz`, and
    /// `stations.json` beside it.
    pub fn of_file(path: &Path) -> Result<Self, Unreadable> {
        files::read(path)
    }

    /// The first and the last day that something was observed on.
    pub fn days(&self) -> Option<(Day, Day)> {
        Some((self.observations.first()?.date, self.observations.last()?.date))
    }

    /// Data types that were observed, each with its first and its last day.
    pub fn datatypes(&self) -> BTreeMap<&str, (Day, Day)> {
        let mut types: BTreeMap<&str, (Day, Day)> = BTreeMap::new();
        for observation in &self.observations {
            let date = observation.date;
            types.entry(&observation.datatype).or_insert((date, date)).1 = date;
        }
        types
    }

    /// Puts everything in order.
    fn sorted(mut stations: Vec<Station>, mut observations: Vec<Observation>) -> Self {
        let mut order: Vec<_> = (0..stations.len()).collect();
        order.sort_by(|one, other| stations[*one].id.cmp(&stations[*other].id));
        let mut places = vec![0; stations.len()];
        for (place, station) in order.into_iter().enumerate() {
            places[station] = place;
        }
        stations.sort_by(|one, other| one.id.cmp(&other.id));
        for observation in &mut observations {
            observation.station = places[observation.station];
        }
        let key = |one: &Observation| (one.date, one.station, one.datatype.clone());
        observations.sort_by_cached_key(key);
        observations.dedup_by(|one, other| key(one) == key(other));
        Self { stations, observations }
    }
}
