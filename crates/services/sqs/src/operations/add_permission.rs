//! `AddPermission`.

use dispatch::{Call, Handle};
use sqs_api::{AddPermission, AddPermissionInput};
use wire::Fault;

use crate::Sqs;
use crate::engine::{EngineError, with_permission};
use crate::errors::{missing, of_label, wrong};
use crate::limits::ACTIONS_MAX;

impl Handle<AddPermission> for Sqs {
    async fn handle(&self, call: &Call, input: AddPermissionInput) -> Result<(), Fault> {
        let queue = self.queue::<AddPermission>(call, &input.queue_url).await?;
        check(&input)?;
        let AddPermissionInput { label, aws_account_ids: accounts, actions, .. } = input;
        let (arn, shown) = (queue.arn(), label.clone());
        let changed = self.engine.change(&queue, move |stored| {
            let policy = stored.attributes.get("Policy").map(String::as_str);
            let policy =
                with_permission(policy, &arn, &label, &accounts, &actions).ok_or(EngineError::LabelExists)?;
            stored.attributes.insert("Policy".to_owned(), policy);
            Ok(())
        });
        changed.await.map_err(|error| of_label(error, &shown))
    }
}

/// What a permission may be of.
const ACTIONS: [&str; 7] = [
    "*",
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ReceiveMessage",
    "SendMessage",
];

fn check(input: &AddPermissionInput) -> Result<(), Fault> {
    let lacking = [
        (input.label.is_empty(), "Label"),
        (input.aws_account_ids.is_empty(), "AWSAccountId"),
        (input.actions.is_empty(), "ActionName"),
    ];
    if let Some((_, name)) = lacking.into_iter().find(|(lacks, _)| *lacks) {
        return Err(missing(name));
    }
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    if input.label.len() > 80 || !input.label.bytes().all(sound) {
        let reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        return Err(wrong(&input.label, "Label", reason));
    }
    if let Some(account) = input.aws_account_ids.iter().find(|id| kernel::AccountId::parse(id).is_none()) {
        return Err(wrong(account, "PrincipalId", "Unable to verify."));
    }
    if input.actions.len() > ACTIONS_MAX {
        let text = format!("{} Actions were found, maximum allowed is {ACTIONS_MAX}.", input.actions.len());
        return Err(Fault::with_status("OverLimit", 403, text));
    }
    match input.actions.iter().find(|action| !ACTIONS.contains(&action.as_str())) {
        Some(action) => {
            let reason = "Please refer to the appropriate WSDL for a list of valid actions. ";
            Err(wrong(&format!("SQS:{action}"), "ActionName", reason))
        }
        None => Ok(()),
    }
}
