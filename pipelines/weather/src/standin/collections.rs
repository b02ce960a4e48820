//! Everything but data: what there are data of.

use serde_json::{Value, json};

use crate::archive::{Archive, DATASET, Station};
use crate::day::Day;

use super::parameters::Parameters;
use super::refusal::Refusal;

/// Locations: id, name, and what the names of their stations end with.
const LOCATIONS: [(&str, &str, &str); 2] =
    [("FIPS:24", "Maryland", ", MD US"), ("FIPS:US", "United States", " US")];

/// Categories of data types.
const CATEGORIES: [(&str, &str); 2] = [("PRCP", "Precipitation"), ("TEMP", "Air Temperature")];

/// Data types that are known, with their categories.
const TYPES: [(&str, &str, &str); 6] = [
    ("PRCP", "Precipitation", "PRCP"),
    ("SNOW", "Snowfall", "PRCP"),
    ("SNWD", "Snow depth", "PRCP"),
    ("TMAX", "Maximum temperature", "TEMP"),
    ("TMIN", "Minimum temperature", "TEMP"),
    ("TOBS", "Temperature at the time of observation", "TEMP"),
];

/// Everything of `kind` that `parameters` let through.
pub fn of(archive: &Archive, kind: &str, parameters: &Parameters) -> Result<Vec<Value>, Refusal> {
    let (start, end) = (parameters.day("startdate")?, parameters.day("enddate")?);
    let overlaps =
        |first: Day, last: Day| start.is_none_or(|start| last >= start) && end.is_none_or(|end| first <= end);
    let whole = archive.days().filter(|(first, last)| overlaps(*first, *last));
    let has_dataset = parameters.allows("datasetid", DATASET);
    Ok(match kind {
        "datasets" => whole.filter(|_| has_dataset).into_iter().map(dataset).collect(),
        "datacategories" => CATEGORIES
            .iter()
            .filter(|_| has_dataset)
            .map(|(id, name)| json!({"name": name, "id": id}))
            .collect(),
        "datatypes" => {
            let types = archive.datatypes().into_iter().filter(|(_, (first, last))| overlaps(*first, *last));
            let types = types.filter(|_| has_dataset);
            let types = types.filter(|(id, _)| parameters.allows("datacategoryid", category(id)));
            types.map(|(id, days)| datatype(id, days)).collect()
        }
        "locationcategories" => {
            [("CNTRY", "Country"), ("ST", "State")].map(|(id, name)| json!({"name": name, "id": id})).to_vec()
        }
        "locations" => {
            let locations = LOCATIONS.iter().filter(|(id, ..)| {
                has_dataset
                    && parameters.allows("locationcategoryid", if *id == "FIPS:US" { "CNTRY" } else { "ST" })
            });
            let days = whole;
            locations.filter_map(|(id, name, _)| days.map(|days| located(id, name, days))).collect()
        }
        "stations" => {
            let stations =
                archive.stations.iter().filter(|station| overlaps(station.mindate, station.maxdate));
            let stations = stations.filter(|station| is_in(station, parameters));
            let extent = Extent::of(parameters)?;
            let stations =
                stations.filter(|station| extent.as_ref().is_none_or(|extent| extent.has(station)));
            let mut datasets = parameters.all("datasetid").peekable();
            let any = datasets.peek().is_none();
            let datasets: Vec<_> = datasets.collect();
            let stations =
                stations.filter(|station| any || datasets.iter().any(|dataset| station.is_of(dataset)));
            stations.map(described).collect()
        }
        _ => return Err(Refusal::Nowhere),
    })
}

/// Whether `station` is one of those, and in one of the places, that `parameters` name.
pub fn is_in(station: &Station, parameters: &Parameters) -> bool {
    let mut places = parameters.all("locationid").peekable();
    let is_there = places.peek().is_none()
        || places.any(|place| {
            LOCATIONS.iter().any(|(id, _, ending)| *id == place && station.name.ends_with(ending))
        });
    is_there && parameters.allows("stationid", &station.id)
}

fn category(datatype: &str) -> &'static str {
    TYPES.iter().find(|(id, ..)| *id == datatype).map_or("", |(.., category)| *category)
}

fn dataset((first, last): (Day, Day)) -> Value {
    json!({
        "uid": "gov.noaa.ncdc:C00861", "mindate": first.to_string(), "maxdate": last.to_string(),
        "name": "Daily Summaries", "datacoverage": 1, "id": DATASET,
    })
}

fn datatype(id: &str, (first, last): (Day, Day)) -> Value {
    let name = TYPES.iter().find(|(other, ..)| *other == id).map_or(id, |(_, name, _)| *name);
    json!({
        "mindate": first.to_string(), "maxdate": last.to_string(), "name": name, "datacoverage": 1, "id": id,
    })
}

fn located(id: &str, name: &str, (first, last): (Day, Day)) -> Value {
    json!({
        "mindate": first.to_string(), "maxdate": last.to_string(), "name": name, "datacoverage": 1, "id": id,
    })
}

fn described(station: &Station) -> Value {
    let mut value = json!({
        "elevation": station.elevation, "mindate": station.mindate.to_string(),
        "maxdate": station.maxdate.to_string(), "latitude": station.latitude, "name": station.name,
        "datacoverage": station.datacoverage, "id": station.id, "elevationUnit": "METERS",
        "longitude": station.longitude,
    });
    if station.elevation.is_none()
        && let Some(members) = value.as_object_mut()
    {
        members.shift_remove("elevation");
        members.shift_remove("elevationUnit");
    }
    value
}

/// A part of the world.
struct Extent([f64; 4]);

impl Extent {
    /// South, west, north and east, as `extent` says.
    fn of(parameters: &Parameters) -> Result<Option<Self>, Refusal> {
        let Some(text) = parameters.first("extent") else { return Ok(None) };
        let numbers: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        match numbers[..] {
            [south, west, north, east] if text.split(',').count() == 4 => {
                Ok(Some(Self([south, west, north, east])))
            }
            _ => Err(Refusal::Parameter("Parameter 'extent' must be four numbers.".to_owned())),
        }
    }

    fn has(&self, station: &Station) -> bool {
        let Self([south, west, north, east]) = self;
        (*south..=*north).contains(&station.latitude) && (*west..=*east).contains(&station.longitude)
    }
}
