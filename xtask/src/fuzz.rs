//! Runs every fuzz target for a while. Needs nightly Rust and cargo-fuzz; says loudly when they are missing.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

/// Runs each target of `fuzz/` for so many seconds.
pub fn run(root: &Path, seconds: u32) -> Result<ExitCode> {
    let fuzz = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        // Cargo tells its children which toolchain they are of; this one is of another.
        command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        // What a thread of a store still holds while it ends passes for a leak; leaks are not looked for.
        command.env("ASAN_OPTIONS", "detect_leaks=0");
        command.args(["+nightly", "fuzz"]).args(arguments).current_dir(root);
        command
    };
    let listed = fuzz(&["list"]).output().context("cannot run `cargo`")?;
    if !listed.status.success() {
        println!("SKIPPED fuzz: needs nightly Rust and cargo-fuzz");
        println!("  rustup toolchain install nightly && cargo install cargo-fuzz --locked");
        return Ok(ExitCode::SUCCESS);
    }
    let targets = String::from_utf8(listed.stdout)?;
    ensure!(!targets.trim().is_empty(), "`cargo fuzz list` lists no target");
    let limit = format!("-max_total_time={seconds}");
    let mut failed = Vec::new();
    for target in targets.split_whitespace() {
        println!("fuzz {target}, {seconds} s");
        // What it finds goes to the first folder; the second is ours to keep.
        let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
        std::fs::create_dir_all(root.join(&corpus))?;
        let mut arguments = vec!["run", target, &corpus];
        if root.join(&seeds).is_dir() {
            arguments.push(&seeds);
        }
        // Memory and time are bounded: a decoder that needs more is a finding.
        arguments.extend(["--", &limit, "-timeout=10", "-rss_limit_mb=2048"]);
        if !fuzz(&arguments).status()?.success() {
            failed.push(target);
        }
    }
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("FAILED {}; the inputs are in fuzz/artifacts", failed.join(", "));
    Ok(ExitCode::FAILURE)
}
