//! Observations of one day, each of one thing, joined into a record for each station.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use crate::day::Day;
use crate::record::Record;

/// One thing that a station observed on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The day.
    pub date: Day,
    /// The station's id.
    pub station: String,
    /// What was observed, e.g. `TMAX`.
    pub datatype: String,
    /// How much.
    pub value: Number,
}

impl Observation {
    /// What the API answers, or why it is no observation.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let text =
            |name: &str| value[name].as_str().ok_or_else(|| format!("`{name}` is missing or not a text"));
        let date = text("date")?;
        Ok(Self {
            date: Day::parse(date).ok_or_else(|| format!("`date`: `{date}` is not a day"))?,
            station: text("station")?.to_owned(),
            datatype: text("datatype")?.to_owned(),
            value: value["value"].as_number().ok_or("`value` is missing or not a number")?.clone(),
        })
    }
}

/// The records of `observations`, in order of day and station; `names` are those of the stations. What the pipeline does
/// not keep makes a record too, for the station did report that day; of a thing that comes twice the later is kept.
pub fn records(observations: &[Observation], names: &BTreeMap<String, String>) -> Vec<Record> {
    let mut records = BTreeMap::new();
    for Observation { date, station, datatype, value } in observations {
        let record = records.entry((*date, station)).or_insert_with(|| {
            // Whoever asks has looked every name up; a station without one goes by its id.
            Record::new(*date, station, names.get(station).unwrap_or(station))
        });
        record.measure(datatype, value.clone());
    }
    records.into_values().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn observation(date: &str, station: &str, datatype: &str, value: i64) -> Observation {
        let value =
            json!({"date": date, "station": station, "datatype": datatype, "attributes": "", "value": value});
        Observation::parse(&value).unwrap()
    }

    #[test]
    fn a_station_and_day_is_one_record_without_what_was_not_measured() {
        let names = BTreeMap::from([
            ("b".to_owned(), "B, MD US".to_owned()),
            ("a".to_owned(), "A, MD US".to_owned()),
        ]);
        let observations = [
            observation("2021-10-02T00:00:00", "b", "TMAX", 239),
            observation("2021-10-01T00:00:00", "b", "PRCP", 0),
            observation("2021-10-01T00:00:00", "a", "SNWD", 7),
            observation("2021-10-02T00:00:00", "b", "TMIN", -5),
        ];
        let texts: Vec<_> = records(&observations, &names).iter().map(Record::to_json).collect();
        assert_eq!(
            texts,
            [
                r#"{"date":"2021-10-01","station":"a","station_name":"A, MD US"}"#,
                r#"{"date":"2021-10-01","station":"b","station_name":"B, MD US","PRCP":0}"#,
                r#"{"date":"2021-10-02","station":"b","station_name":"B, MD US","TMIN":-5,"TMAX":239}"#,
            ]
        );
    }

    #[test]
    fn what_is_no_observation_says_why() {
        let said = |value: Value| Observation::parse(&value).unwrap_err();
        assert_eq!(said(json!({})), "`date` is missing or not a text");
        assert_eq!(said(json!({"date": "x"})), "`date`: `x` is not a day");
        let value = json!({"date": "2021-10-01", "station": "a", "datatype": "PRCP", "value": "much"});
        assert_eq!(said(value), "`value` is missing or not a number");
    }
}
