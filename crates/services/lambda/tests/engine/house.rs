//! An engine in a directory of its own, functions made of a few lines, and a sink that remembers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use bytes::Bytes;
use kernel::{Arn, RequestId, SeededRandom, SystemClock};
use lambda_service::engine::{
    Engine, EngineConfig, FunctionVersion, Invocation, InvokeError, LogLine, LogSink, Outcome, Runtime,
};
use serde_json::Value;
use tokio::sync::Notify;

/// Log streams and their lines, in the order of arrival.
#[derive(Default)]
pub struct Remember(pub Mutex<Vec<(String, String)>>, Notify);

impl LogSink for Remember {
    fn lines(&self, _: &FunctionVersion, stream: &str, lines: Vec<LogLine>) {
        let mut all = self.0.lock().unwrap();
        all.extend(lines.into_iter().map(|line| (stream.to_owned(), line.text)));
        self.1.notify_one();
    }
}

pub struct House {
    pub engine: Engine,
    pub log: Arc<Remember>,
    pub scratch: PathBuf,
}

impl House {
    pub fn new(name: &str) -> Self {
        Self::with(name, |_| ())
    }

    pub fn with(name: &str, change: impl FnOnce(&mut EngineConfig)) -> Self {
        let scratch = std::env::temp_dir().join(format!("pumphouse-engine-{name}-{}", std::process::id()));
        let mut config = EngineConfig::new(scratch.clone());
        change(&mut config);
        let log = Arc::new(Remember::default());
        let random = Arc::new(SeededRandom::new(1));
        let engine = Engine::start(config, Arc::new(SystemClock::default()), random, log.clone()).unwrap();
        Self { engine, log, scratch }
    }

    /// A function `name` whose package holds `files`; those called `bootstrap` are executable.
    pub fn function(&self, name: &str, runtime: &str, files: &[(&str, &str)]) -> FunctionVersion {
        use std::os::unix::fs::PermissionsExt;
        let task_root = self.scratch.join("code").join(name);
        for (file, text) in files {
            let path = task_root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            let mode = if *file == "bootstrap" { 0o755 } else { 0o644 };
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        FunctionVersion {
            arn: Arn::parse(&format!("arn:aws:lambda:eu-west-1:000000000000:function:{name}")).unwrap(),
            version: "$LATEST".to_owned(),
            revision: "1".to_owned(),
            runtime: Runtime::parse(runtime).unwrap(),
            handler: "index.handler".to_owned(),
            task_root: task_root.into(),
            timeout: Duration::from_secs(20),
            memory_mb: 512,
            variables: BTreeMap::new(),
            log_group: format!("/aws/lambda/{name}"),
        }
    }

    pub async fn invoke(&self, function: &Arc<FunctionVersion>, payload: &str) -> Outcome {
        self.engine.invoke(call(function, payload)).await.unwrap()
    }

    pub async fn refused(&self, function: &Arc<FunctionVersion>, payload: Bytes) -> InvokeError {
        self.engine.invoke(Invocation { payload, ..call(function, "") }).await.unwrap_err()
    }

    /// Waits until `count` lines that start with `start` have come.
    pub async fn logged(&self, start: &str, count: usize) {
        while self.log().iter().filter(|line| line.starts_with(start)).count() < count {
            self.log.1.notified().await;
        }
    }

    /// All lines so far, without their streams.
    pub fn log(&self) -> Vec<String> {
        self.log.0.lock().unwrap().iter().map(|(_, line)| line.clone()).collect()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.scratch);
    }
}

/// The id of every invocation here: one engine, one function, one test.
pub const ID: &str = "8f507cfc-xmpl-4697-b07a-ac58fc914c95";

pub fn call(function: &Arc<FunctionVersion>, payload: &str) -> Invocation {
    Invocation {
        function: function.clone(),
        payload: Bytes::copy_from_slice(payload.as_bytes()),
        request_id: RequestId(ID.to_owned()),
        invoked_arn: format!("{}:live", function.arn),
        client_context: None,
        trace: None,
        reserved_concurrency: None,
    }
}

pub fn json(outcome: &Outcome) -> Value {
    serde_json::from_slice(&outcome.payload).unwrap()
}

pub fn tail(outcome: &Outcome) -> String {
    String::from_utf8(outcome.log_tail.to_vec()).unwrap()
}

/// The real path of an interpreter, asked for once: the one on the PATH may be a slow script.
static PYTHON: LazyLock<Option<String>> =
    LazyLock::new(|| real_path("python3", &["-c", "import sys; print(sys.executable)"]));
static NODE: LazyLock<Option<String>> = LazyLock::new(|| real_path("node", &["-p", "process.execPath"]));

fn real_path(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

/// Whether `program` runs here; says so if not.
pub fn has(program: &str) -> bool {
    let found = if program == "node" { &*NODE } else { &*PYTHON };
    if found.is_none() {
        eprintln!("SKIPPED: {program} is not installed");
    }
    found.is_some()
}

/// A `bootstrap` for `provided` in Python: `body` runs with `request(method, path, body)` at hand.
pub fn bootstrap(body: &str) -> String {
    let python = PYTHON.as_ref().unwrap();
    format!(
        r#"#!{python}
import http.client, os, sys, time
sys.stdout.reconfigure(line_buffering=True)
server = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
def request(method, path, body=None):
    server.request(method, "/2018-06-01/runtime/" + path, body)
    answer = server.getresponse()
    return answer.status, answer.headers, answer.read()
def events():
    while True:
        status, headers, event = request("GET", "invocation/next")
        yield headers["Lambda-Runtime-Aws-Request-Id"], headers, event
{body}"#
    )
}
