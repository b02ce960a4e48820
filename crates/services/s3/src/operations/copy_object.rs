//! `CopyObject`.

use dispatch::{Call, Handle};
use s3_api::{
    CopyObject, CopyObjectInput, CopyObjectOutput, CopyObjectResult, MetadataDirective, ServerSideEncryption,
    TaggingDirective,
};
use wire::Fault;

use super::bucket::{by, shown_time, shown_version};
use super::checksums::{self, show_all};
use super::conditions::{Conditions, of_write, quoted};
use super::source::{Source, check_size};
use super::traits::{check_customer_key, refuse_unbuilt, traits};
use crate::S3;
use crate::engine::EngineError;
use crate::engine::bucket::Bucket;
use crate::engine::checksum::Algorithm;
use crate::engine::object::{Object, Traits};
use crate::engine::write::Put;
use crate::errors::invalid;

/// Most times that a copy is begun because its source was replaced meanwhile.
const TRIES: usize = 4;

impl Handle<CopyObject> for S3 {
    async fn handle(&self, call: &Call, input: CopyObjectInput) -> Result<CopyObjectOutput, Fault> {
        refuse_unbuilt!(input);
        check_customer_key(input.copy_source_sse_customer_key.is_some())?;
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        self.check_tagging(call, &input.bucket, &input.key, input.tagging.as_deref()).await?;
        let source = Source::parse(&input.copy_source)?;
        let is_itself = source.bucket == input.bucket && source.key == input.key && source.version.is_none();
        for _ in 0..TRIES {
            let owner = input.expected_source_bucket_owner.as_deref();
            let (from, object) = self.source(call, &source, owner).await?;
            let put = prepare(call, &input, &object)?;
            if is_itself && !changes(&input) {
                return Err(invalid(
                    "This copy request is illegal because it is trying to copy an object to itself without \
                     changing the object's metadata, storage class, website redirect location or encryption \
                     attributes.",
                ));
            }
            let copy_source_version_id = shown_version(&from, &object);
            match self.engine.copy(object, put).await {
                Err(EngineError::SourceGone) => {}
                copy => {
                    self.tell(&bucket);
                    return Ok(shown(&bucket, &copy?, copy_source_version_id));
                }
            }
        }
        Err(EngineError::SourceGone.into())
    }
}

/// What is put, if `source` may be copied.
fn prepare(call: &Call, input: &CopyObjectInput, source: &Object) -> Result<Put, Fault> {
    conditions(input).check_source(source)?;
    check_size(source.length())?;
    let asked = input.checksum_algorithm.map(checksums::algorithm).transpose()?;
    Ok(Put {
        bucket: input.bucket.clone(),
        key: input.key.clone(),
        traits: traits_of_copy(input, &source.traits)?,
        condition: of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?,
        algorithm: asked.or(source.checksum.is_none().then_some(Algorithm::Crc64nvme)),
        by: by(call),
    })
}

fn shown(bucket: &Bucket, copy: &Object, copy_source_version_id: Option<String>) -> CopyObjectOutput {
    let mut result = CopyObjectResult {
        e_tag: Some(quoted(&copy.etag)),
        last_modified: Some(shown_time(copy)),
        ..CopyObjectResult::default()
    };
    show_all!(result, &copy.checksum);
    CopyObjectOutput {
        copy_object_result: Some(result),
        copy_source_version_id,
        version_id: shown_version(bucket, copy),
        server_side_encryption: Some(ServerSideEncryption::Aes256),
        ..CopyObjectOutput::default()
    }
}

fn conditions(input: &CopyObjectInput) -> Conditions<'_> {
    Conditions {
        if_match: input.copy_source_if_match.as_deref(),
        if_none_match: input.copy_source_if_none_match.as_deref(),
        if_modified_since: input.copy_source_if_modified_since,
        if_unmodified_since: input.copy_source_if_unmodified_since,
    }
}

/// Whether a copy of an object onto itself is anything but the object.
fn changes(input: &CopyObjectInput) -> bool {
    input.metadata_directive == Some(MetadataDirective::Replace)
        || input.storage_class.is_some()
        || input.website_redirect_location.is_some()
        || input.server_side_encryption.is_some()
        || input.checksum_algorithm.is_some()
}

/// What is said of the copy: what was said of its source, or what the request says. The storage class and a
/// website's redirection are never copied.
fn traits_of_copy(input: &CopyObjectInput, source: &Traits) -> Result<Traits, Fault> {
    let said = traits!(input);
    let mut traits = match input.metadata_directive {
        Some(MetadataDirective::Replace) => said.clone(),
        Some(MetadataDirective::Copy) | None => Traits {
            storage_class: said.storage_class.clone(),
            website_redirect: said.website_redirect.clone(),
            ..source.clone()
        },
    };
    traits.tags = match input.tagging_directive {
        Some(TaggingDirective::Replace) => said.tags,
        Some(TaggingDirective::Copy) | None => source.tags.clone(),
    };
    Ok(traits)
}
