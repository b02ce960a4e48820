//! The reading side of a log: from an item or a time to frames, across segments.

use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::view::OpenSegment;
use super::{Frame, Inner, Position, ReadOut, index};
use crate::StorageError;
use crate::disk::{File, OpenMode};
use crate::journal::{FrameHeader, Scan, SegmentHeader, path_of};

/// A segment that should hold what is looked for.
struct Place {
    header: Arc<SegmentHeader>,
    end: u64,
    /// The lane's number after its last frame here.
    next: u64,
    hint: Option<u64>,
}

pub(super) fn read(
    log: &Inner,
    lane: u32,
    from: u64,
    max_bytes: usize,
    mut hint: Option<Position>,
) -> Result<ReadOut, StorageError> {
    let (next_item, mut out) = {
        let view = log.view();
        let next_item = view.lanes.get(&lane).map_or(0, |state| state.next);
        (next_item, ReadOut { frames: Vec::new(), next: view.end() })
    };
    let (mut item, mut budget) = (from, max_bytes);
    while item < next_item {
        let Some(place) = locate(log, lane, &mut item, hint) else { break };
        let Some(segment) = open(log, &place)? else { continue };
        match read_segment(log, &place, &segment, lane, &mut item, &mut budget, &mut out) {
            // The hint was not one of ours: look for the item without it.
            Err(StorageError::Corrupt { .. }) if place.hint.is_some() => hint = None,
            Err(error) => return Err(error),
            Ok(true) => break,
            Ok(false) => hint = Some(out.next),
        }
    }
    Ok(out)
}

/// The segment that holds `item` of `lane`, or the next that is kept; moves `item` on to that.
fn locate(log: &Inner, lane: u32, item: &mut u64, hint: Option<Position>) -> Option<Place> {
    let view = log.view();
    let state = view.lanes.get(&lane)?;
    *item = (*item).max(state.first_kept);
    if *item >= state.next {
        return None;
    }
    let after = view.segments.partition_point(|segment| segment.header.first_of(lane) <= *item);
    let index = after.saturating_sub(1);
    let segment = view.segments.get(index)?;
    let next = match view.segments.get(index + 1) {
        Some(following) => following.header.first_of(lane),
        None => state.next,
    };
    let hint = hint.filter(|hint| {
        hint.segment == segment.header.number && (segment.header.bytes()..=segment.end).contains(&hint.offset)
    });
    Some(Place { header: segment.header.clone(), end: segment.end, next, hint: hint.map(|hint| hint.offset) })
}

/// File and index of a segment; `None` if it was trimmed meanwhile.
fn open(log: &Inner, place: &Place) -> Result<Option<OpenSegment>, StorageError> {
    let number = place.header.number;
    if let Some(segment) = log.view().at_hand(number) {
        return Ok(Some(segment));
    }
    let Some(file) = open_segment(log, number)? else { return Ok(None) };
    let index = Arc::new(index::load(&*log.disk, &log.directory, &place.header, place.end, &file)?);
    let segment = OpenSegment { file, index };
    log.view().keep_warm(number, segment.clone());
    Ok(Some(segment))
}

/// The file of a segment; `None` if it was trimmed meanwhile.
pub(super) fn open_segment(log: &Inner, number: u64) -> Result<Option<Arc<dyn File>>, StorageError> {
    if let Some(segment) = log.view().at_hand(number) {
        return Ok(Some(segment.file));
    }
    let path = path_of(&log.directory, number);
    match log.disk.open(&path, OpenMode::Existing) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match log.view().index_of(number) {
            Some(_) => Err(StorageError::corrupt(&path, 0, "the file is missing")),
            None => Ok(None),
        },
        file => file.map(Some).map_err(StorageError::io("open", &path)),
    }
}

/// Reads on in one segment; answers whether the budget is used up.
fn read_segment(
    log: &Inner,
    place: &Place,
    segment: &OpenSegment,
    lane: u32,
    item: &mut u64,
    budget: &mut usize,
    out: &mut ReadOut,
) -> Result<bool, StorageError> {
    let path = path_of(&log.directory, place.header.number);
    let start = place.hint.or_else(|| segment.index.offset_of(lane, *item));
    let mut scan = Scan::new(&segment.file, &path, start.unwrap_or(place.header.bytes()), place.end);
    let mut gap_start = scan.offset;
    while *item < place.next {
        let Some(frame) = scan.next_frame()? else {
            return Err(scan.damage("frames of the lane are missing"));
        };
        let header = frame.header;
        if header.lane == lane && header.next() > *item {
            if !out.frames.is_empty() && (*budget == 0 || header.length as usize > *budget) {
                return Ok(true);
            }
            if header.first > *item {
                // Numbers may have gaps, but a frame whose lane was damaged looks like one.
                verify(segment, &path, gap_start, scan.offset)?;
            }
            let payload = sound_payload(&mut scan, &header)?;
            let (first, count, timestamp_ms) = (header.first, header.count, header.timestamp_ms);
            out.frames.push(Frame { lane, first, count, timestamp_ms, payload });
            *budget = budget.saturating_sub(header.length as usize);
            *item = header.next();
            gap_start = scan.offset;
        }
        scan.offset += header.frame_bytes();
        out.next = Position { segment: place.header.number, offset: scan.offset };
    }
    Ok(*budget == 0)
}

fn sound_payload(scan: &mut Scan<'_>, header: &FrameHeader) -> Result<Bytes, StorageError> {
    scan.payload(header)?.ok_or_else(|| scan.damage("the checksum of a frame does not match"))
}

/// Checks every frame between two offsets.
fn verify(segment: &OpenSegment, path: &str, start: u64, end: u64) -> Result<(), StorageError> {
    let mut scan = Scan::new(&segment.file, path, start, end);
    while let Some(frame) = scan.next_frame()? {
        sound_payload(&mut scan, &frame.header)?;
        scan.offset += frame.header.frame_bytes();
    }
    Ok(())
}

pub(super) fn seek_time(log: &Inner, lane: u32, timestamp_ms: u64) -> Result<Option<u64>, StorageError> {
    let mut number = {
        let view = log.view();
        let latest = view.lanes.get(&lane).filter(|state| state.first_kept < state.next);
        if latest.is_none_or(|state| state.last_timestamp_ms < timestamp_ms) {
            return Ok(None);
        }
        let before = |header: &SegmentHeader| header.lane(lane).map_or(0, |mark| mark.timestamp_ms + 1);
        let after = view.segments.partition_point(|segment| before(&segment.header) <= timestamp_ms);
        let Some(segment) = view.segments.get(after.saturating_sub(1)) else { return Ok(None) };
        segment.header.number
    };
    loop {
        let place = {
            let view = log.view();
            let index = match view.index_of(number) {
                Some(index) => index,
                None if view.segments.front().is_some_and(|first| first.header.number > number) => 0,
                None => return Ok(None),
            };
            let segment = &view.segments[index];
            number = segment.header.number + 1;
            Place { header: segment.header.clone(), end: segment.end, next: 0, hint: None }
        };
        let Some(segment) = open(log, &place)? else { continue };
        let Some(start) = segment.index.offset_at(lane, timestamp_ms) else { continue };
        let path = path_of(&log.directory, place.header.number);
        let mut scan = Scan::new(&segment.file, &path, start, place.end);
        while let Some(frame) = scan.next_frame()? {
            let header = frame.header;
            sound_payload(&mut scan, &header)?;
            if header.lane == lane && header.timestamp_ms >= timestamp_ms {
                return Ok(Some(header.first));
            }
            scan.offset += header.frame_bytes();
        }
    }
}
