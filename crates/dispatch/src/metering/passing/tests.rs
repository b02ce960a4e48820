//! A report that was not kept is sent again as it was; what comes meanwhile waits.

use std::sync::{Arc, Mutex};

use kernel::{ManualClock, SeededRandom, Timestamp};

use super::*;
use crate::{Future, Measure, SampleSet, Samples};

/// Keeps reports, unless it is told to refuse; a refused one may have been kept all the same.
#[derive(Default)]
struct Keeper {
    kept: Mutex<Vec<(u64, f64)>>,
    refuses: Mutex<bool>,
}

impl Measure for Keeper {
    fn report(&self, report: Report) -> Future<'_, Result<(), Fault>> {
        let Keeping::Add { sequence } = report.keeping else { panic!("it adds") };
        let sum = report.samples.iter().map(|sample| sample.sum).sum();
        self.kept.lock().unwrap().push((sequence, sum));
        let refused = *self.refuses.lock().unwrap();
        Box::pin(async move { if refused { Err(Fault::internal("full")) } else { Ok(()) } })
    }

    fn sequence(&self, _: &Place, source: &str) -> Result<u64, Fault> {
        assert_eq!(source, "test/calls");
        Ok(5000)
    }
}

fn samples(value: f64) -> Vec<(Place, Vec<Sample>)> {
    let mut all = Vec::new();
    Samples::new(&mut all, "AWS/Test", Vec::new(), Timestamp(0)).tally("M", "Count", &SampleSet::of(value));
    vec![(Place::default(), all)]
}

#[tokio::test]
async fn what_was_not_kept_is_said_again_under_its_sequence() {
    let clock = ManualClock::at(Timestamp(1000));
    let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
    let passing = Passing::new("test/calls");
    passing.report(&dispatch, samples(1.0)).await.unwrap();
    let keeper = Arc::new(Keeper::default());
    dispatch.meter(keeper.clone());
    *keeper.refuses.lock().unwrap() = true;
    assert!(passing.report(&dispatch, samples(2.0)).await.is_err());
    assert!(passing.report(&dispatch, samples(4.0)).await.is_err());
    *keeper.refuses.lock().unwrap() = false;
    clock.advance(8000);
    passing.report(&dispatch, samples(8.0)).await.unwrap();
    passing.report(&dispatch, []).await.unwrap();
    assert_eq!(*keeper.kept.lock().unwrap(), [(5001, 3.0), (5001, 3.0), (5001, 3.0), (9000, 12.0)]);
}
