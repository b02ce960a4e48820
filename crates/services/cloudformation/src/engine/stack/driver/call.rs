//! Calls to providers, and what becomes of their answers.

use dispatch::Principal;

use super::Drive;
use crate::engine::names::{StackId, StackName};
use crate::engine::resource::{Creation, Modification, ResourceFailure, StackContext, Thing};
use crate::engine::stack::in_flight::Answer;
use crate::engine::stack::next::Call;
use crate::engine::stack::{ResourceStatus, Stack, StackEvent};

impl Drive<'_> {
    /// Starts a call whose intention is stored.
    pub(super) fn call(&mut self, index: usize, call: Call, resumed: bool) {
        let provider = self.provider(index);
        let (context, resource) = (Context::of(&self.stack), &self.stack.resources[index]);
        let (id, physical_id) = (resource.id.clone(), resource.physical_id.clone());
        let (request, since) = (resource.request.clone(), resource.updated);
        let before = resource.former().and_then(|former| former.request.clone());
        let before = before.map(|request| request.properties).unwrap_or_default();
        let tags_before = self.stack.former.as_ref().map(|former| former.tags.clone()).unwrap_or_default();
        let work = Box::pin(async move {
            let provider = match provider {
                Ok(provider) => provider,
                Err(failure) => return Answer::failed(call, failure),
            };
            let request = request.expect("invariant: a request is stored before its call");
            if call == Call::Create {
                let creation = Creation {
                    stack: context.borrow(),
                    logical_id: &id,
                    name: &request.name,
                    properties: &request.properties,
                    token: &request.token,
                    resumed,
                    since,
                };
                return Answer::Created(provider.create(creation).await);
            }
            let thing = Thing {
                stack: context.borrow(),
                logical_id: &id,
                physical_id: &physical_id.expect("invariant: what there is has a physical id"),
                properties: &request.properties,
                token: &request.token,
            };
            match call {
                Call::Settle => Answer::Settled(provider.settle(thing).await),
                Call::Modify => {
                    let change = Modification { thing, before: &before, tags_before: &tags_before };
                    match provider.update(change).await {
                        Ok(()) => Answer::Settled(provider.settle(thing).await),
                        Err(failure) => Answer::failed(call, failure),
                    }
                }
                _ => Answer::Deleted(provider.delete(thing).await),
            }
        });
        self.in_flight.start(index, call, work);
    }

    /// Takes up the answer of a provider.
    pub(super) fn take(&mut self, index: usize, answer: Answer) -> Vec<StackEvent> {
        let now = self.now();
        let resource = &mut self.stack.resources[index];
        let token = resource.request.as_ref().map(|request| request.token.clone()).unwrap_or_default();
        let (under_way, complete, failed) = match resource.status {
            ResourceStatus::UpdateInProgress => (
                ResourceStatus::UpdateInProgress,
                ResourceStatus::UpdateComplete,
                ResourceStatus::UpdateFailed,
            ),
            _ => (
                ResourceStatus::CreateInProgress,
                ResourceStatus::CreateComplete,
                ResourceStatus::CreateFailed,
            ),
        };
        let (status, reason) = match answer {
            Answer::Created(Ok(physical_id)) => {
                resource.physical_id = Some(physical_id);
                (under_way, Some("Resource creation Initiated".to_owned()))
            }
            Answer::Settled(Ok(attributes)) => {
                resource.attributes = attributes;
                (complete, None)
            }
            Answer::Deleted(Ok(())) => (ResourceStatus::DeleteComplete, None),
            Answer::Created(Err(failure)) | Answer::Settled(Err(failure)) => {
                (failed, Some(failure.reason(&token)))
            }
            Answer::Deleted(Err(failure)) => (ResourceStatus::DeleteFailed, Some(failure.reason(&token))),
        };
        let event = resource.turn(status, reason, now);
        if let Some(values) = &mut self.values {
            values.note(&self.stack, index);
        }
        vec![event]
    }
}

impl Answer {
    fn failed(call: Call, failure: ResourceFailure) -> Self {
        match call {
            Call::Create => Self::Created(Err(failure)),
            Call::Settle | Call::Modify => Self::Settled(Err(failure)),
            Call::Delete => Self::Deleted(Err(failure)),
        }
    }
}

/// What a call keeps of its stack.
struct Context {
    place: kernel::Place,
    id: StackId,
    name: StackName,
    principal: Principal,
    role_arn: Option<String>,
    tags: Vec<(String, String)>,
}

impl Context {
    fn of(stack: &Stack) -> Self {
        Self {
            place: stack.place.clone(),
            id: stack.id.clone(),
            name: stack.name.clone(),
            principal: stack.principal.clone(),
            role_arn: stack.definition.role_arn.clone(),
            tags: stack.definition.tags.clone(),
        }
    }

    fn borrow(&self) -> StackContext<'_> {
        StackContext {
            place: &self.place,
            id: &self.id,
            name: &self.name,
            principal: &self.principal,
            role_arn: self.role_arn.as_deref(),
            tags: &self.tags,
        }
    }
}
