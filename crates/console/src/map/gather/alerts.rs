//! Alarms, as one part; topics, and who is told by them.

use cloudwatch_api::{DescribeAlarms, DescribeAlarmsInput, StateValue};
use sns_api::{ListSubscriptionsByTopic, ListSubscriptionsByTopicInput, ListTopics, ListTopicsInput};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, id, id_of_arn, several};

/// The name of the one part that stands for all alarms.
pub const ALARMS: &str = "alarms";

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    topics(ask, scene).await?;
    alarms(ask, scene).await
}

async fn topics(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let topics = all(async |next| {
        let output = ask.of::<ListTopics>(ListTopicsInput { next_token: next }).await?;
        Ok((output.topics, output.next_token))
    });
    for arn in topics.await?.into_iter().filter_map(|topic| topic.topic_arn) {
        let Some(name) = arn.rsplit(':').next() else { continue };
        let subscriptions = all(async |next| {
            let input = ListSubscriptionsByTopicInput { topic_arn: arn.clone(), next_token: next };
            let output = ask.of::<ListSubscriptionsByTopic>(input).await?;
            Ok((output.subscriptions, output.next_token))
        });
        let Ok(subscriptions) = subscriptions.await else { continue };
        scene.add(Kind::Topic, name, State::Well, several(subscriptions.len() as u64, "subscription"));
        for subscription in subscriptions {
            let endpoint = subscription.endpoint.unwrap_or_default();
            let to = id_of_arn(&endpoint).unwrap_or_else(|| {
                let confirmed =
                    subscription.subscription_arn.as_deref().is_some_and(|arn| arn.starts_with("arn:"));
                let protocol = subscription.protocol.unwrap_or_default();
                let said = if confirmed { protocol } else { format!("{protocol}, not confirmed yet") };
                scene.add(Kind::Subscriber, &endpoint, State::Well, said);
                id(Kind::Subscriber, &endpoint)
            });
            scene.connect(&id(Kind::Topic, name), &to, "notifications");
        }
    }
    Ok(())
}

async fn alarms(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let alarms = all(async |next| {
        let input = DescribeAlarmsInput { next_token: next, ..DescribeAlarmsInput::default() };
        let output = ask.of::<DescribeAlarms>(input).await?;
        let composite = output.composite_alarms.into_iter();
        let composite = composite
            .map(|alarm| (alarm.alarm_name, alarm.state_value, alarm.state_reason, alarm.alarm_actions));
        let metric = output.metric_alarms.into_iter();
        let metric = metric
            .map(|alarm| (alarm.alarm_name, alarm.state_value, alarm.state_reason, alarm.alarm_actions));
        Ok((composite.chain(metric).collect(), output.next_token))
    });
    let alarms: Vec<_> = alarms.await?;
    if alarms.is_empty() {
        return Ok(());
    }
    let raised: Vec<String> = alarms
        .iter()
        .filter(|(_, state, ..)| *state == Some(StateValue::Alarm))
        .map(|(name, _, reason, _)| {
            format!("{}: {}", name.as_deref().unwrap_or_default(), reason.as_deref().unwrap_or_default())
        })
        .collect();
    let said = match raised.len() {
        0 => several(alarms.len() as u64, "alarm"),
        raised => format!("{raised} of {} in alarm", several(alarms.len() as u64, "alarm")),
    };
    scene.add(Kind::Alarms, ALARMS, State::Well, said);
    let node = id(Kind::Alarms, ALARMS);
    if let (Some(shown), false) = (scene.nodes.get_mut(&node), raised.is_empty()) {
        shown.state = State::Failing;
        shown.why = raised.join(" ");
    }
    for to in alarms.iter().flat_map(|(_, _, _, actions)| actions).filter_map(|arn| id_of_arn(arn)) {
        scene.connect(&node, &to, "alarm actions");
    }
    Ok(())
}
