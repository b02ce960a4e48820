//! A reading, as producers put it on the stream:
//! `{"sensor_id":"sensor-1","current_time":123456789,"temperature":99.9,"humidity":41.5}`, humidity
//! optional.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use client::ClientError;
use dynamodb_api::Number;
use serde_json::Value;

/// What a sensor measured at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which sensor.
    pub sensor_id: String,
    /// When, seconds since the epoch.
    pub current_time: Number,
    /// Degrees.
    pub temperature: Number,
    /// Per cent, from sensors that measure it.
    pub humidity: Option<Number>,
}

impl Reading {
    /// What makes it one item: the table's key.
    pub fn key(&self) -> (String, Number) {
        (self.sensor_id.clone(), self.current_time)
    }

    fn parse(data: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(data).map_err(|error| error.to_string())?;
        let number = |name: &str| match &value[name] {
            Value::Number(number) => number.to_string().parse::<Number>().map_err(|error| error.to_string()),
            _ => Err(format!("`{name}` is missing or not a number")),
        };
        Ok(Self {
            sensor_id: value["sensor_id"].as_str().ok_or("`sensor_id` is missing or not a text")?.to_owned(),
            current_time: number("current_time")?,
            temperature: number("temperature")?,
            humidity: if value["humidity"].is_null() { None } else { Some(number("humidity")?) },
        })
    }
}

/// The readings in a Kinesis event, in order; records that are none are logged and passed over.
pub fn of_event(event: &Bytes) -> Result<Vec<Reading>, ClientError> {
    let wrong = |reason: &str| ClientError::Event(reason.to_owned());
    let event: Value = serde_json::from_slice(event).map_err(|error| wrong(&error.to_string()))?;
    let records = event["Records"].as_array().ok_or_else(|| wrong("there are no `Records`"))?;
    let mut readings = Vec::with_capacity(records.len());
    for record in records {
        let data =
            record["kinesis"]["data"].as_str().ok_or_else(|| wrong("a record without `kinesis.data`"))?;
        let parsed =
            STANDARD.decode(data).map_err(|error| error.to_string()).and_then(|data| Reading::parse(&data));
        match parsed {
            Ok(reading) => readings.push(reading),
            Err(reason) => eprintln!("passed over record {}: {reason}", record["kinesis"]["sequenceNumber"]),
        }
    }
    Ok(readings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(data: &[&str]) -> Bytes {
        let records = data.iter().map(|data| serde_json::json!({"kinesis": {"data": STANDARD.encode(data)}}));
        Bytes::from(serde_json::json!({"Records": records.collect::<Vec<_>>()}).to_string())
    }

    #[test]
    fn the_proof_record_is_a_reading() {
        let readings =
            of_event(&event(&[r#"{"sensor_id":"sensor-1","temperature":99.9,"current_time":123456789}"#]))
                .unwrap();
        assert_eq!(readings[0].sensor_id, "sensor-1");
        assert_eq!(readings[0].temperature.to_string(), "99.9");
        assert_eq!(readings[0].current_time.to_string(), "123456789");
        assert_eq!(readings[0].humidity, None);
    }

    #[test]
    fn what_is_no_reading_is_passed_over_and_what_is_no_event_is_refused() {
        let readings =
            of_event(&event(&["x", "{}", r#"{"sensor_id":1,"temperature":1,"current_time":1}"#])).unwrap();
        assert_eq!(readings, []);
        assert!(of_event(&Bytes::from_static(b"{}")).is_err());
        assert!(of_event(&Bytes::from_static(b"[")).is_err());
    }
}
