//! Which metrics there are.

use std::ops::{Bound, ControlFlow};

use kernel::{Place, Timestamp};
use storage::Direction;

use super::metric::StoredMetric;
use super::{Engine, EngineError, MetricName, Result, keys};

/// A dimension that a metric must have, of some value or any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionFilter {
    /// Its name.
    pub name: String,
    /// Its value; any where none is said.
    pub value: Option<String>,
}

/// Which metrics are asked for.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Of one namespace alone.
    pub namespace: Option<String>,
    /// Of one name alone.
    pub name: Option<String>,
    /// With all of these dimensions, and perhaps others.
    pub dimensions: Vec<DimensionFilter>,
    /// That had data at this time or later.
    pub since: Timestamp,
    /// After this one in order.
    pub after: Option<MetricName>,
}

impl Listing {
    fn fits(&self, metric: &MetricName) -> bool {
        let has = |filter: &DimensionFilter| {
            let wanted = |(name, value): &(String, String)| {
                *name == filter.name && filter.value.as_ref().is_none_or(|wanted| wanted == value)
            };
            metric.dimensions.iter().any(wanted)
        };
        self.namespace.as_ref().is_none_or(|namespace| *namespace == metric.namespace)
            && self.name.as_ref().is_none_or(|name| *name == metric.name)
            && self.dimensions.iter().all(has)
    }
}

/// A metric of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its name.
    pub metric: MetricName,
    /// When data came last, to ten minutes.
    pub seen: Timestamp,
}

impl Engine {
    /// The places that have metrics.
    pub fn places(&self) -> Result<Vec<Place>> {
        let Some(store) = self.store_if_used()? else { return Ok(Vec::new()) };
        let mut places = Vec::new();
        store.scan_prefix(keys::METRIC_COUNTS, &mut |key, _| {
            places.extend(keys::place_of_count(key));
            ControlFlow::Continue(())
        })?;
        Ok(places)
    }

    /// Shows the metrics of `place` that `listing` asks for, in order of namespace, name and dimensions, until `visit`
    /// breaks. The front door's `/metrics` walks these and reads the last minute of each.
    pub fn metrics(
        &self,
        place: &Place,
        listing: &Listing,
        visit: &mut dyn FnMut(Listed) -> ControlFlow<()>,
    ) -> Result<()> {
        let Some(store) = self.store_if_used()? else { return Ok(()) };
        let all = keys::metrics(place);
        let mut prefix = all.clone();
        if let Some(namespace) = &listing.namespace {
            prefix.extend(namespace.bytes().chain([0]));
            if let Some(name) = &listing.name {
                prefix.extend(name.bytes().chain([0]));
            }
        }
        let after = listing.after.as_ref().map(|after| after.key(place));
        let lower = match &after {
            Some(after) if *after >= prefix => Bound::Excluded(after.as_slice()),
            _ => Bound::Included(prefix.as_slice()),
        };
        let mut failed = None;
        let mut one = |key: &[u8], value: &[u8]| -> Result<ControlFlow<()>> {
            let stored = StoredMetric::decode(value)?;
            let metric =
                MetricName::of_key(key.get(all.len()..).ok_or(EngineError::Corrupt("a metric's key"))?)?;
            let wanted = stored.seen >= listing.since && listing.fits(&metric);
            Ok(if wanted { visit(Listed { metric, seen: stored.seen }) } else { ControlFlow::Continue(()) })
        };
        store.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(&prefix) {
                return ControlFlow::Break(());
            }
            one(key, value).unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failed.map_or(Ok(()), Err)
    }
}
