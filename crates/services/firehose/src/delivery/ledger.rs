//! What was read and is not done with: how far each lane of a source is delivered without a gap.
//!
//! A chunk is what one read brought. It is done when all that became of it is: delivered, dropped, or put
//! where failures go. A lane is delivered up to the end of its last chunk before which all are done.

use std::collections::{HashMap, VecDeque};

use crate::metering::Shares;

/// See the module.
#[derive(Debug, Default)]
pub struct Ledger {
    chunks: HashMap<u64, Chunk>,
    lanes: HashMap<String, VecDeque<u64>>,
    next: u64,
    /// What of finished chunks was delivered and is not kept yet.
    delivered: Shares,
}

#[derive(Debug)]
struct Chunk {
    end: End,
    open: usize,
    delivered: Shares,
}

/// Where a chunk ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// In its lane, as progress is stored.
    pub place: String,
    /// When its last record arrived, milliseconds since the epoch.
    pub arrived_ms: u64,
}

impl Ledger {
    /// Notes a chunk of `lane`, held open until [`Self::done`] is said of it once.
    pub fn begin(&mut self, lane: &str, end: End) -> u64 {
        let chunk = self.next;
        self.next += 1;
        self.chunks.insert(chunk, Chunk { end, open: 1, delivered: Shares::default() });
        match self.lanes.get_mut(lane) {
            Some(chunks) => chunks.push_back(chunk),
            None => drop(self.lanes.insert(lane.to_owned(), VecDeque::from([chunk]))),
        }
        chunk
    }

    /// Notes `count` more pieces of a chunk.
    pub fn open(&mut self, chunk: u64, count: usize) {
        self.chunk(chunk).open += count;
    }

    /// Notes that `count` pieces of a chunk are done with.
    pub fn done(&mut self, chunk: u64, count: usize) {
        let chunk = self.chunk(chunk);
        chunk.open = chunk.open.checked_sub(count).expect("invariant: a piece is done with once");
    }

    /// Notes what of a chunk was delivered.
    pub fn deliver(&mut self, chunk: u64, delivered: Shares) {
        self.chunk(chunk).delivered.merge(&delivered);
    }

    /// What of all chunks that the lanes came by was delivered, since this was asked last.
    pub fn take_delivered(&mut self) -> Shares {
        std::mem::take(&mut self.delivered)
    }

    /// Gives back what could not be kept.
    pub fn give_back(&mut self, delivered: &Shares) {
        self.delivered.merge(delivered);
    }

    fn chunk(&mut self, chunk: u64) -> &mut Chunk {
        self.chunks.get_mut(&chunk).expect("invariant: a chunk is kept while pieces of it are open")
    }

    /// Forgets what is done; answers how far the lanes came by that.
    pub fn advance(&mut self) -> Vec<(String, End)> {
        let mut came = Vec::new();
        for (lane, waiting) in &mut self.lanes {
            let mut last = None;
            while let Some(chunk) = waiting.front().filter(|chunk| self.chunks[chunk].open == 0) {
                last = self.chunks.remove(chunk).map(|chunk| {
                    self.delivered.merge(&chunk.delivered);
                    chunk.end
                });
                waiting.pop_front();
            }
            came.extend(last.map(|end| (lane.clone(), end)));
        }
        came
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(place: &str) -> End {
        End { place: place.to_owned(), arrived_ms: 0 }
    }

    #[test]
    fn a_lane_advances_over_what_is_done_without_a_gap() {
        let mut ledger = Ledger::default();
        let (first, second) = (ledger.begin("a", end("1")), ledger.begin("a", end("2")));
        let other = ledger.begin("b", end("9"));
        ledger.open(first, 2);
        ledger.done(first, 1);
        ledger.done(second, 1);
        assert_eq!(ledger.advance(), []);
        ledger.done(other, 1);
        assert_eq!(ledger.advance(), [("b".to_owned(), end("9"))]);
        ledger.done(first, 2);
        assert_eq!(ledger.advance(), [("a".to_owned(), end("2"))]);
        assert_eq!(ledger.advance(), []);
    }

    #[test]
    fn what_was_delivered_counts_when_its_chunk_is_done() {
        let mut ledger = Ledger::default();
        let (first, second) = (ledger.begin("a", end("1")), ledger.begin("a", end("2")));
        let mut shares = Shares::default();
        shares.destination.add(10);
        ledger.deliver(second, shares);
        ledger.done(second, 1);
        ledger.advance();
        assert_eq!(ledger.take_delivered(), Shares::default());
        ledger.deliver(first, shares);
        ledger.done(first, 1);
        ledger.advance();
        let taken = ledger.take_delivered();
        assert_eq!((taken.destination.records, taken.destination.bytes), (2, 20));
        assert_eq!(ledger.take_delivered(), Shares::default());
        ledger.give_back(&taken);
        assert_eq!(ledger.take_delivered(), taken);
    }

    #[test]
    fn a_lane_never_advances_over_what_is_open() {
        arbtest::arbtest(|source| {
            let mut ledger = Ledger::default();
            // For each chunk how many pieces are open; the model of one lane.
            let mut open: Vec<usize> = Vec::new();
            let mut delivered = 0;
            for _ in 0..source.int_in_range(1..=60)? {
                match source.int_in_range(0..=3)? {
                    0 => {
                        assert_eq!(ledger.begin("a", end(&open.len().to_string())), open.len() as u64);
                        open.push(1);
                    }
                    _ if open.len() == delivered => {}
                    what => {
                        let chunk = source.int_in_range(delivered..=open.len() - 1)?;
                        let count = source.int_in_range(0..=open[chunk])?;
                        if what == 1 && open[chunk] > 0 {
                            ledger.open(chunk as u64, count);
                            open[chunk] += count;
                        } else {
                            ledger.done(chunk as u64, count);
                            open[chunk] -= count;
                        }
                    }
                }
                let before = delivered;
                delivered += open[delivered..].iter().take_while(|open| **open == 0).count();
                let came = (delivered > before).then(|| ("a".to_owned(), end(&(delivered - 1).to_string())));
                assert_eq!(ledger.advance(), Vec::from_iter(came));
            }
            Ok(())
        });
    }
}
