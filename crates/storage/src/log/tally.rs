//! What was appended, by minute: counted while groups become durable, or out of the headers of what is kept.
//!
//! Nothing is counted before somebody asks. From then on a group costs a few additions a frame; whoever asks again
//! from where the last answer ended reads no file, and whoever asks from an older place, as after a crash, has
//! headers read from there. Bounded: minutes that nobody asks for are forgotten, and read when somebody does.

use std::sync::Arc;

use super::read::open_segment;
use super::{Inner, Position};
use crate::StorageError;
use crate::journal::{FrameHeader, Scan, SegmentHeader, path_of};

/// Minutes that are counted without anybody asking.
const MINUTES_MAX: usize = 120;

/// How many bytes of data are in a frame of so many items and so many bytes of payload.
pub type DataBytes = fn(items: u32, payload: u32) -> u64;

/// Least, greatest and sum of a number that each frame has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The sum.
    pub sum: u64,
    /// The least.
    pub least: u64,
    /// The greatest.
    pub greatest: u64,
}

impl Extent {
    fn of(number: u64) -> Self {
        Self { sum: number, least: number, greatest: number }
    }

    fn add(&mut self, number: u64) {
        self.sum += number;
        self.least = self.least.min(number);
        self.greatest = self.greatest.max(number);
    }
}

/// What was appended in one minute, by the timestamps of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Minutes since 1970.
    pub minute: u64,
    /// How many frames.
    pub frames: u64,
    /// Their items.
    pub items: Extent,
    /// Their bytes of data.
    pub bytes: Extent,
}

/// Counts frames by minute.
#[derive(Debug)]
pub(super) struct Tally {
    since: Position,
    data_bytes: DataBytes,
    minutes: Vec<Appended>,
}

impl Tally {
    fn new(since: Position, data_bytes: DataBytes) -> Self {
        Self { since, data_bytes, minutes: Vec::new() }
    }

    /// Counts a frame. False where there are too many minutes.
    pub fn add(&mut self, frame: &FrameHeader) -> bool {
        let (minute, items) = (frame.timestamp_ms / 60_000, u64::from(frame.count));
        let bytes = (self.data_bytes)(frame.count, frame.length);
        match self.minutes.iter_mut().rev().find(|appended| appended.minute == minute) {
            Some(appended) => {
                appended.frames += 1;
                appended.items.add(items);
                appended.bytes.add(bytes);
            }
            None => self.minutes.push(Appended {
                minute,
                frames: 1,
                items: Extent::of(items),
                bytes: Extent::of(bytes),
            }),
        }
        self.minutes.len() <= MINUTES_MAX
    }
}

/// See [`super::Log::appended_since`].
pub(super) fn appended_since(
    log: &Inner,
    from: Position,
    data_bytes: DataBytes,
) -> Result<(Vec<Appended>, Position), StorageError> {
    let (end, segments) = {
        let mut view = log.view_mut();
        let end = view.end();
        let counted = view.tally.replace(Tally::new(end, data_bytes));
        if let Some(counted) = counted.filter(|counted| counted.since == from) {
            return Ok((counted.minutes, end));
        }
        let later = view.segments.iter().filter(|segment| segment.header.number >= from.segment);
        let later: Vec<_> = later.map(|segment| (segment.header.clone(), segment.end)).collect();
        (end, later)
    };
    let mut tally = Tally::new(from, data_bytes);
    for (header, segment_end) in segments {
        let begin = if header.number == from.segment { from.offset } else { 0 };
        count_segment(log, &header, begin.max(header.bytes()), segment_end, &mut tally)?;
    }
    Ok((tally.minutes, end))
}

fn count_segment(
    log: &Inner,
    header: &Arc<SegmentHeader>,
    begin: u64,
    end: u64,
    tally: &mut Tally,
) -> Result<(), StorageError> {
    // What was dropped meanwhile was past its time.
    let Some(file) = open_segment(log, header.number)? else { return Ok(()) };
    let path = path_of(&log.directory, header.number);
    let mut scan = Scan::new(&file, &path, begin, end);
    while let Some(frame) = scan.next_frame()? {
        tally.add(&frame.header);
        scan.offset += frame.header.frame_bytes();
    }
    Ok(())
}
