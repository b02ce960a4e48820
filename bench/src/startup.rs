//! From starting a server's process to its first answer, and the memory that it then sits in.

use std::process::Stdio;
use std::time::{Duration, Instant};

use clap::Args;

use crate::error::Error;
use crate::http::{self, Connection};
use crate::outcome::{Latencies, Outcome};
use crate::request::{DYNAMODB, KINESIS};
use crate::{Target, process};

const START_SECONDS_MAX: u64 = 60;
const LOOK_EVERY: Duration = Duration::from_micros(200);
const IDLE: Duration = Duration::from_secs(2);

/// The load.
#[derive(Args)]
pub struct Startup {
    /// Times to start it.
    #[arg(long, default_value_t = 10)]
    rounds: usize,
    /// First question: `kinesis` (ListStreams) or `dynamodb` (ListTables).
    #[arg(long, default_value = "kinesis")]
    service: String,
    /// The server's command, after `--`; it has to listen at the endpoint.
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

impl Startup {
    /// Starts and ends the server again and again.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let request = match self.service.as_str() {
            "dynamodb" => DYNAMODB.request(&address, "ListTables", "{}"),
            _ => KINESIS.request(&address, "ListStreams", "{}"),
        };
        let (mut latencies, mut resident) = (Latencies::default(), 0.0);
        for round in 0..self.rounds {
            let begun = Instant::now();
            let mut server = tokio::process::Command::new(&self.command[0])
                .args(&self.command[1..])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .kill_on_drop(true)
                .spawn()?;
            while !answers(&address, &request).await {
                if begun.elapsed().as_secs() > START_SECONDS_MAX || server.try_wait()?.is_some() {
                    return Err(Error::Late("the server did not answer", START_SECONDS_MAX));
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
            latencies.add(begun.elapsed());
            if round == 0 {
                tokio::time::sleep(IDLE).await;
                resident = server.id().map_or(f64::NAN, process::resident_mib);
            }
            server.start_kill()?;
            server.wait().await?;
        }
        Ok(vec![Outcome::new("startup").with_latencies(&mut latencies).with("idle_rss_mib", resident)])
    }
}

/// Whether the server answers, with success.
async fn answers(address: &str, request: &[u8]) -> bool {
    Connection::new(address).call(request).await.is_ok_and(|answer| answer.is_success())
}
