//! `AddPermission`.

use dispatch::{Call, Handle};
use sns_api::{AddPermission, AddPermissionInput};
use wire::Fault;

use crate::Sns;
use crate::engine::{EngineError, with_permission};
use crate::errors::invalid;

/// What a permission may be of.
const ACTIONS: [&str; 9] = [
    "*",
    "AddPermission",
    "DeleteTopic",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "Publish",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
];

impl Handle<AddPermission> for Sns {
    async fn handle(&self, call: &Call, input: AddPermissionInput) -> Result<(), Fault> {
        let topic = self.topic::<AddPermission>(call, &input.topic_arn).await?;
        check(&input)?;
        let AddPermissionInput { label, aws_account_id: accounts, action_name: actions, .. } = input;
        let (arn, owner) = (topic.arn(), topic.place.account.to_string());
        let changed = self.engine.change(&topic, move |stored| {
            let policy = stored.attributes.get("Policy").map(String::as_str);
            let policy = with_permission(policy, &arn, &owner, &label, &accounts, &actions);
            stored.attributes.insert("Policy".to_owned(), policy.ok_or(EngineError::LabelExists)?);
            Ok(())
        });
        Ok(changed.await?)
    }
}

fn check(input: &AddPermissionInput) -> Result<(), Fault> {
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    if !(1..=80).contains(&input.label.len()) || !input.label.bytes().all(sound) {
        return Err(invalid("Label"));
    }
    if input.aws_account_id.is_empty()
        || input.aws_account_id.iter().any(|id| kernel::AccountId::parse(id).is_none())
    {
        return Err(invalid("AWSAccountId"));
    }
    let known = |action: &String| ACTIONS.contains(&action.as_str());
    if input.action_name.is_empty() || !input.action_name.iter().all(known) {
        return Err(invalid("Policy statement action out of service scope!"));
    }
    Ok(())
}
