//! `PutObject`.

use dispatch::{Call, Handle};
use s3_api::{PutObject, PutObjectInput, PutObjectOutput, ServerSideEncryption};
use wire::{Fault, Stream};

use super::bucket::{by, shown_version};
use super::checksums::{self, given, show_all};
use super::conditions::{of_write, quoted};
use super::incoming::Announced;
use super::traits::{refuse_unbuilt, traits};
use crate::S3;
use crate::engine::bucket::Bucket;
use crate::engine::checksum::Algorithm;
use crate::engine::write::{Put, check_key};
use crate::errors::not_built;

impl Handle<PutObject> for S3 {
    async fn handle(&self, call: &Call, input: PutObjectInput) -> Result<PutObjectOutput, Fault> {
        self.check_tagging(call, &input.bucket, &input.key, input.tagging.as_deref()).await?;
        let (bucket, put, announced) = self.prepare(call, &input)?;
        let algorithms: Vec<_> = put.algorithm.into_iter().collect();
        let body = input.body.as_ref().map(Stream::take);
        let received = self.receive(body, &algorithms, &announced).await?;
        let object = self.engine.put(put, received).await?;
        self.tell(&bucket);
        let mut output = PutObjectOutput {
            e_tag: Some(quoted(&object.etag)),
            version_id: shown_version(&bucket, &object),
            server_side_encryption: Some(ServerSideEncryption::Aes256),
            ..PutObjectOutput::default()
        };
        show_all!(output, &object.checksum);
        Ok(output)
    }
}

impl S3 {
    /// All that can be said before the body is read.
    fn prepare<'a>(
        &self,
        call: &Call,
        input: &'a PutObjectInput,
    ) -> Result<(Bucket, Put, Announced<'a>), Fault> {
        refuse_unbuilt!(input);
        if input.write_offset_bytes.is_some() {
            return Err(not_built("x-amz-write-offset-bytes"));
        }
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let announced = Announced {
            length: input.content_length,
            md5: input.content_md5.as_deref(),
            checksum: given!(input)?,
            trailing: checksums::trailing(input.trailer.as_deref()),
        };
        let named = input.checksum_algorithm.map(checksums::algorithm).transpose()?;
        let put = Put {
            bucket: input.bucket.clone(),
            key: input.key.clone(),
            traits: traits!(input),
            condition: of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?,
            algorithm: Some(announced.algorithm().or(named).unwrap_or(Algorithm::Crc64nvme)),
            by: by(call),
        };
        check_key(&put.key)?;
        Ok((bucket, put, announced))
    }
}
