//! `pumphouse demo`: a reference pipeline whole, through the same door and clients as anybody's.
//!
//! A pipeline's file says what is its own: what is deployed, what is fed, what must come of it. What they
//! share is beside it.

mod athena;
mod bank;
mod deployment;
mod follower;
mod lake;
mod logs;
mod motors;
mod parquet;
mod producer;
mod sensors;
mod stage;
mod table;
mod weather;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::cli::{Demo, Pipeline, Target};
use crate::client::Client;
use crate::commands::up::{self, Open};
use stage::Stage;

/// What a demo found.
struct Outcome {
    /// For programs.
    result: Value,
    /// For people: what happened, a sentence each.
    told: Vec<String>,
    /// For people: commands that look further.
    further: Vec<String>,
}

/// Opens a house, runs the pipeline, and serves on unless told to end.
pub async fn run(options: Demo) -> anyhow::Result<()> {
    if let Some(path) = &options.file {
        if !matches!(options.pipeline, Pipeline::Motors | Pipeline::Bank | Pipeline::Weather) {
            bail!("`--file` is for `motors`, `bank` and `weather`; this pipeline's data is always made up");
        }
        std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    }
    let open = Open::start(&options.serve).await?;
    if !options.json {
        stage::tell_console(&open.endpoint);
        println!("Pumphouse serves {} at {}", open.state, open.endpoint);
    }
    let target = Target {
        endpoint: open.endpoint.clone(),
        region: kernel::Region::DEFAULT.to_owned(),
        account: kernel::AccountId::DEFAULT.to_owned(),
    };
    let ran = tokio::select! {
        ran = show(&options, &target) => ran,
        ended = up::ended() => ended,
    };
    if ran.is_ok() && !options.exit {
        if !options.json {
            println!("\nServing on; Ctrl-C ends it.");
        }
        up::ended().await?;
    }
    open.close().await;
    ran
}

async fn show(options: &Demo, target: &Target) -> anyhow::Result<()> {
    let stage = Stage { client: Client::new(target)?, target, options };
    let outcome = match options.pipeline {
        Pipeline::Sensors => sensors::run(&stage).await?,
        Pipeline::Motors => motors::run(&stage).await?,
        Pipeline::Bank => bank::run(&stage).await?,
        Pipeline::Logs => logs::run(&stage).await?,
        Pipeline::Weather => weather::run(&stage).await?,
    };
    if options.json {
        println!("{}", outcome.result);
        return Ok(());
    }
    println!();
    outcome.told.iter().for_each(|line| println!("{line}"));
    println!("\nLook further:");
    println!("  eval \"$(pumphouse env --endpoint {})\"", target.endpoint);
    for line in &outcome.further {
        // Our own commands take no endpoint from the environment.
        let endpoint = match line.starts_with("pumphouse ") {
            true => format!(" --endpoint {}", target.endpoint),
            false => String::new(),
        };
        println!("  {line}{endpoint}");
    }
    Ok(())
}
