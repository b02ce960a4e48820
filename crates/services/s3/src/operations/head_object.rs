//! `HeadObject`: what GetObject says, without the bytes.

use dispatch::{Call, Handle};
use s3_api::{GetObjectInput, GetObjectOutput, HeadObject, HeadObjectInput, HeadObjectOutput};
use wire::Fault;

use crate::S3;

impl Handle<HeadObject> for S3 {
    async fn handle(&self, call: &Call, input: HeadObjectInput) -> Result<HeadObjectOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let shown = self.shown(&bucket, &as_get(input));
        let (output, _) = self.hide_absence(call, &bucket.name, shown).await?;
        Ok(as_head(output))
    }
}

fn as_get(input: HeadObjectInput) -> GetObjectInput {
    GetObjectInput {
        bucket: input.bucket,
        if_match: input.if_match,
        if_modified_since: input.if_modified_since,
        if_none_match: input.if_none_match,
        if_unmodified_since: input.if_unmodified_since,
        key: input.key,
        range: input.range,
        response_cache_control: input.response_cache_control,
        response_content_disposition: input.response_content_disposition,
        response_content_encoding: input.response_content_encoding,
        response_content_language: input.response_content_language,
        response_content_type: input.response_content_type,
        response_expires: input.response_expires,
        version_id: input.version_id,
        sse_customer_algorithm: input.sse_customer_algorithm,
        sse_customer_key: input.sse_customer_key,
        sse_customer_key_md5: input.sse_customer_key_md5,
        request_payer: input.request_payer,
        part_number: input.part_number,
        expected_bucket_owner: input.expected_bucket_owner,
        checksum_mode: input.checksum_mode,
    }
}

fn as_head(output: GetObjectOutput) -> HeadObjectOutput {
    HeadObjectOutput {
        status: output.status,
        accept_ranges: output.accept_ranges,
        last_modified: output.last_modified,
        content_length: output.content_length,
        checksum_crc32: output.checksum_crc32,
        checksum_crc32_c: output.checksum_crc32_c,
        checksum_crc64_nvme: output.checksum_crc64_nvme,
        checksum_sha1: output.checksum_sha1,
        checksum_sha256: output.checksum_sha256,
        checksum_type: output.checksum_type,
        e_tag: output.e_tag,
        version_id: output.version_id,
        cache_control: output.cache_control,
        content_disposition: output.content_disposition,
        content_encoding: output.content_encoding,
        content_language: output.content_language,
        content_type: output.content_type,
        content_range: output.content_range,
        expires: output.expires,
        website_redirect_location: output.website_redirect_location,
        server_side_encryption: output.server_side_encryption,
        metadata: output.metadata,
        storage_class: output.storage_class,
        parts_count: output.parts_count,
        tag_count: output.tag_count,
        ..HeadObjectOutput::default()
    }
}
