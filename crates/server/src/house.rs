//! The house: every service on one volume and one switchboard. The only place that knows all services.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use dispatch::{Carrier, Dispatch, Remote};
use kernel::{SystemClock, SystemRandom};
use kinesis_service::{Kinesis, Throughput};
use storage::Volume;
use wire::Service;
use wire::signature::Credentials;

use crate::cli::Serve;

/// How often what has outlived its time is dropped.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Everything that runs behind the door.
pub struct House {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// Where all state is.
    pub volume: Volume,
    kinesis: Arc<Kinesis>,
}

impl House {
    /// Builds every service; none opens its stores before its first use.
    pub fn build(options: &Serve, _endpoint: &str) -> anyhow::Result<Self> {
        let volume = match options.ephemeral {
            true => Volume::memory(),
            false => Volume::open(&options.data)
                .with_context(|| format!("cannot open `--data {}`", options.data.display()))?,
        };
        let dispatch = Dispatch::new(Arc::new(SystemClock::default()), Arc::new(SystemRandom::default()));
        let throughput =
            if options.unlimited_shards { Throughput::Unlimited } else { Throughput::PerShard };
        let kinesis = Kinesis::new(volume.clone(), &dispatch, throughput);
        let mut carriers = vec![Carrier::embedded(kinesis.routes())];
        for remote in &options.remote {
            let carrier = remote_carrier(&carriers, remote)?;
            let name = carrier.service().name;
            carriers.retain(|embedded| embedded.service().name != name);
            carriers.push(carrier);
        }
        dispatch.connect(carriers);
        Ok(Self { dispatch, volume, kinesis })
    }

    /// Starts what runs in the background.
    pub fn start(&self) {
        let kinesis = Arc::clone(&self.kinesis);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP_EVERY);
            loop {
                ticks.tick().await;
                kinesis.sweep();
            }
        });
    }

    /// Ends what runs and syncs what is kept.
    pub async fn close(&self) {
        self.volume.close().await;
    }
}

/// The carrier for `SERVICE=URL`.
fn remote_carrier(carriers: &[Carrier], text: &str) -> anyhow::Result<Carrier> {
    let Some((name, endpoint)) = text.split_once('=') else {
        bail!("`--remote {text}` is not SERVICE=URL, such as dynamodb=http://127.0.0.1:8000");
    };
    let service: Option<&'static Service> =
        carriers.iter().map(Carrier::service).find(|service| service.name == name);
    let service = service.ok_or_else(|| {
        let names: Vec<_> = carriers.iter().map(|carrier| carrier.service().name).collect();
        anyhow!("`--remote {text}` names no service; there are {}", names.join(", "))
    })?;
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| "pumphouse".to_owned());
    let credentials = Credentials {
        access_key: variable("AWS_ACCESS_KEY_ID"),
        secret_key: variable("AWS_SECRET_ACCESS_KEY"),
        session_token: std::env::var("AWS_SESSION_TOKEN").ok(),
    };
    let remote = Remote::new(endpoint, credentials).map_err(|reason| anyhow!(reason))?;
    Ok(Carrier::remote(service, remote))
}
