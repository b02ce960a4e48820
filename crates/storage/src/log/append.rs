//! The writing side of a log: the queue, one group of it to the journal, and retention.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::view::View;
use super::{Frame, Inner, index};
use crate::journal::EncodedFrame;
use crate::ticket::Receipt;
use crate::{StorageError, Ticket};

/// Most bytes that wait to be written on one log.
const QUEUE_BYTES_MAX: usize = 64 << 20;
/// About how many bytes one sync makes durable at most.
const GROUP_BYTES_MAX: usize = 8 << 20;

/// Appends that wait for the committer.
#[derive(Debug, Default)]
pub(super) struct Queue {
    appends: VecDeque<(Vec<EncodedFrame>, Receipt<()>)>,
    bytes: usize,
    /// The least number that each lane's next frame may have.
    next: HashMap<u32, u64>,
    /// Whether the committer knows that there is work.
    announced: bool,
    pub closed: bool,
}

impl Queue {
    pub fn after(view: &View) -> Self {
        Self { next: view.lanes.values().map(|lane| (lane.lane, lane.next)).collect(), ..Self::default() }
    }

    fn least(&self, lane: u32) -> u64 {
        self.next.get(&lane).copied().unwrap_or(0)
    }

    fn check_order(&self, frames: &[EncodedFrame]) -> Result<HashMap<u32, u64>, StorageError> {
        let mut next = HashMap::new();
        for frame in frames {
            let header = frame.header();
            let least = next.get(&header.lane).copied().unwrap_or_else(|| self.least(header.lane));
            if header.first < least || header.count == 0 {
                return Err(StorageError::Invalid(format!(
                    "lane {} goes on at item {least}, so a frame of {} items from {} is out of order",
                    header.lane, header.count, header.first
                )));
            }
            next.insert(header.lane, header.next());
        }
        Ok(next)
    }

    /// Takes the appends of the next group.
    fn take_group(&mut self) -> (Vec<EncodedFrame>, Vec<Receipt<()>>) {
        let (mut frames, mut receipts, mut bytes) = (Vec::new(), Vec::new(), 0);
        while bytes < GROUP_BYTES_MAX
            && let Some((append, receipt)) = self.appends.pop_front()
        {
            bytes += append.iter().map(EncodedFrame::bytes).sum::<usize>();
            frames.extend(append);
            receipts.push(receipt);
        }
        self.bytes -= bytes;
        (frames, receipts)
    }

    pub fn fail_all(&mut self, error: &StorageError) {
        for (_, receipt) in self.appends.drain(..) {
            // A ticket that was dropped needs no answer.
            let _ = receipt.send(Err(error.clone()));
        }
        self.bytes = 0;
    }
}

pub(super) fn append(log: &Arc<Inner>, frames: Vec<Frame>) -> Result<Ticket, StorageError> {
    let encode = |frame: Frame| {
        EncodedFrame::new(frame.lane, frame.first, frame.count, frame.timestamp_ms, frame.payload)
    };
    let frames = frames.into_iter().map(encode).collect::<Result<Vec<_>, _>>()?;
    if frames.is_empty() {
        return Ok(Ticket::ready(Ok(())));
    }
    let bytes: usize = frames.iter().map(EncodedFrame::bytes).sum();
    let (receipt, ticket) = Ticket::new();
    let mut queue = log.queue();
    if queue.closed {
        return Err(StorageError::Closed);
    }
    if !queue.appends.is_empty() && queue.bytes + bytes > QUEUE_BYTES_MAX {
        return Err(StorageError::Throttled { store: log.name.clone(), limit: QUEUE_BYTES_MAX });
    }
    let next = queue.check_order(&frames)?;
    queue.next.extend(next);
    queue.appends.push_back((frames, receipt));
    queue.bytes += bytes;
    let announce = !std::mem::replace(&mut queue.announced, true);
    drop(queue);
    if announce && let Err(error) = log.committer.announce(log) {
        log.queue().fail_all(&error);
        return Err(error);
    }
    Ok(ticket)
}

/// A group that is written but not yet synced.
pub(super) struct Written {
    frames: Vec<EncodedFrame>,
    offsets: Vec<u64>,
    receipts: Vec<Receipt<()>>,
}

/// Writes the next group. `None` if there is none, or it failed and was answered.
pub(super) fn write_group(log: &Inner) -> Option<Written> {
    let mut journal = log.journal();
    let (frames, receipts) = log.queue().take_group();
    if frames.is_empty() {
        return None;
    }
    let full = journal.segments().back().is_none_or(|segment| segment.end >= log.options.segment_bytes);
    let rolled = if full { roll(log, &mut journal) } else { Ok(()) };
    match rolled.and_then(|()| journal.append(&frames)) {
        Ok(offsets) => Some(Written { frames, offsets, receipts }),
        Err(error) => {
            fail(log, receipts, &error);
            None
        }
    }
}

/// Syncs a written group, shows it to readers, answers its tickets.
pub(super) fn sync_group(log: &Inner, written: Written) {
    let mut journal = log.journal();
    if let Err(error) = journal.sync() {
        fail(log, written.receipts, &error);
        return;
    }
    log.view_mut().add(&journal, &written.frames, &written.offsets);
    drop(journal);
    log.committed.send_modify(|count| *count += 1);
    for receipt in written.receipts {
        // A ticket that was dropped needs no answer.
        let _ = receipt.send(Ok(()));
    }
}

/// Whether more is queued; if not, the next append announces itself again.
pub(super) fn has_more(log: &Inner) -> bool {
    let mut queue = log.queue();
    queue.announced = !queue.appends.is_empty();
    queue.announced
}

/// Answers `error` to a failed group and to all that is queued behind it, whose numbers may rest on it.
fn fail(log: &Inner, receipts: Vec<Receipt<()>>, error: &StorageError) {
    let next = log.view().lanes.values().map(|lane| (lane.lane, lane.next)).collect();
    let mut queue = log.queue();
    queue.fail_all(error);
    queue.next = next;
    drop(queue);
    for receipt in receipts {
        let _ = receipt.send(Err(error.clone()));
    }
}

/// Starts the next segment and writes down the index of the one before.
fn roll(log: &Inner, journal: &mut crate::journal::Journal) -> Result<(), StorageError> {
    journal.roll()?;
    let sealed = log.view_mut().roll(journal);
    if let Some((number, end, index)) = sealed {
        // Only a shortcut: it is made anew from the segment if it is missing.
        let _ = index::save(&*log.disk, &log.directory, number, end, &index);
    }
    Ok(())
}

pub(super) fn trim_before(log: &Inner, timestamp_ms: u64) -> Result<u64, StorageError> {
    let mut journal = log.journal();
    let newest = journal.lanes().values().map(|mark| mark.timestamp_ms).max();
    let has_frames = journal.segments().back().is_some_and(|last| last.end > last.header.bytes());
    if has_frames && newest.is_some_and(|newest| newest < timestamp_ms) && !journal.is_pending() {
        roll(log, &mut journal)?;
    }
    let mut freed = 0;
    while let Some(following) = journal.segments().get(1) {
        // What the second segment knows of all frames before it: the newest of them.
        if following.header.lanes.iter().any(|mark| mark.timestamp_ms >= timestamp_ms) {
            break;
        }
        let number = journal.segments()[0].header.number;
        index::remove(&*log.disk, &log.directory, number);
        // Readers forget it first: one that finds its file gone must not find it in the view again.
        log.view_mut().drop_oldest();
        freed += journal.remove_oldest()?;
    }
    Ok(freed)
}
