//! How much memory a function's processes use, read from `/proc`, which is no disk.
//!
//! The process's own file stays open: one `pread` a sample. Its descendants are looked for only while an
//! invocation runs long enough to be watched; they count what they do not share.
//! Lacks: a peak shorter than the sampling interval is seen in neither the report nor the limit.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Descendants looked at; beyond that the sum is a lower bound.
const PROCESSES_MAX: usize = 256;

/// The memory of one environment.
#[derive(Debug)]
pub(super) struct Memory {
    pid: u32,
    statm: File,
    peak_bytes: AtomicU64,
}

impl Memory {
    /// Watches process `pid`, which must not have been waited for yet.
    pub(super) fn of(pid: u32) -> std::io::Result<Self> {
        let statm = File::open(format!("/proc/{pid}/statm"))?;
        Ok(Self { pid, statm, peak_bytes: AtomicU64::new(0) })
    }

    /// Bytes resident of the process alone; 0 once it is gone.
    pub(super) fn sample(&self) -> u64 {
        let mut text = [0; 128];
        let read = self.statm.read_at(&mut text, 0).unwrap_or(0);
        self.seen(pages(&text[..read]).map_or(0, |(resident, _)| resident))
    }

    /// Bytes resident of the process and what its descendants do not share.
    pub(super) fn sample_tree(&self) -> u64 {
        let mut found = vec![self.pid];
        let mut at = 0;
        while at < found.len() && found.len() < PROCESSES_MAX {
            found.extend(children(found[at]));
            at += 1;
        }
        let descendants = found[1..].iter().filter_map(|pid| {
            let (resident, shared) = pages(&fs::read(format!("/proc/{pid}/statm")).ok()?)?;
            Some(resident.saturating_sub(shared))
        });
        self.seen(self.sample() + descendants.sum::<u64>())
    }

    /// The most seen so far, in MiB, rounded up.
    pub(super) fn peak_mb(&self) -> u64 {
        self.peak_bytes.load(Relaxed).div_ceil(1 << 20)
    }

    fn seen(&self, bytes: u64) -> u64 {
        self.peak_bytes.fetch_max(bytes, Relaxed);
        bytes
    }
}

/// Resident and shared bytes of a `statm`.
fn pages(statm: &[u8]) -> Option<(u64, u64)> {
    let page = rustix::param::page_size() as u64;
    let mut fields = std::str::from_utf8(statm).ok()?.split_ascii_whitespace().skip(1);
    let mut field = || fields.next()?.parse::<u64>().ok();
    Some((field()? * page, field()? * page))
}

fn children(pid: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let lists =
        threads.flatten().filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_ascii_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_some() {
        let memory = Memory::of(std::process::id()).unwrap();
        let alone = memory.sample();
        assert!((1 << 18..1 << 33).contains(&alone), "{alone}");
        assert!(memory.sample_tree() > 1 << 18 && memory.peak_mb() >= 1);
        let page = rustix::param::page_size() as u64;
        assert_eq!(pages(b"100 20 5 1 0 9 0\n"), Some((20 * page, 5 * page)));
    }
}
