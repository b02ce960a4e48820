//! A house with Lambda and the fakes in it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use lambda_service::{Lambda, LambdaConfig};
use serde_json::{Value, json};
use storage::Volume;
use wire::{Answer, Question};

use crate::code::Lake;
use crate::fakes::{Iam, Logs, Sts};
use crate::oracle::{Oracle, PATIENCE, asking};
use crate::queue::Queue;
use crate::stream::{Kinesis, STREAM};
use crate::table::Table;

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;
pub const ROLE: &str = "arn:aws:iam::000000000000:role/service/open";

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub lambda: Arc<Lambda>,
    pub sts: Arc<Sts>,
    pub logs: Arc<Logs>,
    pub kinesis: Arc<Kinesis>,
    pub table: Arc<Table>,
    pub lake: Arc<Lake>,
    pub queue: Arc<Queue>,
    pub oracle: Oracle,
    pub volume: Volume,
    calls: AtomicU64,
    home: Home,
}

/// The directory of a test, gone with the last house in it.
#[derive(Clone)]
pub struct Home(Arc<PathBuf>);

impl Home {
    pub fn new() -> Self {
        static HOMES: AtomicU64 = AtomicU64::new(0);
        let name = format!("ph-{}-{}", std::process::id(), HOMES.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(Arc::new(path))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if Arc::strong_count(&self.0) == 1 {
            let _ = std::fs::remove_dir_all(&*self.0);
        }
    }
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory(), Home::new(), NOW)
    }

    /// A house on a volume, which may be that of another that ended.
    pub fn on(volume: Volume, home: Home, now: u64) -> Self {
        let clock = ManualClock::at(Timestamp(now));
        let random = Arc::new(SeededRandom::new(now));
        let dispatch = Dispatch::new(clock.clone(), random);
        let config = LambdaConfig {
            endpoint: "http://127.0.0.1:1".into(),
            scratch: home.0.join("scratch"),
            launcher: None,
        };
        let lambda = Lambda::new(volume.clone(), &dispatch, config);
        let (sts, logs) = (Arc::new(Sts::new(&dispatch)), Arc::new(Logs::default()));
        let kinesis = Arc::new(Kinesis::new(&dispatch));
        kinesis.make(&["a"]);
        let (table, lake) = (Arc::new(Table::new(&dispatch)), Arc::new(Lake::default()));
        let queue = Arc::new(Queue::default());
        dispatch.connect([
            Carrier::embedded(lambda.routes()),
            Carrier::embedded(sts.routes()),
            Carrier::embedded(logs.routes()),
            Carrier::embedded(kinesis.routes()),
            Carrier::embedded(table.routes()),
            Carrier::embedded(lake.routes()),
            Carrier::embedded(queue.routes()),
        ]);
        dispatch.secure(Arc::new(Iam), Arc::new(Iam));
        let oracle = Oracle::at(&home.0.join("ask"));
        Self {
            clock,
            dispatch,
            lambda,
            sts,
            logs,
            kinesis,
            table,
            lake,
            queue,
            oracle,
            volume,
            calls: AtomicU64::new(0),
            home,
        }
    }

    /// A new house where this one was, with its stream.
    pub async fn again(self) -> Self {
        self.lambda.shutdown().await;
        self.after_crash()
    }

    /// As [`Self::again`], with nothing ended in good order.
    pub fn after_crash(self) -> Self {
        let now = kernel::Clock::now(&*self.clock).0 + 1;
        let house = Self::on(self.volume.clone(), self.home.clone(), now);
        house.kinesis.take_over(&self.kinesis);
        house.table.take_over(&self.table);
        house
    }

    /// Where functions are run.
    pub fn scratch(&self) -> PathBuf {
        self.home.0.join("scratch")
    }

    pub fn call(&self) -> Call {
        let place = Place::default();
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId(format!("request-{number}")),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        }
    }

    /// Serves a request as the front door does.
    pub async fn serve(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
        let named = |(name, value): &(&str, &str)| {
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
        };
        let question = Question {
            method,
            uri: path.parse().unwrap(),
            headers: headers.iter().map(named).collect::<HeaderMap>(),
            body,
        };
        let carrier = self.dispatch.carrier("lambda").unwrap();
        self.dispatch.serve_path(carrier, self.call(), question).await
    }

    /// Status and body of an answer to what most operations are asked at.
    pub async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        self.ask_at(method, &format!("/2015-03-31{path}"), body).await
    }

    /// Status and body of an answer.
    pub async fn ask_at(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
        let answer = self.serve(method, path, &[], body).await;
        let body =
            if answer.body.is_empty() { Value::Null } else { serde_json::from_slice(&answer.body).unwrap() };
        (answer.status.as_u16(), body)
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(Method::GET, path, Value::Null).await
    }

    /// Makes a function, as [`function`] describes it with `change`d members.
    pub async fn try_create(&self, name: &str, change: Value) -> (u16, Value) {
        let mut input = self.function(name);
        merge(&mut input, change);
        self.ask(Method::POST, "/functions", input).await
    }

    pub async fn create(&self, name: &str) {
        let (status, body) = self.try_create(name, json!({})).await;
        assert_eq!(status, 201, "{body}");
    }

    /// The input that makes a function which asks.
    fn function(&self, name: &str) -> Value {
        let ask = self.home.0.join("ask").to_str().unwrap().to_owned();
        json!({
            "FunctionName": name, "Runtime": "python3.12", "Handler": "index.handler", "Role": ROLE,
            "Timeout": 60, "Code": {"ZipFile": STANDARD.encode(asking())},
            "Environment": {"Variables": {"ASK": ask}},
        })
    }

    pub async fn invoke(&self, path: &str, headers: &[(&str, &str)], payload: &str) -> Answer {
        let path = format!("/2015-03-31/functions/{path}");
        self.serve(Method::POST, &path, headers, Bytes::copy_from_slice(payload.as_bytes())).await
    }

    /// Maps the stream to the function `f`, from its beginning, with `change`d members.
    pub async fn try_map(&self, change: Value) -> (u16, Value) {
        let mut input = json!({
            "EventSourceArn": STREAM, "FunctionName": "f", "StartingPosition": "TRIM_HORIZON",
        });
        merge(&mut input, change);
        self.ask(Method::POST, "/event-source-mappings", input).await
    }

    /// The id of a new mapping.
    pub async fn map(&self, change: Value) -> String {
        let (status, body) = self.try_map(change).await;
        assert_eq!(status, 202, "{body}");
        body["UUID"].as_str().unwrap().to_owned()
    }

    pub async fn mapping(&self, id: &str) -> Value {
        self.get(&format!("/event-source-mappings/{id}")).await.1
    }

    pub async fn update_mapping(&self, id: &str, change: Value) -> (u16, Value) {
        self.ask(Method::PUT, &format!("/event-source-mappings/{id}"), change).await
    }

    /// Waits until the mapping's newest result is `text`.
    pub async fn until_result(&self, id: &str, text: &str) {
        let said = async {
            while self.mapping(id).await["LastProcessingResult"] != text {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, said).await.expect(text);
    }

    /// Lets the service `principal` invoke the function `name`, whatever for.
    pub async fn permit(&self, name: &str, principal: &str) {
        let statement = json!({
            "StatementId": principal.replace('.', "-"), "Action": "lambda:InvokeFunction", "Principal": principal,
        });
        let (status, body) = self.ask(Method::POST, &format!("/functions/{name}/policy"), statement).await;
        assert_eq!(status, 201, "{body}");
    }

    /// Waits until what is stored under `prefix` is as it should be.
    pub async fn until_stored(&self, prefix: &str, is_so: impl Fn(&[(String, String)]) -> bool) {
        let stored = async {
            while !is_so(&self.stored(prefix)) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, stored).await.expect(prefix);
    }

    /// What is stored under keys that begin with `prefix`.
    pub fn stored(&self, prefix: &str) -> Vec<(String, String)> {
        let store = self.volume.key_value("lambda").unwrap();
        let mut found = Vec::new();
        store
            .scan_prefix(prefix.as_bytes(), &mut |key, value| {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                found.push((text(key), text(value)));
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        found
    }
}

fn merge(into: &mut Value, change: Value) {
    for (name, value) in change.as_object().unwrap() {
        into[name] = value.clone();
    }
}

/// Code and text of a refusal.
pub fn refusal(answer: &Answer) -> (String, String) {
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let code = answer.headers["x-amzn-errortype"].to_str().unwrap().to_owned();
    (code, body["message"].as_str().unwrap().to_owned())
}
