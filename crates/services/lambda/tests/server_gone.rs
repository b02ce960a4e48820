//! A server killed with SIGKILL takes its functions along. This program plays all parts: the test, the
//! server, and the launcher between server and function.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kernel::{SeededRandom, SystemClock};
use lambda_service::engine::launcher::FUNCTION_INIT;
use lambda_service::engine::{
    Engine, EngineConfig, FunctionVersion, Invocation, LogLine, LogSink, Runtime, function_init,
};

/// Connects to the test, says its name and holds the line while it is busy for ever, deaf to all else.
const BOOTSTRAP: &str = r#"#!/usr/bin/env python3
import http.client, os, signal, socket, time
for ignored in (signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE): signal.signal(ignored, signal.SIG_IGN)
server = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
server.request("GET", "/2018-06-01/runtime/invocation/next")
server.getresponse().read()
line = socket.create_connection(("127.0.0.1", int(os.environ["TEST_PORT"])))
line.sendall(b"busy")
while True: time.sleep(60)
"#;

struct Nowhere;

impl LogSink for Nowhere {
    fn lines(&self, _: &FunctionVersion, _: &str, lines: Vec<LogLine>) {
        lines.iter().for_each(|line| eprintln!("function: {}", line.text));
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(first) if first == FUNCTION_INIT => {
            let Err(error) = function_init(arguments);
            eprintln!("{error}");
            ExitCode::from(126)
        }
        Some(first) if first == "server" => {
            let port = arguments.next().unwrap().into_string().unwrap();
            let scratch = arguments.next().unwrap();
            serve(port, scratch.into());
            ExitCode::SUCCESS
        }
        // `cargo test -- --list` and filters have nothing to choose from here.
        _ => test(),
    }
}

#[tokio::main]
async fn serve(port: String, scratch: std::path::PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let mut config = EngineConfig::new(scratch.clone());
    config.launcher = Some(std::env::current_exe().unwrap());
    let random = Arc::new(SeededRandom::new(1));
    let engine = Engine::start(config, Arc::new(SystemClock::default()), random, Arc::new(Nowhere)).unwrap();
    let task_root = scratch.join("code/f");
    std::fs::create_dir(&task_root).unwrap();
    let bootstrap = task_root.join("bootstrap");
    std::fs::write(&bootstrap, BOOTSTRAP).unwrap();
    std::fs::set_permissions(&bootstrap, std::fs::Permissions::from_mode(0o755)).unwrap();
    let function = FunctionVersion {
        arn: kernel::Arn::parse("arn:aws:lambda:us-east-1:000000000000:function:f").unwrap(),
        version: "$LATEST".to_owned(),
        revision: String::new(),
        runtime: Runtime::parse("provided").unwrap(),
        handler: "x".to_owned(),
        task_root: task_root.into(),
        timeout: Duration::from_secs(900),
        memory_mb: 512,
        variables: [("TEST_PORT".to_owned(), port)].into(),
        log_group: "g".to_owned(),
    };
    let outcome = engine.invoke(Invocation {
        function: Arc::new(function),
        payload: "{}".into(),
        request_id: kernel::RequestId("id".to_owned()),
        invoked_arn: "arn".to_owned(),
        client_context: None,
        trace: None,
        is_lost: false,
        reserved_concurrency: None,
    });
    eprintln!("the function was not to end: {:?}", outcome.await);
}

fn test() -> ExitCode {
    if !Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: python3 is not installed");
        return ExitCode::SUCCESS;
    }
    let scratch = std::env::temp_dir().join(format!("pumphouse-server-gone-{}", std::process::id()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut server = Command::new(std::env::current_exe().unwrap())
        .arg("server")
        .arg(port)
        .arg(&scratch)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let (mut line, _) = listener.accept().unwrap();
    let mut word = [0; 4];
    line.read_exact(&mut word).unwrap();
    assert_eq!(&word, b"busy");
    server.kill().unwrap();
    server.wait().unwrap();
    // The function's end of the line closes when the kernel has killed it, and not before.
    line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let rest = line.read(&mut word);
    let _ = std::fs::remove_dir_all(scratch);
    assert!(
        matches!(rest, Ok(0)) || rest.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset)
    );
    eprintln!("ok: the function died with its server");
    ExitCode::SUCCESS
}
