//! `nodejsN.x` functions as people write them.

use std::sync::Arc;

use lambda_service::engine::{FunctionError, FunctionVersion};

use crate::house::{House, ID, call, has, json, tail};

fn function(house: &House, name: &str, file: &str, code: &str) -> Arc<FunctionVersion> {
    Arc::new(house.function(name, "nodejs20.x", &[(file, code)]))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_handler() {
    if !has("node") {
        return;
    }
    let house = House::new("node");
    let cases = [
        ("index.js", "exports.handler = async (event) => ({ got: event })"),
        (
            "index.mjs",
            "const x = await Promise.resolve(1); export const handler = async (event) => ({ got: event })",
        ),
        ("index.cjs", "exports.handler = (event, context, callback) => callback(null, { got: event })"),
        (
            "index.js",
            "exports.handler = (event) => new Promise((done) => setTimeout(() => done({ got: event }), 5))",
        ),
        ("index.js", "exports.handler = (event, context) => context.succeed({ got: event })"),
        (
            "index.js",
            "exports.handler = (event, context, callback) => { setTimeout(() => callback(null, { got: event }), 5) }",
        ),
    ];
    for (number, (file, code)) in cases.into_iter().enumerate() {
        let function = function(&house, &format!("f{number}"), file, code);
        for event in [r#"{"a":"ü"}"#, "7"] {
            let outcome = house.invoke(&function, event).await;
            assert_eq!(outcome.payload, format!(r#"{{"got":{event}}}"#), "{code}: {}", tail(&outcome));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn context_and_log() {
    if !has("node") {
        return;
    }
    let house = House::new("nodecontext");
    let code = r#"
        export const run = async (event, context) => {
            console.log('two\nlines', { a: 1 });
            console.error('bad');
            const left = context.getRemainingTimeInMillis();
            if (left <= 0 || left > 20000) throw new Error(`left ${left}`);
            return [context.functionName, context.awsRequestId, context.memoryLimitInMB, context.logGroupName,
                context.functionVersion, context.invokedFunctionArn, context.clientContext, process.env._HANDLER,
                process.env.AWS_EXECUTION_ENV, process.env._X_AMZN_TRACE_ID, process.env.CARGO_MANIFEST_DIR];
        };"#;
    let files = [("dir/file.js", code), ("package.json", r#"{"type":"module"}"#)];
    let function = house.function("n", "nodejs22.x", &files);
    let function = Arc::new(FunctionVersion { handler: "dir/file.run".to_owned(), ..function });
    let mut invocation = call(&function, "{}");
    invocation.client_context = Some(r#"{"custom":{"a":"ß"}}"#.to_owned());
    invocation.trace = Some("Root=1".to_owned());
    let outcome = house.engine.invoke(invocation).await.unwrap();
    let expected = serde_json::json!(["n", ID, "512", "/aws/lambda/n", "$LATEST", format!("{}:live", function.arn),
        {"custom": {"a": "ß"}}, "dir/file.run", "AWS_Lambda_nodejs22.x", "Root=1", null]);
    assert_eq!(json(&outcome), expected, "{}", tail(&outcome));
    let log = house.log();
    let line: Vec<_> = log[1].split('\t').collect();
    assert_eq!((line[0].len(), &line[1..]), (24, &[ID, "INFO", "two\nlines { a: 1 }"][..]));
    assert!(log[2].ends_with(&format!("\t{ID}\tERROR\tbad")));
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_handler() {
    if !has("node") {
        return;
    }
    let house = House::new("nodeerrors");
    let code = r#"exports.handler = (event, context, callback) => {
        if (event === 'callback') return callback(new TypeError('boom'));
        if (event === 'text') return context.fail('words');
        if (event === 'later') return void setTimeout(() => { throw new Error('late') }, 5);
        if (event === 'exit') process.exit(3);
        if (event === 'reject') { Promise.reject(new Error('lost')); return new Promise(() => setTimeout(() => {}, 9000)); }
        if (event === 'cycle') { const value = {}; value.value = value; return callback(null, value); }
        if (event === 'nothing') return;
        throw new RangeError('thrown');
    };"#;
    let function = function(&house, "n", "index.js", code);
    let cases = [
        ("throw", FunctionError::Reported, "RangeError", "thrown"),
        ("callback", FunctionError::Reported, "TypeError", "boom"),
        ("text", FunctionError::Reported, "string", "words"),
        ("cycle", FunctionError::Reported, "Error", "Unable to stringify response body"),
        ("later", FunctionError::Reported, "Error", "late"),
        ("reject", FunctionError::Reported, "Runtime.UnhandledPromiseRejection", "Error: lost"),
        ("exit", FunctionError::Exited, "Runtime.ExitError", ""),
    ];
    for (event, error, kind, message) in cases {
        let outcome = house.invoke(&function, &format!("\"{event}\"")).await;
        assert_eq!(outcome.function_error, Some(error), "{event}: {}", tail(&outcome));
        assert_eq!(json(&outcome)["errorType"], kind);
        if !message.is_empty() {
            assert_eq!(json(&outcome)["errorMessage"], message);
            let order: Vec<_> = json(&outcome).as_object().unwrap().keys().cloned().collect();
            assert_eq!(order, ["errorType", "errorMessage", "trace"]);
        }
    }
    assert_eq!(house.invoke(&function, r#""nothing""#).await.payload, "null");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_event_loop_is_waited_for_or_not() {
    if !has("node") {
        return;
    }
    let house = House::new("nodeloop");
    let code = r#"exports.handler = (event, context, callback) => {
        context.callbackWaitsForEmptyEventLoop = event;
        setTimeout(() => console.log('loop'), event ? 50 : 60_000);
        callback(null, event);
    };"#;
    let function = function(&house, "n", "index.js", code);
    let waited = house.invoke(&function, "true").await;
    assert!(waited.payload == "true" && tail(&waited).contains("\tINFO\tloop\n"), "{}", tail(&waited));
    let left = house.invoke(&function, "false").await;
    assert!(left.payload == "false" && !tail(&left).contains("loop"), "{}", tail(&left));
    let code = "exports.handler = async () => { await new Promise(() => {}) }";
    let function = self::function(&house, "m", "index.js", code);
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(json(&outcome)["errorType"], "Runtime.NodeJsExit");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_start() {
    if !has("node") {
        return;
    }
    let house = House::new("nodeinit");
    let cases = [
        (
            "a",
            "require('nothing-such')",
            "index.handler",
            "Runtime.ImportModuleError",
            "Error: Cannot find module 'nothing-such'",
        ),
        ("b", "", "index.handler", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"),
        (
            "c",
            "exports.handler = 1",
            "index.handler",
            "Runtime.HandlerNotFound",
            "index.handler is not a function",
        ),
        (
            "d",
            "exports.handler = (",
            "index.handler",
            "Runtime.UserCodeSyntaxError",
            "SyntaxError: Unexpected end of input",
        ),
        ("e", "", "index", "Runtime.MalformedHandlerName", "Bad handler"),
        ("f", "", "gone.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'gone'"),
        ("g", "throw new RangeError('x')", "index.handler", "RangeError", "x"),
    ];
    for (name, code, handler, kind, message) in cases {
        let function = house.function(name, "nodejs24.x", &[("index.js", code)]);
        let function = Arc::new(FunctionVersion { handler: handler.to_owned(), ..function });
        let outcome = house.invoke(&function, "{}").await;
        assert_eq!(outcome.function_error, Some(FunctionError::Init), "{name}: {}", tail(&outcome));
        assert_eq!(json(&outcome)["errorType"], kind, "{name}");
        let said = json(&outcome)["errorMessage"].as_str().unwrap().to_owned();
        assert!(said.starts_with(message), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn large_events() {
    if !has("node") {
        return;
    }
    let house = House::new("nodelarge");
    let function =
        function(&house, "n", "index.js", "exports.handler = async (event) => event.length + event");
    let text = "ä".repeat(2_000_000);
    let outcome = house.invoke(&function, &format!("\"{text}\"")).await;
    assert_eq!(json(&outcome), format!("2000000{text}"), "{:?}", outcome.function_error);
    assert_eq!(json(&house.invoke(&function, r#""ab""#).await), "2ab");
}
