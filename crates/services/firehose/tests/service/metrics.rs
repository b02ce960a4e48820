//! What delivery streams report: each record once, put and delivered, whatever is killed.

use std::sync::Arc;

use dispatch::{MemoryMeasure, Metered, SampleSet};
use serde_json::json;
use storage::Volume;
use tokio::runtime::{Builder, Runtime};

use crate::house::{House, NOW, bucket};

struct Measured {
    house: House,
    measure: Arc<MemoryMeasure>,
    runtime: Runtime,
}

impl Measured {
    /// A house whose tasks end with it at once, as if it were killed.
    fn on(volume: &Volume, measure: &Arc<MemoryMeasure>, now: u64) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let house = runtime.block_on(async { House::on(volume.clone(), now) });
        house.dispatch.meter(measure.clone());
        runtime.block_on(house.firehose.resume()).unwrap();
        Self { house, measure: measure.clone(), runtime }
    }

    async fn report(&self) {
        self.house.firehose.report_metrics().await.unwrap();
    }

    fn total(&self, name: &str) -> SampleSet {
        self.measure.total(name, &[("DeliveryStreamName", "d")])
    }

    fn sums(&self, names: [&str; 2]) -> (f64, f64) {
        (self.total(names[0]).sum, self.total(names[1]).sum)
    }
}

const INCOMING: [&str; 2] = ["IncomingRecords", "IncomingBytes"];
const DELIVERED: [&str; 2] = ["DeliveryToS3.Records", "DeliveryToS3.Bytes"];

/// Waits until so much was said to be delivered.
async fn until_delivered(measured: &Measured, records: f64) {
    let said = async {
        while measured.total(DELIVERED[0]).sum < records {
            measured.report().await;
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::fakes::PATIENCE, said).await.expect("deliveries are reported");
}

#[test]
fn each_record_counts_once_put_and_delivered() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let first = Measured::on(&volume, &measure, NOW);
    first.runtime.block_on(async {
        first.report().await;
        first.house.create_to_bucket(json!({})).await;
        first.house.put(&["one"]).await;
        first.house.put(&["two", "three"]).await;
        first.report().await;
        assert_eq!(first.sums(INCOMING), (3.0, 11.0));
        assert_eq!(first.total("IncomingPutRequests").sum, 2.0);
        assert_eq!(first.total("PutRecordBatch.Records").sum, 3.0);
        assert_eq!(first.total("DeliveryToS3.Records"), SampleSet::default());
        first.house.fill_interval();
        assert_eq!(first.house.s3.only().await.text(), "onetwothree");
        until_delivered(&first, 3.0).await;
        assert_eq!(first.sums(DELIVERED), (3.0, 11.0));
        assert_eq!(first.total("DeliveryToS3.Success").sum, 1.0);
        assert_eq!(first.total("DeliveryToS3.DataFreshness").maximum, 300.0);
        first.house.put(&["four"]).await;
    });
    drop(first);
    // Killed before it said what was put last.
    let second = Measured::on(&volume, &measure, NOW + 301_000);
    second.runtime.block_on(async {
        second.report().await;
        assert_eq!(second.sums(INCOMING), (4.0, 15.0));
        assert_eq!(second.sums(DELIVERED), (3.0, 11.0));
        second.house.advance(300_000);
        until_delivered(&second, 4.0).await;
        assert_eq!(second.sums(DELIVERED), (4.0, 15.0));
    });
    drop(second);
    let third = Measured::on(&volume, &measure, NOW + 3_600_000);
    third.runtime.block_on(async {
        third.report().await;
        assert_eq!((third.sums(INCOMING), third.sums(DELIVERED)), ((4.0, 15.0), (4.0, 15.0)));
        // Totals that were reported and can change no more are gone.
        let mut kept = 0;
        let store = volume.key_value("firehose").unwrap();
        store
            .scan_prefix(b"delivered/", &mut |_, _| {
                kept += 1;
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(kept, 0);
    });
}

#[test]
fn what_is_backed_up_and_what_failed_is_told_apart() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = Measured::on(&volume, &measure, NOW);
    house.runtime.block_on(async {
        let backup = json!({"S3BackupMode": "Enabled", "S3BackupConfiguration": bucket(json!({}))});
        house.house.create_to_bucket(backup).await;
        house.house.put(&["one", "two"]).await;
        house.house.fill_interval();
        until_delivered(&house, 2.0).await;
        assert_eq!(house.sums(["BackupToS3.Records", "BackupToS3.Bytes"]), (2.0, 6.0));
        assert_eq!(house.total("BackupToS3.Success").sum, 1.0);
    });
}
