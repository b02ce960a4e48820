//! The same workload on several key-value engines, for choosing one.
//!
//! `kv-choice ENGINE FOLDER` measures, in this order and in processes of their own: 64 writers of 200-byte
//! values at random keys, grouped into commits that are each synced once; point reads and range scans over
//! what was written; memory when just opened and after the load; disk space; and the time from starting to
//! open a store, whose writer was killed with SIGKILL, to the first value read. It prints one line.
//! `measure-all` in this folder builds each engine alone, counts its crates and makes the table.

mod engines;
mod measure;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [engine, folder, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: kv-choice ENGINE FOLDER; engines in this build: {}", engines::NAMES.join(", "));
        return ExitCode::FAILURE;
    };
    let folder = PathBuf::from(folder);
    match rest.first().map(String::as_str) {
        None => measure::whole(engine, &folder),
        Some("idle") => measure::idle(engine, &folder),
        Some("load") => measure::load(engine, &folder),
        Some("reopen") => measure::reopen(engine, &folder),
        Some(other) => eprintln!("`{other}` is no part of the measurement"),
    }
    ExitCode::SUCCESS
}
