//! Opening a journal: what is whole is kept, a torn tail is cut off, damage is refused.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::{FoundFrame, Journal, LaneMark, Scan, Segment, SegmentHeader, path_of};
use crate::StorageError;
use crate::disk::{Disk, File, OpenMode};

impl Journal {
    /// Opens the journal in `directory`, which need not exist; `visit` sees every frame of the last
    /// segment in order, with the segment's header. Reads the headers of all segments, and all of the last.
    pub fn open(
        disk: Arc<dyn Disk>,
        directory: &str,
        visit: &mut dyn FnMut(&SegmentHeader, &FoundFrame),
    ) -> Result<Self, StorageError> {
        let mut journal = Self {
            disk,
            directory: directory.to_owned(),
            segments: VecDeque::new(),
            active: None,
            lanes: BTreeMap::new(),
            pending: None,
            closed_cleanly: false,
            poison: None,
        };
        for number in journal.numbers()? {
            journal.open_segment(number)?;
        }
        if let Some(last) = journal.segments.back() {
            journal.lanes = last.header.lanes.iter().map(|mark| (mark.lane, *mark)).collect();
            journal.recover_tail(visit)?;
        }
        Ok(journal)
    }

    /// Numbers of the segments that are there, ascending. Removes a segment that never got its name.
    fn numbers(&self) -> Result<Vec<u64>, StorageError> {
        let directory = &self.directory;
        let entries = self.disk.list(directory).map_err(StorageError::io("list", directory))?;
        let mut numbers = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.is_directory) {
            if entry.name == "new" {
                let path = format!("{directory}/new");
                self.disk.remove(&path).map_err(StorageError::io("remove", &path))?;
            }
            if let Some(number) = entry.name.strip_suffix(".log").and_then(|stem| stem.parse().ok()) {
                numbers.push(number);
            }
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Takes the next segment on; checks that it adjoins the one before.
    fn open_segment(&mut self, number: u64) -> Result<(), StorageError> {
        let path = path_of(&self.directory, number);
        let file = self.disk.open(&path, OpenMode::Existing).map_err(StorageError::io("open", &path))?;
        let header = SegmentHeader::read(&*file, &path, number)?;
        let length = file.length().map_err(StorageError::io("measure", &path))?;
        if let Some(previous) = self.segments.back_mut() {
            let previous_path = path_of(&self.directory, previous.header.number);
            if previous.header.number + 1 != number {
                return Err(StorageError::corrupt(&path, 8, "the segment before it is missing"));
            }
            if previous.end < header.previous_end {
                return Err(StorageError::corrupt(&previous_path, previous.end, "the file ends too early"));
            }
            previous.end = header.previous_end;
        }
        self.segments.push_back(Segment { header: Arc::new(header), end: length });
        self.active = Some(file);
        Ok(())
    }

    /// Finds where the last segment's whole groups end, and makes them durable.
    fn recover_tail(
        &mut self,
        visit: &mut dyn FnMut(&SegmentHeader, &FoundFrame),
    ) -> Result<(), StorageError> {
        let (Some(file), Some(last)) = (self.active.clone(), self.segments.back_mut()) else {
            return Ok(());
        };
        let path = path_of(&self.directory, last.header.number);
        let (number, length) = (last.header.number, last.end);
        let mut scan = Scan::new(&file, &path, last.header.bytes(), length);
        let mut end = scan.offset;
        let mut group_start = end;
        let mut frames = Vec::new();
        while end < length {
            frames.clear();
            if !scan.group(number, &mut frames)? {
                if scan.find_mark(end + 1, number)?.is_some() {
                    return Err(scan.damage("a frame is not what was written, and synced frames follow"));
                }
                break;
            }
            for frame in &frames {
                let header = &frame.header;
                let known = self.lanes.get(&header.lane).map_or(0, |mark| mark.timestamp_ms);
                let mark = LaneMark {
                    lane: header.lane,
                    next: header.next(),
                    timestamp_ms: known.max(header.timestamp_ms),
                };
                self.lanes.insert(header.lane, mark);
                visit(&last.header, frame);
            }
            (group_start, end) = (end, scan.offset);
        }
        self.closed_cleanly = end == length && end > group_start && frames.is_empty();
        // The mark that a clean close leaves proves that all before it is durable, but nothing proves that
        // of the mark itself: the next group takes its place.
        last.end = if self.closed_cleanly { group_start } else { end };
        if !self.closed_cleanly {
            settle(&*file, group_start, end, length).map_err(StorageError::io("sync", &path))?;
            let directory = &self.directory;
            self.disk.sync_directory(directory).map_err(StorageError::io("sync", directory))?;
        }
        Ok(())
    }
}

/// Cuts the file at `end` and makes its last group durable. The group may be in the operating system's
/// memory only, and even counted as clean there after a sync that failed: so it is written once more.
fn settle(file: &dyn File, group_start: u64, end: u64, length: u64) -> std::io::Result<()> {
    if end < length {
        file.set_length(end)?;
    }
    let mut group = vec![0; usize::try_from(end - group_start).map_err(std::io::Error::other)?];
    let read = file.read_at(&mut group, group_start)?;
    file.write_at(&group[..read], group_start)?;
    file.sync_data()
}
