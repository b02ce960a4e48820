//! Figures of one source by minute: the open minute, and those before it that are still to be reported.

use std::collections::VecDeque;

use kernel::Timestamp;

use super::samples::minute_of;

/// Minutes that wait to be reported; the oldest is given up for a newer one.
const WAITING_MAX: usize = 15;

/// See the module.
#[derive(Debug)]
pub struct Minutes<F> {
    minute: u64,
    open: Option<F>,
    past: VecDeque<(u64, F)>,
}

impl<F> Default for Minutes<F> {
    fn default() -> Self {
        Self { minute: 0, open: None, past: VecDeque::new() }
    }
}

impl<F: Default> Minutes<F> {
    /// The figures of the minute of `now`.
    pub fn at(&mut self, now: Timestamp) -> &mut F {
        let minute = minute_of(now);
        if self.minute != minute {
            if let Some(figures) = self.open.take() {
                self.past.push_back((self.minute, figures));
                if self.past.len() > WAITING_MAX {
                    self.past.pop_front();
                }
            }
            self.minute = minute;
        }
        self.open.get_or_insert_default()
    }

    /// Takes all figures out, with their minutes.
    pub fn take(&mut self) -> Vec<(Timestamp, F)> {
        let open = self.open.take().map(|figures| (self.minute, figures));
        let all = self.past.drain(..).chain(open);
        all.map(|(minute, figures)| (Timestamp(minute * 60_000), figures)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_by_minute_until_they_are_taken() {
        let mut minutes = Minutes::<u64>::default();
        assert!(minutes.take().is_empty());
        for (at, amount) in [(60_000, 1), (119_999, 2), (120_000, 4)] {
            *minutes.at(Timestamp(at)) += amount;
        }
        assert_eq!(minutes.take(), [(Timestamp(60_000), 3), (Timestamp(120_000), 4)]);
        assert!(minutes.take().is_empty());
        for minute in 0..100 {
            *minutes.at(Timestamp(minute * 60_000)) += 1;
        }
        assert_eq!(minutes.take().len(), WAITING_MAX + 1);
    }
}
