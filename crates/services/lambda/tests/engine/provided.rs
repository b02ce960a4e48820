//! `provided`: a bootstrap of the package's own against the Runtime API.

use std::sync::Arc;

use lambda_service::engine::FunctionError;

use crate::house::{House, ID, bootstrap, call, has, json, tail};

const ECHO: &str = r#"
for id, headers, event in events():
    print("got", len(event))
    request("POST", f"invocation/{id}/response", event)
"#;

#[tokio::test(flavor = "multi_thread")]
async fn answers_and_stays_warm() {
    if !has("python3") {
        return;
    }
    let house = House::new("echo");
    let function = Arc::new(house.function("echo", "provided.al2023", &[("bootstrap", &bootstrap(ECHO))]));
    let cold = house.invoke(&function, r#"{"a":1}"#).await;
    assert_eq!(cold.payload, r#"{"a":1}"#);
    assert_eq!(cold.function_error, None);
    assert!(cold.init_duration.is_some() && cold.max_memory_mb > 0);
    let both = cold.init_duration.unwrap() + cold.duration;
    assert_eq!(u128::from(cold.billed_ms), both.as_micros().div_ceil(1000).max(both.as_millis()));
    let warm = house.invoke(&function, "2").await;
    assert_eq!((warm.init_duration, &warm.payload[..]), (None, &b"2"[..]));
    let text = tail(&warm);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[..3],
        [
            format!("START RequestId: {ID} Version: $LATEST"),
            "got 1".to_owned(),
            format!("END RequestId: {ID}"),
        ]
    );
    let report: Vec<_> = lines[3].split('\t').collect();
    assert_eq!(report[0], format!("REPORT RequestId: {ID}"));
    assert!(report[1].starts_with("Duration: ") && report[1].ends_with(" ms"), "{report:?}");
    assert_eq!(report[2], format!("Billed Duration: {} ms", warm.billed_ms));
    assert_eq!(report[3], "Memory Size: 512 MB");
    assert_eq!(report[4], format!("Max Memory Used: {} MB", warm.max_memory_mb));
    assert_eq!(report[5..], [""]);
    assert!(tail(&cold).lines().last().unwrap().contains("\tInit Duration: "));
    let streams = house.log.0.lock().unwrap();
    let stream = &streams[0].0;
    assert!(streams.iter().all(|(other, _)| other == stream), "one environment, one stream");
    assert_eq!((&stream[4..5], &stream[7..8], &stream[10..20], stream.len()), ("/", "/", "/[$LATEST]", 52));
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_of_an_event() {
    if !has("python3") {
        return;
    }
    let house = House::new("headers");
    let body = r#"
import json
for id, headers, event in events():
    request("POST", f"invocation/{id}/response", json.dumps({k.lower(): v for k, v in headers.items()}))
"#;
    let function = Arc::new(house.function("headers", "provided", &[("bootstrap", &bootstrap(body))]));
    let mut invocation = call(&function, "{}");
    invocation.client_context = Some(r#"{"custom":{"a":"b"}}"#.to_owned());
    invocation.trace = Some("Root=1-5".to_owned());
    let headers = json(&house.engine.invoke(invocation).await.unwrap());
    assert_eq!(headers["lambda-runtime-aws-request-id"], ID);
    assert_eq!(headers["lambda-runtime-trace-id"], "Root=1-5");
    assert_eq!(headers["lambda-runtime-client-context"], r#"{"custom":{"a":"b"}}"#);
    assert_eq!(
        headers["lambda-runtime-invoked-function-arn"],
        "arn:aws:lambda:eu-west-1:000000000000:function:headers:live"
    );
    assert_eq!(headers["lambda-runtime-deadline-ms"].as_str().unwrap().len(), 13);
    assert_eq!(headers["content-type"], "application/json");
}

#[tokio::test(flavor = "multi_thread")]
async fn reported_errors_pass_through() {
    if !has("python3") {
        return;
    }
    let house = House::new("reported");
    let error = r#"{"errorType":"Sad","errorMessage":"no"}"#;
    let body =
        format!("for id, headers, event in events(): request('POST', f'invocation/{{id}}/error', '{error}')");
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(&body))]));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(
        (outcome.function_error, &outcome.payload[..]),
        (Some(FunctionError::Reported), error.as_bytes())
    );
    assert!(house.invoke(&function, "{}").await.init_duration.is_none(), "an error ends no environment");

    let body = format!("request('POST', 'init/error', '{error}'); sys.exit(1)");
    let function = Arc::new(house.function("g", "provided", &[("bootstrap", &bootstrap(&body))]));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!((outcome.function_error, &outcome.payload[..]), (Some(FunctionError::Init), error.as_bytes()));
    assert!(tail(&outcome).contains("INIT_REPORT Init Duration: "), "{}", tail(&outcome));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protocol_is_kept() {
    if !has("python3") {
        return;
    }
    let house = House::new("protocol");
    let body = r#"
import json
for id, headers, event in events():
    seen = [request("POST", "invocation/other/response", "1")[0], request("GET", "nothing")[0],
            request("POST", "init/error", "{}")[0]]
    server.request("GET", "/2018-06-01/runtime/invocation/next", headers={"Origin": "http://evil.example"})
    browser = server.getresponse()
    browser.read()
    seen.append(browser.status)
    status, headers, answer = request("POST", f"invocation/{id}/response", json.dumps(seen))
    print(status, answer.decode().strip())
    print(request("POST", f"invocation/{id}/response", "2")[0])
"#;
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    assert_eq!(house.invoke(&function, "{}").await.payload, "[400, 404, 403, 403]");
    // The second answer to the first event was refused before the second event was fetched.
    house.invoke(&function, "{}").await;
    let log = house.log();
    assert!(log.contains(&r#"202 {"status":"OK"}"#.to_owned()) && log.contains(&"400".to_owned()), "{log:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_without_a_bootstrap() {
    let house = House::new("none");
    let function = Arc::new(house.function("f", "provided.al2", &[("index.js", "")]));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(outcome.function_error, Some(FunctionError::Init));
    assert_eq!(json(&outcome)["errorType"], "Runtime.InvalidEntrypoint");
    assert_eq!(
        json(&outcome)["errorMessage"],
        format!(
            "RequestId: {ID} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
        )
    );
    let function = Arc::new(house.function("g", "provided.al2", &[("bootstrap", "no script")]));
    assert_eq!(json(&house.invoke(&function, "{}").await)["errorType"], "Runtime.InvalidEntrypoint");
}
