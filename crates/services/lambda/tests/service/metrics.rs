//! What functions report: invocations and what came of them, events, batches of streams.

use std::sync::Arc;

use dispatch::{MemoryMeasure, Metered};
use serde_json::json;

use crate::house::House;
use crate::oracle::{PATIENCE, has_python};

fn measured() -> (House, Arc<MemoryMeasure>) {
    let (house, measure) = (House::new(), Arc::new(MemoryMeasure::default()));
    house.dispatch.meter(measure.clone());
    (house, measure)
}

/// Waits until `holds` after a report.
async fn until(house: &House, holds: impl Fn() -> bool) {
    let held = async {
        while !holds() {
            house.lambda.report_metrics().await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, held).await.unwrap();
}

#[tokio::test]
async fn invocations_are_counted_by_what_came_of_them() {
    if !has_python() {
        return;
    }
    let (house, measure) = measured();
    house.create("f").await;
    for fails in [false, true, false] {
        let answered = async {
            let asked = house.oracle.asked().await;
            if fails { asked.fail().await } else { asked.done().await }
        };
        tokio::join!(house.invoke("f/invocations", &[], "{}"), answered);
    }
    let of = |name: &str| measure.total(name, &[("FunctionName", "f")]);
    until(&house, || of("Invocations").sum == 3.0).await;
    assert_eq!((of("Errors").sum, of("Errors").count, of("Throttles").sum), (1.0, 3.0, 0.0));
    assert_eq!((of("Duration").count, of("ConcurrentExecutions").maximum), (3.0, 1.0));
    for dimensions in [&[][..], &[("FunctionName", "f"), ("Resource", "f")]] {
        assert_eq!(measure.total("Invocations", dimensions).sum, 3.0, "{dimensions:?}");
    }
}

#[tokio::test]
async fn throttled_invocations_are_none() {
    let (house, measure) = measured();
    house.create("f").await;
    let path = "/2017-10-31/functions/f/concurrency";
    let (status, body) =
        house.ask_at(http::Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(house.invoke("f/invocations", &[], "{}").await.status.as_u16(), 429);
    let of = |name: &str| measure.total(name, &[("FunctionName", "f")]).sum;
    until(&house, || of("Throttles") == 1.0).await;
    assert_eq!((of("Invocations"), of("Errors")), (0.0, 0.0));
}

#[tokio::test]
async fn events_are_counted_when_they_are_taken() {
    if !has_python() {
        return;
    }
    let (house, measure) = measured();
    house.create("f").await;
    let kind = [("x-amz-invocation-type", "Event")];
    assert_eq!(house.invoke("f/invocations", &kind, "{}").await.status.as_u16(), 202);
    house.oracle.asked().await.done().await;
    let of = |name: &str| measure.total(name, &[("FunctionName", "f")]);
    until(&house, || of("Invocations").sum == 1.0).await;
    assert_eq!((of("AsyncEventsReceived").sum, of("AsyncEventAge").count), (1.0, 1.0));
    assert_eq!(of("AsyncEventsDropped").sum, 0.0);
}
