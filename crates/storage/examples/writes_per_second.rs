//! Measures synced writes by 64 tasks on a volume on disk: puts of the key-value store, appends of the log.
//!
//! `cargo run --release -p pumphouse-storage --example writes_per_second [kind] [directory]`
//!
//! All tasks share one thread; store and log have their own. Beside the rate stands the CPU time of one
//! write, in the whole process and in the thread that writes, for machines that are busy with other things.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, run by hand")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use kernel::{Random, SeededRandom};
use storage::{Frame, LogOptions, Volume};
use tokio::sync::Mutex;

const TASKS: u32 = 64;
/// Name, writes in all, bytes of each.
const KINDS: [(&str, u32, usize); 4] = [
    ("put-ascending", 200_000, 200),
    ("put-random", 200_000, 200),
    ("log-small", 200_000, 200),
    ("log-large", 4_000, 500_000),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let only = arguments.next().filter(|only| only != "all");
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    for (kind, calls, bytes) in KINDS {
        if only.as_deref().is_none_or(|only| only == kind) {
            let directory = parent.join(format!("writes-per-second-{}", std::process::id()));
            let volume = Volume::open(&directory).unwrap();
            runtime.block_on(measure(&volume, kind, calls, bytes));
            drop(volume);
            std::fs::remove_dir_all(&directory).unwrap();
        }
    }
}

async fn measure(volume: &Volume, kind: &'static str, calls: u32, bytes: usize) {
    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let each = calls / TASKS;
    let log = Arc::new(Mutex::new(volume.log("log", LogOptions::default()).unwrap()));
    let store = volume.key_value("store").unwrap();
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let (log, store) = (log.clone(), store.clone());
            let random = SeededRandom::new(u64::from(task));
            tokio::spawn(async move {
                for call in 0..each {
                    let value = Bytes::from(vec![task as u8; bytes]);
                    if kind.starts_with("log") {
                        let (lane, first, count, timestamp_ms) = (task, u64::from(call), 1, 1);
                        let frame = Frame { lane, first, count, timestamp_ms, payload: value };
                        let ticket = log.lock().await.append(vec![frame]).unwrap();
                        ticket.await.unwrap();
                        continue;
                    }
                    let number =
                        if kind == "put-random" { random.u64() } else { u64::from(task * each + call) };
                    let key = format!("table/item/{number:020}").into_bytes();
                    let put = store.write(move |transaction| {
                        transaction.get(&key)?;
                        transaction.put(key, value);
                        Ok::<_, storage::StorageError>(())
                    });
                    put.await.unwrap().unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let (seconds, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let writer = cpu_seconds_of(if kind.starts_with("log") { "log committer" } else { "kv store" });
    let of_each = |seconds: f64| seconds / f64::from(calls) * 1e6;
    let (rate, whole, writer) = (f64::from(calls) / seconds, of_each(cpu), of_each(writer));
    println!("{kind:14} {rate:9.0}/s   {whole:8.2} us of CPU each   {writer:8.2} us in the writer");
}

/// What this process has used so far, from `/proc/self/stat` in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

/// What the thread of this name has used so far.
fn cpu_seconds_of(name: &str) -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().map(|thread| thread.unwrap().path());
    // A thread that has just ended has no more to say.
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let used = threads.filter(|path| read(path.join("comm")).trim() == name).map(|path| {
        let used = read(path.join("schedstat"));
        used.split_whitespace().next().map_or(0.0, |nanoseconds| nanoseconds.parse().unwrap())
    });
    used.sum::<f64>() / 1e9
}
