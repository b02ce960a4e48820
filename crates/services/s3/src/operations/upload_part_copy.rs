//! `UploadPartCopy`.

use dispatch::{Call, Handle};
use s3_api::{
    CopyPartResult, ServerSideEncryption, UploadPartCopy, UploadPartCopyInput, UploadPartCopyOutput,
};
use wire::Fault;

use super::bucket::shown_version;
use super::checksums::show;
use super::conditions::{Conditions, quoted};
use super::range;
use super::source::{Source, check_size};
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::{Algorithm, Checksum};
use crate::engine::uploads::{UploadOf, part_number};

impl Handle<UploadPartCopy> for S3 {
    async fn handle(&self, call: &Call, input: UploadPartCopyInput) -> Result<UploadPartCopyOutput, Fault> {
        check_customer_key(input.sse_customer_key.is_some() || input.copy_source_sse_customer_key.is_some())?;
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        part_number(input.part_number)?;
        let of =
            UploadOf { bucket: input.bucket.clone(), key: input.key.clone(), id: input.upload_id.clone() };
        let upload = self.engine.upload(&of)?;
        let source = Source::parse(&input.copy_source)?;
        let owner = input.expected_source_bucket_owner.as_deref();
        let (from, object) = self.source(call, &source, owner).await?;
        let conditions = Conditions {
            if_match: input.copy_source_if_match.as_deref(),
            if_none_match: input.copy_source_if_none_match.as_deref(),
            if_modified_since: input.copy_source_if_modified_since,
            if_unmodified_since: input.copy_source_if_unmodified_since,
        };
        conditions.check_source(&object)?;
        let size = object.length();
        let (offset, length) = match &input.copy_source_range {
            Some(header) => range::of_copy(header, size)?,
            None => (0, size),
        };
        check_size(length)?;
        let algorithms: Vec<Algorithm> = upload.algorithm.into_iter().collect();
        let received = self.engine.receive_range(&object, offset, length, &algorithms).await?;
        let checksum = upload.algorithm.and_then(|algorithm| {
            received.digested().checksum(algorithm).map(|bytes| Checksum::of_bytes(algorithm, bytes))
        });
        let (etag, modified) = self.engine.put_part(of, input.part_number, received).await?;
        let mut result = CopyPartResult {
            e_tag: Some(quoted(&etag)),
            last_modified: Some(modified),
            ..CopyPartResult::default()
        };
        if let Some(checksum) = checksum {
            show!(result, checksum.algorithm, checksum.value);
        }
        Ok(UploadPartCopyOutput {
            copy_source_version_id: shown_version(&from, &object),
            copy_part_result: Some(result),
            server_side_encryption: Some(ServerSideEncryption::Aes256),
            ..UploadPartCopyOutput::default()
        })
    }
}
