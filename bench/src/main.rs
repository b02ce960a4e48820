//! `pumphouse-bench`: loads a server that speaks AWS's protocols and says what it took.
//!
//! One thread drives every connection, requests are built before the clock starts and answers are looked at
//! only as far as needed to see that they succeeded, so that the generator costs far less than any server.
//! Loads are closed loops: a connection sends its next request when the last was answered. Lacks: open-loop
//! load (so a stalled server shows as lower throughput, not as a queue), and HTTP/2.
#![allow(clippy::print_stdout, reason = "the results are this program's output")]

mod archive;
mod bootstrap;
mod delivery;
mod disk;
mod error;
mod files;
mod http;
mod ingest;
mod invoke;
mod items;
mod lake;
mod load;
mod loopback;
mod motors;
mod objects;
mod outcome;
#[path = "../../crates/server/src/commands/demo/parquet.rs"]
mod parquet; // the demo's: it takes nothing but bytes
mod process;
mod put_to_table;
mod request;
mod rows;
mod setup;
mod sizes;
mod startup;
mod transfers;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::error::Error;

/// Loads a server that speaks AWS's protocols and says what it took.
#[derive(Parser)]
#[command(name = "pumphouse-bench")]
struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

/// Where the server is and how to tell what was measured.
#[derive(Args, Clone)]
struct Target {
    /// Address of the server.
    #[arg(long, global = true, default_value = "http://127.0.0.1:4566")]
    endpoint: String,
    /// Name of the server in the results.
    #[arg(long, global = true, default_value = "pumphouse")]
    target_name: String,
    /// Process id of the server: its processor time and memory are reported too.
    #[arg(long, global = true)]
    pid: Option<u32>,
    /// Answer JSON, one object per line.
    #[arg(long, global = true)]
    json: bool,
}

/// What to measure.
#[derive(Subcommand)]
enum Measure {
    /// PutRecords: records per second, MB per second, latency of a call.
    Ingest {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: ingest::Ingest,
    },
    /// PutItem and GetItem: operations per second and their latency.
    Items {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: items::Items,
    },
    /// Invoke of a warm function, beside what its runtime costs without any server.
    Invoke {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: invoke::Invoke,
    },
    /// From PutRecord until a function has made the item readable.
    PutToTable {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: put_to_table::PutToTable,
    },
    /// PutObject and GetObject: operations and MB per second, latency of a call.
    Objects {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: objects::Objects,
    },
    /// From PutRecordBatch until all rows are in Parquet in the bucket.
    Delivery {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: delivery::Delivery,
    },
    /// The pipeline `motors`, which must be deployed: from CSV in a bucket to Parquet in another.
    Motors {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: motors::Motors,
    },
    /// The rows of `delivery` and `motors`, on standard output: nothing is measured.
    Rows {
        #[command(flatten)]
        rows: rows::Rows,
    },
    /// The machine's loopback alone: the load of `objects` beside a server that keeps nothing.
    Transfers {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: transfers::Transfers,
    },
    /// The disk alone: files of the sizes of `objects`, written and fsynced, and read.
    Files {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: files::Files,
    },
    /// The disk alone: write and fdatasync of the sizes that the other measures write.
    Disk {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: disk::Disk,
    },
    /// The machine's loopback alone: HTTP requests that are answered with bytes that lie ready.
    Loopback {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: loopback::Loopback,
    },
    /// From starting the server's process to its first answer, and its memory when idle.
    Startup {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        load: startup::Startup,
    },
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("invariant: one runtime without threads of its own can always be made");
    // The zip that `invoke` and `put-to-table` upload holds this very program as its `bootstrap`.
    if let Ok(api) = std::env::var("AWS_LAMBDA_RUNTIME_API") {
        return report(runtime.block_on(bootstrap::serve(&api)));
    }
    report(runtime.block_on(measure(Arguments::parse())))
}

fn report(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(arguments: Arguments) -> Result<(), Error> {
    let (target, outcomes) = match arguments.measure {
        Measure::Ingest { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Items { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Invoke { target, load } => (target.clone(), load.run(&target).await?),
        Measure::PutToTable { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Objects { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Delivery { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Motors { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Rows { rows } => return rows.write(),
        Measure::Transfers { target, load } => (target.clone(), load.run(&target).await?),
        Measure::Files { target, load } => (target.clone(), load.run()?),
        Measure::Loopback { target, load } => (target.clone(), load.run().await?),
        Measure::Disk { target, load } => (target.clone(), load.run()?),
        Measure::Startup { target, load } => (target.clone(), load.run(&target).await?),
    };
    for outcome in outcomes {
        println!("{}", if target.json { outcome.json(&target) } else { outcome.line(&target) });
    }
    Ok(())
}
