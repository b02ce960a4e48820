//! Delivers a batch: to the function, the destination, the bucket of backups or that of failures.

mod bulk;
mod convert;
mod endpoint;
mod s3;
mod search;

use std::sync::Arc;

use super::batch::{Batch, Outcome, Target};
use super::scope::Scope;
use super::transform::transform;
use crate::plan::Destination;

/// Delivers `batch` for as long as that takes; `None` if the work is to end before.
pub async fn deliver(scope: Arc<Scope>, batch: Batch) -> Option<Outcome> {
    let (target, arrived) = (batch.target.clone(), batch.arrived());
    let outcome = carry_out(&scope, batch).await?;
    let age = scope.now().millis_since(arrived);
    scope.count(|calls| calls.delivered(&target, age));
    Some(outcome)
}

async fn carry_out(scope: &Arc<Scope>, batch: Batch) -> Option<Outcome> {
    let plan = &scope.plan;
    match &batch.target {
        Target::Transform => {
            let function = plan.steps.transform.as_ref().expect("invariant: what is for a function has one");
            transform(scope, function, batch).await
        }
        Target::Destination(_) => match &plan.destination {
            Destination::Bucket(bucket, None) => s3::put_batch(scope, bucket, batch).await,
            Destination::Bucket(bucket, Some(conversion)) => {
                convert::put_converted(scope, bucket, conversion, batch).await
            }
            Destination::Http(config) => endpoint::deliver(scope, config, batch).await,
            Destination::Search(search) => search::deliver(scope, search, batch).await,
        },
        Target::Backup => {
            let bucket = plan.backup.as_ref().expect("invariant: what is for backup has a bucket");
            s3::put_batch(scope, bucket, batch).await
        }
        Target::Failures(_) => s3::put_batch(scope, &plan.failures, batch).await,
    }
}
