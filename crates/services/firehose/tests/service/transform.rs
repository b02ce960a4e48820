//! Records through a function: events, answers, failures, retries.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wire::Fault;

use crate::fakes::{ok, until};
use crate::house::{ARN, House, NOW, logging, processing, processor};

const FUNCTION: (&str, &str) = ("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f");

async fn transforming(parameters: &[(&str, &str)]) -> House {
    let house = House::new();
    let processors = [processor("Lambda", &[&[FUNCTION], parameters].concat())];
    let change =
        json!({"ProcessingConfiguration": processing(&processors), "CloudWatchLoggingOptions": logging()});
    house.create_to_bucket(change).await;
    house
}

#[tokio::test]
async fn a_function_changes_drops_and_fails_records() {
    let house = transforming(&[]).await;
    house.lambda.answers_each(|text| match text {
        "drop" => json!({"result": "Dropped"}),
        "fail" => json!({"result": "ProcessingFailed", "data": ""}),
        text => ok(&text.to_uppercase()),
    });
    house.put(&["one", "drop", "fail", "two"]).await;
    house.advance(59_999);
    tokio::task::yield_now().await;
    assert!(house.lambda.events.borrow().is_empty());
    house.advance(1);
    let events = until(&house.lambda.events, |events| !events.is_empty()).await;
    let event = &events[0];
    assert_eq!((&event["deliveryStreamArn"], &event["region"]), (&ARN.into(), &"us-east-1".into()));
    assert_eq!(event["invocationId"].as_str().unwrap().len(), 36);
    assert_eq!(event["sourceKinesisStreamArn"], Value::Null);
    let record = &event["records"][0];
    assert_eq!(record["approximateArrivalTimestamp"], NOW + 500);
    assert_eq!((&record["data"], record["recordId"].as_str().unwrap().len()), (&"b25l".into(), 56));
    house.advance(240_000);
    let mut objects = house.s3.once(2).await;
    objects.sort_by(|left, right| left.key.cmp(&right.key));
    assert_eq!(objects[0].text(), "ONETWO");
    assert!(objects[1].key.starts_with("processing-failed/2027/01/15/08/d-1-"), "{}", objects[1].key);
    let line = &objects[1].lines()[0];
    assert_eq!(line["errorCode"], "Lambda.ProcessingFailedStatus");
    assert_eq!(line["errorMessage"], "ProcessingFailed status set for record");
    assert_eq!((&line["rawData"], &line["attemptsMade"]), (&STANDARD.encode("fail").into(), &1.into()));
    assert_eq!(line["lambdaArn"], format!("{}:$LATEST", FUNCTION.1));
    assert_eq!(line["arrivalTimestamp"], NOW + 500);
}

#[tokio::test]
async fn a_function_is_invoked_when_its_buffer_is_full() {
    let house = transforming(&[("BufferSizeInMBs", "0.2"), ("BufferIntervalInSeconds", "900")]).await;
    house.lambda.answers_each(|_| json!({"result": "Dropped"}));
    let half = "x".repeat(104_858);
    house.put(&[&half]).await;
    house.put(&[&half]).await;
    let events = until(&house.lambda.events, |events| !events.is_empty()).await;
    assert_eq!(events[0]["records"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_invocation_that_fails_is_tried_again_and_then_given_up() {
    let house = transforming(&[("NumberOfRetries", "1"), ("BufferIntervalInSeconds", "0")]).await;
    house.lambda.answers(|_| Err(Fault::with_status("TooManyRequestsException", 429, "Rate Exceeded.")));
    house.put(&["kept"]).await;
    house.logs.once(1).await;
    house.advance(1000);
    until(&house.lambda.events, |events| events.len() == 2).await;
    house.fill_interval();
    let line = &house.s3.only().await.lines()[0];
    assert_eq!(
        (&line["errorCode"], &line["attemptsMade"]),
        (&"Lambda.InvokeLimitExceeded".into(), &2.into())
    );
    assert_eq!(line["rawData"], STANDARD.encode("kept"));
    let (.., message) = house.logs.events.borrow()[0].clone();
    assert_eq!(message["errorCode"], "Lambda.InvokeLimitExceeded");
    assert_eq!(message["processor"], format!("{}:$LATEST", FUNCTION.1));
}

#[tokio::test]
async fn an_answer_that_lacks_a_record_fails_the_batch() {
    for (answer, code) in [
        (json!({"records": []}), "Lambda.MissingRecordId"),
        (json!({"records": 7}), "Lambda.JsonProcessingException"),
        (json!({"errorMessage": "thrown"}), "Lambda.FunctionError"),
    ] {
        let house = transforming(&[("NumberOfRetries", "0"), ("BufferIntervalInSeconds", "0")]).await;
        house.lambda.answers(move |_| Ok(answer.clone()));
        house.put(&["one", "two"]).await;
        until(&house.lambda.events, |events| events.len() == 1).await;
        house.fill_interval();
        let lines = house.s3.only().await.lines();
        assert_eq!((lines.len(), &lines[1]["errorCode"]), (2, &code.into()));
    }
}

#[tokio::test]
async fn messages_of_cloudwatch_logs_are_unpacked_and_taken_out() {
    use std::io::Write as _;
    let house = House::new();
    let processors = [
        processor("Decompression", &[("CompressionFormat", "GZIP")]),
        processor("CloudWatchLogProcessing", &[("DataMessageExtraction", "true")]),
    ];
    house.create_to_bucket(json!({"ProcessingConfiguration": processing(&processors)})).await;
    let packed = |message: Value| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(message.to_string().as_bytes()).unwrap();
        json!({"Data": STANDARD.encode(encoder.finish().unwrap())})
    };
    let events =
        json!([{"id": "1", "timestamp": 1, "message": "one"}, {"id": "2", "timestamp": 2, "message": "two"}]);
    let records = [
        packed(json!({"messageType": "CONTROL_MESSAGE", "logEvents": []})),
        packed(json!({"messageType": "DATA_MESSAGE", "logEvents": events})),
    ];
    house.done("PutRecordBatch", json!({"DeliveryStreamName": "d", "Records": records})).await;
    house.fill_interval();
    assert_eq!(house.s3.only().await.text(), "one\ntwo\n");
}
