//! `python3.x` functions as people write them.

use std::sync::Arc;

use lambda_service::engine::{FunctionError, FunctionVersion};

use crate::house::{House, ID, call, has, json, tail};

fn function(house: &House, name: &str, code: &str) -> FunctionVersion {
    house.function(name, "python3.11", &[("index.py", code)])
}

#[tokio::test(flavor = "multi_thread")]
async fn context_log_and_result() {
    if !has("python3") {
        return;
    }
    let house = House::new("python");
    let code = r#"
import logging, os
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print("printed")
    logging.info("two\nlines")
    assert 0 < context.get_remaining_time_in_millis() <= 20000
    return {"ä": event, "c": [context.function_name, context.aws_request_id, context.memory_limit_in_mb,
        context.log_group_name, context.function_version, context.invoked_function_arn],
        "custom": context.client_context.custom, "e": [os.environ[name] for name in
        ("_HANDLER", "AWS_REGION", "AWS_EXECUTION_ENV", "MINE", "TZ", "_X_AMZN_TRACE_ID")],
        "leak": os.environ.get("CARGO_MANIFEST_DIR"), "cwd": os.getcwd() == os.environ["LAMBDA_TASK_ROOT"]}
"#;
    let mut function = function(&house, "py", code);
    function.variables.insert("MINE".to_owned(), "mine".to_owned());
    let function = Arc::new(function);
    let mut invocation = call(&function, r#"{"k":"ü"}"#);
    invocation.client_context = Some(r#"{"custom":{"a":"ß"}}"#.to_owned());
    invocation.trace = Some("Root=1".to_owned());
    let outcome = house.engine.invoke(invocation).await.unwrap();
    let expected = serde_json::json!({
        "ä": {"k": "ü"},
        "c": ["py", ID, "512", "/aws/lambda/py", "$LATEST", format!("{}:live", function.arn)],
        "custom": {"a": "ß"},
        "e": ["index.handler", "eu-west-1", "AWS_Lambda_python3.11", "mine", ":UTC", "Root=1"],
        "leak": null,
        "cwd": true,
    });
    assert_eq!(json(&outcome), expected, "{}", tail(&outcome));
    let log = house.log();
    assert_eq!(log[1], "printed");
    let logged: Vec<_> = log[2].split('\t').collect();
    assert_eq!((logged[0], logged[1].len(), logged[2], logged[3]), ("[INFO]", 24, ID, "two\nlines"));
    assert_eq!(outcome.function_error, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_handler() {
    if !has("python3") {
        return;
    }
    let house = House::new("pyerrors");
    let code = r#"
import sys
def handler(event, context):
    if event == "exit": sys.exit(1)
    if event == "set": return {1, 2}
    raise ValueError("boom")
"#;
    let function = Arc::new(function(&house, "py", code));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(outcome.function_error, Some(FunctionError::Reported));
    let path = function.task_root.join("index.py").canonicalize().unwrap();
    let expected = serde_json::json!({
        "errorMessage": "boom", "errorType": "ValueError", "requestId": ID,
        "stackTrace": [format!("  File \"{}\", line 6, in handler\n    raise ValueError(\"boom\")\n", path.display())],
    });
    assert_eq!(json(&outcome), expected);
    let order: Vec<_> = json(&outcome).as_object().unwrap().keys().cloned().collect();
    assert_eq!(order, ["errorMessage", "errorType", "requestId", "stackTrace"]);
    assert!(
        house.log()[1]
            .starts_with("[ERROR] ValueError: boom\nTraceback (most recent call last):\n\u{a0}\u{a0}File")
    );
    let outcome = house.invoke(&function, r#""set""#).await;
    assert_eq!(
        json(&outcome)["errorMessage"],
        "Unable to marshal response: Object of type set is not JSON serializable"
    );
    assert_eq!(json(&outcome)["errorType"], "Runtime.MarshalError");
    assert_eq!(json(&house.invoke(&function, "{").await)["errorType"], "Runtime.UnmarshalError");
    let outcome = house.invoke(&function, r#""exit""#).await;
    assert_eq!(outcome.function_error, Some(FunctionError::Exited));
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_start() {
    if !has("python3") {
        return;
    }
    let house = House::new("pyinit");
    let cases = [
        (
            "a",
            "import nothing_such",
            "index.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'index': No module named 'nothing_such'",
        ),
        (
            "b",
            "x = 1",
            "index.handler",
            "Runtime.HandlerNotFound",
            "Handler 'handler' missing on module 'index'",
        ),
        (
            "c",
            "def handler(:",
            "index.handler",
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'index': invalid syntax (index.py, line 1)",
        ),
        (
            "d",
            "",
            "index",
            "Runtime.MalformedHandlerName",
            "Bad handler 'index': not enough values to unpack (expected 2, got 1)",
        ),
        (
            "e",
            "",
            "gone.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'gone': No module named 'gone'",
        ),
        ("f", "raise KeyError('x')", "index.handler", "KeyError", "'x'"),
    ];
    for (name, code, handler, kind, message) in cases {
        let function = FunctionVersion { handler: handler.to_owned(), ..function(&house, name, code) };
        let outcome = house.invoke(&Arc::new(function), "{}").await;
        assert_eq!(outcome.function_error, Some(FunctionError::Init));
        assert_eq!(
            (json(&outcome)["errorType"].as_str(), json(&outcome)["errorMessage"].as_str()),
            (Some(kind), Some(message))
        );
        assert!(tail(&outcome).contains(&format!("[ERROR] {kind}: {message}")), "{}", tail(&outcome));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn large_events_and_deep_handlers() {
    if !has("python3") {
        return;
    }
    let house = House::new("pylarge");
    let files = [("a/__init__.py", ""), ("a/b.py", "def run(event, context): return event[::-1]")];
    let function = house.function("py", "python3.12", &files);
    let function = Arc::new(FunctionVersion { handler: "a/b.run".to_owned(), ..function });
    let text = "xy".repeat(3_000_000);
    let outcome = house.invoke(&function, &format!("\"{text}\"")).await;
    assert_eq!(json(&outcome), "yx".repeat(3_000_000));
    assert_eq!(json(&house.invoke(&function, r#""ab""#).await), "ba");
}
