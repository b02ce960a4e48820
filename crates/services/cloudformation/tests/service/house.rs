//! A switchboard with the service and its fakes on it.

use std::sync::Arc;
use std::time::Duration;

use cloudformation_api::*;
use cloudformation_service::CloudFormation;
use dispatch::{Authorize, Call, Carrier, Dispatch, Future, Identify, Identity, Origin, Principal};
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

use crate::fakes::Fakes;

pub const NOW: Timestamp = Timestamp(1_795_000_000_000);

/// Sessions of the role `deployer` may do everything, those of others may only look after stacks.
struct Rights;

impl Identify for Rights {
    fn identify(&self, _access_key: &str) -> Option<Identity> {
        None
    }
}

impl Authorize for Rights {
    fn authorize<'a>(
        &'a self,
        call: &'a Call,
        action: &'a str,
        _resources: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let deployer = matches!(&call.principal, Principal::Session { role, .. } if role == "deployer");
        let allowed = deployer || action.starts_with("cloudformation:");
        let answer = allowed.then_some(()).ok_or_else(|| format!("not authorized to perform: {action}"));
        Box::pin(async { Ok(answer) })
    }
}

/// A session of `role`.
pub fn session(role: &str) -> Principal {
    Principal::Session { account: AccountId::default(), role: role.into(), session: "x".into() }
}

pub struct House {
    pub dispatch: Dispatch,
    pub service: Arc<CloudFormation>,
    pub fakes: Arc<Fakes>,
    pub clock: Arc<ManualClock>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        let clock = ManualClock::at(NOW);
        Self::on(Volume::memory(), clock.clone(), Fakes::new(clock))
    }

    /// A house on a volume that may have been another's before.
    pub fn on(volume: Volume, clock: Arc<ManualClock>, fakes: Arc<Fakes>) -> Self {
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let service = CloudFormation::new(volume, &dispatch);
        let mut carriers = fakes.carriers();
        carriers.push(Carrier::embedded(service.routes()));
        dispatch.connect(carriers);
        dispatch.secure(Arc::new(Rights), Arc::new(Rights));
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, service, fakes, clock, call }
    }

    /// The same house, called by a session of `role`.
    pub fn called_by(mut self, role: &str) -> Self {
        self.call.principal = session(role);
        self
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    pub async fn create(&self, template: &str) -> Result<String, Fault> {
        self.call::<CreateStack>(new("s", template)).await.map(|output| output.stack_id.unwrap())
    }

    pub async fn delete(&self, name: &str) -> Result<(), Fault> {
        self.call::<DeleteStack>(delete(name)).await
    }

    pub async fn stack(&self, name: &str) -> Result<Stack, Fault> {
        let input = DescribeStacksInput { stack_name: Some(name.to_owned()), next_token: None };
        Ok(self.call::<DescribeStacks>(input).await?.stacks.unwrap().remove(0))
    }

    /// Waits until the stack with this ARN stands so.
    pub async fn until(&self, id: &str, status: StackStatus) -> Stack {
        self.wait(id, async || {
            let stack = self.stack(id).await.unwrap();
            (stack.stack_status == status).then_some(stack)
        })
        .await
    }

    /// Looks whenever something happens to the stack, until there is what is looked for.
    pub async fn wait<T>(&self, id: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let mut watch = self.dispatch.notices().watch(id);
        let waiting = async {
            loop {
                if let Some(found) = look().await {
                    return found;
                }
                watch.changed().await.unwrap();
            }
        };
        match tokio::time::timeout(Duration::from_secs(20), waiting).await {
            Ok(found) => found,
            Err(_) => panic!("it does not come: {:#?}", self.story(id).await),
        }
    }

    /// One line per event, oldest first: what, status, reason without request ids.
    pub async fn story(&self, name: &str) -> Vec<String> {
        let input = DescribeStackEventsInput { stack_name: name.to_owned(), next_token: None };
        let events = self.call::<DescribeStackEvents>(input).await.unwrap().stack_events.unwrap();
        let line = |event: StackEvent| {
            let reason = event.resource_status_reason.unwrap_or_else(|| "-".to_owned());
            let reason = reason.split(", Request ID").next().unwrap();
            format!("{} {:?} {reason}", event.logical_resource_id.unwrap(), event.resource_status.unwrap())
        };
        events.into_iter().rev().map(line).collect()
    }
}

pub fn new(name: &str, template: &str) -> CreateStackInput {
    CreateStackInput {
        stack_name: name.to_owned(),
        template_body: Some(template.to_owned()),
        template_url: None,
        parameters: None,
        disable_rollback: None,
        rollback_configuration: None,
        timeout_in_minutes: None,
        notification_ar_ns: None,
        capabilities: Some(vec![Capability::CapabilityNamedIam]),
        resource_types: None,
        role_arn: None,
        on_failure: None,
        stack_policy_body: None,
        stack_policy_url: None,
        tags: None,
        client_request_token: None,
        enable_termination_protection: None,
        retain_except_on_create: None,
    }
}

pub fn delete(name: &str) -> DeleteStackInput {
    DeleteStackInput {
        stack_name: name.to_owned(),
        retain_resources: None,
        role_arn: None,
        client_request_token: None,
        deletion_mode: None,
    }
}
