//! How asynchronous events are treated: settings, and the functions that are told what became of events.

use http::Method;
use serde_json::{Value, json};

use crate::house::{House, NOW};
use crate::oracle::has_python;

const EVENT: &[(&str, &str)] = &[("x-amz-invocation-type", "Event")];
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:";

async fn settings(house: &House, method: Method, name: &str, body: Value) -> (u16, Value) {
    let path = format!("/2019-09-25/functions/{name}/event-invoke-config");
    house.ask_at(method, &path, body).await
}

#[tokio::test]
async fn settings_are_put_updated_listed_and_deleted() {
    let house = House::new();
    house.create("f").await;
    house.create("g").await;
    let none = format!("The function {ARN}f:$LATEST doesn't have an EventInvokeConfig");
    for method in [Method::GET, Method::DELETE] {
        let (status, body) = settings(&house, method, "f", Value::Null).await;
        assert_eq!((status, &body["Message"]), (404, &json!(none)));
    }
    let (status, body) = settings(&house, Method::POST, "f", json!({"MaximumRetryAttempts": 1})).await;
    assert_eq!((status, &body["Message"]), (404, &json!(none)));
    let described = |retries: Value, age: Value, failure: Value| {
        let mut expected = json!({
            "LastModified": NOW as f64 / 1000.0, "FunctionArn": format!("{ARN}f:$LATEST"),
            "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}},
        });
        for (name, value) in [("MaximumRetryAttempts", retries), ("MaximumEventAgeInSeconds", age)] {
            if !value.is_null() {
                expected[name] = value;
            }
        }
        if !failure.is_null() {
            expected["DestinationConfig"]["OnFailure"]["Destination"] = failure;
        }
        expected
    };
    let same = |found: &Value, expected: &Value| {
        let mut found = found.clone();
        found["LastModified"] = json!(found["LastModified"].as_f64().unwrap());
        assert_eq!(&found, expected);
    };
    let (status, body) = settings(&house, Method::PUT, "f", json!({"MaximumRetryAttempts": 0})).await;
    assert_eq!(status, 200);
    same(&body, &described(json!(0), Value::Null, Value::Null));
    let target = format!("{ARN}g");
    let change =
        json!({"MaximumEventAgeInSeconds": 60, "DestinationConfig": {"OnFailure": {"Destination": target}}});
    let (_, body) = settings(&house, Method::POST, "f:$LATEST", change).await;
    same(&body, &described(json!(0), json!(60), json!(target)));
    let (_, body) = settings(&house, Method::GET, "f", Value::Null).await;
    same(&body, &described(json!(0), json!(60), json!(target)));
    let (_, list) =
        house.ask_at(Method::GET, "/2019-09-25/functions/f/event-invoke-config/list", Value::Null).await;
    same(&list["FunctionEventInvokeConfigs"][0], &body);
    let (_, body) = settings(&house, Method::PUT, "f", json!({"MaximumEventAgeInSeconds": 61})).await;
    same(&body, &described(Value::Null, json!(61), Value::Null));
    assert_eq!(settings(&house, Method::DELETE, "f", Value::Null).await.0, 204);
    assert_eq!(settings(&house, Method::GET, "f", Value::Null).await.0, 404);
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let house = House::new();
    house.create("f").await;
    let to = |arn: &str| json!({"DestinationConfig": {"OnSuccess": {"Destination": arn}}});
    let own = format!("{ARN}f");
    let gone = format!("{ARN}gone");
    for (change, text) in [
        (json!({}), "You must specify at least one of error handling or destination setting.".to_owned()),
        (to(&own), "You can't specify the function as a destination for itself.".to_owned()),
        (to(&gone), format!("The destination ARN {gone} is invalid.")),
        (
            to("arn:aws:kinesis:us-east-1:000000000000:stream/s"),
            "The destination ARN arn:aws:kinesis:us-east-1:000000000000:stream/s is invalid.".to_owned(),
        ),
        (
            to("arn:aws:events:us-east-1:000000000000:event-bus/q"),
            "the destination arn:aws:events:us-east-1:000000000000:event-bus/q is not built in Pumphouse; docs/guide/coverage.md \
             says what is"
                .to_owned(),
        ),
    ] {
        let (status, body) = settings(&house, Method::PUT, "f", change).await;
        assert_eq!((status, &body["message"]), (400, &json!(text)));
    }
    let (status, body) = settings(&house, Method::PUT, "gone", json!({"MaximumRetryAttempts": 1})).await;
    assert_eq!((status, &body["Message"]), (404, &json!("The function doesn't exist.")));
    assert_eq!(settings(&house, Method::PUT, "f", json!({"MaximumRetryAttempts": 3})).await.0, 400);
}

#[tokio::test]
async fn destinations_are_told_of_success_failure_and_age() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.create("g").await;
    let g = json!({"Destination": format!("{ARN}g")});
    let change = json!({
        "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60,
        "DestinationConfig": {"OnSuccess": g, "OnFailure": g},
    });
    assert_eq!(settings(&house, Method::PUT, "f", change).await.0, 200);

    house.invoke("f/invocations", EVENT, r#"{"n":1}"#).await;
    house.oracle.asked().await.reply(json!({"answer": [2]})).await;
    let told = house.oracle.asked().await;
    let event = &told.told["event"];
    assert_eq!(told.told["arn"], format!("{ARN}g"));
    assert_eq!(event["requestContext"]["condition"], "Success");
    assert_eq!(event["requestContext"]["approximateInvokeCount"], 1);
    assert_eq!((&event["requestPayload"], &event["responsePayload"]), (&json!({"n": 1}), &json!([2])));
    told.done().await;

    house.invoke("f/invocations", EVENT, "3").await;
    house.oracle.asked().await.fail().await;
    let told = house.oracle.asked().await;
    let event = &told.told["event"];
    assert_eq!(event["requestContext"]["condition"], "RetriesExhausted");
    assert_eq!(event["responseContext"]["functionError"], "Unhandled");
    assert_eq!(event["responsePayload"]["errorMessage"], "told to");
    told.done().await;

    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 1})).await;
    house.invoke("f/invocations", EVENT, "4").await;
    let busy = house.oracle.asked().await;
    house.invoke("f/invocations", EVENT, "5").await;
    house.clock.advance(61_000);
    let told = house.oracle.asked().await;
    let event = &told.told["event"];
    assert_eq!(event["requestContext"]["condition"], "EventAgeExceeded");
    assert_eq!((&event["requestPayload"], event.get("responseContext")), (&json!(5), None));
    told.done().await;
    busy.done().await;
    house.oracle.asked().await.done().await;

    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    house.invoke("f/invocations", EVENT, "6").await;
    let told = house.oracle.asked().await;
    assert_eq!(told.told["event"]["requestContext"]["condition"], "ZeroReservedConcurrency");
    told.done().await;
    house.until_stored("event/", <[_]>::is_empty).await;
}
