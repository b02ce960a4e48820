//! `ListMultipartUploads`.

use dispatch::{Call, Handle};
use s3_api::{
    Initiator, ListMultipartUploads, ListMultipartUploadsInput, ListMultipartUploadsOutput, MultipartUpload,
    StorageClass,
};
use wire::Fault;

use super::bucket::canonical_id;
use super::checksums;
use super::listing::{Naming, max, owner};
use crate::S3;
use crate::engine::Engine;
use crate::engine::list::{Query, Start};

impl Handle<ListMultipartUploads> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: ListMultipartUploadsInput,
    ) -> Result<ListMultipartUploadsOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let naming = Naming(input.encoding_type);
        let max = max(input.max_uploads, "max-uploads")?;
        let mut query = Query {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start: Start::Beginning,
            max,
        };
        // The first half of an id is the number of the change that began the upload.
        let upload = input.upload_id_marker.as_deref().and_then(|id| id.get(..16));
        let upload = upload.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        query.start = match (input.key_marker.as_deref().filter(|marker| !marker.is_empty()), upload) {
            (None, _) => Start::Beginning,
            (Some(key), Some(change)) => Start::Within(key.to_owned(), change),
            (Some(key), None) => Start::marker(&query, key),
        };
        let page = self.page(&bucket, &query, Engine::list_uploads).await?;
        let (next_key, next_upload) = match &page.next {
            Some(Start::Past(prefix)) => (Some(prefix.clone()), None),
            Some(_) => page
                .entries
                .last()
                .map(|(key, upload)| (Some(key.clone()), Some(upload.id.clone())))
                .unwrap_or_default(),
            None => (None, None),
        };
        let uploads = page.entries.into_iter().map(|(key, upload)| MultipartUpload {
            upload_id: Some(upload.id),
            key: Some(naming.show(&key)),
            initiated: Some(upload.begun),
            storage_class: Some(
                upload
                    .traits
                    .storage_class
                    .as_deref()
                    .and_then(StorageClass::parse)
                    .unwrap_or(StorageClass::Standard),
            ),
            owner: Some(owner(&bucket)),
            initiator: Some(Initiator { id: Some(canonical_id(&upload.account)), display_name: None }),
            checksum_algorithm: upload.algorithm.map(checksums::shown),
            checksum_type: upload.kind.map(checksums::type_of),
        });
        let uploads: Vec<_> = uploads.collect();
        Ok(ListMultipartUploadsOutput {
            bucket: Some(bucket.name.clone()),
            key_marker: Some(input.key_marker.map(|marker| naming.show(&marker)).unwrap_or_default()),
            upload_id_marker: Some(input.upload_id_marker.unwrap_or_default()),
            next_key_marker: next_key.map(|key| naming.show(&key)),
            next_upload_id_marker: next_upload,
            prefix: Some(naming.show(&query.prefix)),
            delimiter: naming.show_any(query.delimiter.as_deref()),
            max_uploads: Some(max as i32),
            is_truncated: Some(page.next.is_some()),
            uploads: Some(uploads).filter(|uploads| !uploads.is_empty()),
            common_prefixes: naming.prefixes(&page.prefixes),
            encoding_type: input.encoding_type,
            ..ListMultipartUploadsOutput::default()
        })
    }
}
