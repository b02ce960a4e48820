//! What every log promises, on every provider.

use bytes::Bytes;
use storage::{Frame, LaneState, Log, LogOptions, Position, Volume};

use crate::providers::{on_every_provider, wait};

pub const SMALL_SEGMENTS: LogOptions = LogOptions { segment_bytes: 1000 };

pub fn frame(lane: u32, first: u64, count: u32, timestamp_ms: u64, payload: impl Into<Bytes>) -> Frame {
    Frame { lane, first, count, timestamp_ms, payload: payload.into() }
}

/// All frames of a lane, read `max_bytes` at a time with hints.
pub fn all(log: &Log, lane: u32, max_bytes: usize) -> Vec<Frame> {
    let (mut frames, mut from, mut hint) = (Vec::new(), 0, None);
    loop {
        let out = log.read(lane, from, max_bytes, hint).unwrap();
        let Some(last) = out.frames.last() else { return frames };
        from = last.first + u64::from(last.count);
        hint = Some(Position::from_parts(out.next.to_parts()));
        frames.extend(out.frames);
    }
}

fn open(volume: &Volume) -> Log {
    volume.log("kinesis/orders", SMALL_SEGMENTS).unwrap()
}

#[test]
fn frames_come_back_in_order() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = open(&volume);
        let mut written: [Vec<Frame>; 3] = Default::default();
        for step in 0..60u32 {
            let lane = step % 3;
            let first = written[lane as usize].last().map_or(0, |last| last.first + u64::from(last.count));
            let size = if step == 31 { 200_000 } else { step as usize * 7 };
            let next = frame(lane, first, step % 4 + 1, 1000 + u64::from(step), vec![step as u8; size]);
            log.append(vec![next.clone()]).unwrap().wait().unwrap();
            written[lane as usize].push(next);
        }
        let check = |log: &Log| {
            for (lane, frames) in written.iter().enumerate() {
                let lane = lane as u32;
                for max_bytes in [0, 500, usize::MAX] {
                    assert_eq!(all(log, lane, max_bytes), *frames);
                }
                for frame in frames {
                    for item in frame.first..frame.first + u64::from(frame.count) {
                        assert_eq!(
                            log.read(lane, item, 0, None).unwrap().frames,
                            std::slice::from_ref(frame)
                        );
                    }
                    let sought = log.seek_time(lane, frame.timestamp_ms - 2).unwrap();
                    assert_eq!(sought, Some(frame.first));
                }
                let last = frames.last().unwrap();
                assert_eq!(log.seek_time(lane, last.timestamp_ms + 1).unwrap(), None);
                assert_eq!(log.durable_next(lane), last.first + u64::from(last.count));
            }
            assert_eq!(log.lanes().len(), 3);
        };
        check(&log);
        if provider.is_durable() {
            wait(volume.close());
            drop((log, volume));
            let volume = provider.open();
            check(&open(&volume));
            drop(volume);
            let volume = provider.open();
            check(&open(&volume));
        }
    });
}

#[test]
fn numbers_must_ascend_and_may_leave_gaps() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = open(&volume);
        log.append(vec![frame(1, 5, 5, 0, "a"), frame(1, 20, 1, 0, "b")]).unwrap().wait().unwrap();
        assert_eq!(log.append(vec![frame(1, 20, 1, 0, "c")]).unwrap_err().kind(), kernel::Kind::Invalid);
        assert_eq!(log.append(vec![frame(1, 21, 0, 0, "c")]).unwrap_err().kind(), kernel::Kind::Invalid);
        assert_eq!(
            log.append(vec![frame(u32::MAX, 0, 1, 0, "c")]).unwrap_err().kind(),
            kernel::Kind::Invalid
        );
        assert_eq!(log.read(1, 10, 0, None).unwrap().frames[0].first, 20);
        assert_eq!(log.read(1, 21, 0, None).unwrap().frames, []);
        assert_eq!(log.read(7, 0, 0, None).unwrap().frames, []);
    });
}

#[test]
fn trimming_keeps_numbers() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = open(&volume);
        for item in 0..40 {
            let lane = u32::from(item >= 20);
            log.append(vec![frame(lane, item, 1, item, vec![1; 300])]).unwrap().wait().unwrap();
        }
        assert_eq!(log.trim_before(0).unwrap(), 0);
        let before = log.bytes();
        let freed = log.trim_before(30).unwrap();
        assert!(freed > 0);
        assert_eq!(log.bytes(), before - freed);
        let check = |log: &Log| {
            let [gone, kept] = log.lanes().try_into().unwrap();
            assert_eq!(gone, LaneState { lane: 0, first_kept: 20, next: 20, last_timestamp_ms: 19 });
            assert_eq!((kept.lane, kept.next, kept.last_timestamp_ms), (1, 40, 39));
            assert!((21..=30).contains(&kept.first_kept));
            assert_eq!(log.read(1, 0, 0, None).unwrap().frames[0].first, kept.first_kept);
            assert_eq!(log.seek_time(1, 0).unwrap(), Some(kept.first_kept));
            assert_eq!(log.read(0, 0, 0, None).unwrap().frames, []);
        };
        check(&log);
        let (log, volume) = if provider.is_durable() {
            drop((log, volume));
            let volume = provider.open();
            let log = open(&volume);
            check(&log);
            (log, volume)
        } else {
            (log, volume)
        };
        // Everything, the segment being written included.
        log.trim_before(1000).unwrap();
        assert!(log.lanes().iter().all(|lane| lane.first_kept == lane.next));
        assert_eq!(all(&log, 1, 100), []);
        log.append(vec![frame(1, 40, 1, 50, "next")]).unwrap().wait().unwrap();
        assert_eq!(all(&log, 1, 100).len(), 1);
        drop((log, volume));
    });
}

#[test]
fn readers_are_woken_and_removal_forgets() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = open(&volume);
        let mut commits = log.subscribe();
        let ticket = log.append(vec![frame(0, 0, 1, 0, "a")]).unwrap();
        wait(async {
            commits.changed().await.unwrap();
            ticket.await.unwrap();
        });
        assert_eq!(all(&log, 0, 1).len(), 1);
        volume.remove_log("kinesis/orders").unwrap();
        assert_eq!(log.append(vec![frame(0, 1, 1, 0, "a")]).unwrap_err().kind(), kernel::Kind::Unavailable);
        let log = open(&volume);
        assert_eq!(log.lanes(), []);
        log.append(vec![frame(0, 0, 1, 0, "b")]).unwrap().wait().unwrap();
        assert_eq!(all(&log, 0, 1)[0].payload, "b");
        volume.remove_log("never/seen").unwrap();
    });
}

#[test]
fn many_writers_share_syncs() {
    let disk = storage::CrashDisk::default();
    let volume = Volume::on_disk(std::sync::Arc::new(disk.clone()));
    let log = volume.log("l", LogOptions::default()).unwrap();
    let numbered = std::sync::Mutex::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let tickets = (0..50).map(|_| {
                    let mut next = numbered.lock().unwrap();
                    *next += 1;
                    log.append(vec![frame(0, *next - 1, 1, 0, "x")]).unwrap()
                });
                let tickets: Vec<_> = tickets.collect();
                tickets.into_iter().for_each(|ticket| ticket.wait().unwrap());
            });
        }
    });
    assert_eq!(all(&log, 0, 1000).len(), 400);
    assert!(disk.operations() < 800, "{} operations for 400 appends", disk.operations());
}

#[test]
fn a_foreign_hint_does_no_harm() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = open(&volume);
        for item in 0..20 {
            log.append(vec![frame(0, item, 1, item, vec![9; 200])]).unwrap().wait().unwrap();
        }
        for parts in [(0, 0), (1, 33), (1, 77), (2, u64::MAX), (u64::MAX, 5)] {
            let out = log.read(0, 1, 0, Some(Position::from_parts(parts))).unwrap();
            assert_eq!(out.frames[0].first, 1, "{parts:?}");
        }
    });
}
