//! Carries a stack forward until there is nothing left to do.

use std::sync::Arc;

use dispatch::Principal;
use kernel::{SharedClock, SharedRandom, Timestamp};

use super::in_flight::{Answer, InFlight};
use super::next::{Call, Step, next};
use super::values::Values;
use super::{
    Change, Changed, Request, ResourceStatus, Stack, StackEvent, StackStatus, StackStore, StoreError,
};
use crate::engine::names::{StackId, StackName};
use crate::engine::resource::{
    Creation, FailureCode, ResourceFailure, ResourceType, ResourceTypes, StackContext, Thing, physical_name,
    schema,
};
use crate::engine::template::TemplateError;

/// How many providers are asked at a time for one stack. Ours; AWS publishes none.
const CALLS_MAX: usize = 16;

/// Carries stacks forward. One may drive any number of stacks, but each stack only once at a time.
pub struct Driver {
    store: Arc<dyn StackStore>,
    types: ResourceTypes,
    clock: SharedClock,
    random: SharedRandom,
}

/// Why a stack could not be carried forward. It stays as stored; driving it again goes on from there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DriveError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such stack.
    #[error("there is no stack `{0}`; create it first")]
    NoStack(StackId),
    /// The stored template can no longer be read.
    #[error("the stored template of a stack is refused: {0}")]
    Template(#[from] TemplateError),
}

impl Driver {
    /// A driver of the stacks in `store` with the providers in `types`.
    pub fn new(
        store: Arc<dyn StackStore>,
        types: ResourceTypes,
        clock: SharedClock,
        random: SharedRandom,
    ) -> Self {
        Self { store, types, clock, random }
    }

    /// Carries the stack `id` forward until there is nothing left to do; answers how it stands then.
    /// The future may be dropped at any point and the stack driven again.
    pub async fn drive(&self, id: &StackId) -> Result<StackStatus, DriveError> {
        let stack = self.store.load(id).await?.ok_or_else(|| DriveError::NoStack(id.clone()))?;
        let mut drive = Drive::new(self, stack)?;
        while drive.step().await? {}
        Ok(drive.stack.status)
    }
}

/// One stack on its way.
struct Drive<'a> {
    driver: &'a Driver,
    stack: Stack,
    /// Only while creating: a stack can be removed even if its template can no longer be read.
    values: Option<Values>,
    in_flight: InFlight,
}

impl<'a> Drive<'a> {
    fn new(driver: &'a Driver, stack: Stack) -> Result<Self, TemplateError> {
        let creating = stack.status == StackStatus::CreateInProgress;
        let values = creating.then(|| Values::of(&stack)).transpose()?;
        Ok(Self { driver, stack, values, in_flight: InFlight::default() })
    }

    fn now(&self) -> Timestamp {
        self.driver.clock.now()
    }

    /// Does the next thing; answers whether there may be more.
    async fn step(&mut self) -> Result<bool, StoreError> {
        let (now, random) = (self.now(), Arc::clone(&self.driver.random));
        match next(&self.stack, &self.in_flight.busy(), CALLS_MAX) {
            Step::Begin(index) => {
                let events = self.begin(index);
                self.commit(Changed::Resource(index), &events).await?;
                if self.stack.resources[index].status == ResourceStatus::CreateInProgress {
                    self.call(index, Call::Create, false);
                }
            }
            Step::Call(index, call) => self.call(index, call, true),
            Step::Cancel(index) => {
                self.in_flight.cancel(index);
                let reason = Some("Resource creation cancelled".to_owned());
                let event = self.stack.resources[index].turn(ResourceStatus::CreateFailed, reason, now);
                self.commit(Changed::Resource(index), &[event]).await?;
            }
            Step::Remove(index) => {
                let rollback = self.stack.status == StackStatus::RollbackInProgress;
                let event = self.stack.resources[index].begin_removal(rollback, now);
                self.commit(Changed::Resource(index), &[event]).await?;
                if self.stack.resources[index].status == ResourceStatus::DeleteInProgress {
                    self.call(index, Call::Delete, false);
                }
            }
            Step::Wait => {
                let (index, answer) = self.in_flight.first().await;
                let events = self.take(index, answer);
                self.commit(Changed::Resource(index), &events).await?;
            }
            Step::FailCreation => {
                let why = self.stack.creation_failures();
                let event = self.stack.fail_creation(&why, now, &*random);
                self.commit(Changed::Head, &[event]).await?;
            }
            Step::Complete => {
                let event = self.complete(now);
                self.commit(Changed::Head, &[event]).await?;
            }
            Step::FinishRemoval => {
                let event = self.stack.finish_removal(now, &*random);
                self.commit(Changed::Head, &[event]).await?;
            }
            Step::Rest => return Ok(false),
        }
        Ok(true)
    }

    async fn commit(&mut self, changed: Changed, events: &[StackEvent]) -> Result<(), StoreError> {
        let events = self.stack.signed(events);
        self.driver.store.commit(Change { stack: &self.stack, changed, events: &events }).await
    }

    /// Works out what to ask for. What is wrong with it fails the resource, not the driver.
    fn begin(&mut self, index: usize) -> Vec<StackEvent> {
        let now = self.now();
        let request = self.request(index);
        let resource = &mut self.stack.resources[index];
        let mut events = vec![resource.turn(ResourceStatus::CreateInProgress, None, now)];
        match request {
            Ok(request) => resource.request = Some(request),
            Err(reason) => events.push(resource.turn(ResourceStatus::CreateFailed, Some(reason), now)),
        }
        events
    }

    fn request(&self, index: usize) -> Result<Request, String> {
        let (resource, random) = (&self.stack.resources[index], &*self.driver.random);
        let values = self.values.as_ref().expect("invariant: a stack that creates has its values");
        let declared = values.template.resource(resource.id.as_str());
        let declared = declared.expect("invariant: a planned resource is in the template");
        let provider = self.provider(index).map_err(|failure| failure.message)?;
        let properties = values.evaluate(&declared.properties).map_err(|error| error.to_string())?;
        let type_name = provider.type_name();
        let properties = schema::conform(&resource.id, type_name, provider.properties(), properties)?;
        let name = physical_name(&self.stack.name, &resource.id, provider.naming(), random);
        Ok(Request { name, token: random.uuid(), properties })
    }

    fn provider(&self, index: usize) -> Result<Arc<dyn ResourceType>, ResourceFailure> {
        let type_name = &self.stack.resources[index].type_name;
        self.driver.types.get(type_name).cloned().ok_or_else(|| {
            let message = format!("Template format error: Unrecognized resource types: [{type_name}]");
            ResourceFailure::new(FailureCode::InvalidRequest, message)
        })
    }

    /// Starts a call whose intention is stored.
    fn call(&mut self, index: usize, call: Call, resumed: bool) {
        let provider = self.provider(index);
        let (context, resource) = (Context::of(&self.stack), &self.stack.resources[index]);
        let (id, physical_id) = (resource.id.clone(), resource.physical_id.clone());
        let (request, since) = (resource.request.clone(), resource.updated);
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
                physical_id: &physical_id.expect("invariant: what is settled or deleted has a physical id"),
                properties: &request.properties,
                token: &request.token,
            };
            match call {
                Call::Settle => Answer::Settled(provider.settle(thing).await),
                _ => Answer::Deleted(provider.delete(thing).await),
            }
        });
        self.in_flight.start(index, call, work);
    }

    /// Takes up the answer of a provider.
    fn take(&mut self, index: usize, answer: Answer) -> Vec<StackEvent> {
        let now = self.now();
        let resource = &mut self.stack.resources[index];
        let token = resource.request.as_ref().map(|request| request.token.clone()).unwrap_or_default();
        let (status, reason) = match answer {
            Answer::Created(Ok(physical_id)) => {
                resource.physical_id = Some(physical_id);
                (ResourceStatus::CreateInProgress, Some("Resource creation Initiated".to_owned()))
            }
            Answer::Settled(Ok(attributes)) => {
                resource.attributes = attributes;
                (ResourceStatus::CreateComplete, None)
            }
            Answer::Deleted(Ok(())) => (ResourceStatus::DeleteComplete, None),
            Answer::Created(Err(failure)) | Answer::Settled(Err(failure)) => {
                (ResourceStatus::CreateFailed, Some(failure.reason(&token)))
            }
            Answer::Deleted(Err(failure)) => (ResourceStatus::DeleteFailed, Some(failure.reason(&token))),
        };
        let event = resource.turn(status, reason, now);
        if let Some(values) = &mut self.values {
            values.note(&self.stack, index);
        }
        vec![event]
    }

    /// Ends creation: complete, or failed for an output that cannot be worked out.
    fn complete(&mut self, now: Timestamp) -> StackEvent {
        let random = &*self.driver.random;
        let values = self.values.as_ref().expect("invariant: a stack that creates has its values");
        match values.outputs() {
            Ok(outputs) => {
                self.stack.outputs = outputs;
                self.stack.turn(StackStatus::CreateComplete, None, now, random)
            }
            Err(error) => self.stack.fail_creation(&format!("{error}."), now, random),
        }
    }
}

impl Answer {
    fn failed(call: Call, failure: ResourceFailure) -> Self {
        match call {
            Call::Create => Self::Created(Err(failure)),
            Call::Settle => Self::Settled(Err(failure)),
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
            role_arn: stack.role_arn.clone(),
            tags: stack.tags.clone(),
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
