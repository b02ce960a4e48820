//! Data: what was observed, in the units that are asked for.

use serde_json::{Number, Value, json};

use crate::archive::{Archive, DATASET, Observation};

use super::parameters::Parameters;
use super::refusal::Refusal;
use super::{collections, page};

/// Years that a request may go over, for daily data.
const YEARS_MAX: u16 = 1;

/// The page of data that `parameters` ask for.
pub fn answer(archive: &Archive, parameters: &Parameters) -> Result<Value, Refusal> {
    let mut datasets = parameters.all("datasetid");
    let (Some(dataset), None) = (datasets.next(), datasets.next()) else {
        return Err(Refusal::Parameter("Data requests require exactly one datasetid.".to_owned()));
    };
    let required = |name: &str| {
        let missing = || Refusal::Parameter(format!("Required parameter '{name}' is missing."));
        parameters.day(name)?.ok_or_else(missing)
    };
    let (start, end) = (required("startdate")?, required("enddate")?);
    // Up to the end of the same month of the next year is still less than a year.
    if end > start.end_of_month_after(YEARS_MAX) {
        return Err(Refusal::Parameter("The date range must be less than 1 year.".to_owned()));
    }
    let units = Units::of(parameters)?;
    let order = parameters.choice("sortorder", &["asc", "desc"])?;
    let field = parameters.choice("sortfield", &["date", "datatype", "station", "value"])?;
    // They are in order of their days.
    let first = archive.observations.partition_point(|one| one.date < start);
    let last = archive.observations.partition_point(|one| one.date <= end).max(first);
    let among = if dataset == DATASET { &archive.observations[first..last] } else { &[] };
    let asked = |one: &&Observation| {
        let station = &archive.stations[one.station];
        station.is_of(dataset)
            && parameters.allows("datatypeid", &one.datatype)
            && collections::is_in(station, parameters)
    };
    let mut found: Vec<_> = among.iter().filter(asked).collect();
    match field {
        Some("datatype") => found.sort_by(|one, other| one.datatype.cmp(&other.datatype)),
        Some("station") => found.sort_by_key(|one| one.station),
        Some("value") => found.sort_by(|one, other| number(one).total_cmp(&number(other))),
        _ => {}
    }
    if order == Some("desc") {
        found.reverse();
    }
    page::of(found.len(), parameters, |range| {
        found[range].iter().map(|one| described(archive, one, units)).collect()
    })
}

fn number(observation: &Observation) -> f64 {
    observation.value.as_f64().unwrap_or_default()
}

fn described(archive: &Archive, observation: &Observation, units: Units) -> Value {
    json!({
        "date": format!("{}T00:00:00", observation.date), "datatype": observation.datatype,
        "station": archive.stations[observation.station].id, "attributes": observation.attributes,
        "value": units.convert(observation),
    })
}

/// The units of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Units {
    /// As GHCN-Daily keeps them.
    Kept,
    /// Millimetres, degrees Celsius.
    Metric,
    /// Inches, degrees Fahrenheit.
    Standard,
}

impl Units {
    fn of(parameters: &Parameters) -> Result<Self, Refusal> {
        Ok(match parameters.choice("units", &["metric", "standard"])? {
            None => Self::Kept,
            Some("metric") => Self::Metric,
            Some(_) => Self::Standard,
        })
    }

    fn convert(self, observation: &Observation) -> Number {
        let kept = number(observation);
        let (value, digits) = match (self, observation.datatype.as_str()) {
            (Self::Kept, _) => return observation.value.clone(),
            (Self::Metric, "PRCP" | "TMAX" | "TMIN" | "TOBS") => (kept / 10.0, 1),
            (Self::Metric, _) => (kept, 1),
            (Self::Standard, "PRCP") => (kept / 254.0, 2),
            (Self::Standard, "SNOW" | "SNWD") => (kept / 25.4, 1),
            (Self::Standard, "TMAX" | "TMIN" | "TOBS") => (kept * 0.18 + 32.0, 0),
            (Self::Standard, _) => (kept, 1),
        };
        let scale = 10f64.powi(digits);
        let value = (value * scale).round() / scale;
        match value.fract() == 0.0 {
            true => Number::from(value as i64),
            false => Number::from_f64(value).unwrap_or_else(|| observation.value.clone()),
        }
    }
}
