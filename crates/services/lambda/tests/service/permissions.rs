//! Resource policies: adding, removing and showing statements, and who may invoke by them.

use bytes::Bytes;
use dispatch::{Call, Principal};
use http::Method;
use kernel::{Place, RequestId};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use serde_json::{Value, json};
use wire::Fault;

use crate::house::House;

const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";
const POLICY: &str = "/functions/f/policy";

fn statement(change: Value) -> Value {
    let mut statement = json!({
        "StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com",
        "SourceArn": "arn:aws:s3:::lake", "SourceAccount": "000000000000",
    });
    for (name, value) in change.as_object().unwrap() {
        statement[name] = value.clone();
    }
    statement
}

fn parsed(text: &Value) -> Value {
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}

/// What S3 is answered that invokes `f` for the bucket `source`.
async fn invoked(
    house: &House,
    service: &'static str,
    source: Option<&str>,
    kind: InvocationType,
) -> Result<i32, Fault> {
    let mut call = Call::inside("s3", Principal::Service(service), Place::default(), RequestId("id".into()));
    if let Some(source) = source {
        call = call.on_account_of(source);
    }
    let input = InvokeInput {
        function_name: ARN.into(),
        invocation_type: Some(kind),
        log_type: None,
        client_context: None,
        durable_execution_name: None,
        payload: Some(Bytes::from_static(b"{}")),
        qualifier: None,
        tenant_id: None,
    };
    house.dispatch.call::<Invoke>(&call, input).await.map(|output| output.status_code.unwrap())
}

#[tokio::test]
async fn statements_come_and_go() {
    let house = House::new();
    house.create("f").await;
    let (status, body) = house.get(POLICY).await;
    let none = json!("The resource you requested does not exist.");
    assert_eq!((status, &body["Message"]), (404, &none));

    let (status, body) = house.ask(Method::POST, POLICY, statement(json!({}))).await;
    let expected = json!({
        "Sid": "s3", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "lambda:InvokeFunction", "Resource": ARN,
        "Condition": {
            "StringEquals": {"AWS:SourceAccount": "000000000000"}, "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::lake"},
        },
    });
    assert_eq!((status, parsed(&body["Statement"])), (201, expected.clone()));
    let (_, policy) = house.get(POLICY).await;
    let whole = json!({"Version": "2012-10-17", "Id": "default", "Statement": [expected]});
    assert_eq!(parsed(&policy["Policy"]), whole);

    let (status, body) = house.ask(Method::POST, POLICY, statement(json!({}))).await;
    let exists = "The statement id (s3) provided already exists. Please provide a new statement id, or remove the \
                  existing statement.";
    assert_eq!((status, &body["message"]), (409, &json!(exists)));
    let other = statement(json!({"StatementId": "b", "RevisionId": "no"}));
    assert_eq!(house.ask(Method::POST, POLICY, other).await.0, 412);
    let other = statement(json!({"StatementId": "b", "RevisionId": policy["RevisionId"]}));
    assert_eq!(house.ask(Method::POST, POLICY, other).await.0, 201);

    // A restart changes nothing, nor does a change of the function.
    let house = house.again().await;
    house.ask(Method::PUT, "/functions/f/configuration", json!({"Timeout": 5})).await;
    let (_, policy) = house.get(POLICY).await;
    assert_eq!(parsed(&policy["Policy"])["Statement"].as_array().unwrap().len(), 2);

    let remove = async |path: &str| house.ask(Method::DELETE, &format!("{POLICY}/{path}"), Value::Null).await;
    let (status, body) = remove("x").await;
    let missing = json!("Statement x is not found in resource policy.");
    assert_eq!((status, &body["Message"]), (404, &missing));
    assert_eq!(remove("b?RevisionId=no").await.0, 412);
    assert_eq!((remove("b").await.0, remove("s3").await.0), (204, 204));
    assert_eq!(house.get(POLICY).await.0, 404);
    assert_eq!(remove("s3").await.1["Message"], "No policy is associated with the given resource.");
}

#[tokio::test]
async fn permissions_that_make_no_sense_are_refused() {
    let house = House::new();
    house.create("f").await;
    for (path, change, status, text) in [
        (POLICY, json!({"Principal": "s3"}), 400, "The provided principal was invalid."),
        (POLICY, json!({"Principal": "111111111111"}), 400, "is not built"),
        (POLICY, json!({"FunctionUrlAuthType": "NONE"}), 400, "a function URL is not built"),
        (POLICY, json!({"EventSourceToken": "t"}), 400, "is not built"),
        (POLICY, json!({"PrincipalOrgID": "o-0123456789"}), 400, "is not built"),
        (
            "/functions/f/policy?Qualifier=$LATEST",
            json!({}),
            400,
            "We currently do not support adding policies",
        ),
        ("/functions/f/policy?Qualifier=7", json!({}), 404, "Function not found"),
        ("/functions/g/policy", json!({}), 404, "Function not found"),
    ] {
        let (found, body) = house.ask(Method::POST, path, statement(change)).await;
        assert!(found == status && body["message"].as_str().unwrap().contains(text), "{body}");
    }
    let long = format!("arn:aws:s3:::{}", "x".repeat(9_000));
    for (id, status) in [("a", 201), ("b", 201), ("c", 400)] {
        let statement = statement(json!({"StatementId": id, "SourceArn": long}));
        let (found, body) = house.ask(Method::POST, POLICY, statement).await;
        assert_eq!(found, status, "{body}");
        if status == 400 {
            let text = body["message"].as_str().unwrap();
            assert!(
                text.starts_with("The final policy size (27") && text.ends_with("limit (20480)."),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn a_service_invokes_what_it_is_permitted_to() {
    let house = House::new();
    house.create("f").await;
    let lake = Some("arn:aws:s3:::lake");
    let dry = InvocationType::DryRun;
    let denied = invoked(&house, "s3.amazonaws.com", lake, dry).await.unwrap_err();
    assert_eq!((denied.code.as_ref(), denied.status), ("AccessDeniedException", 403));
    let text = format!(
        "User: s3.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: {ARN} because no \
         resource-based policy allows the lambda:InvokeFunction action"
    );
    assert_eq!(denied.message, text);
    house.ask(Method::POST, POLICY, statement(json!({}))).await;
    assert_eq!(invoked(&house, "s3.amazonaws.com", lake, dry).await.unwrap(), 204);
    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    assert_eq!(invoked(&house, "s3.amazonaws.com", lake, InvocationType::Event).await.unwrap(), 202);
    for (service, source) in [
        ("s3.amazonaws.com", Some("arn:aws:s3:::sea")),
        ("s3.amazonaws.com", None),
        ("sns.amazonaws.com", lake),
    ] {
        assert_eq!(invoked(&house, service, source, dry).await.unwrap_err().status, 403);
    }
    house.ask(Method::DELETE, "/functions/f", Value::Null).await;
    assert_eq!(invoked(&house, "s3.amazonaws.com", lake, dry).await.unwrap_err().status, 404);
}
