//! `ListObjectVersions`.

use dispatch::{Call, Handle};
use s3_api::{
    DeleteMarkerEntry, ListObjectVersions, ListObjectVersionsInput, ListObjectVersionsOutput, ObjectVersion,
    ObjectVersionStorageClass,
};
use wire::Fault;

use super::bucket::shown_time;
use super::checksums;
use super::conditions::quoted;
use super::listing::{Naming, max, owner};
use crate::S3;
use crate::engine::Engine;
use crate::engine::bucket::Bucket;
use crate::engine::list::{Query, Start, Version};
use crate::engine::object::VersionId;
use crate::errors::argument;

impl Handle<ListObjectVersions> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: ListObjectVersionsInput,
    ) -> Result<ListObjectVersionsOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let naming = Naming(input.encoding_type);
        let max = max(input.max_keys, "max-keys")?;
        let mut query = Query {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start: Start::Beginning,
            max,
        };
        query.start = self.start(&bucket, &query, &input)?;
        let page = self.page(&bucket, &query, Engine::list_versions).await?;
        let (next_key, next_version) = match &page.next {
            Some(Start::Past(prefix)) => (Some(prefix.clone()), None),
            Some(_) => {
                let last = page.entries.last();
                last.map(|(key, version)| (Some(key.clone()), Some(version.object.version_id())))
                    .unwrap_or_default()
            }
            None => (None, None),
        };
        let (markers, versions): (Vec<_>, Vec<_>) =
            page.entries.into_iter().partition(|(_, version)| version.object.is_marker);
        let versions: Vec<_> =
            versions.iter().map(|(key, version)| object(naming, &bucket, key, version)).collect();
        let markers: Vec<_> =
            markers.iter().map(|(key, version)| marker(naming, &bucket, key, version)).collect();
        Ok(ListObjectVersionsOutput {
            is_truncated: Some(page.next.is_some()),
            key_marker: Some(input.key_marker.map(|marker| naming.show(&marker)).unwrap_or_default()),
            version_id_marker: Some(input.version_id_marker.unwrap_or_default()),
            next_key_marker: next_key.map(|key| naming.show(&key)),
            next_version_id_marker: next_version,
            versions: Some(versions).filter(|versions| !versions.is_empty()),
            delete_markers: Some(markers).filter(|markers| !markers.is_empty()),
            name: Some(bucket.name.clone()),
            prefix: Some(naming.show(&query.prefix)),
            delimiter: naming.show_any(query.delimiter.as_deref()),
            max_keys: Some(max as i32),
            common_prefixes: naming.prefixes(&page.prefixes),
            encoding_type: input.encoding_type,
            ..ListObjectVersionsOutput::default()
        })
    }
}

impl S3 {
    fn start(&self, bucket: &Bucket, query: &Query, input: &ListObjectVersionsInput) -> Result<Start, Fault> {
        let key = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
        let version = input.version_id_marker.as_deref().filter(|marker| !marker.is_empty());
        match (key, version) {
            (None, None) => Ok(Start::Beginning),
            (None, Some(version)) => {
                let text = "A version-id marker cannot be specified without a key marker.";
                Err(argument(text, "version-id-marker", version))
            }
            (Some(key), None) => Ok(Start::marker(query, key)),
            (Some(key), Some(version)) => {
                Ok(self.engine.after_version(bucket, key, VersionId::parse(version)?)?)
            }
        }
    }
}

fn object(naming: Naming, bucket: &Bucket, key: &str, version: &Version) -> ObjectVersion {
    let object = &version.object;
    let (checksum_algorithm, checksum_type) = checksums::listed(object.checksum.as_ref());
    ObjectVersion {
        e_tag: Some(quoted(&object.etag)),
        checksum_algorithm,
        checksum_type,
        size: Some(object.size),
        storage_class: Some(ObjectVersionStorageClass::Standard),
        key: Some(naming.show(key)),
        version_id: Some(object.version_id()),
        is_latest: Some(version.is_latest),
        last_modified: Some(shown_time(object)),
        owner: Some(owner(bucket)),
        restore_status: None,
    }
}

fn marker(naming: Naming, bucket: &Bucket, key: &str, version: &Version) -> DeleteMarkerEntry {
    DeleteMarkerEntry {
        owner: Some(owner(bucket)),
        key: Some(naming.show(key)),
        version_id: Some(version.object.version_id()),
        is_latest: Some(version.is_latest),
        last_modified: Some(shown_time(&version.object)),
    }
}
