//! What was appended by minute: once each, whether it is counted on the way or read from headers.

use storage::{Appended, Extent, Log, Position};

use crate::log_contract::{SMALL_SEGMENTS, frame};
use crate::providers::on_every_provider;

fn data_bytes(items: u32, payload: u32) -> u64 {
    u64::from(payload) - u64::from(items)
}

/// Appends a frame of `items` items of ten bytes each and one of encoding.
fn append(log: &Log, first: u64, items: u32, minute: u64) {
    let payload = vec![7; items as usize * 11];
    log.append(vec![frame(0, first, items, minute * 60_000 + 5, payload)]).unwrap().wait().unwrap();
}

fn one(minute: u64, items: u64) -> Appended {
    let extent = |number| Extent { sum: number, least: number, greatest: number };
    Appended { minute, frames: 1, items: extent(items), bytes: extent(items * 10) }
}

#[test]
fn each_frame_counts_once_from_answer_to_answer() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = volume.log("l", SMALL_SEGMENTS).unwrap();
        append(&log, 1, 2, 10);
        let (first, end) = log.appended_since(Position::default(), data_bytes).unwrap();
        assert_eq!((first, end), (vec![one(10, 2)], log.end()));
        assert_eq!(log.appended_since(end, data_bytes).unwrap(), (vec![], end));
        for number in 0..60 {
            append(&log, 3 + number * 3, 3, 11 + number / 40);
        }
        let (counted, last) = log.appended_since(end, data_bytes).unwrap();
        let sums: Vec<_> =
            counted.iter().map(|of| (of.minute, of.frames, of.items.sum, of.bytes.sum)).collect();
        assert_eq!(sums, [(11, 40, 120, 1200), (12, 20, 60, 600)]);
        // Asked again from before, what was counted is read from the headers of all segments since.
        assert_eq!(log.appended_since(end, data_bytes).unwrap(), (counted.clone(), last));
        if provider.is_durable() {
            drop((log, volume));
            let volume = provider.open();
            let log = volume.log("l", SMALL_SEGMENTS).unwrap();
            let kept = Position::from_number(end.to_number());
            assert_eq!(log.appended_since(kept, data_bytes).unwrap().0, counted);
            append(&log, 500, 1, 99);
            assert_eq!(log.appended_since(last, data_bytes).unwrap().0, [one(99, 1)]);
        }
    });
}

#[test]
fn minutes_that_nobody_asks_for_are_bounded_and_not_lost() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let log = volume.log("l", SMALL_SEGMENTS).unwrap();
        let (_, begin) = log.appended_since(Position::default(), data_bytes).unwrap();
        for minute in 0..200 {
            append(&log, minute + 1, 1, minute);
        }
        let (counted, _) = log.appended_since(begin, data_bytes).unwrap();
        assert_eq!(counted, (0..200).map(|minute| one(minute, 1)).collect::<Vec<_>>());
    });
}

#[test]
fn positions_ascend_as_numbers() {
    let parts = [(0, 0), (0, 9), (1, 0), (1, 1 << 39), (2, 3), ((1 << 24) - 1, 77)];
    let numbers = parts.map(|parts| Position::from_parts(parts).to_number());
    assert!(numbers.is_sorted());
    assert_eq!(numbers.map(|number| Position::from_number(number).to_parts()), parts);
}
