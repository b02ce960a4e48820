//! The power goes at every operation of a random workload on a log; what was acknowledged is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Random, SeededRandom};
use storage::{CrashDisk, Fault, Frame, Log, LogOptions, StorageError, Volume};

use crate::log_contract::{all, frame};

const OPTIONS: LogOptions = LogOptions { segment_bytes: 3000 };

/// The time of frames written after recovery.
const LATER: u64 = 100;

/// What the workload did: each append, and whether it was acknowledged.
#[derive(Default)]
struct Story {
    appends: Vec<(Vec<Frame>, bool)>,
    trimmed_before: u64,
}

fn workload(disk: &CrashDisk, seed: u64, story: &mut Story) -> Result<(), StorageError> {
    let random = SeededRandom::new(seed);
    let below = |limit: u64| random.u64() % limit;
    let mut next = BTreeMap::new();
    let open = || -> Result<(Volume, Log), StorageError> {
        let volume = Volume::on_disk(Arc::new(disk.clone()));
        let log = volume.log("l", OPTIONS)?;
        Ok((volume, log))
    };
    let (mut volume, mut log) = open()?;
    for now in 1..=14 {
        let mut tickets = Vec::new();
        for _ in 0..=below(3) {
            let mut frames = Vec::new();
            for _ in 0..=below(3) {
                let (lane, count) = (below(3) as u32, below(3) as u32 + 1);
                let first = next.entry(lane).or_insert(0);
                let size = if below(20) == 0 { 70_000 } else { below(900) };
                frames.push(frame(lane, *first, count, now, vec![now as u8; size as usize]));
                *first += u64::from(count);
            }
            story.appends.push((frames.clone(), false));
            tickets.push((story.appends.len() - 1, log.append(frames)?));
        }
        for (index, ticket) in tickets {
            ticket.wait()?;
            story.appends[index].1 = true;
        }
        match below(8) {
            0 => {
                story.trimmed_before = now - 1;
                log.trim_before(now - 1)?;
            }
            1 => {
                if below(2) == 0 {
                    crate::providers::wait(volume.close());
                }
                drop((log, volume));
                (volume, log) = open()?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks what a log recovers to, writes on in it, and answers how many frames that were not in the story
/// it has then; `later` is how many it has to have before.
fn check(disk: &CrashDisk, story: &Story, later: usize, note: &str) -> usize {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let log = volume.log("l", OPTIONS).unwrap_or_else(|error| panic!("{note}: {error}"));
    let lanes: Vec<Vec<Frame>> = (0..3).map(|lane| all(&log, lane, 1000)).collect();
    let holds = |frame: &Frame| lanes[frame.lane as usize].contains(frame);
    for frames in &lanes {
        assert!(frames.is_sorted_by(|a, b| a.first + u64::from(a.count) <= b.first), "{note}: order");
        for found in frames.iter().filter(|found| found.timestamp_ms != LATER) {
            assert!(story.appends.iter().any(|(append, _)| append.contains(found)), "{note}: {found:?}");
        }
    }
    let found_later = lanes.iter().flatten().filter(|found| found.timestamp_ms == LATER).count();
    assert_eq!(found_later, later, "{note}: written after recovery");
    let mut gone = None;
    for (index, (append, acknowledged)) in story.appends.iter().enumerate() {
        if append[0].timestamp_ms < story.trimmed_before {
            continue;
        }
        let held = append.iter().filter(|frame| holds(frame)).count();
        assert!(held == 0 || held == append.len(), "{note}: half of append {index}");
        assert!(held > 0 || !acknowledged, "{note}: append {index} is lost");
        assert!(held == 0 || gone.is_none(), "{note}: append {index} is kept, {gone:?} before it is lost");
        gone = gone.or((held == 0).then_some(index));
    }
    for lane in log.lanes() {
        let later = frame(lane.lane, lane.next, 1, LATER, "later");
        log.append(vec![later.clone()]).unwrap().wait().unwrap();
        assert_eq!(log.read(lane.lane, lane.next, 0, None).unwrap().frames, [later], "{note}");
    }
    later + log.lanes().len()
}

#[test]
fn nothing_acknowledged_is_lost() {
    for seed in 0..4 {
        let calm = CrashDisk::default();
        workload(&calm, seed, &mut Story::default()).unwrap();
        for at in 1..=calm.operations() {
            let disk = CrashDisk::default();
            disk.plan(at, Fault::PowerCut);
            let mut story = Story::default();
            let end = workload(&disk, seed, &mut story);
            let note = format!("seed {seed}, cut at {at} ({end:?})");
            let after = disk.power_cut(seed << 20 | at);
            let later = check(&after, &story, 0, &note);
            // What recovery showed must survive a second cut, with what was written since.
            check(&after.power_cut(at), &story, later, &note);
            // The same after a `kill -9`, where what was not synced is there to be read.
            disk.restart();
            let later = check(&disk, &story, 0, &note);
            check(&disk.power_cut(at), &story, later, &note);
        }
    }
}
