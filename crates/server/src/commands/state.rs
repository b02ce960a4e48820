//! `pumphouse state`: saves, loads and lists the state of a running server; and `pumphouse reset`.
//!
//! The server writes and reads in its own folder alone; a file elsewhere is brought there or taken from there here, by
//! the person who runs the command.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use http::Method;
use serde_json::{Value, json};

use crate::cli::{Reset, State, StateAction};
use crate::client::Client;
use crate::state::{SUFFIX, StateName, load_into};

/// How long a server may take to restart.
const RESTART_MAX: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Asks the server.
pub async fn run(options: State) -> anyhow::Result<()> {
    let as_json = options.json;
    match options.action {
        StateAction::Save { to } => {
            let client = Client::new(&options.target)?;
            let told = save(&client, &to).await?;
            let words =
                format!("Saved {} in {} files to {}", size(&told), told["files"], said(&told, "file"));
            print(as_json, &told, &words);
        }
        StateAction::Load { from, data: Some(data), .. } => {
            let manifest = load_into(Path::new(&from), &data)?;
            let told = json!({"files": manifest.files, "bytes": manifest.bytes, "program": manifest.program});
            let words = format!("Loaded {} in {} files into {}", size(&told), told["files"], data.display());
            print(as_json, &told, &words);
        }
        StateAction::Load { from, data: None, yes } => {
            let client = Client::new(&options.target)?;
            confirm(yes, "This replaces all state of the server, and restarts it.")?;
            let told = load(&client, &from).await?;
            print(
                as_json,
                &told,
                &format!("Loaded {} in {} files, saved {}", size(&told), told["files"], said(&told, "saved")),
            );
        }
        StateAction::List => {
            let told = Client::new(&options.target)?.own(Method::GET, "state", None).await?;
            let states = told["states"].as_array().map(Vec::as_slice).unwrap_or_default();
            if as_json {
                println!("{}", told["states"]);
            } else if states.is_empty() {
                println!("No saved states. `pumphouse state save NAME` saves one.");
            }
            if !as_json {
                let line = |state: &Value| {
                    format!("{:<24} {:>9}  {}", said(state, "name"), size(state), said(state, "saved"))
                };
                states.iter().for_each(|state| println!("{}", line(state)));
            }
        }
    }
    Ok(())
}

/// `pumphouse reset`: empties the server.
pub async fn reset(options: Reset) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    confirm(options.yes, "This removes all state of the server (saved states stay), and restarts it.")?;
    let told = client.own(Method::POST, "state/reset", None).await?;
    restarted(&client, &told).await?;
    println!("The server is empty.");
    Ok(())
}

async fn save(client: &Client, to: &str) -> anyhow::Result<Value> {
    let Some(file) = as_file(to) else {
        return client.own(Method::POST, "state", Some(&json!({"name": to}))).await;
    };
    let passing = passing_name();
    let mut told = client.own(Method::POST, "state", Some(&json!({"name": passing}))).await?;
    let kept = PathBuf::from(said(&told, "file"));
    let moved = bring(&kept, &file);
    let _ = std::fs::remove_file(&kept);
    moved.with_context(|| format!("cannot put the state into {}", file.display()))?;
    told["file"] = json!(file);
    Ok(told)
}

async fn load(client: &Client, from: &str) -> anyhow::Result<Value> {
    let Some(file) = as_file(from) else {
        let told = client.own(Method::POST, "state/load", Some(&json!({"name": from}))).await?;
        restarted(client, &told).await?;
        return Ok(told);
    };
    let told = client.own(Method::GET, "state", None).await?;
    let folder = told["folder"].as_str().context("the server keeps its state in memory (`--ephemeral`)")?;
    let name = passing_name();
    let kept = Path::new(folder).join(format!("{name}{SUFFIX}"));
    let result = async {
        std::fs::create_dir_all(folder)?;
        bring(&file, &kept).with_context(|| format!("cannot read {}", file.display()))?;
        client.own(Method::POST, "state/load", Some(&json!({"name": name}))).await
    };
    let result = result.await;
    let _ = std::fs::remove_file(&kept);
    let told = result?;
    restarted(client, &told).await?;
    Ok(told)
}

/// Copies a file so that it is whole or not there.
fn bring(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(".part");
    let unfinished = PathBuf::from(unfinished);
    let copied = std::fs::copy(from, &unfinished).and_then(|_| {
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, to)
    });
    if copied.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    copied
}

/// The file that is meant, unless it is a name.
fn as_file(text: &str) -> Option<PathBuf> {
    let is_file = text.contains('/') || text.ends_with(".zip") || StateName::parse(text).is_err();
    is_file.then(|| PathBuf::from(text))
}

/// A name in the server's folder for as long as the command runs.
fn passing_name() -> String {
    format!("passing-{}", std::process::id())
}

/// Waits until another run of the server answers than the one that `told` something.
async fn restarted(client: &Client, told: &Value) -> anyhow::Result<()> {
    let began = Instant::now();
    while began.elapsed() < RESTART_MAX {
        // It does not answer while it restarts.
        if let Ok(now) = client.own(Method::GET, "state", None).await
            && now["instance"] != told["instance"]
        {
            return Ok(());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    bail!("the server did not come back in {} s; its own output says why", RESTART_MAX.as_secs())
}

fn confirm(yes: bool, what: &str) -> anyhow::Result<()> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        bail!("{what} Nobody can be asked here; `--yes` says so beforehand");
    }
    print!("{what} Go on? [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    match answer.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => bail!("nothing was changed"),
    }
}

fn print(as_json: bool, told: &Value, words: &str) {
    if as_json { println!("{told}") } else { println!("{words}") }
}

fn said(told: &Value, name: &str) -> String {
    told[name].as_str().unwrap_or_default().to_owned()
}

/// The bytes of something, for people.
fn size(told: &Value) -> String {
    indicatif::BinaryBytes(told["bytes"].as_u64().unwrap_or_default()).to_string()
}
