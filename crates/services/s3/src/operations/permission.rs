//! What a caller must be allowed beside the operation that it calls.

use dispatch::Call;
use s3_api::{ListObjectsV2, PutObjectTagging, SERVICE};
use wire::Fault;

use crate::S3;

impl S3 {
    /// That the caller may tag the object that it puts, if it does.
    pub(super) async fn check_tagging(
        &self,
        call: &Call,
        bucket: &str,
        key: &str,
        tagging: Option<&str>,
    ) -> Result<(), Fault> {
        match tagging {
            None | Some("") => Ok(()),
            Some(_) => self.dispatch.permit_on::<PutObjectTagging>(call, &[arn(bucket, key)]).await,
        }
    }

    /// That the caller may read an object, in the version that it names.
    pub(super) async fn check_reading(
        &self,
        call: &Call,
        bucket: &str,
        key: &str,
        has_version: bool,
    ) -> Result<(), Fault> {
        let action = if has_version { "s3:GetObjectVersion" } else { "s3:GetObject" };
        self.dispatch.permit_action(call, &SERVICE, action, &[arn(bucket, key)]).await
    }

    /// That the caller may delete an object, or the version of it that it names.
    pub(super) async fn check_deleting(
        &self,
        call: &Call,
        bucket: &str,
        key: &str,
        has_version: bool,
    ) -> Result<(), Fault> {
        let action = if has_version { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
        self.dispatch.permit_action(call, &SERVICE, action, &[arn(bucket, key)]).await
    }

    /// The answer, but that an object is not there is told only to callers who may list the bucket.
    pub(super) async fn hide_absence<T>(
        &self,
        call: &Call,
        bucket: &str,
        answer: Result<T, Fault>,
    ) -> Result<T, Fault> {
        if answer.as_ref().is_err_and(|fault| fault.code == "NoSuchKey") {
            let bucket = format!("arn:aws:s3:::{bucket}");
            self.dispatch.permit_on::<ListObjectsV2>(call, &[bucket]).await?;
        }
        answer
    }
}

fn arn(bucket: &str, key: &str) -> String {
    format!("arn:aws:s3:::{bucket}/{key}")
}
