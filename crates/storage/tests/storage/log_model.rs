//! Random runs of a log against a model: gaps, clocks that step back, trims, restarts, reads anywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use arbtest::arbitrary::{Result, Unstructured};
use storage::{CrashDisk, Frame, Log, LogOptions, Position, Volume};

use crate::log_contract::frame;
use crate::providers::wait;

const LANES: u32 = 3;
const OPTIONS: LogOptions = LogOptions { segment_bytes: 700 };

type Model = BTreeMap<u32, Vec<Frame>>;

fn next_of(frame: &Frame) -> u64 {
    frame.first + u64::from(frame.count)
}

fn append(u: &mut Unstructured, log: &Log, model: &mut Model, now: u64) -> Result<()> {
    let mut frames = Vec::new();
    for _ in 0..u.int_in_range(1..=3)? {
        let lane = u.int_in_range(0..=LANES - 1)?;
        let next = frames.iter().chain(model.values().flatten()).filter(|frame| frame.lane == lane);
        let next = next.map(next_of).max().unwrap_or(0).max(log.durable_next(lane));
        let gap = if u.ratio(1, 5)? { u.int_in_range(1..=4)? } else { 0 };
        let time = now.saturating_sub(if u.ratio(1, 6)? { u.int_in_range(0..=20)? } else { 0 });
        let payload = vec![u.arbitrary()?; u.int_in_range(0..=150)?];
        frames.push(frame(lane, next + gap, u.int_in_range(1..=3)?, time, payload));
    }
    log.append(frames.clone()).unwrap().wait().unwrap();
    frames.into_iter().for_each(|frame| model.entry(frame.lane).or_default().push(frame));
    Ok(())
}

fn trim(log: &Log, model: &mut Model, before: u64) {
    log.trim_before(before).unwrap();
    for state in log.lanes() {
        let frames = model.entry(state.lane).or_default();
        let gone = frames.iter().take_while(|frame| next_of(frame) <= state.first_kept).count();
        assert!(frames.drain(..gone).all(|frame| frame.timestamp_ms < before));
        assert!(frames.iter().all(|frame| frame.first >= state.first_kept));
        assert_eq!(state.first_kept == state.next, frames.is_empty());
    }
}

fn check(u: &mut Unstructured, log: &Log, model: &Model) -> Result<()> {
    let lane = u.int_in_range(0..=LANES - 1)?;
    let frames = model.get(&lane).map(Vec::as_slice).unwrap_or_default();
    let (mut from, max_bytes) = (u.int_in_range(0..=60)?, u.int_in_range(0..=600)?);
    let mut hint: Option<Position> = None;
    // The second read goes on where the first ended.
    for _ in 0..2 {
        let out = log.read(lane, from, max_bytes, hint).unwrap();
        let expected: Vec<&Frame> = frames.iter().filter(|frame| next_of(frame) > from).collect();
        let found: Vec<&Frame> = out.frames.iter().collect();
        assert!(expected.starts_with(&found), "{found:?} {expected:?}");
        assert_eq!(found.is_empty(), expected.is_empty());
        let bytes: usize = found.iter().map(|frame| frame.payload.len()).sum();
        assert!(bytes <= max_bytes || found.len() == 1);
        from = found.last().map_or(from, |last| next_of(last));
        hint = Some(out.next);
    }
    let time = u.int_in_range(0..=80)?;
    let expected = frames.iter().find(|frame| frame.timestamp_ms >= time).map(|frame| frame.first);
    assert_eq!(log.seek_time(lane, time).unwrap(), expected, "time {time}");
    Ok(())
}

#[test]
fn behaves_like_lists_of_frames() {
    arbtest::arbtest(|u| {
        let disk = CrashDisk::default();
        let open = || {
            let volume = Volume::on_disk(Arc::new(disk.clone()));
            let log = volume.log("l", OPTIONS).unwrap();
            (volume, log)
        };
        let (mut volume, mut log) = open();
        let mut model = Model::new();
        for now in 0..u.int_in_range(1..=60)? {
            append(u, &log, &mut model, now)?;
            if u.ratio(1, 12)? {
                trim(&log, &mut model, u.int_in_range(0..=now + 1)?);
            }
            if u.ratio(1, 12)? {
                let before = (log.lanes(), log.bytes());
                if u.arbitrary()? {
                    wait(volume.close());
                } else {
                    drop(volume);
                }
                (volume, log) = open();
                assert_eq!((log.lanes(), log.bytes()), before);
            }
            check(u, &log, &model)?;
        }
        Ok(())
    })
    .budget_ms(1500);
}
