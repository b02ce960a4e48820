//! A function of Firehose's data transformation: every record of a batch comes back as transformed, as
//! dropped, or as failed, under the id it came with.
//!
//! A failed record comes back as it was, for Firehose keeps it beside the rest; why it failed is logged.

use std::process::ExitCode;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::{ClientError, function};

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transformed {
    /// It goes on as this.
    Ok(Vec<u8>),
    /// It was left out on purpose.
    Dropped,
    /// It is not what it should be: why.
    Failed(String),
}

/// Serves transformations until Lambda ends the program.
pub fn run(transform: impl Fn(&[u8]) -> Transformed) -> ExitCode {
    function::run(|_, event| std::future::ready(answer(&event, &transform)))
}

/// The answer to Firehose's `event`.
pub fn answer(event: &[u8], transform: impl Fn(&[u8]) -> Transformed) -> Result<String, ClientError> {
    let wrong = |reason: &str| ClientError::Event(reason.to_owned());
    let event: Value = serde_json::from_slice(event).map_err(|error| wrong(&error.to_string()))?;
    let records = event["records"].as_array().ok_or_else(|| wrong("there are no `records`"))?;
    let mut answers = Vec::with_capacity(records.len());
    for record in records {
        let id = record["recordId"].as_str().ok_or_else(|| wrong("a record without `recordId`"))?;
        let data = record["data"].as_str().ok_or_else(|| wrong("a record without `data`"))?;
        let bytes = STANDARD.decode(data).map_err(|error| wrong(&format!("record {id}: {error}")))?;
        answers.push(match transform(&bytes) {
            Transformed::Ok(bytes) => {
                json!({"recordId": id, "result": "Ok", "data": STANDARD.encode(bytes)})
            }
            Transformed::Dropped => json!({"recordId": id, "result": "Dropped", "data": data}),
            Transformed::Failed(reason) => {
                eprintln!("record {id} failed: {reason}");
                json!({"recordId": id, "result": "ProcessingFailed", "data": data})
            }
        });
    }
    Ok(json!({"records": answers}).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event as Firehose makes it.
    fn event(data: &[&[u8]]) -> Vec<u8> {
        let records = data.iter().enumerate().map(|(number, data)| {
            json!({"recordId": number.to_string(), "approximateArrivalTimestamp": 0, "data": STANDARD.encode(data)})
        });
        json!({"invocationId": "1", "records": records.collect::<Vec<_>>()}).to_string().into_bytes()
    }

    fn shout(data: &[u8]) -> Transformed {
        match data {
            b"" => Transformed::Dropped,
            b"?" => Transformed::Failed("a question".to_owned()),
            _ => Transformed::Ok(data.to_ascii_uppercase()),
        }
    }

    #[test]
    fn every_record_comes_back_under_its_id() {
        let answer: Value =
            serde_json::from_str(&answer(&event(&[b"a", b"", b"?"]), shout).unwrap()).unwrap();
        assert_eq!(
            answer,
            json!({"records": [
                {"recordId": "0", "result": "Ok", "data": "QQ=="},
                {"recordId": "1", "result": "Dropped", "data": ""},
                {"recordId": "2", "result": "ProcessingFailed", "data": "Pw=="},
            ]})
        );
    }

    #[test]
    fn what_is_no_event_is_refused() {
        for event in ["", "{}", r#"{"records":[{}]}"#, r#"{"records":[{"recordId":"1","data":"*"}]}"#] {
            assert!(answer(event.as_bytes(), shout).is_err(), "{event}");
        }
    }
}
