//! A function that asks the test what to do, and the socket over which it asks.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How long anything may take that a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Sends its event to the socket `ASK` and does what comes back: `{"answer": …}`, `{"fail": …}` or
/// `{"print": …}`.
const ASK: &str = r#"
import json, os, socket
def handler(event, context):
    with socket.socket(socket.AF_UNIX) as ask:
        ask.connect(os.environ["ASK"])
        told = {"event": event, "id": context.aws_request_id, "arn": context.invoked_function_arn,
                "key": os.environ["AWS_ACCESS_KEY_ID"], "pid": os.getpid(),
                "endpoint": os.environ["AWS_ENDPOINT_URL"]}
        ask.sendall(json.dumps(told).encode() + b"\n")
        answer = json.loads(ask.makefile().readline())
    if "print" in answer:
        print(answer["print"])
    if "fail" in answer:
        raise ValueError(answer["fail"])
    return answer.get("answer")
"#;

/// Whether Python runs here; says so if not.
pub fn has_python() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let look =
        || Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    let found = *FOUND.get_or_init(look);
    if !found {
        eprintln!("SKIPPED: python3 is not installed");
    }
    found
}

/// A package of one file, `index.py`.
pub fn zip_of(python: &str) -> Bytes {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("index.py", SimpleFileOptions::default()).unwrap();
    zip.write_all(python.as_bytes()).unwrap();
    Bytes::from(zip.finish().unwrap().into_inner())
}

/// The package of the function that asks.
pub fn asking() -> Bytes {
    zip_of(ASK)
}

/// Where functions ask.
pub struct Oracle(UnixListener);

/// One invocation that waits for what to do.
pub struct Asked {
    /// What the function told.
    pub told: Value,
    stream: UnixStream,
}

impl Oracle {
    /// At `path`, in place of one that was there before.
    pub fn at(path: &Path) -> Self {
        let _ = std::fs::remove_file(path);
        Self(UnixListener::bind(path).unwrap())
    }

    /// The next invocation.
    pub async fn asked(&self) -> Asked {
        let accepted = tokio::time::timeout(PATIENCE, self.0.accept()).await;
        let (stream, _) = accepted.expect("no function asked").unwrap();
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        Asked { told: serde_json::from_str(&line).unwrap(), stream: stream.into_inner() }
    }

    /// Whether a function is asking now; for after something that it would have asked before.
    pub async fn is_quiet(&self) -> bool {
        let none =
            std::future::poll_fn(|context| std::task::Poll::Ready(self.0.poll_accept(context).is_pending()));
        none.await
    }
}

impl Asked {
    /// Tells the function what to do.
    pub async fn reply(mut self, what: Value) {
        self.stream.write_all(format!("{what}\n").as_bytes()).await.unwrap();
    }

    /// Has the function answer null.
    pub async fn done(self) {
        self.reply(serde_json::json!({})).await;
    }

    /// Has the function fail.
    pub async fn fail(self) {
        self.reply(serde_json::json!({"fail": "told to"})).await;
    }

    /// The data of the records that the function got.
    pub fn data(&self) -> Vec<String> {
        use base64::Engine as _;
        let decode = |record: &Value| {
            let text = record["kinesis"]["data"].as_str().unwrap();
            String::from_utf8(base64::engine::general_purpose::STANDARD.decode(text).unwrap()).unwrap()
        };
        self.told["event"]["Records"].as_array().unwrap().iter().map(decode).collect()
    }
}
