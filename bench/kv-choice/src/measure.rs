//! The workload, part by part; each part that a kill or a clean memory matters to is a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::engines::{self, Store};

const WRITERS: usize = 64;
const VALUE_BYTES: usize = 200;
const KEYS: u64 = 2_000_000;
const WRITE_FOR: Duration = Duration::from_secs(10);
const READS: usize = 100_000;
const SCANS: usize = 2_000;
const SCAN_PAIRS: usize = 100;

/// Everything, for one engine: one line of `name value` pairs.
pub fn whole(engine: &str, folder: &Path) {
    let at = folder.join(engine);
    let _ = std::fs::remove_dir_all(&at);
    std::fs::create_dir_all(&at).unwrap();
    let idle = finish(part(engine, &at, "idle"));
    let mut child = part(engine, &at, "load");
    let mut loaded = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut loaded).unwrap();
    child.kill().unwrap(); // SIGKILL, while its writers go on
    child.wait().unwrap();
    let reopened = finish(part(engine, &at, "reopen"));
    let disk_mib = folder_bytes(&at) as f64 / f64::from(1 << 20);
    println!("engine {engine} {} {} {} disk_mib {disk_mib:.1}", idle.trim(), loaded.trim(), reopened.trim());
    std::fs::remove_dir_all(&at).unwrap();
}

fn part(engine: &str, folder: &Path, name: &str) -> std::process::Child {
    let program = std::env::current_exe().unwrap();
    Command::new(program).arg(engine).arg(folder).arg(name).stdout(Stdio::piped()).spawn().unwrap()
}

fn finish(child: std::process::Child) -> String {
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// Memory of a process that has only opened the (new) store.
pub fn idle(engine: &str, folder: &Path) {
    let store = engines::open(engine, folder);
    assert_eq!(store.get(&[0; 16]), None);
    println!("idle_rss_mib {:.1}", resident_mib());
    std::process::exit(0);
}

/// Writes, reads, scans, prints, and writes on until it is killed.
pub fn load(engine: &str, folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let store = engines::open(engine, folder);
    let store: &'static dyn Store = Box::leak(store);
    let mut one = runtime.block_on(write(store, 1, Duration::from_secs(2)));
    let mut latencies = runtime.block_on(write(store, WRITERS, WRITE_FOR));
    let writes_per_s = latencies.len() as f64 / WRITE_FOR.as_secs_f64();
    let after_mib = resident_mib();
    let mut dice = Dice(5);
    let begun = Instant::now();
    let found = (0..READS).filter(|_| store.get(&key(dice.next() % KEYS)).is_some()).count();
    let reads_per_s = READS as f64 / begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let pairs: usize = (0..SCANS).map(|_| store.scan(&key(dice.next() % KEYS), SCAN_PAIRS)).sum();
    let pairs_per_s = pairs as f64 / begun.elapsed().as_secs_f64();
    println!(
        "write1_p50_ms {:.3} writes64_per_s {writes_per_s:.0} write64_p50_ms {:.3} write64_p99_ms {:.3} \
         reads_per_s {reads_per_s:.0} found_percent {} scanned_pairs_per_s {pairs_per_s:.0} loaded_rss_mib {after_mib:.1}",
        quantile(&mut one, 0.5),
        quantile(&mut latencies, 0.5),
        quantile(&mut latencies, 0.99),
        found * 100 / READS,
    );
    runtime.block_on(write(store, WRITERS, Duration::from_secs(60)));
}

/// From opening to the first value; the process is new, the operating system's cache is not.
pub fn reopen(engine: &str, folder: &Path) {
    let begun = Instant::now();
    let store = engines::open(engine, folder);
    let mut dice = Dice(5);
    while store.get(&key(dice.next() % KEYS)).is_none() {}
    println!(
        "open_after_kill_ms {:.1} reopened_rss_mib {:.1}",
        begun.elapsed().as_secs_f64() * 1000.0,
        resident_mib()
    );
    std::process::exit(0);
}

/// Writers that each wait for their write before the next; answers every latency in microseconds.
async fn write(store: &'static dyn Store, writers: usize, during: Duration) -> Vec<u32> {
    let end = Instant::now() + during;
    let tasks = tokio::task::LocalSet::new();
    let handles: Vec<_> = (0..writers)
        .map(|writer| {
            tasks.spawn_local(async move {
                let (mut dice, mut latencies) = (Dice(writer as u64 + 1000), Vec::new());
                while Instant::now() < end {
                    let begun = Instant::now();
                    let value = (0..VALUE_BYTES / 8).flat_map(|_| dice.next().to_le_bytes()).collect();
                    store.write(key(dice.next() % KEYS), value).await;
                    latencies.push(begun.elapsed().as_micros() as u32);
                }
                latencies
            })
        })
        .collect();
    tasks.await;
    let mut all = Vec::new();
    for handle in handles {
        all.extend(handle.await.unwrap());
    }
    all
}

fn quantile(latencies: &mut [u32], share: f64) -> f64 {
    latencies.sort_unstable();
    f64::from(latencies[((latencies.len() - 1) as f64 * share) as usize]) / 1000.0
}

/// Keys are spread over the whole range, so that neighbours were not written together.
fn key(number: u64) -> [u8; 16] {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    key[8..].copy_from_slice(&number.to_be_bytes());
    key
}

/// SplitMix64: the same numbers on every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

fn folder_bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => folder_bytes(&entry.path()),
            Ok(data) => std::os::unix::fs::MetadataExt::blocks(&data) * 512,
            Err(_) => 0,
        })
        .sum()
}
