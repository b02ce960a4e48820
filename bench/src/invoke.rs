//! Invoke of a warm function: its latency, and what of it the function's own runtime costs.
//!
//! The function is this program echoing its event. Its own cost is measured with no server at all: the same
//! program is started against a stand-in Runtime API here, which hands it events one after another; the time
//! from handing one out until its answer arrived is what no server can save. `added_*` is the difference.

use std::process::Stdio;
use std::time::{Duration, Instant};

use clap::Args;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::error::Error;
use crate::http::{self, Answer, find};
use crate::load::Load;
use crate::outcome::{Latencies, Outcome};
use crate::request::lambda;
use crate::setup::Setup;
use crate::{Target, process};

const EVENT: &str = "{\"message\":\"an event of an ordinary size, no more than this\"}";
const FLOOR_ROUNDS: usize = 2_000;

/// The load.
#[derive(Args)]
pub struct Invoke {
    /// Connections at once; several, with commas, are measured one after another.
    #[arg(long, value_delimiter = ',', default_value = "1,8")]
    connections: Vec<usize>,
    /// Seconds to measure each number of connections.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
}

impl Invoke {
    /// Makes the function and calls it.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let mut floor = floor().await?;
        let mut outcomes = vec![Outcome::new("invoke-runtime-alone").with_latencies(&mut floor)];
        let address = http::address(&target.endpoint)?;
        let function = format!("bench-echo-{}", std::process::id());
        Setup::new(&address).function(&function, "echo").await?;
        let path = format!("/2015-03-31/functions/{function}/invocations");
        for &connections in &self.connections {
            let requests = vec![lambda(&address, "POST", &path, EVENT)];
            let measured = Duration::from_secs_f64(self.seconds);
            let load = Load { address: &address, requests, connections, measured, operation: "Invoke" };
            let mut taken = load.run(was_echoed).await?;
            let added = taken.latencies.quantile(0.50) - floor.quantile(0.50);
            let mut outcome = Outcome::new(format!("invoke-c{connections}"))
                .with("ops_per_s", taken.rate())
                .with_latencies(&mut taken.latencies)
                .with("added_p50_ms", added);
            if let Some(pid) = target.pid {
                outcome = outcome.with("server_rss_mib", process::resident_mib(pid));
            }
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }
}

fn was_echoed(answer: &Answer<'_>) -> bool {
    answer.is_success() && find(answer.body, b"ordinary size").is_some()
}

/// What the runtime costs alone: from handing out an event until its answer is here.
async fn floor() -> Result<Latencies, Error> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let program = std::env::current_exe()?;
    let mut function = tokio::process::Command::new(program)
        .env("AWS_LAMBDA_RUNTIME_API", listener.local_addr()?.to_string())
        .env("_HANDLER", "echo")
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (mut stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    let event = format!(
        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nContent-Length: {}\r\n\r\n{EVENT}",
        EVENT.len()
    );
    let mut latencies = Latencies::default();
    for _ in 0..FLOOR_ROUNDS {
        receive(&mut stream, b"\r\n\r\n").await?; // asks for the next event
        let handed_out = Instant::now();
        stream.write_all(event.as_bytes()).await?;
        receive(&mut stream, EVENT.as_bytes()).await?; // answers it
        latencies.add(handed_out.elapsed());
        stream.write_all(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n").await?;
    }
    function.start_kill()?;
    function.wait().await?;
    Ok(latencies)
}

/// Reads until what was received ends with `last`.
async fn receive(stream: &mut TcpStream, last: &[u8]) -> Result<(), Error> {
    let mut received = Vec::with_capacity(1024);
    while !received.ends_with(last) {
        if stream.read_buf(&mut received).await? == 0 {
            return Err(Error::Protocol("the function ended"));
        }
    }
    Ok(())
}
