//! `ListParts`.

use dispatch::{Call, Handle};
use s3_api::{Initiator, ListParts, ListPartsInput, ListPartsOutput, Part, StorageClass};
use wire::Fault;

use super::bucket::canonical_id;
use super::checksums::{self, show};
use super::conditions::quoted;
use super::listing::{max, owner};
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::{Algorithm, Checksum};
use crate::engine::uploads::{StoredPart, Upload, UploadOf};

impl Handle<ListParts> for S3 {
    async fn handle(&self, call: &Call, input: ListPartsInput) -> Result<ListPartsOutput, Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let of = UploadOf { bucket: input.bucket.clone(), key: input.key.clone(), id: input.upload_id };
        let upload = self.engine.upload(&of)?;
        let max = max(input.max_parts, "max-parts")?;
        let marker = input.part_number_marker.unwrap_or(0).clamp(0, i32::from(u16::MAX)) as u16;
        let (parts, is_truncated) = self.engine.parts(&upload, marker, max)?;
        let next = parts.last().map_or(0, |(number, _)| i32::from(*number));
        Ok(ListPartsOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            part_number_marker: Some(i32::from(marker)),
            next_part_number_marker: Some(next),
            max_parts: Some(max as i32),
            is_truncated: Some(is_truncated),
            parts: Some(parts.into_iter().map(|part| shown(&upload, part)).collect::<Vec<_>>())
                .filter(|parts| !parts.is_empty()),
            initiator: Some(Initiator { id: Some(canonical_id(&upload.account)), display_name: None }),
            owner: Some(owner(&bucket)),
            storage_class: Some(
                upload
                    .traits
                    .storage_class
                    .as_deref()
                    .and_then(StorageClass::parse)
                    .unwrap_or(StorageClass::Standard),
            ),
            checksum_algorithm: upload.algorithm.map(checksums::shown),
            checksum_type: upload.kind.map(checksums::type_of),
            upload_id: Some(upload.id),
            ..ListPartsOutput::default()
        })
    }
}

fn shown(upload: &Upload, (number, part): (u16, StoredPart)) -> Part {
    let mut shown = Part {
        part_number: Some(i32::from(number)),
        last_modified: Some(part.modified),
        e_tag: Some(quoted(&part.etag)),
        size: Some(part.size),
        ..Part::default()
    };
    if let (Some(algorithm), Some(bytes)) = (upload.algorithm, &part.checksum) {
        show!(shown, algorithm, Checksum::of_bytes(algorithm, bytes).value);
    }
    shown
}
