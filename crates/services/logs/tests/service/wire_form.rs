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

#[tokio::test]
async fn of_filters_and_of_a_live_tail() {
    let house = House::new();
    ask(&house, "CreateLogGroup", r#"{"logGroupName":"g"}"#).await;
    let put = r#"{"logGroupName":"g","filterName":"f","filterPattern":"{ $.ms = * }","metricTransformations":[
        {"metricName":"m","metricNamespace":"N","metricValue":"$.ms","unit":"Bytes/Second","dimensions":{"d":"$.d"}}]}"#;
    assert_eq!(ask(&house, "PutMetricFilter", put).await, (200, String::new()));
    let (_, body) = ask(&house, "DescribeMetricFilters", r#"{"logGroupName":"g"}"#).await;
    let listed = r#"{"metricFilters":[{"filterName":"f","filterPattern":"{ $.ms = * }","metricTransformations":[{"metricName":"m","metricNamespace":"N","metricValue":"$.ms","dimensions":{"d":"$.d"},"unit":"Bytes/Second"}],"creationTime":1800000000000,"logGroupName":"g","applyOnTransformedLogs":false}]}"#;
    assert_eq!(body, listed);
    let test = r#"{"filterPattern":"[a, b]","logEventMessages":["x y"]}"#;
    let (_, body) = ask(&house, "TestMetricFilter", test).await;
    let found =
        r#"{"matches":[{"eventNumber":1,"eventMessage":"x y","extractedValues":{"$a":"x","$b":"y"}}]}"#;
    assert_eq!(body, found);
    let question = Question {
        method: Method::POST,
        uri: Uri::from_static("/"),
        headers: HeaderMap::new(),
        body: r#"{"logGroupIdentifiers":["arn:aws:logs:us-east-1:000000000000:log-group:g"]}"#.into(),
    };
    let carrier = house.dispatch.carrier("logs").unwrap();
    let answer = house.dispatch.serve_named(carrier, "StartLiveTail", house.call.clone(), question).await;
    assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, &b""[..]));
    assert_eq!(answer.headers["content-type"], "application/vnd.amazon.eventstream");
    let first = answer.stream.unwrap().next().await.unwrap().unwrap();
    let (event, _) = wire::Event::decode(&first).unwrap();
    assert_eq!((event.header(":event-type"), &event.payload[..]), (Some("initial-response"), &b"{}"[..]));
}
