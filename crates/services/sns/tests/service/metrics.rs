//! What topics report.

use std::sync::Arc;

use dispatch::{MemoryMeasure, Metered};
use sns_api as api;

use crate::house::{House, message, queue};

#[tokio::test]
async fn what_is_published_delivered_and_kept_back_is_counted() {
    let (house, measure) = (House::new(), Arc::new(MemoryMeasure::default()));
    house.dispatch.meter(measure.clone());
    let topic = house.topic("t", &[]).await;
    house.subscribe(&topic, "sqs", &queue("all"), &[]).await;
    let some = [("FilterPolicy", r#"{"kind":["pump"]}"#), ("FilterPolicyScope", "MessageBody")];
    house.subscribe(&topic, "sqs", &queue("some"), &some).await;
    for text in [r#"{"kind":"pump"}"#, r#"{"kind":"hose"}"#, "no JSON"] {
        house.call::<api::Publish>(message(&topic, text)).await.unwrap();
    }
    house.others.given(4).await;
    let of = |name: &str| measure.total(name, &[("TopicName", "t")]).sum;
    // A delivery is counted after it was taken.
    for _ in 0..1000 {
        house.sns.report_metrics().await.unwrap();
        if of("NumberOfNotificationsDelivered") == 4.0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(of("NumberOfNotificationsDelivered"), 4.0);
    assert_eq!((of("NumberOfMessagesPublished"), of("PublishSize")), (3.0, 37.0));
    assert_eq!(of("NumberOfNotificationsFilteredOut"), 2.0);
    assert_eq!(of("NumberOfNotificationsFailed"), 0.0);
}
