//! What a function answers: for each record a result, and its new data.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use wire::{Shape, from_json};

use super::Refusal;
use crate::delivery::pieces::{Keys, Piece};
use crate::limits;

/// What becomes of a record.
#[derive(Debug)]
pub enum Verdict {
    /// It goes on, with this data, in a partition of these keys.
    Ok(Bytes, Keys),
    /// It is done with.
    Dropped,
    /// It goes to the failures: AWS's code, and in words.
    Failed(&'static str, String),
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Answer {
    records: Vec<Answered>,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Answered {
    record_id: String,
    result: String,
    data: Option<Bytes>,
    metadata: Option<Metadata>,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Metadata {
    partition_keys: Option<BTreeMap<String, String>>,
}

/// The verdict on each of `pieces`, in their order; or why the answer is of no use for any.
pub fn read(payload: &[u8], pieces: &[Piece]) -> Result<Vec<Verdict>, Refusal> {
    if payload.len() > limits::TRANSFORM_BYTES_MAX {
        let message = "The Lambda function response payload is larger than 6 MB.".to_owned();
        return Err(Refusal { code: "Lambda.ResponsePayloadSizeExceeded", message });
    }
    let answer: Answer = from_json(payload).map_err(|error| Refusal {
        code: "Lambda.JsonProcessingException",
        message: format!(
            "There was an error parsing returned records from the Lambda function. Ensure that the returned \
             records follow the status model required by Amazon Data Firehose. ({error})"
        ),
    })?;
    let mut by_id = HashMap::with_capacity(answer.records.len());
    for answered in answer.records {
        if by_id.insert(answered.record_id.clone(), answered).is_some() {
            let message = "Multiple records were returned with the same record ID. Ensure that the Lambda function \
                           returns unique record IDs for each record.";
            return Err(Refusal { code: "Lambda.DuplicatedRecordId", message: message.to_owned() });
        }
    }
    let mut verdicts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        verdicts.push(verdict(by_id.remove(&piece.id()).ok_or_else(missing)?)?);
    }
    // What is left was asked of nobody.
    if by_id.is_empty() { Ok(verdicts) } else { Err(missing()) }
}

fn missing() -> Refusal {
    let message = "One or more record Ids were not returned. Ensure that the Lambda function returns all received \
                   record Ids.";
    Refusal { code: "Lambda.MissingRecordId", message: message.to_owned() }
}

fn verdict(answered: Answered) -> Result<Verdict, Refusal> {
    let keys = answered.metadata.and_then(|metadata| metadata.partition_keys).unwrap_or_default();
    match answered.result.as_str() {
        "Ok" => {
            let keys = Keys { from_lambda: keys, ..Keys::default() };
            Ok(Verdict::Ok(answered.data.unwrap_or_default(), keys))
        }
        "Dropped" => Ok(Verdict::Dropped),
        "ProcessingFailed" => Ok(Verdict::Failed(
            "Lambda.ProcessingFailedStatus",
            "ProcessingFailed status set for record".to_owned(),
        )),
        other => Err(Refusal {
            code: "Lambda.InvalidRecordStatus",
            message: format!("The record status `{other}` is none of Ok, Dropped and ProcessingFailed."),
        }),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;
    use crate::delivery::pieces::Origin;

    fn pieces() -> Vec<Piece> {
        let piece = |number| Piece {
            data: Bytes::from_static(b"x"),
            arrived: Timestamp(1),
            chunk: 0,
            origin: Origin::Put(number),
            part: 0,
        };
        vec![piece(1), piece(2)]
    }

    fn answer(first: &str, second: &str) -> String {
        let [one, two] = [pieces()[0].id(), pieces()[1].id()];
        format!(r#"{{"records":[{{"recordId":"{two}",{second}}},{{"recordId":"{one}",{first}}}]}}"#)
    }

    #[test]
    fn each_record_gets_its_verdict() {
        let text = answer(
            r#""result":"Ok","data":"aGk=","metadata":{"partitionKeys":{"k":"v"}}"#,
            r#""result":"ProcessingFailed","data":"""#,
        );
        let verdicts = read(text.as_bytes(), &pieces()).ok().unwrap();
        assert!(
            matches!(&verdicts[0], Verdict::Ok(data, keys) if data == "hi" && keys.from_lambda["k"] == "v")
        );
        assert!(matches!(verdicts[1], Verdict::Failed("Lambda.ProcessingFailedStatus", _)));
    }

    #[test]
    fn an_answer_that_is_not_for_all_is_for_none() {
        let code = |text: &str| read(text.as_bytes(), &pieces()).err().unwrap().code;
        let one = pieces()[0].id();
        let ok = format!(r#"{{"recordId":"{one}","result":"Ok","data":""}}"#);
        assert_eq!(code(&format!(r#"{{"records":[{ok}]}}"#)), "Lambda.MissingRecordId");
        assert_eq!(code(&format!(r#"{{"records":[{ok},{ok}]}}"#)), "Lambda.DuplicatedRecordId");
        assert_eq!(code(&answer(r#""result":"Fine""#, r#""result":"Ok""#)), "Lambda.InvalidRecordStatus");
        assert_eq!(code("null"), "Lambda.JsonProcessingException");
        assert_eq!(code("{}"), "Lambda.JsonProcessingException");
    }
}
