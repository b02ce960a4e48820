//! `ListObjectsV2`.

use dispatch::{Call, Handle};
use s3_api::{ListObjectsV2, ListObjectsV2Input, ListObjectsV2Output, Object, ObjectStorageClass};
use wire::Fault;

use super::bucket::shown_time;
use super::checksums;
use super::conditions::quoted;
use super::listing::{Naming, max, owner, start_of, token};
use crate::S3;
use crate::engine::Engine;
use crate::engine::bucket::Bucket;
use crate::engine::list::{Query, Start};
use crate::engine::object::Object as Stored;

impl Handle<ListObjectsV2> for S3 {
    async fn handle(&self, call: &Call, input: ListObjectsV2Input) -> Result<ListObjectsV2Output, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let naming = Naming(input.encoding_type);
        let max = max(input.max_keys, "max-keys")?;
        let start = match (&input.continuation_token, &input.start_after) {
            (Some(token), _) => start_of(token)?,
            (None, Some(after)) if !after.is_empty() => Start::After(after.clone()),
            _ => Start::Beginning,
        };
        let query = Query {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start,
            max,
        };
        let page = self.page(&bucket, &query, Engine::list).await?;
        let wants_owner = input.fetch_owner == Some(true);
        let contents =
            page.entries.iter().map(|(key, object)| shown(naming, &bucket, key, object, wants_owner));
        let contents: Vec<_> = contents.collect();
        Ok(ListObjectsV2Output {
            is_truncated: Some(page.next.is_some()),
            key_count: Some((contents.len() + page.prefixes.len()) as i32),
            contents: Some(contents).filter(|contents| !contents.is_empty()),
            name: Some(bucket.name.clone()),
            prefix: Some(naming.show(&query.prefix)),
            delimiter: naming.show_any(query.delimiter.as_deref()),
            max_keys: Some(max as i32),
            common_prefixes: naming.prefixes(&page.prefixes),
            encoding_type: input.encoding_type,
            continuation_token: input.continuation_token,
            next_continuation_token: page.next.as_ref().and_then(token),
            start_after: input.start_after.map(|after| naming.show(&after)),
            ..ListObjectsV2Output::default()
        })
    }
}

/// An object as lists show it.
pub fn shown(naming: Naming, bucket: &Bucket, key: &str, object: &Stored, wants_owner: bool) -> Object {
    let (checksum_algorithm, checksum_type) = checksums::listed(object.checksum.as_ref());
    let class = object.traits.storage_class.as_deref().and_then(ObjectStorageClass::parse);
    Object {
        key: Some(naming.show(key)),
        last_modified: Some(shown_time(object)),
        e_tag: Some(quoted(&object.etag)),
        checksum_algorithm,
        checksum_type,
        size: Some(object.size),
        storage_class: Some(class.unwrap_or(ObjectStorageClass::Standard)),
        owner: wants_owner.then(|| owner(bucket)),
        restore_status: None,
    }
}
