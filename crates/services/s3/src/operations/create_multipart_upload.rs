//! `CreateMultipartUpload`.

use dispatch::{Call, Handle};
use s3_api::{
    CreateMultipartUpload, CreateMultipartUploadInput, CreateMultipartUploadOutput, ServerSideEncryption,
};
use wire::Fault;

use super::checksums;
use super::traits::{refuse_unbuilt, traits};
use crate::S3;
use crate::engine::checksum::{Algorithm, Kind};
use crate::engine::uploads::Begin;
use crate::errors::invalid;

impl Handle<CreateMultipartUpload> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: CreateMultipartUploadInput,
    ) -> Result<CreateMultipartUploadOutput, Fault> {
        refuse_unbuilt!(input);
        self.check_tagging(call, &input.bucket, &input.key, input.tagging.as_deref()).await?;
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let algorithm = input.checksum_algorithm.map(checksums::algorithm).transpose()?;
        if algorithm.is_none() && input.checksum_type.is_some() {
            return Err(invalid(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
            ));
        }
        let kind = input.checksum_type.map(checksums::kind_of);
        let checksum = algorithm.map(|algorithm| (algorithm, kind.unwrap_or(algorithm.usual())));
        let upload = self
            .engine
            .begin(Begin {
                bucket: input.bucket.clone(),
                key: input.key.clone(),
                account: call.place.account.to_string(),
                traits: traits!(input),
                checksum,
                usual: Some((Algorithm::Crc64nvme, Kind::FullObject)),
            })
            .await?;
        Ok(CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(upload.id),
            server_side_encryption: Some(ServerSideEncryption::Aes256),
            checksum_algorithm: checksum.map(|(algorithm, _)| checksums::shown(algorithm)),
            checksum_type: checksum.map(|(_, kind)| checksums::type_of(kind)),
            ..CreateMultipartUploadOutput::default()
        })
    }
}
