//! Files as large as the objects of `objects`, with no server: what no store that fsyncs each can beat here.
//!
//! `put` makes the file anew, writes it and fsyncs it before the next; `get` reads it, out of the page cache as
//! a server's reads are too. As many threads as the load has connections. The outcomes are called as those of
//! `objects`. Neither a connection nor a checksum is in it, nor the folder's own fsync. A store may still be
//! faster with small objects, where it gathers several in one file.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use crate::error::Error;
use crate::outcome::{Latencies, Outcome};
use crate::sizes::Sizes;

/// Bytes that are read at a time.
const READ_BYTES: usize = 1 << 20;

/// The load.
#[derive(Args)]
pub struct Files {
    /// Folder on the disk to measure.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    sizes: Sizes,
}

impl Files {
    /// Writes files into a folder of their own, reads them, and removes them.
    pub fn run(&self) -> Result<Vec<Outcome>, Error> {
        let folder = self.folder.join(format!("pumphouse-bench-files-{}", std::process::id()));
        fs::create_dir(&folder)?;
        let outcomes = self.measure(&folder);
        fs::remove_dir_all(&folder)?;
        outcomes
    }

    fn measure(&self, folder: &Path) -> Result<Vec<Outcome>, Error> {
        let (size, objects, block) = (self.sizes.size, self.sizes.objects(), self.sizes.block());
        let path = |turn: usize| folder.join((turn % objects).to_string());
        for object in 0..objects {
            put(&path(object), size, &block)?;
        }
        let connections: &[usize] = if self.sizes.is_held() { &self.sizes.connections } else { &[1] };
        let mut outcomes = Vec::new();
        for &threads in connections {
            for verb in ["put", "get"] {
                let (mut latencies, seconds) = match verb {
                    "put" => self.closed_loop(threads, |turn| put(&path(turn), size, &block))?,
                    _ => self.closed_loop(threads, |turn| get(&path(turn)))?,
                };
                let rate = latencies.0.len() as f64 / seconds;
                outcomes.push(
                    Outcome::new(self.sizes.name(verb, threads))
                        .with("ops_per_s", rate)
                        .with("mb_per_s", rate * size as f64 / 1e6)
                        .with_latencies(&mut latencies),
                );
            }
        }
        Ok(outcomes)
    }

    /// Each thread does its next when the last is done, at least one; latencies, and the seconds it took.
    fn closed_loop(
        &self,
        threads: usize,
        work: impl Fn(usize) -> std::io::Result<()> + Sync,
    ) -> Result<(Latencies, f64), Error> {
        let begun = Instant::now();
        let end = begun + Duration::from_secs_f64(self.sizes.seconds);
        let one = |first: usize| {
            let (mut turn, mut latencies) = (first, Latencies::default());
            while latencies.0.is_empty() || Instant::now() < end {
                let started = Instant::now();
                work(turn)?;
                latencies.add(started.elapsed());
                turn += threads; // the next file that is no other thread's, as long as there are as many
            }
            Ok::<_, std::io::Error>(latencies)
        };
        let all: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || one(thread))).collect();
            running.into_iter().map(|thread| thread.join().expect("invariant: no thread panics")).collect()
        });
        let seconds = begun.elapsed().as_secs_f64();
        let mut latencies = Latencies::default();
        for one in all {
            latencies.0.extend(one?.0);
        }
        Ok((latencies, seconds))
    }
}

/// Makes a file of so many bytes, which are `block` over and over.
fn put(path: &Path, bytes: u64, block: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    let mut left = bytes;
    while left > 0 {
        let part = left.min(block.len() as u64);
        file.write_all(&block[..part as usize])?;
        left -= part;
    }
    file.sync_all()
}

fn get(path: &Path) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let mut block = vec![0; READ_BYTES];
    while file.read(&mut block)? > 0 {}
    Ok(())
}
