//! CloudFormation: handlers over an engine that reads templates and carries stacks forward.
//!
//! Engine: [`engine`], over one [`storage::KeyValue`] that opens at first use. Every stack in progress has
//! one task, its driver; [`CloudFormation::resume`] starts those that a crash or a stop left behind.
//! Calls, with the rights of whoever asked and the stack's place: Kinesis, DynamoDB, IAM, Lambda, Logs, S3,
//! SNS, SQS and Firehose, as the files in `resources/` say.
//!
//! Lacks nested stacks, drift, transforms, imports of resources. Refused where set:
//! RoleARN, NotificationARNs, TimeoutInMinutes, RollbackConfiguration, stack policies, ResourceTypes,
//! RetainExceptOnCreate, DisableRollback of updates, and deletion by force.
//!
//! Where AWS is silent or we chose: drift is NOT_CHECKED always; things made by a stack bear the stack's
//! tags but not AWS's own `aws:cloudformation:` ones; a thing that a call is repeated for after a crash is
//! known by its name and by being no older than the first call; a role or policy counts as usable at once;
//! when deletion is asked for by somebody else, it is done with their rights, as on AWS without a role. A
//! region's zones are its name and `a`, `b`, `c`. A stack with an export in use is not deleted and says so in
//! its events, as AWS was seen to do.
//!
//! Change sets are worked out at once, and what they would do anew whenever they are described; of one that
//! was executed nothing is told. That one, and one that cannot be executed, give way to another of the name,
//! since names made of the second come twice here. A property that draws on a thing that would be new counts
//! as changing. A property that a service has no operation to change fails the update and says so. Properties
//! of buckets that say what is true of every new bucket (`BucketEncryption` by S3's own keys,
//! `PublicAccessBlockConfiguration`, `OwnershipControls`) are taken as hints.

pub mod engine;
mod errors;
pub mod limits;
mod operations;
mod resources;
mod store;
mod works;

use std::sync::Arc;

use cloudformation_api as api;
use dispatch::{Dispatch, Routes};
use storage::Volume;

use engine::resource::ResourceTypes;
use engine::stack::{Driver, StoreError};
use store::Stacks;
use works::Works;

/// The service.
pub struct CloudFormation {
    dispatch: Dispatch,
    stacks: Stacks,
    types: ResourceTypes,
    works: Works,
}

impl CloudFormation {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let stacks = Stacks::new(volume, dispatch.notices().clone());
        let types = resources::all(dispatch);
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let driver = Driver::new(Arc::new(stacks.clone()), types.clone(), clock, random);
        let works = Works::new(stacks.clone(), driver);
        Arc::new(Self { dispatch: dispatch.clone(), stacks, types, works })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::CancelUpdateStack>()
            .with::<api::ContinueUpdateRollback>()
            .with::<api::CreateChangeSet>()
            .with::<api::CreateStack>()
            .with::<api::DeleteChangeSet>()
            .with::<api::DeleteStack>()
            .with::<api::DescribeChangeSet>()
            .with::<api::DescribeStackEvents>()
            .with::<api::DescribeStackResource>()
            .with::<api::DescribeStackResources>()
            .with::<api::DescribeStacks>()
            .with::<api::ExecuteChangeSet>()
            .with::<api::GetTemplate>()
            .with::<api::GetTemplateSummary>()
            .with::<api::ListChangeSets>()
            .with::<api::ListExports>()
            .with::<api::ListImports>()
            .with::<api::ListStackResources>()
            .with::<api::ListStacks>()
            .with::<api::UpdateStack>()
            .with::<api::UpdateTerminationProtection>()
            .with::<api::ValidateTemplate>()
    }

    /// Drives on every stack that was in progress when the process ended. Called once, at start-up, when
    /// all services are connected; opens the store, which is next to nothing where no stack ever was.
    pub async fn resume(&self) -> Result<(), StoreError> {
        for stack in self.stacks.heads(None)? {
            if stack.status.is_in_progress() {
                self.works.start(stack.id).await;
            }
        }
        Ok(())
    }
}
