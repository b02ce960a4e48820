//! What readers of a log see: its segments, and where every lane stands, all durable.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use super::index::SparseIndex;
use super::tally::Tally;
use super::{LaneState, Position};
use crate::disk::File;
use crate::journal::{EncodedFrame, FoundFrame, Journal, SegmentHeader};

/// Sealed segments whose file and index are kept at hand.
const WARM_SEGMENTS_MAX: usize = 4;

/// A segment that can be read.
#[derive(Clone, Debug)]
pub(super) struct OpenSegment {
    pub file: Arc<dyn File>,
    pub index: Arc<SparseIndex>,
}

/// A segment as readers keep it in mind.
#[derive(Debug)]
pub(super) struct ViewSegment {
    pub header: Arc<SegmentHeader>,
    /// Where its durable frames end.
    pub end: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct View {
    pub segments: VecDeque<ViewSegment>,
    /// The segment that is written to.
    pub active: Option<OpenSegment>,
    pub lanes: BTreeMap<u32, LaneState>,
    /// Counts what comes, once somebody has asked.
    pub tally: Option<Tally>,
    /// Recently read sealed segments, latest last.
    warm: Mutex<VecDeque<(u64, OpenSegment)>>,
}

impl View {
    pub fn of(journal: &Journal, index: SparseIndex) -> Self {
        let segments = journal.segments().iter();
        let segments =
            segments.map(|segment| ViewSegment { header: segment.header.clone(), end: segment.end });
        let mut view = Self { segments: segments.collect(), ..Self::default() };
        view.active = journal.active().map(|file| OpenSegment { file: file.clone(), index: Arc::new(index) });
        for mark in journal.lanes().values() {
            let state = LaneState {
                lane: mark.lane,
                first_kept: mark.next,
                next: mark.next,
                last_timestamp_ms: mark.timestamp_ms,
            };
            view.lanes.insert(mark.lane, state);
        }
        view.find_first_kept();
        view
    }

    pub fn bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.end).sum()
    }

    /// The position after everything durable.
    pub fn end(&self) -> Position {
        self.segments
            .back()
            .map_or(Position::default(), |last| Position { segment: last.header.number, offset: last.end })
    }

    /// Which of the segments has `number`.
    pub fn index_of(&self, number: u64) -> Option<usize> {
        let first = self.segments.front()?.header.number;
        let index = usize::try_from(number.checked_sub(first)?).ok()?;
        (index < self.segments.len()).then_some(index)
    }

    /// Shows a group that has just been synced.
    pub fn add(&mut self, journal: &Journal, frames: &[EncodedFrame], offsets: &[u64]) {
        self.extend_to(journal);
        let (Some(active), Some(last)) = (&mut self.active, self.segments.back()) else { return };
        let oldest = &self.segments[0].header;
        let index = Arc::make_mut(&mut active.index);
        for (frame, offset) in frames.iter().zip(offsets) {
            let header = frame.header();
            if let Some(tally) = &mut self.tally
                && !tally.add(&header)
            {
                self.tally = None;
            }
            index.add(&last.header, &FoundFrame { offset: *offset, header });
            let state = self.lanes.entry(header.lane).or_insert(LaneState {
                lane: header.lane,
                first_kept: oldest.first_of(header.lane),
                next: 0,
                last_timestamp_ms: 0,
            });
            state.next = header.next();
            state.last_timestamp_ms = state.last_timestamp_ms.max(header.timestamp_ms);
        }
    }

    /// Follows the journal's last segment, new or longer.
    pub fn extend_to(&mut self, journal: &Journal) {
        let Some(last) = journal.segments().back() else { return };
        match self.segments.back_mut().filter(|known| known.header.number == last.header.number) {
            Some(known) => known.end = last.end,
            None => drop(self.roll(journal)),
        }
    }

    /// Takes the journal's new segment on; answers number, end and index of the one it seals.
    pub fn roll(&mut self, journal: &Journal) -> Option<(u64, u64, Arc<SparseIndex>)> {
        let last = journal.segments().back()?;
        let fresh = journal.active().map(|file| OpenSegment { file: file.clone(), index: Arc::default() });
        let sealed = std::mem::replace(&mut self.active, fresh);
        let before = self.segments.back().map(|before| (before.header.number, before.end));
        self.segments.push_back(ViewSegment { header: last.header.clone(), end: last.end });
        let ((number, end), sealed) = (before?, sealed?);
        let index = sealed.index.clone();
        self.keep_warm(number, sealed);
        Some((number, end, index))
    }

    /// Forgets the oldest segment.
    pub fn drop_oldest(&mut self) {
        let Some(dropped) = self.segments.pop_front() else { return };
        let warm = self.warm.get_mut().unwrap_or_else(PoisonError::into_inner);
        warm.retain(|(number, _)| *number != dropped.header.number);
        self.find_first_kept();
    }

    /// The oldest segment knows where each lane stood when it began; other lanes began later, at 0.
    fn find_first_kept(&mut self) {
        let Some(oldest) = self.segments.front() else { return };
        for state in self.lanes.values_mut() {
            state.first_kept = oldest.header.first_of(state.lane);
        }
    }

    /// File and index of segment `number`, if they are at hand.
    pub fn at_hand(&self, number: u64) -> Option<OpenSegment> {
        if self.segments.back().is_some_and(|last| last.header.number == number) {
            return self.active.clone();
        }
        let warm = self.warm.lock().unwrap_or_else(PoisonError::into_inner);
        warm.iter().find(|(known, _)| *known == number).map(|(_, segment)| segment.clone())
    }

    /// Keeps a sealed segment at hand for a while.
    pub fn keep_warm(&self, number: u64, segment: OpenSegment) {
        let mut warm = self.warm.lock().unwrap_or_else(PoisonError::into_inner);
        warm.retain(|(known, _)| *known != number);
        warm.push_back((number, segment));
        if warm.len() > WARM_SEGMENTS_MAX {
            warm.pop_front();
        }
    }
}
