//! Figures of many things of one kind, by place and name, all of which pass with the process.
//!
//! A call costs a search of a map. So this is for what happens by call, such as sending a message; what happens by
//! record has a struct of its own where the record goes through a lock anyway.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use kernel::Place;
use wire::Fault;

use super::{Figures, Minutes, Passing, Sample, Samples};
use crate::Dispatch;

/// Figures `F` by name `N`.
pub struct ByName<N, F> {
    namespace: &'static str,
    passing: Passing,
    minutes: Mutex<HashMap<(Place, N), Minutes<F>>>,
}

impl<N: Clone + Eq + Hash, F: Figures> ByName<N, F> {
    /// No figures yet, of metrics in `namespace`, reported as `source`.
    pub fn new(namespace: &'static str, source: &'static str) -> Self {
        Self { namespace, passing: Passing::new(source), minutes: Mutex::default() }
    }

    /// Counts something of `name`, where somebody keeps metrics.
    pub fn count(&self, dispatch: &Dispatch, place: &Place, name: &N, add: impl FnOnce(&mut F)) {
        if dispatch.measure().is_none() {
            return;
        }
        let now = dispatch.clock().now();
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        add(minutes.entry((place.clone(), name.clone())).or_default().at(now));
    }

    /// Reports what was counted since the last call; `dimensions` are those of a name.
    pub async fn report(
        &self,
        dispatch: &Dispatch,
        dimensions: impl Fn(&N) -> Vec<(&'static str, String)>,
    ) -> Result<(), Fault> {
        let counted = std::mem::take(&mut *self.minutes.lock().unwrap_or_else(PoisonError::into_inner));
        let mut all: BTreeMap<Place, Vec<Sample>> = BTreeMap::new();
        for ((place, name), mut minutes) in counted {
            let samples = all.entry(place).or_default();
            for (minute, figures) in minutes.take() {
                figures.say(&mut Samples::new(samples, self.namespace, dimensions(&name), minute));
            }
        }
        self.passing.report(dispatch, all).await
    }
}
