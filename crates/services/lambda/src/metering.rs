//! Metrics of functions, in `AWS/Lambda` by `FunctionName`, by that and `Resource`, and of all functions together.
//!
//! All is counted in memory: an invocation leaves nothing on a disk that could be counted again.
//! Meanings and units: developer guide, "Types of metrics for Lambda functions". Lacks: versions and aliases as
//! `Resource`, as there are none.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use dispatch::{Figures, Future, Metered, Minutes, Passing, Sample, SampleSet, Samples, Spread};
use kernel::Place;
use wire::Fault;

use crate::Lambda;
use crate::engine::{InvokeError, Outcome};

const NAMESPACE: &str = "AWS/Lambda";

/// What is measured of all functions.
pub(crate) struct Metering {
    passing: Passing,
    places: Mutex<HashMap<Place, Functions>>,
}

/// What is measured in one place.
#[derive(Default)]
struct Functions {
    all: Meter,
    by_name: HashMap<String, Meter>,
}

#[derive(Default)]
struct Meter {
    minutes: Minutes<Calls>,
    /// Invocations at work.
    running: u32,
}

/// Figures of one minute.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    invocations: u64,
    errors: SampleSet,
    throttles: SampleSet,
    duration_ms: Spread,
    concurrent: SampleSet,
    iterator_age_ms: SampleSet,
    events: u64,
    event_age_ms: SampleSet,
    events_dropped: u64,
    dead_letter_errors: u64,
    destination_failures: u64,
}

impl Default for Metering {
    fn default() -> Self {
        Self { passing: Passing::new("lambda/calls"), places: Mutex::default() }
    }
}

impl Metering {
    fn places(&self) -> MutexGuard<'_, HashMap<Place, Functions>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, place: &Place, function: &str, mut change: impl FnMut(&mut Meter)) {
        let mut places = self.places();
        if !places.contains_key(place) {
            places.insert(place.clone(), Functions::default());
        }
        let Some(functions) = places.get_mut(place) else { return };
        if !functions.by_name.contains_key(function) {
            functions.by_name.insert(function.to_owned(), Meter::default());
        }
        change(&mut functions.all);
        functions.by_name.get_mut(function).into_iter().for_each(change);
    }
}

impl Calls {
    /// An event was taken.
    pub fn event(&mut self) {
        self.events += 1;
    }

    /// An event of that age is given to its function.
    pub fn event_age(&mut self, age_ms: u64) {
        self.event_age_ms.add(age_ms as f64);
    }

    /// An event was given up.
    pub fn event_dropped(&mut self) {
        self.events_dropped += 1;
    }

    /// What became of an event could not be told.
    pub fn not_told(&mut self, is_dead_letter: bool) {
        match is_dead_letter {
            true => self.dead_letter_errors += 1,
            false => self.destination_failures += 1,
        }
    }

    /// The last record of a batch that the function gets is that old.
    pub fn iterator_age(&mut self, age_ms: u64) {
        self.iterator_age_ms.add(age_ms as f64);
    }

    fn invoked(&mut self, result: &Result<Outcome, InvokeError>, running: u32) {
        let throttled = matches!(result, Err(InvokeError::Throttled { .. }));
        self.throttles.add(f64::from(u8::from(throttled)));
        let Ok(outcome) = result else { return };
        self.invocations += 1;
        self.errors.add(f64::from(u8::from(outcome.function_error.is_some())));
        self.duration_ms.add(outcome.duration.as_secs_f64() * 1000.0);
        self.concurrent.add(f64::from(running));
    }
}

impl Figures for Calls {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.count("Invocations", self.invocations);
        samples.tally("Errors", "Count", &self.errors);
        samples.tally("Throttles", "Count", &self.throttles);
        samples.spread("Duration", "Milliseconds", &self.duration_ms);
        samples.tally("ConcurrentExecutions", "Count", &self.concurrent);
        samples.tally("IteratorAge", "Milliseconds", &self.iterator_age_ms);
        samples.count("AsyncEventsReceived", self.events);
        samples.tally("AsyncEventAge", "Milliseconds", &self.event_age_ms);
        samples.count("AsyncEventsDropped", self.events_dropped);
        samples.count("DeadLetterErrors", self.dead_letter_errors);
        samples.count("DestinationDeliveryFailures", self.destination_failures);
    }
}

/// An invocation at work; it is over when this goes.
pub(crate) struct Running<'a> {
    lambda: &'a Lambda,
    place: Place,
    function: String,
    /// How many there are in the function and in all, with this one.
    running: Vec<u32>,
}

impl Running<'_> {
    /// Counts what came of it.
    pub fn end(self, result: &Result<Outcome, InvokeError>) {
        let now = self.lambda.dispatch.clock().now();
        let mut running = self.running.iter();
        self.lambda.metering.change(&self.place, &self.function, |meter| {
            meter.minutes.at(now).invoked(result, running.next().copied().unwrap_or(1));
        });
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.lambda.metering.change(&self.place, &self.function, |meter| meter.running -= 1);
    }
}

impl Lambda {
    /// Counts something of a function, where somebody keeps metrics.
    pub(crate) fn count(&self, place: &Place, function: &str, mut add: impl FnMut(&mut Calls)) {
        if self.dispatch.measure().is_some() {
            let now = self.dispatch.clock().now();
            self.metering.change(place, function, |meter| add(meter.minutes.at(now)));
        }
    }

    /// Notes that an invocation begins, where somebody keeps metrics.
    pub(crate) fn begin(&self, place: Place, function: &str) -> Option<Running<'_>> {
        self.dispatch.measure()?;
        let mut running = Vec::with_capacity(2);
        self.metering.change(&place, function, |meter| {
            meter.running += 1;
            running.push(meter.running);
        });
        Some(Running { lambda: self, place, function: function.to_owned(), running })
    }
}

impl Metered for Lambda {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move {
            let mut all: BTreeMap<Place, Vec<Sample>> = BTreeMap::new();
            for (place, functions) in self.metering.places().iter_mut() {
                let samples = all.entry(place.clone()).or_default();
                for (minute, figures) in functions.all.minutes.take() {
                    figures.say(&mut Samples::new(samples, NAMESPACE, Vec::new(), minute));
                }
                for (name, meter) in &mut functions.by_name {
                    for (minute, figures) in meter.minutes.take() {
                        let dimensions = vec![("FunctionName", name.clone())];
                        let mut samples = Samples::new(samples, NAMESPACE, dimensions, minute);
                        figures.say(&mut samples);
                        figures.say(&mut samples.with("Resource", name));
                    }
                }
                // Those that are idle begin anew.
                functions.by_name.retain(|_, meter| meter.running > 0);
            }
            self.metering.passing.report(&self.dispatch, all).await
        })
    }
}
