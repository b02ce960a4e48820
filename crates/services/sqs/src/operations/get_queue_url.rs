//! `GetQueueUrl`.

use dispatch::{Call, Handle};
use sqs_api::{GetQueueUrl, GetQueueUrlInput, GetQueueUrlOutput};
use wire::Fault;

use crate::Sqs;
use kernel::{AccountId, Place};

use crate::errors::{missing, wrong};

impl Handle<GetQueueUrl> for Sqs {
    async fn handle(&self, call: &Call, input: GetQueueUrlInput) -> Result<GetQueueUrlOutput, Fault> {
        if input.queue_name.is_empty() {
            return Err(missing("QueueName"));
        }
        let owner = input.queue_owner_aws_account_id.as_deref();
        let account = match owner {
            None => call.place.account.clone(),
            Some(owner) => AccountId::parse(owner)
                .ok_or_else(|| wrong(owner, "QueueOwnerAWSAccountId", "Invalid account ID."))?,
        };
        let place = Place { account, region: call.place.region.clone() };
        let queue = self.engine.find(&place, &input.queue_name).await?;
        super::permit::<GetQueueUrl>(call, &queue)?;
        Ok(GetQueueUrlOutput { queue_url: Some(self.url(call, &place, &queue.name)) })
    }
}
