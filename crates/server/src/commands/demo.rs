//! `pumphouse demo`: a reference pipeline whole, through the same door and clients as anybody's.

mod sensors;

use crate::cli::{Demo, Pipeline, Target};
use crate::commands::up::{self, Open};

/// Opens a house, runs the pipeline, and serves on unless told to end.
pub async fn run(options: Demo) -> anyhow::Result<()> {
    let open = Open::start(&options.serve).await?;
    if !options.json {
        println!("Pumphouse serves {} at {}", open.state, open.endpoint);
    }
    let target = Target {
        endpoint: open.endpoint.clone(),
        region: kernel::Region::DEFAULT.to_owned(),
        account: kernel::AccountId::DEFAULT.to_owned(),
    };
    let ran = tokio::select! {
        ran = async { match options.pipeline { Pipeline::Sensors => sensors::run(&options, &target).await } } => ran,
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
