//! Actions of composite alarms that are kept back.

use cloudwatch_api as api;
use cloudwatch_api::ActionsSuppressedBy as By;
use cloudwatch_api::StateValue::{Alarm, Ok};

use super::{FUNCTION, TOPIC, composite, held};
use crate::house::House;

/// `c` tells of ALARM and OK, unless `quiet` is in ALARM: two minutes before, three after.
async fn house() -> House {
    let house = House::new();
    house.alarm(held("a")).await;
    house.alarm(held("quiet")).await;
    for name in ["a", "quiet"] {
        house.set(name, Ok).await;
    }
    house
        .composite(api::PutCompositeAlarmInput {
            alarm_actions: Some(vec![TOPIC.into()]),
            ok_actions: Some(vec![FUNCTION.into()]),
            actions_suppressor: Some("arn:aws:cloudwatch:us-east-1:000000000000:alarm:quiet".into()),
            actions_suppressor_wait_period: Some(120),
            actions_suppressor_extension_period: Some(180),
            ..composite("c", "ALARM(a)")
        })
        .await;
    house.tick().await;
    house.clock.advance(200_000);
    house.tick().await;
    house.cloudwatch.deliver().await.unwrap();
    assert_eq!(house.told.take().len(), 1, "that it was made and is OK");
    house
}

impl House {
    async fn later(&self, seconds: u64) -> (Option<By>, Vec<String>) {
        self.clock.advance(seconds * 1000);
        self.tick().await;
        self.cloudwatch.deliver().await.unwrap();
        let by = self.described_composite("c").await.actions_suppressed_by;
        (by, self.told.take().into_iter().map(|one| one.2).collect())
    }
}

#[tokio::test]
async fn nobody_is_told_before_the_wait_is_over() {
    let house = house().await;
    house.set("a", Alarm).await;
    let kept = house.described_composite("c").await;
    assert_eq!((kept.state_value, kept.actions_suppressed_by), (Some(Alarm), Some(By::WaitPeriod)));
    assert_eq!(kept.actions_suppressed_reason.as_deref(), Some("Actions suppressed by WaitPeriod"));
    assert_eq!(house.later(119).await, (Some(By::WaitPeriod), vec![]));
    assert_eq!(house.later(1).await, (None, vec![TOPIC.to_owned()]));
    assert_eq!(house.later(600).await, (None, vec![]));
}

#[tokio::test]
async fn nobody_is_told_while_the_suppressor_is_in_alarm_and_for_a_time_after() {
    let house = house().await;
    house.set("a", Alarm).await;
    house.later(60).await;
    house.set("quiet", Alarm).await;
    assert_eq!(house.later(3600).await, (Some(By::Alarm), vec![]));
    house.set("quiet", Ok).await;
    assert_eq!(house.later(179).await, (Some(By::ExtensionPeriod), vec![]));
    let event = async || {
        let by = house.later(2).await;
        assert_eq!(by, (None, vec![TOPIC.to_owned()]));
    };
    event().await;
}

#[tokio::test]
async fn what_has_passed_before_anybody_was_told_is_not_told() {
    let house = house().await;
    house.set("a", Alarm).await;
    assert_eq!(house.later(60).await, (Some(By::WaitPeriod), vec![]));
    house.set("a", Ok).await;
    assert_eq!(house.later(3600).await, (None, vec![]));
    // In the extension of a suppressor that was there before.
    house.set("quiet", Alarm).await;
    house.later(10).await;
    house.set("quiet", Ok).await;
    house.later(100).await;
    house.set("a", Alarm).await;
    assert_eq!(house.later(1).await.0, Some(By::ExtensionPeriod));
    assert_eq!(house.later(79).await, (None, vec![TOPIC.to_owned()]));
    house.set("a", Ok).await;
    assert_eq!(house.later(120).await, (None, vec![FUNCTION.to_owned()]));
}

#[tokio::test]
async fn a_suppressor_that_is_taken_off_keeps_nothing_any_more() {
    let house = house().await;
    house.set("a", Alarm).await;
    let input = api::DeleteAlarmsInput { alarm_names: vec!["quiet".into()] };
    assert_eq!(house.refused::<api::DeleteAlarms>(input).await.0, "ValidationError");
    let put =
        api::PutCompositeAlarmInput { alarm_actions: Some(vec![TOPIC.into()]), ..composite("c", "ALARM(a)") };
    house.composite(put).await;
    assert_eq!(house.later(0).await, (None, vec![TOPIC.to_owned()]));
}
