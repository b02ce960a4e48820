//! Functions: made, looked at, changed, deleted; what is refused, in AWS's words; what stays on the disk.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};

use crate::house::{House, ROLE};
use crate::oracle::zip_of;

fn encoded(python: &str) -> Value {
    json!({"ZipFile": STANDARD.encode(zip_of(python))})
}

#[tokio::test]
async fn a_function_from_its_making_to_its_end() {
    let house = House::new();
    let (status, made) = house.try_create("f", json!({"Tags": {"team": "a"}, "Description": "d"})).await;
    assert_eq!(status, 201);
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    assert_eq!((&made["State"], &made["StateReasonCode"]), (&json!("Pending"), &json!("Creating")));
    assert_eq!(
        (&made["FunctionArn"], &made["Role"], &made["Version"]),
        (&json!(arn), &json!(ROLE), &json!("$LATEST"))
    );
    assert_eq!(made["LastModified"], "2027-01-15T08:00:00.000+0000");

    let (_, found) = house.get("/functions/f").await;
    let configuration = &found["Configuration"];
    assert_eq!(
        (&configuration["State"], &configuration["LastUpdateStatus"]),
        (&json!("Active"), &json!("Successful"))
    );
    assert_eq!((&configuration["MemorySize"], &configuration["Timeout"]), (&json!(128), &json!(60)));
    assert_eq!(found["Tags"], json!({"team": "a"}));
    let (_, latest) = house.get("/functions/f/configuration?Qualifier=$LATEST").await;
    assert_eq!(latest["FunctionArn"], format!("{arn}:$LATEST"));
    assert_eq!(house.get("/functions/function:f/configuration").await.1["FunctionArn"], arn);

    let again = house.try_create("f", json!({})).await;
    assert_eq!((again.0, &again.1["message"]), (409, &json!("Function already exist: f")));

    let change = json!({"Timeout": 5, "Environment": {"Variables": {"BB": "c"}}, "RevisionId": "other"});
    let (status, _) = house.ask(Method::PUT, "/functions/f/configuration", change.clone()).await;
    assert_eq!(status, 412);
    let change =
        json!({"Timeout": 5, "Environment": change["Environment"], "RevisionId": made["RevisionId"]});
    let (status, changed) = house.ask(Method::PUT, "/functions/f/configuration", change).await;
    assert_eq!(
        (status, &changed["LastUpdateStatus"], &changed["Timeout"]),
        (200, &json!("InProgress"), &json!(5))
    );
    assert_eq!(changed["Environment"]["Variables"], json!({"BB": "c"}));
    assert_ne!(changed["RevisionId"], made["RevisionId"]);

    let (status, body) = house.ask(Method::DELETE, "/functions/f?Qualifier=$LATEST", Value::Null).await;
    let text = "$LATEST version cannot be deleted without deleting the function.";
    assert_eq!((status, &body["message"]), (400, &json!(text)));
    assert_eq!(house.ask(Method::DELETE, "/functions/f", Value::Null).await.0, 204);
    let (status, body) = house.get("/functions/f").await;
    let text = format!("Function not found: {arn}");
    assert_eq!((status, body), (404, json!({"Type": "User", "message": text, "Message": text})));
    assert_eq!(house.ask(Method::DELETE, "/functions/f", Value::Null).await.0, 404);
}

#[tokio::test]
async fn lists_come_in_pages_and_outlive_a_restart() {
    let house = House::new();
    for name in ["b", "a", "c"] {
        house.create(name).await;
    }
    let house = house.again().await;
    let names = |body: &Value| {
        let functions = body["Functions"].as_array().unwrap().iter();
        functions.map(|function| function["FunctionName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (_, page) = house.ask(Method::GET, "/functions?MaxItems=2", Value::Null).await;
    assert_eq!((names(&page), &page["NextMarker"]), (vec!["a".to_owned(), "b".to_owned()], &json!("b")));
    let (_, page) = house.get("/functions?MaxItems=2&Marker=b").await;
    assert_eq!((names(&page), &page["NextMarker"]), (vec!["c".to_owned()], &Value::Null));
    let (_, versions) = house.get("/functions/a/versions").await;
    assert!(versions["Versions"][0]["FunctionArn"].as_str().unwrap().ends_with(":function:a:$LATEST"));
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    let house = House::new();
    let long = "n".repeat(65);
    let reserved = "Lambda was unable to configure your environment variables because the environment variables you \
                    have provided contains reserved keys that are currently not supported for modification. Reserved \
                    keys used in this request: AWS_REGION, LAMBDA_TASK_ROOT";
    let variables = json!({"AWS_REGION": "x", "A_B": "y", "LAMBDA_TASK_ROOT": "z"});
    for (name, change, text) in [
        ("f", json!({"Environment": {"Variables": variables}}), reserved),
        (
            "f",
            json!({"Environment": {"Variables": {"BIG": "x".repeat(4094)}}}),
            "exceeded the 4KB limit. String measured: 4097 bytes",
        ),
        (
            "f",
            json!({"Timeout": 901}),
            "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
        ),
        ("f", json!({"MemorySize": 10241}), "less than or equal to 10240"),
        (
            &long,
            json!({}),
            "at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64",
        ),
        (
            "f",
            json!({"Runtime": null}),
            "Runtime is mandatory for functions created with deployment packages.",
        ),
        ("f", json!({"Runtime": "java21"}), "the runtime java21 is not built"),
        ("f", json!({"Code": {}}), "Please provide a source for function code."),
        (
            "f",
            json!({"Code": {"ZipFile": STANDARD.encode("no zip")}}),
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
        ),
        (
            "f",
            json!({"Code": {"S3Bucket": "pumphouse-artifacts", "S3Key": "none"}}),
            "S3 Error Code: NoSuchKey",
        ),
        ("f", json!({"Code": {"S3Bucket": "other", "S3Key": "none"}}), "S3 Error Code: NoSuchBucket"),
        ("f", json!({"PackageType": "Image"}), "a container image is not built"),
        ("f", json!({"Publish": true}), "publishing a version is not built"),
        (
            "f",
            json!({"Role": "arn:aws:iam::000000000000:role/closed"}),
            "The role defined for the function cannot be assumed by Lambda.",
        ),
    ] {
        let (status, body) = house.try_create(name, change.clone()).await;
        let message = body["message"].as_str().unwrap();
        assert!(status == 400 && message.contains(text), "{change}: {status} {message}");
    }
    let elsewhere = "arn:aws:lambda:eu-west-1:000000000000:function:f";
    let (status, body) = house.get(&format!("/functions/{elsewhere}")).await;
    let text = "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')";
    assert_eq!((status, &body["message"]), (404, &json!(text)));
    assert_eq!(house.get("/functions/111111111111:function:f").await.0, 403);
    assert_eq!(house.stored("function/"), []);
    assert_eq!(house.volume.blobs("lambda").unwrap().list().unwrap(), [""; 0]);
}

#[tokio::test]
async fn code_stays_as_long_as_a_function_has_it() {
    let house = House::new();
    let blobs = || house.volume.blobs("lambda").unwrap().list().unwrap();
    for name in ["f", "g"] {
        assert_eq!(house.try_create(name, json!({"Code": encoded("one = 1")})).await.0, 201);
    }
    let one = blobs();
    assert_eq!(one.len(), 1);
    let dry = json!({"ZipFile": encoded("two = 2")["ZipFile"], "DryRun": true});
    let (status, described) = house.ask(Method::PUT, "/functions/f/code", dry).await;
    assert!(status == 200 && blobs() == one, "a dry run keeps nothing");
    let two = encoded("two = 2");
    let (_, changed) = house.ask(Method::PUT, "/functions/f/code", two).await;
    assert_eq!(changed["CodeSha256"], described["CodeSha256"]);
    assert_eq!(blobs().len(), 2, "the other function has the old code still");
    house.ask(Method::DELETE, "/functions/g", Value::Null).await;
    assert!(blobs().len() == 1 && blobs() != one);
    house.ask(Method::DELETE, "/functions/f", Value::Null).await;
    assert_eq!(blobs(), [""; 0]);
    house.volume.blobs("pumphouse-artifacts").unwrap().put("k", &zip_of("three = 3")).unwrap();
    let (status, _) =
        house.try_create("f", json!({"Code": {"S3Bucket": "pumphouse-artifacts", "S3Key": "k"}})).await;
    assert!(status == 201 && blobs().len() == 1);
}

#[tokio::test]
async fn changes_at_once_are_all_made() {
    let house = House::new();
    let makers = (0..8).map(|_| house.try_create("f", json!({})));
    let mut statuses: Vec<u16> = futures(makers).await.into_iter().map(|(status, _)| status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    let path = "/2017-03-31/tags/arn:aws:lambda:us-east-1:000000000000:function:f";
    let tag =
        |number: usize| house.ask_at(Method::POST, path, json!({"Tags": {(format!("t{number}")): "x"}}));
    for (status, body) in futures((0..8).map(tag)).await {
        assert_eq!((status, body), (204, Value::Null));
    }
    let (_, tags) = house.ask_at(Method::GET, path, Value::Null).await;
    assert_eq!(tags["Tags"].as_object().unwrap().len(), 8, "none is lost");
    let untag = format!("{path}?tagKeys=t0&tagKeys=t1");
    assert_eq!(house.ask_at(Method::DELETE, &untag, Value::Null).await.0, 204);
    assert_eq!(house.again().await.get("/functions/f").await.1["Tags"].as_object().unwrap().len(), 6);
}

/// Polls all of them, none before the others are begun.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(move |context| {
        for (future, answer) in all.iter_mut().filter(|(_, answer)| answer.is_none()) {
            if let std::task::Poll::Ready(done) = future.as_mut().poll(context) {
                *answer = Some(done);
            }
        }
        match all.iter().all(|(_, answer)| answer.is_some()) {
            true => std::task::Poll::Ready(all.iter_mut().filter_map(|(_, answer)| answer.take()).collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn reserved_concurrency_leaves_some_to_others() {
    let house = House::new();
    for name in ["f", "g"] {
        house.create(name).await;
    }
    let reserve = async |name: &str, limit: i32| {
        let path = format!("/2017-10-31/functions/{name}/concurrency");
        house.ask_at(Method::PUT, &path, json!({"ReservedConcurrentExecutions": limit})).await
    };
    assert_eq!(reserve("f", 600).await, (200, json!({"ReservedConcurrentExecutions": 600})));
    let text = "Specified ReservedConcurrentExecutions for function decreases account's \
                UnreservedConcurrentExecution below its minimum value of [100].";
    let (status, body) = reserve("g", 301).await;
    assert_eq!((status, &body["message"]), (400, &json!(text)));
    assert_eq!(reserve("f", 900).await.0, 200, "its own reservation does not count twice");
    let (_, settings) = house.ask_at(Method::GET, "/2016-08-19/account-settings", Value::Null).await;
    assert_eq!(settings["AccountLimit"]["UnreservedConcurrentExecutions"], 100);
    assert_eq!(settings["AccountUsage"]["FunctionCount"], 2);
}

#[tokio::test]
async fn a_package_from_a_tool_that_writes_directories_is_taken() {
    let house = House::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.add_directory("lib/", options).unwrap();
    zip.start_file("lib/index.py", options).unwrap();
    zip.write_all(b"x = 1").unwrap();
    let code = STANDARD.encode(zip.finish().unwrap().into_inner());
    assert_eq!(house.try_create("f", json!({"Code": {"ZipFile": code}})).await.0, 201);
}
