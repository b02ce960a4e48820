//! What log groups report.

use std::sync::Arc;

use dispatch::{MemoryMeasure, Metered};
use storage::Volume;

use crate::house::House;

#[tokio::test]
async fn events_that_are_taken_are_counted() {
    let measure = Arc::new(MemoryMeasure::default());
    let house = House::measured(Volume::memory(), Arc::default(), measure.clone());
    house.group("g").await;
    house.stream("g", "s").await;
    let now_ms = i64::try_from(kernel::Clock::now(house.dispatch.clock().as_ref()).0).unwrap();
    // The first is too old, so it is not kept.
    house.put("g", "s", &[(now_ms - 20 * 86_400_000, "old"), (now_ms, "four"), (now_ms, "ü")]).await;
    house.logs.report_metrics().await.unwrap();
    let of = |name: &str| measure.total(name, &[("LogGroupName", "g")]).sum;
    assert_eq!((of("IncomingLogEvents"), of("IncomingBytes")), (2.0, 58.0));
    assert_eq!(house.stored_bytes("g").await, 58);
}
