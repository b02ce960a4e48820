//! The archive as files: a list of stations as the API answers it, and observations as lines of JSON.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

use super::{Archive, Observation, Station};
use crate::day::Day;

/// What the list of stations is called.
const STATIONS: &str = "stations.json";
/// Bytes of a list of stations: the whole world's has some 40 MB.
const STATIONS_BYTES_MAX: u64 = 64 << 20;
/// Observations that are held in memory.
const OBSERVATIONS_MAX: usize = 5_000_000;

/// Why files are no archive.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A file cannot be read.
    #[error("cannot read {path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}{place}: {reason}")]
    Malformed {
        /// Which.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// Why.
        reason: String,
    },
}

/// Reads observations at `path` and the stations beside them.
pub fn read(path: &Path) -> Result<Archive, Unreadable> {
    let stations = stations(&path.with_file_name(STATIONS))?;
    let numbers: HashMap<_, _> =
        stations.iter().zip(0..).map(|(station, at)| (station.id.clone(), at)).collect();
    let unreadable = |error| Unreadable::File { path: path.to_owned(), error };
    let file = File::open(path).map_err(unreadable)?;
    let source: Box<dyn Read> = match path.extension().is_some_and(|ending| ending == "gz") {
        true => Box::new(MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let mut observations = Vec::new();
    for (line, number) in BufReader::new(source).lines().zip(1..) {
        let line = line.map_err(unreadable)?;
        if line.trim().is_empty() {
            continue;
        }
        let malformed = |reason| Unreadable::Malformed {
            path: path.to_owned(),
            place: format!(", line {number}"),
            reason,
        };
        if observations.len() == OBSERVATIONS_MAX {
            return Err(malformed(format!("more than {OBSERVATIONS_MAX} observations")));
        }
        observations.push(observation(&line, &numbers).map_err(malformed)?);
    }
    if observations.is_empty() {
        let reason = "there are no observations".to_owned();
        return Err(Unreadable::Malformed { path: path.to_owned(), place: String::new(), reason });
    }
    Ok(Archive::sorted(stations, observations))
}

fn observation(line: &str, numbers: &HashMap<String, usize>) -> Result<Observation, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let id = text(&value, "station")?;
    let number = value["value"].as_number().ok_or("`value` is missing or not a number")?;
    Ok(Observation {
        date: day(&value, "date")?,
        station: *numbers.get(id).ok_or_else(|| format!("station `{id}` is not in {STATIONS}"))?,
        datatype: text(&value, "datatype")?.to_owned(),
        attributes: value["attributes"].as_str().unwrap_or_default().to_owned(),
        value: number.clone(),
    })
}

fn stations(path: &Path) -> Result<Vec<Station>, Unreadable> {
    let unreadable = |error| Unreadable::File { path: path.to_owned(), error };
    let malformed = |place: String, reason| Unreadable::Malformed { path: path.to_owned(), place, reason };
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(STATIONS_BYTES_MAX).read_to_string(&mut text).map_err(unreadable)?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| malformed(String::new(), error.to_string()))?;
    let list = value["results"].as_array();
    let list = list.ok_or_else(|| malformed(String::new(), "there are no `results`".to_owned()))?;
    let numbered = list.iter().zip(1..);
    numbered
        .map(|(value, number)| {
            station(value).map_err(|reason| malformed(format!(", station {number}"), reason))
        })
        .collect()
}

fn station(value: &Value) -> Result<Station, String> {
    let number =
        |name: &str| value[name].as_f64().ok_or_else(|| format!("`{name}` is missing or not a number"));
    Ok(Station {
        id: text(value, "id")?.to_owned(),
        name: text(value, "name")?.to_owned(),
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        elevation: value["elevation"].as_f64(),
        mindate: day(value, "mindate")?,
        maxdate: day(value, "maxdate")?,
        datacoverage: number("datacoverage")?,
    })
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str, String> {
    value[name].as_str().ok_or_else(|| format!("`{name}` is missing or not a text"))
}

fn day(value: &Value, name: &str) -> Result<Day, String> {
    let text = text(value, name)?;
    Day::parse(text).ok_or_else(|| format!("`{name}`: `{text}` is not a day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/observations.ndjson")
    }

    #[test]
    fn the_sample_is_an_archive_in_order() {
        let archive = read(&sample()).unwrap();
        assert!(archive.stations.is_sorted_by_key(|station| &station.id));
        let keys: Vec<_> =
            archive.observations.iter().map(|one| (one.date, one.station, &one.datatype)).collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|two| two[0] != two[1]));
        let (first, last) = archive.days().unwrap();
        assert_eq!((first.to_string(), last.to_string()), ("2021-10-01".into(), "2021-10-03".into()));
    }

    #[test]
    fn what_is_not_in_the_files_is_told() {
        let said = |path: &Path| read(path).unwrap_err().to_string();
        assert!(said(&sample().with_file_name("nothing")).starts_with("cannot read "));
        assert!(said(Path::new("/nowhere/at/all")).contains("/nowhere/at/stations.json"));
        let numbers = HashMap::from([("a".to_owned(), 0)]);
        let refused = |line: &str| observation(line, &numbers).unwrap_err();
        assert_eq!(
            refused(r#"{"date":"2021-10-01","station":"b","value":1}"#),
            "station `b` is not in stations.json"
        );
        assert_eq!(refused(r#"{"date":"2021-10-01","station":"a"}"#), "`value` is missing or not a number");
        assert_eq!(refused(r#"{"station":"a","value":1,"date":"x"}"#), "`date`: `x` is not a day");
    }
}
