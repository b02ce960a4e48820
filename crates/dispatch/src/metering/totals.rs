//! Totals by minute that a service stores with the thing itself, and which of them are still to be reported.
//!
//! The caller stores what [`Totals::add`] answers in the transaction of what is counted, says [`Totals::wait`] when that
//! is durable, and reports what is durable of the minutes that wait. So what is reported is never more than what is
//! kept, and after a kill the stored totals are reported as they are.

use std::collections::BTreeSet;

/// See the module.
#[derive(Debug)]
pub struct Totals<T> {
    /// Those of the minute in which something was counted last.
    current: Option<(u64, T)>,
    /// Minutes to be reported.
    waiting: BTreeSet<u64>,
    /// Minutes that are reported, and stored still.
    stored: BTreeSet<u64>,
}

impl<T> Default for Totals<T> {
    fn default() -> Self {
        Self { current: None, waiting: BTreeSet::new(), stored: BTreeSet::new() }
    }
}

impl<T: Clone> Totals<T> {
    /// Adds to the totals of a minute, which are those `stored` where they are not at hand, and answers them.
    pub fn add<E>(
        &mut self,
        minute: u64,
        stored: impl FnOnce() -> Result<T, E>,
        add: impl FnOnce(&mut T),
    ) -> Result<&T, E> {
        let totals = match self.current.take() {
            Some((of, totals)) if of == minute => totals,
            _ => stored()?,
        };
        let (_, totals) = self.current.insert((minute, totals));
        add(totals);
        Ok(totals)
    }

    /// Forgets the totals at hand, since they could not be stored.
    pub fn forget(&mut self) {
        self.current = None;
    }

    /// Has the totals of a minute reported: they are durable.
    pub fn wait(&mut self, minute: u64) {
        self.waiting.insert(minute);
    }

    /// Minutes to be reported as they are now, or that were and may go: those before `old`.
    pub fn begin(&mut self, old: u64) -> Vec<u64> {
        let young = self.stored.split_off(&old);
        let mut minutes = std::mem::replace(&mut self.stored, young);
        minutes.append(&mut self.waiting);
        minutes.into_iter().collect()
    }

    /// Notes that these minutes are reported; answers those whose totals may go.
    pub fn end(&mut self, minutes: Vec<u64>, old: u64) -> Vec<u64> {
        let (gone, young) = minutes.into_iter().partition(|minute| *minute < old);
        self.stored.extend::<Vec<u64>>(young);
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(totals: &mut Totals<u64>, minute: u64, stored: u64) -> u64 {
        *totals.add(minute, || Ok::<_, ()>(stored), |total| *total += 1).unwrap()
    }

    #[test]
    fn totals_go_on_from_what_is_stored() {
        let mut totals = Totals::default();
        assert_eq!((add(&mut totals, 7, 100), add(&mut totals, 7, 0)), (101, 102));
        assert_eq!(add(&mut totals, 8, 0), 1);
        totals.forget();
        assert_eq!(add(&mut totals, 8, 50), 51);
        assert_eq!(totals.add(9, || Err("damaged"), |_| {}), Err("damaged"));
    }

    #[test]
    fn a_minute_is_reported_when_it_changes_and_once_more_before_it_goes() {
        let mut totals = Totals::<u64>::default();
        totals.wait(7);
        assert_eq!(totals.begin(2), [7]);
        totals.wait(7);
        assert_eq!(totals.end(vec![7], 2), []);
        assert_eq!((totals.begin(2), totals.begin(2)), (vec![7], vec![]));
        assert_eq!(totals.end(vec![7], 2), []);
        assert_eq!(totals.begin(8), [7]);
        assert_eq!(totals.end(vec![7], 8), [7]);
        assert!(totals.begin(99).is_empty());
    }
}
