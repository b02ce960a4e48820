//! `GetObjectAttributes`.

use dispatch::{Call, Handle};
use s3_api::{
    Checksum, GetObjectAttributes, GetObjectAttributesInput, GetObjectAttributesOutput,
    GetObjectAttributesParts, ObjectAttributes, ObjectPart, StorageClass,
};
use wire::Fault;

use super::bucket::{shown_time, shown_version};
use super::checksums::{show, show_all};
use super::listing::max;
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::{self, Algorithm};
use crate::engine::object::{Object, VersionId};
use crate::engine::read::Body;
use crate::errors::argument;

impl Handle<GetObjectAttributes> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetObjectAttributesInput,
    ) -> Result<GetObjectAttributesOutput, Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        let (object, body) = self.engine.open(&bucket.name, &input.key, version)?;
        let wanted = wanted(&input.object_attributes)?;
        let wants = |attribute: ObjectAttributes| wanted.contains(&attribute);
        let mut output = GetObjectAttributesOutput {
            last_modified: Some(shown_time(&object)),
            version_id: shown_version(&bucket, &object),
            ..GetObjectAttributesOutput::default()
        };
        if wants(ObjectAttributes::ETag) {
            // Without quotation marks, only here.
            output.e_tag = Some(object.etag.clone());
        }
        if wants(ObjectAttributes::Checksum) && object.checksum.is_some() {
            let mut shown = Checksum::default();
            show_all!(shown, &object.checksum);
            output.checksum = Some(shown);
        }
        if wants(ObjectAttributes::ObjectParts) && object.parts.is_some() {
            let marker = input.part_number_marker.unwrap_or(0).max(0);
            output.object_parts = Some(parts(&object, &body, marker, max(input.max_parts, "max-parts")?));
        }
        if wants(ObjectAttributes::StorageClass) {
            let class = object.traits.storage_class.as_deref().and_then(StorageClass::parse);
            output.storage_class = Some(class.unwrap_or(StorageClass::Standard));
        }
        output.object_size = wants(ObjectAttributes::ObjectSize).then_some(object.size);
        Ok(output)
    }
}

fn wanted(header: &str) -> Result<Vec<ObjectAttributes>, Fault> {
    let names = header.split(',').map(str::trim);
    let bad = || argument("Invalid attribute name specified.", "x-amz-object-attributes", header);
    names.map(|name| ObjectAttributes::parse(name).ok_or_else(bad)).collect()
}

fn parts(object: &Object, body: &Body, marker: i32, max: usize) -> GetObjectAttributesParts {
    let algorithm = object.checksum.as_ref().map(|checksum| checksum.algorithm);
    let numbered = (1..).zip(body.parts()).skip(marker as usize);
    let shown = numbered.map(|(number, (_, size, checksum))| {
        let mut part =
            ObjectPart { part_number: Some(number), size: Some(size as i64), ..ObjectPart::default() };
        if let Some(algorithm) = algorithm.filter(|_| !checksum.is_empty()) {
            show!(part, algorithm, checksum::Checksum::of_bytes(algorithm, checksum).value);
        }
        part
    });
    let parts: Vec<_> = shown.take(max).collect();
    let next = parts.last().and_then(|part| part.part_number).unwrap_or(marker);
    GetObjectAttributesParts {
        total_parts_count: object.parts,
        part_number_marker: Some(marker),
        next_part_number_marker: Some(next),
        max_parts: Some(max as i32),
        is_truncated: Some(object.parts.is_some_and(|count| next < count)),
        parts: Some(parts),
    }
}
