//! `pumphouse noaa`: a stand-in for NOAA's Climate Data Online API, for whoever has no network or no token.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use pipeline_weather::archive::Archive;
use pipeline_weather::standin::{Limits, PATH, Standin};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::cli::Noaa;
use crate::commands::up;

/// Serves until Ctrl-C or SIGTERM.
pub async fn run(options: Noaa) -> anyhow::Result<()> {
    let archive = archive(options.archive.file.as_deref(), options.archive.seed)?;
    let told = told(&archive);
    let address = SocketAddr::new(options.host, options.port);
    let served = Served::start(archive, &options.archive.token, address).await?;
    println!("NOAA's stand-in serves {told} at {}{PATH}", served.url);
    println!("Ask it with the header  token: {}", options.archive.token);
    up::ended().await
}

/// What a stand-in knows: that of `file`, else made up.
pub fn archive(file: Option<&Path>, seed: u64) -> anyhow::Result<Archive> {
    Ok(match file {
        Some(path) => Archive::of_file(path)?,
        None => Archive::made_up(seed),
    })
}

fn told(archive: &Archive) -> String {
    let (stations, observations) = (archive.stations.len(), archive.observations.len());
    match archive.days() {
        Some((first, last)) => {
            format!("{observations} observations of {stations} stations, {first} to {last},")
        }
        None => "nothing".to_owned(),
    }
}

/// A stand-in that is being served, until this is dropped.
pub struct Served {
    /// Where it is.
    pub url: String,
    serving: JoinHandle<()>,
}

impl Served {
    /// Serves `archive` to whoever shows `token`, with NOAA's limits.
    pub async fn start(archive: Archive, token: &str, address: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; `--port 0` takes a free port"))?;
        let url = format!("http://{}", listener.local_addr()?);
        let standin = Standin::new(archive, token.to_owned(), Limits::default());
        Ok(Self { url, serving: tokio::spawn(Arc::new(standin).serve(listener)) })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
