//! One file per operation; beside them what several share.

mod add_permission;
mod batch;
mod cancel_message_move_task;
mod change_message_visibility;
mod change_message_visibility_batch;
mod create_queue;
mod delete_message;
mod delete_message_batch;
mod delete_queue;
mod get_queue_attributes;
mod get_queue_url;
mod list_dead_letter_source_queues;
mod list_message_move_tasks;
mod list_queue_tags;
mod list_queues;
mod message;
mod page;
mod purge_queue;
mod receive_message;
mod received;
mod remove_permission;
mod send_message;
mod send_message_batch;
mod set_queue_attributes;
mod start_message_move_task;
mod tag_queue;
mod task_handle;
mod untag_queue;

use std::sync::Arc;

use dispatch::{Call, Origin, Principal};
use kernel::Place;
use sqs_api::place_and_name;
use wire::{Fault, Operation};

use crate::Sqs;
use crate::engine::{Asking, EngineError, Queue, QueuePolicy, Redrive, RedriveAllow, Settings};
use crate::errors::{bad_target, missing};

impl Sqs {
    /// The queue of `url`, if the caller may do `O` with it.
    async fn queue<O: Operation>(&self, call: &Call, url: &str) -> Result<Arc<Queue>, Fault> {
        let (place, name) = self.named(call, url)?;
        let queue = self.engine.find(&place, &name).await?;
        permit::<O>(call, &queue)?;
        Ok(queue)
    }

    fn named(&self, call: &Call, url: &str) -> Result<(Place, String), Fault> {
        if url.is_empty() {
            return Err(missing("QueueUrl"));
        }
        let text = || format!("The address {url} is not valid for this endpoint.");
        place_and_name(&call.place, url).ok_or_else(|| Fault::with_status("InvalidAddress", 404, text()))
    }

    /// The URL of a queue, as the caller reaches it.
    fn url(&self, call: &Call, place: &Place, name: &str) -> String {
        let endpoint = match &call.origin {
            Origin::Door { endpoint } => endpoint,
            Origin::Service(_) | Origin::Resource { .. } => &self.endpoint,
        };
        format!("{endpoint}/{}/{name}", place.account)
    }

    /// Checks that a queue's dead letters can go where its redrive policy says.
    async fn check_redrive(
        &self,
        place: &Place,
        arn: &str,
        settings: &Settings,
        policy: &str,
    ) -> Result<(), Fault> {
        let Some(Redrive { target_arn, .. }) = &settings.redrive else { return Ok(()) };
        let target = match self.engine.find_arn(target_arn).await {
            Ok(target) if target.place == *place => target,
            Ok(_) | Err(EngineError::NoQueue) => {
                return Err(bad_target(policy, "Dead letter target does not exist."));
            }
            Err(error) => return Err(error.into()),
        };
        if target.settings().fifo != settings.fifo {
            let reason = "Dead-letter queue must be same type of queue as the source.";
            return Err(bad_target(policy, reason));
        }
        let allowed = match target.settings().redrive_allow {
            RedriveAllow::All => true,
            RedriveAllow::Nobody => false,
            RedriveAllow::Sources(sources) => sources.iter().any(|source| source == arn),
        };
        let reason =
            "The dead letter target does not allow this queue as a source by its RedriveAllowPolicy.";
        if allowed { Ok(()) } else { Err(bad_target(policy, reason)) }
    }
}

/// Whether the caller may do `O`: services and other accounts need the queue's own policy to say so. Sessions of its
/// own account were authorised before.
fn permit<O: Operation>(call: &Call, queue: &Queue) -> Result<(), Fault> {
    let owner = queue.place.account.as_str();
    let (service, account) = match &call.principal {
        Principal::Service(name) => (Some(*name), None),
        Principal::Account(account) | Principal::Session { account, .. } if account.as_str() == owner => {
            return Ok(());
        }
        Principal::Account(account) | Principal::Session { account, .. } => (None, Some(account.as_str())),
    };
    let (action, arn, described) = (O::action(), queue.arn(), queue.described());
    let asking = Asking {
        service,
        account,
        action: &action,
        resource: &arn,
        source_arn: call.source_arn(),
        source_account: call.place.account.as_str(),
    };
    let policy = described.stored.attributes.get("Policy").map_or("", String::as_str);
    if QueuePolicy(policy).allows(&asking) {
        return Ok(());
    }
    let (who, action) = (call.principal.arn(), action.to_ascii_lowercase());
    let text = format!(
        "User: {who} is not authorized to perform: {action} on resource: {arn} because no resource-based policy allows the {action} action"
    );
    Err(Fault::with_status("AccessDeniedException", 403, text))
}
