//! What is on the stream: the weather of one station on one day, as JSON. A measurement that is missing is absent.
//!
//! `{"date":"2021-10-01","station":"GHCND:USC00180700","station_name":"BELTSVILLE, MD US","PRCP":0,"SNOW":0,"TMIN":83,"TMAX":239}`

use serde_json::{Map, Number, Value};

use crate::day::Day;

/// The measurements that the pipeline keeps, in the order of [`Record::values`].
pub const MEASUREMENTS: [&str; 4] = ["PRCP", "SNOW", "TMIN", "TMAX"];

/// The weather of a station on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The day.
    pub date: Day,
    /// The station's id, e.g. `GHCND:USC00180700`.
    pub station: String,
    /// The station's name, e.g. `BELTSVILLE, MD US`.
    pub station_name: String,
    /// What was measured of [`MEASUREMENTS`], in the units that the API was asked for.
    pub values: [Option<Number>; MEASUREMENTS.len()],
}

impl Record {
    /// A record without measurements.
    pub fn new(date: Day, station: &str, station_name: &str) -> Self {
        let (station, station_name) = (station.to_owned(), station_name.to_owned());
        Self { date, station, station_name, values: Default::default() }
    }

    /// As the record's data.
    pub fn to_json(&self) -> String {
        let mut members = Map::new();
        members.insert("date".to_owned(), self.date.to_string().into());
        members.insert("station".to_owned(), self.station.as_str().into());
        members.insert("station_name".to_owned(), self.station_name.as_str().into());
        for (name, value) in self.measured(&MEASUREMENTS) {
            members.insert(name.to_owned(), Value::Number(value.clone()));
        }
        Value::Object(members).to_string()
    }

    /// The record that `data` is, or why it is none.
    pub fn parse(data: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(data).map_err(|error| error.to_string())?;
        let text = |name: &str| {
            let text = value[name].as_str().filter(|text| !text.is_empty());
            text.ok_or_else(|| format!("`{name}` is missing or not a text"))
        };
        let date: Day = text("date")?.parse().map_err(|error| format!("`date`: {error}"))?;
        let mut record = Self::new(date, text("station")?, text("station_name")?);
        for (name, slot) in MEASUREMENTS.iter().zip(&mut record.values) {
            *slot = match &value[*name] {
                Value::Null => None,
                Value::Number(number) => Some(number.clone()),
                _ => return Err(format!("`{name}` is not a number")),
            };
        }
        Ok(record)
    }

    /// Keeps a measurement; whether it is one that the pipeline keeps.
    pub fn measure(&mut self, name: &str, value: Number) -> bool {
        match MEASUREMENTS.iter().position(|known| *known == name) {
            Some(at) => {
                self.values[at] = Some(value);
                true
            }
            None => false,
        }
    }

    /// What was measured of `names`.
    pub fn measured<'r>(
        &'r self,
        names: &'r [&'static str],
    ) -> impl Iterator<Item = (&'static str, &'r Number)> {
        let all = MEASUREMENTS.iter().zip(&self.values);
        all.filter(|(name, _)| names.contains(name))
            .filter_map(|(name, value)| Some((*name, value.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_and_what_is_missing_is_absent() {
        let mut record = Record::new("2021-10-01".parse().unwrap(), "GHCND:USC00180700", "BELTSVILLE, MD US");
        assert!(record.measure("TMIN", 83.into()) && record.measure("PRCP", Number::from_f64(12.2).unwrap()));
        assert!(!record.measure("SNWD", 0.into()));
        let text = record.to_json();
        assert_eq!(
            text,
            r#"{"date":"2021-10-01","station":"GHCND:USC00180700","station_name":"BELTSVILLE, MD US","PRCP":12.2,"TMIN":83}"#
        );
        assert_eq!(Record::parse(text.as_bytes()).unwrap(), record);
    }

    #[test]
    fn what_is_no_record_says_why() {
        let said = |text: &str| Record::parse(text.as_bytes()).unwrap_err();
        assert_eq!(said("{}"), "`date` is missing or not a text");
        assert!(said(r#"{"date":"yesterday"}"#).contains("is not a day"));
        assert_eq!(said(r#"{"date":"2021-10-01","station":"a"}"#), "`station_name` is missing or not a text");
        assert_eq!(
            said(r#"{"date":"2021-10-01","station":"a","station_name":"b","SNOW":"deep"}"#),
            "`SNOW` is not a number"
        );
    }
}
