//! SQS queues and the queues that take their dead letters.

use sqs_api::{GetQueueAttributes, GetQueueAttributesInput, ListQueues, ListQueuesInput};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, id, id_of_arn, several};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let urls = all(async |next| {
        let input =
            ListQueuesInput { next_token: next, max_results: Some(1000), ..ListQueuesInput::default() };
        let output = ask.of::<ListQueues>(input).await?;
        Ok((output.queue_urls.unwrap_or_default(), output.next_token))
    });
    for url in urls.await? {
        let name = url.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = vec!["ApproximateNumberOfMessages".to_owned(), "RedrivePolicy".to_owned()];
        let input = GetQueueAttributesInput { queue_url: url, attribute_names: Some(wanted) };
        let Ok(output) = ask.of::<GetQueueAttributes>(input).await else { continue };
        let attributes = output.attributes.unwrap_or_default();
        let waiting = attributes.get("ApproximateNumberOfMessages").and_then(|text| text.parse().ok());
        scene.add(Kind::Queue, &name, State::Well, several(waiting.unwrap_or_default(), "message"));
        let policy = attributes.get("RedrivePolicy").and_then(|text| serde_json::from_str(text).ok());
        let target =
            policy.as_ref().and_then(|policy: &serde_json::Value| policy["deadLetterTargetArn"].as_str());
        if let Some(target) = target.and_then(id_of_arn) {
            scene.connect(&id(Kind::Queue, &name), &target, "dead letters");
        }
    }
    Ok(())
}
