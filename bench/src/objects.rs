//! PutObject and GetObject: how many a second, how long one takes.
//!
//! Small objects are put over what is there by connections that take turns with their keys. A large one is
//! streamed over one connection, so that neither side has to hold it.

use std::time::{Duration, Instant};

use clap::Args;

use crate::Target;
use crate::error::Error;
use crate::http::{self, Connection};
use crate::load::{Load, refused};
use crate::outcome::{Latencies, Outcome};
use crate::process::Meter;
use crate::request::s3;
use crate::setup::Setup;
use crate::sizes::Sizes;

/// The load.
#[derive(Args)]
pub struct Objects {
    /// What is put and read.
    #[command(flatten)]
    pub sizes: Sizes,
}

impl Objects {
    /// Makes a bucket and loads it.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let address = http::address(&target.endpoint)?;
        let bucket = format!("bench-objects-{}", std::process::id());
        Setup::new(&address).bucket(&bucket).await?;
        let bucket = Bucket { load: &self.sizes, target, address: &address, name: &bucket };
        if self.sizes.is_held() { bucket.held().await } else { bucket.streamed().await }
    }
}

/// The bucket that is loaded.
struct Bucket<'l> {
    load: &'l Sizes,
    target: &'l Target,
    address: &'l str,
    name: &'l str,
}

impl Bucket<'_> {
    /// The head of PutObject, or all of GetObject.
    fn request(&self, method: &str, object: usize) -> Vec<u8> {
        let length = if method == "PUT" { self.load.size } else { 0 };
        s3(self.address, method, &format!("/{}/objects/{object}", self.name), "", length)
    }

    async fn held(&self) -> Result<Vec<Outcome>, Error> {
        let block = self.load.block();
        let content: Vec<u8> = block.iter().copied().cycle().take(self.load.size as usize).collect();
        let put = |object| [&self.request("PUT", object)[..], &content].concat();
        let get = |object| self.request("GET", object);
        let objects = 0..self.load.objects();
        let mut connection = Connection::new(self.address);
        for object in objects.clone() {
            let answer = connection.call(&put(object)).await?;
            if !answer.is_success() {
                return Err(refused("PutObject", &answer));
            }
        }
        let answer = connection.call(&get(0)).await?;
        if answer.body != content {
            return Err(refused("GetObject", &answer));
        }
        let mut outcomes = Vec::new();
        for &connections in &self.load.connections {
            for (verb, operation) in [("put", "PutObject"), ("get", "GetObject")] {
                let requests = match verb {
                    "put" => objects.clone().map(put).collect(),
                    _ => objects.clone().map(get).collect(),
                };
                let measured = Duration::from_secs_f64(self.load.seconds);
                let load = Load { address: self.address, requests, connections, measured, operation };
                let meter = Meter::new(self.target.pid);
                let mut taken = load.run(|answer| answer.is_success()).await?;
                let outcome = Outcome::new(self.load.name(verb, connections))
                    .with("ops_per_s", taken.rate())
                    .with("mb_per_s", taken.rate() * self.load.size as f64 / 1e6)
                    .with_latencies(&mut taken.latencies);
                outcomes.push(meter.add_to(outcome, taken.calls));
            }
        }
        Ok(outcomes)
    }

    /// Puts the object at least once, and for as long as is measured; then reads it.
    async fn streamed(&self) -> Result<Vec<Outcome>, Error> {
        let (put, get) = (self.request("PUT", 0), self.request("GET", 0));
        let (block, bytes) = (self.load.block(), self.load.size);
        let mut connection = Connection::new(self.address);
        let mut outcomes = Vec::new();
        for verb in ["put", "get"] {
            let meter = Meter::new(self.target.pid);
            let (begun, mut latencies) = (Instant::now(), Latencies::default());
            while latencies.0.is_empty() || begun.elapsed().as_secs_f64() < self.load.seconds {
                let started = Instant::now();
                if verb == "put" {
                    let answer = connection.send(&put, &block, bytes).await?;
                    if !answer.is_success() {
                        return Err(refused("PutObject", &answer));
                    }
                } else {
                    let (status, length) = connection.count(&get).await?;
                    if (status, length) != (200, bytes) {
                        let body = format!("{length} bytes of {bytes}");
                        return Err(Error::Refused { operation: "GetObject".to_owned(), status, body });
                    }
                }
                latencies.add(started.elapsed());
            }
            let calls = latencies.0.len();
            let rate = calls as f64 / begun.elapsed().as_secs_f64();
            let outcome = Outcome::new(self.load.name(verb, 1))
                .with("ops_per_s", rate)
                .with("mb_per_s", rate * bytes as f64 / 1e6)
                .with_latencies(&mut latencies);
            outcomes.push(meter.add_to(outcome, calls));
        }
        Ok(outcomes)
    }
}
