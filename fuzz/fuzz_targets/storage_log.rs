//! Recovery of a damaged log: it is opened or refused, and what was opened and closed opens again.
#![no_main]

use std::sync::{Arc, OnceLock};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::disk::{Damage, Files, disk, files};
use pumphouse_fuzz::wait;
use storage::{Frame, Log, LogOptions, MemoryDisk, Position, Volume};

const OPTIONS: LogOptions = LogOptions { segment_bytes: 512 };

#[derive(Arbitrary, Debug)]
struct Case {
    damage: Damage,
    from: u64,
    hint: (u64, u64),
    time: u64,
}

fn frame(lane: u32, first: u64) -> Frame {
    Frame { lane, first, count: 2, timestamp_ms: 1000 + first, payload: vec![first as u8; 40].into() }
}

/// The files of a log of a few segments.
fn sound() -> &'static Files {
    static SOUND: OnceLock<Files> = OnceLock::new();
    SOUND.get_or_init(|| {
        let disk = Arc::new(MemoryDisk::default());
        let volume = Volume::on_disk(disk.clone());
        let log = volume.log("l", OPTIONS).expect("a log");
        for number in 0..12 {
            let frames = vec![frame((number % 2) as u32, number * 2), frame(7, number * 3)];
            wait(log.append(frames).expect("queued")).expect("durable");
        }
        drop(log);
        wait(volume.close());
        files(&*disk, "")
    })
}

fn read_all(log: &Log) {
    for lane in log.lanes() {
        let (mut from, mut hint) = (0, None);
        while let Ok(out) = log.read(lane.lane, from, 256, hint) {
            let Some(last) = out.frames.last() else { break };
            let next = last.first + u64::from(last.count);
            assert!(next > from, "a read does not go on from {from}");
            (from, hint) = (next, Some(out.next));
        }
    }
}

fuzz_target!(|case: Case| {
    let damaged = disk(&case.damage.done_to(sound()));
    let volume = Volume::on_disk(damaged.clone());
    let Ok(log) = volume.log("l", OPTIONS) else { return };
    read_all(&log);
    for lane in log.lanes() {
        let _ = log.read(lane.lane, case.from, 100, Some(Position::from_parts(case.hint)));
        let _ = log.seek_time(lane.lane, case.time);
    }
    if let Ok(ticket) = log.append(vec![frame(7, log.durable_next(7))]) {
        let _ = wait(ticket);
    }
    read_all(&log);
    let _ = log.trim_before(case.time);
    drop(log);
    wait(volume.close());
    let again = Volume::on_disk(damaged);
    again.log("l", OPTIONS).expect("what was closed in good order opens");
});
