//! The form on the wire: names of members, and error bodies.

use http::{HeaderMap, Method, Uri};
use wire::Question;

use crate::house::House;

async fn ask(house: &House, operation: &str, body: &str) -> (u16, String) {
    let question = Question {
        method: Method::POST,
        uri: Uri::from_static("/"),
        headers: HeaderMap::new(),
        body: body.to_owned().into(),
    };
    let carrier = house.dispatch.carrier("logs").unwrap();
    let answer = house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await;
    (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
}

#[tokio::test]
async fn of_requests_answers_and_errors() {
    let house = House::new();
    let created = ask(&house, "CreateLogGroup", r#"{"logGroupName":"/aws/lambda/f"}"#).await;
    assert_eq!(created.0, 200);
    let stream = r#"{"logGroupName":"/aws/lambda/f","logStreamName":"2027/01/15/[$LATEST]0a"}"#;
    assert_eq!(ask(&house, "CreateLogStream", stream).await.0, 200);
    let put = r#"{"logGroupName":"/aws/lambda/f","logStreamName":"2027/01/15/[$LATEST]0a",
        "logEvents":[{"timestamp":1800000000000,"message":"hi"}]}"#;
    let (status, body) = ask(&house, "PutLogEvents", put).await;
    assert!(status == 200 && body.contains(r#""nextSequenceToken":""#), "{body}");
    let (_, body) = ask(&house, "GetLogEvents", &stream.replace('}', r#","startFromHead":true}"#)).await;
    let event = r#"{"events":[{"timestamp":1800000000000,"message":"hi","ingestionTime":1800000000000}],"nextForwardToken":"f/"#;
    assert!(body.starts_with(event), "{body}");
    let (_, body) = ask(&house, "FilterLogEvents", r#"{"logGroupName":"/aws/lambda/f"}"#).await;
    assert!(body.ends_with(r#""searchedLogStreams":[]}"#) && body.contains(r#""eventId":"0000"#), "{body}");
    let missing = ask(&house, "DeleteLogGroup", r#"{"logGroupName":"none"}"#).await;
    let text =
        r#"{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}"#;
    assert_eq!(missing, (400, text.to_owned()));
    let (status, body) = ask(&house, "CreateLogGroup", r#"{"logGroupName":"a b"}"#).await;
    assert_eq!(status, 400);
    assert!(
        body.contains("InvalidParameterException")
            && body.contains("1 validation error detected: Value 'a b' at 'logGroupName'"),
        "{body}"
    );
}
