//! `pumphouse doctor`: whether this machine has what functions and clients need.

use std::fs::File;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::Doctor;

/// One thing looked at.
struct Finding {
    what: &'static str,
    /// `None` where the thing can be done without.
    well: Option<bool>,
    found: String,
}

/// Looks and prints; fails where something is needed and missing.
pub fn run(options: &Doctor) -> anyhow::Result<()> {
    let findings = [
        port(options.port),
        directory(&options.data),
        program("python3", "functions with a python3.x runtime"),
        program("node", "functions with a nodejs runtime"),
        program("aws", "the aws command line"),
    ];
    if options.json {
        let all: Vec<Value> = findings
            .iter()
            .map(|finding| json!({"what": finding.what, "well": finding.well, "found": finding.found}))
            .collect();
        println!("{}", Value::Array(all));
    } else {
        for finding in &findings {
            let mark = match finding.well {
                Some(true) => "ok  ",
                Some(false) => "BAD ",
                None => "-   ",
            };
            println!("{mark}{:<10} {}", finding.what, finding.found);
        }
    }
    match findings.iter().filter(|finding| finding.well == Some(false)).count() {
        0 => Ok(()),
        count => anyhow::bail!("{count} of these must be mended before `pumphouse up`"),
    }
}

fn port(port: u16) -> Finding {
    let (well, found) = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => (true, format!("{port} is free")),
        Err(error) => (false, format!("{port} cannot be listened on: {error}; choose another with `--port`")),
    };
    Finding { what: "port", well: Some(well), found }
}

fn directory(path: &Path) -> Finding {
    let (well, found) = match sync_time(path) {
        Ok(time) => {
            (true, format!("{} takes {:.2} ms to sync a write", path.display(), time.as_secs_f64() * 1e3))
        }
        Err(error) => (false, format!("{} cannot be written: {error}", path.display())),
    };
    Finding { what: "data", well: Some(well), found }
}

/// The median time of a small write with a sync, where `path` is or would be.
fn sync_time(path: &Path) -> std::io::Result<Duration> {
    let existing = path.ancestors().find(|ancestor| ancestor.is_dir()).unwrap_or(Path::new("."));
    let probe = existing.join(format!(".pumphouse-doctor-{}", std::process::id()));
    let mut file = File::create(&probe)?;
    let mut times = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        file.write_all(&[0; 200])?;
        file.sync_data()?;
        times.push(start.elapsed());
    }
    drop(file);
    std::fs::remove_file(&probe)?;
    times.sort();
    Ok(times[times.len() / 2])
}

fn program(name: &'static str, purpose: &str) -> Finding {
    match Command::new(name).arg("--version").output() {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            Finding { what: name, well: Some(true), found: text }
        }
        _ => Finding { what: name, well: None, found: format!("not found; only {purpose} need it") },
    }
}
