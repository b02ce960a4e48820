//! Puts objects, as the bucket's role, again and again until they are put.

use bytes::Bytes;
use kernel::Timestamp;
use s3_api::{PutObject, PutObjectInput};
use wire::Fault;

use crate::delivery::batch::{Batch, Outcome, Target};
use crate::delivery::failure::{Failure, Trouble};
use crate::delivery::pieces::{Keys, PROCESSING};
use crate::delivery::scope::Scope;
use crate::formats::compress;
use crate::formats::prefix::{Context, RenderError, object_name};
use crate::limits;
use crate::plan::Bucket;

/// Puts a batch as one object, packed as the bucket's are; what failed under its error prefix.
pub async fn put_batch(scope: &Scope, bucket: &Bucket, batch: Batch) -> Option<Outcome> {
    let key = match key(scope, bucket, &batch.target, batch.arrived()) {
        Ok(key) => key,
        Err(error) => return Some(nameless(scope, batch, &error)),
    };
    let outcome = Outcome::done(&batch);
    let (compression, pieces) = (bucket.compression, batch.pieces);
    let pack = move || compress(compression, pieces.into_iter().map(|piece| piece.data).collect());
    let body = off_the_way(pack).await?;
    put(scope, bucket, &batch.target, key, body.into()).await.then_some(outcome)
}

/// Does what takes a processor's time where nobody waits for it; `None` if it panicked.
pub async fn off_the_way<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// The key of an object of `target`, whose first record has `arrived` then.
pub fn key(
    scope: &Scope,
    bucket: &Bucket,
    target: &Target,
    arrived: Timestamp,
) -> Result<String, RenderError> {
    let none = Keys::default();
    let (prefix, keys, error_output_type) = match target {
        Target::Destination(keys) => (&bucket.prefixes.sound, keys, ""),
        Target::Transform | Target::Backup => (&bucket.prefixes.sound, &none, ""),
        Target::Failures(kind) => (&bucket.prefixes.failed, &none, *kind),
    };
    let random = scope.dispatch.random();
    let context = Context {
        arrived,
        zone: &bucket.zone,
        random: random.as_ref(),
        error_output_type,
        keys_from_query: &keys.from_query,
        keys_from_lambda: &keys.from_lambda,
    };
    let prefix = prefix.render(&context)?;
    let extension = match target {
        Target::Failures(_) => bucket.compression.extension(),
        _ => &bucket.extension,
    };
    let version = scope.stored.revision.unsigned_abs();
    let name = object_name(&scope.stream.name, version, arrived, &bucket.zone, &random.uuid(), extension);
    Ok(prefix + &name)
}

/// Puts an object for as long as that takes; answers whether it is put. It is not where the work is to end.
pub async fn put(scope: &Scope, bucket: &Bucket, target: &Target, key: String, body: Bytes) -> bool {
    let mut wait_ms = limits::RETRY_WAIT_MS_FIRST;
    loop {
        let input = PutObjectInput {
            bucket: bucket.name.clone(),
            key: key.clone(),
            content_length: Some(body.len() as i64),
            content_type: Some("application/octet-stream".to_owned()),
            body: Some(body.clone().into()),
            ..PutObjectInput::default()
        };
        let call = scope.call(&bucket.role);
        let Err(fault) = scope.dispatch.call::<PutObject>(&call, input).await else { return true };
        scope.count(|calls| calls.failed(target));
        scope.report_bucket(bucket, code(&fault), &words(&fault)).await;
        scope.pause(wait_ms).await;
        if scope.stopped.is_set() {
            return false;
        }
        wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
    }
}

/// AWS's code for why an object could not be put.
fn code(fault: &Fault) -> &'static str {
    match fault.code.as_ref() {
        "AccessDenied" => "S3.AccessDenied",
        "NoSuchBucket" => "S3.NoSuchBucket",
        _ => "S3.InternalError",
    }
}

/// AWS's words for why an object could not be put.
fn words(fault: &Fault) -> String {
    match fault.code.as_ref() {
        "AccessDenied" => {
            "Access was denied. Ensure that the trust policy for the provided IAM role allows Firehose \
                           to assume the role, and the access policy allows access to the S3 bucket."
                .to_owned()
        }
        "NoSuchBucket" => {
            "The specified bucket does not exist. Create the bucket or use a different bucket that does \
                           exist."
                .to_owned()
        }
        _ => fault.message.clone(),
    }
}

/// A batch whose object has no name, since a partition key is missing or too long: it goes to the failures.
pub fn nameless(scope: &Scope, batch: Batch, error: &RenderError) -> Outcome {
    let mut outcome = Outcome::done(&batch);
    let message = error.to_string();
    let code = "DynamicPartitioning.InvalidPartitionKey";
    let trouble = Trouble { kind: PROCESSING, code, message: &message, attempts: 1, ended: scope.now() };
    outcome.failed = batch.pieces.iter().map(|piece| Failure::of_processing(piece, &trouble, None)).collect();
    outcome
}
