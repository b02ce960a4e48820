//! What queues report.

use std::sync::Arc;

use dispatch::{MemoryMeasure, Metered};

use crate::house::House;

#[tokio::test]
async fn messages_are_counted_as_they_pass() {
    let (house, measure) = (House::new(), Arc::new(MemoryMeasure::default()));
    house.dispatch.meter(measure.clone());
    let url = house.queue("q", &[]).await;
    for body in ["one", "three"] {
        house.send(&url, body).await;
    }
    let message = house.receive(&url).await.remove(0);
    house.delete(&url, &message).await.unwrap();
    house.bodies(&url).await;
    house.sqs.report_metrics().await.unwrap();
    let of = |name: &str| measure.total(name, &[("QueueName", "q")]);
    assert_eq!((of("NumberOfMessagesSent").sum, of("SentMessageSize").sum), (2.0, 8.0));
    assert_eq!(of("NumberOfMessagesDeleted").sum, 1.0);
    let taken = of("NumberOfMessagesReceived").sum;
    assert!(taken >= 1.0, "{taken}");
    let there =
        of("ApproximateNumberOfMessagesVisible").sum + of("ApproximateNumberOfMessagesNotVisible").sum;
    assert_eq!(there, 1.0);
    // Counted once a minute, not once a report.
    house.sqs.report_metrics().await.unwrap();
    assert_eq!(of("ApproximateNumberOfMessagesVisible").count, 1.0);
}
