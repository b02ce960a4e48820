//! Measures what the engine adds to a warm invocation: 1,000 of each kind, one after the other.
//!
//! `cargo run --release -p pumphouse-service-lambda --example warm_invoke`
//!
//! The raw runtime is this program itself over a plain socket, so its figures are the engine's own cost.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, run by hand")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Arn, RequestId, SystemClock, SystemRandom};
use lambda_service::engine::{Engine, EngineConfig, FunctionVersion, Invocation, LogLine, LogSink, Runtime};

const CALLS: usize = 1_000;

struct Nowhere;

impl LogSink for Nowhere {
    fn lines(&self, _: &FunctionVersion, _: &str, _: Vec<LogLine>) {}
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("raw") => raw_runtime(),
        _ => measure(),
    }
}

/// Answers every event with itself. Knows just enough HTTP for our server.
fn raw_runtime() {
    let mut server = TcpStream::connect(std::env::var("AWS_LAMBDA_RUNTIME_API").unwrap()).unwrap();
    server.set_nodelay(true).unwrap();
    let mut read = move |request: String| {
        server.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        loop {
            let mut part = [0; 4096];
            let count = server.read(&mut part).unwrap();
            if count == 0 {
                std::process::exit(0);
            }
            answer.extend_from_slice(&part[..count]);
            let text = String::from_utf8_lossy(&answer).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let header = |name: &str| {
                let line = head.lines().find(|line| line.to_lowercase().starts_with(name))?;
                line.split_once(": ").map(|(_, value)| value.to_owned())
            };
            if body.len() >= header("content-length").map_or(0, |text| text.parse().unwrap()) {
                return (header("lambda-runtime-aws-request-id").unwrap_or_default(), body.to_owned());
            }
        }
    };
    let api = "/2018-06-01/runtime/invocation";
    loop {
        let (id, event) = read(format!("GET {api}/next HTTP/1.1\r\nHost: x\r\n\r\n"));
        let length = event.len();
        read(format!(
            "POST {api}/{id}/response HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{event}"
        ));
    }
}

#[tokio::main]
async fn measure() {
    let scratch = std::env::temp_dir().join(format!("pumphouse-warm-invoke-{}", std::process::id()));
    let engine = Engine::start(
        EngineConfig::new(scratch.clone()),
        Arc::new(SystemClock::default()),
        Arc::new(SystemRandom::default()),
        Arc::new(Nowhere),
    )
    .unwrap();
    let raw = format!("#!/bin/sh\nexec '{}' raw\n", std::env::current_exe().unwrap().display());
    let python = "def handler(event, context): return event";
    let python_prints = "def handler(event, context):\n    print('hello')\n    return event";
    let node = "exports.handler = async (event) => event";
    let node_prints = "exports.handler = async (event) => { console.log('hello'); return event }";
    println!(
        "{:<14} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "runtime", "cold ms", "p50 µs", "p90 µs", "p99 µs", "mean µs"
    );
    for (name, runtime, file, text) in [
        ("raw", "provided.al2023", "bootstrap", raw.as_str()),
        ("python", "python3.13", "index.py", python),
        ("python prints", "python3.13", "index.py", python_prints),
        ("node", "nodejs20.x", "index.js", node),
        ("node prints", "nodejs20.x", "index.js", node_prints),
    ] {
        let task_root = scratch.join("code").join(name);
        std::fs::create_dir(&task_root).unwrap();
        std::fs::write(task_root.join(file), text).unwrap();
        std::fs::set_permissions(task_root.join(file), std::fs::Permissions::from_mode(0o755)).unwrap();
        let function = Arc::new(FunctionVersion {
            arn: Arn::new("lambda", "us-east-1", "000000000000", "function:f"),
            version: "$LATEST".to_owned(),
            revision: name.to_owned(),
            runtime: Runtime::parse(runtime).unwrap(),
            handler: "index.handler".to_owned(),
            task_root: task_root.into(),
            timeout: Duration::from_secs(10),
            memory_mb: 512,
            variables: Default::default(),
            log_group: "/aws/lambda/f".to_owned(),
        });
        let call = || Invocation {
            function: function.clone(),
            payload: r#"{"key":"value","list":[1,2,3]}"#.into(),
            request_id: RequestId("8f507cfc-xmpl-4697-b07a-ac58fc914c95".to_owned()),
            invoked_arn: function.arn.to_string(),
            client_context: None,
            trace: None,
            is_lost: false,
            reserved_concurrency: None,
        };
        let cold = engine.invoke(call()).await;
        let Ok(cold) = cold.map_err(|error| println!("{name:<14} SKIPPED: {error}")) else { continue };
        assert_eq!(cold.function_error, None, "{cold:?}");
        let mut times = Vec::with_capacity(CALLS);
        for _ in 0..CALLS {
            let began = Instant::now();
            assert_eq!(engine.invoke(call()).await.unwrap().function_error, None);
            times.push(began.elapsed().as_nanos() as f64 / 1000.0);
        }
        let mean = times.iter().sum::<f64>() / CALLS as f64;
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[CALLS * share / 100];
        let init = cold.init_duration.unwrap_or_default().as_secs_f64() * 1000.0;
        println!("{name:<14} {init:>9.1} {:>9.0} {:>9.0} {:>9.0} {mean:>9.0}", at(50), at(90), at(99));
    }
    engine.shutdown().await;
    std::fs::remove_dir_all(scratch).unwrap();
}
