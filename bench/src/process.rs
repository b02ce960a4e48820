//! What the kernel says of a process and its children: memory and processor time.

use std::fs;

use crate::outcome::Outcome;

/// `USER_HZ`: the clock ticks a second in which /proc counts, 100 on every Linux that matters here.
const TICKS_PER_SECOND: f64 = 100.0;

/// Resident memory of a process and its descendants, in MiB.
pub fn resident_mib(pid: u32) -> f64 {
    memory_mib(pid, "VmRSS:")
}

/// The most that a process and its descendants had resident since [`forget_peak`], in MiB: the sum of what each
/// had, so more than the truth where they had it at different times.
fn peak_mib(pid: u32) -> f64 {
    memory_mib(pid, "VmHWM:")
}

/// Lets the peaks of a process and its descendants begin anew. Where the kernel refuses that, they are those
/// since each began.
fn forget_peak(pid: u32) {
    for pid in family(pid) {
        // `5` is that, as proc_pid_clear_refs(5) says.
        let _ = fs::write(format!("/proc/{pid}/clear_refs"), "5");
    }
}

/// User and system time of a process and its descendants so far, in seconds.
fn processor_seconds(pid: u32) -> f64 {
    family(pid).into_iter().map(|pid| fields(pid).map_or(0.0, |(_, ticks)| ticks)).sum::<f64>()
        / TICKS_PER_SECOND
}

/// Processor time of a server and of this program, from its making on.
pub struct Meter {
    server: Option<u32>,
    before: (f64, f64),
}

impl Meter {
    /// Begins to count; without a server's id nothing is.
    pub fn new(server: Option<u32>) -> Self {
        if let Some(server) = server {
            forget_peak(server);
        }
        Self { server, before: Self::now(server) }
    }

    fn now(server: Option<u32>) -> (f64, f64) {
        let of = |pid| processor_seconds(pid);
        (
            server.map_or(0.0, of),
            fields(std::process::id()).map_or(0.0, |(_, ticks)| ticks / TICKS_PER_SECOND),
        )
    }

    /// Adds, per operation of so many, the microseconds that each took; and the server's memory.
    pub fn add_to(&self, outcome: Outcome, operations: usize) -> Outcome {
        let Some(pid) = self.server else { return outcome };
        let (server, own) = Self::now(self.server);
        let each = |seconds: f64| seconds * 1e6 / operations as f64;
        outcome
            .with("server_cpu_us", each(server - self.before.0))
            .with("generator_cpu_us", each(own - self.before.1))
            .with("server_rss_mib", resident_mib(pid))
            .with("server_peak_mib", peak_mib(pid))
    }
}

/// The number in this line of /proc/PID/status, of a process and its descendants together.
fn memory_mib(pid: u32, line: &str) -> f64 {
    family(pid).into_iter().map(|pid| memory_kib(pid, line)).sum::<f64>() / 1024.0
}

fn memory_kib(pid: u32, line: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|of| of.strip_prefix(line));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0.0)
}

/// The process and all that descend from it.
fn family(pid: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let parents: Vec<(u32, u32)> = pids.filter_map(|pid| Some((pid, fields(pid)?.0))).collect();
    let mut family = vec![pid];
    let mut next = 0;
    while next < family.len() {
        let parent = family[next];
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        next += 1;
    }
    family
}

/// Parent, and user and system ticks. The name in parentheses may hold anything, so fields count from its end.
fn fields(pid: u32) -> Option<(u32, f64)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let rest: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = rest.get(11)?.parse::<f64>().ok()? + rest.get(12)?.parse::<f64>().ok()?;
    Some((rest.get(1)?.parse().ok()?, ticks))
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_process_has_memory_and_time() {
        let pid = std::process::id();
        assert!(super::resident_mib(pid) > 0.1);
        super::forget_peak(pid);
        assert!(super::peak_mib(pid) > 0.1);
        assert!(super::processor_seconds(pid) >= 0.0);
    }
}
