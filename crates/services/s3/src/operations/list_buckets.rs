//! `ListBuckets`.

use dispatch::{Call, Handle};
use s3_api::{Bucket, ListBuckets, ListBucketsInput, ListBucketsOutput, Owner};
use wire::Fault;

use super::bucket::canonical_id;
use super::listing::{start_of, token};
use crate::S3;
use crate::engine::list::Start;
use crate::limits::BUCKETS_MAX;

impl Handle<ListBuckets> for S3 {
    async fn handle(&self, call: &Call, input: ListBucketsInput) -> Result<ListBucketsOutput, Fault> {
        let after = match input.continuation_token.as_deref().map(start_of).transpose()? {
            Some(Start::After(name)) => Some(name),
            _ => None,
        };
        let max = input.max_buckets.and_then(|max| usize::try_from(max).ok()).unwrap_or(BUCKETS_MAX);
        let mut buckets = self.engine.buckets(&call.place)?;
        buckets.retain(|bucket| {
            after.as_ref().is_none_or(|after| bucket.name > *after)
                && input.prefix.as_ref().is_none_or(|prefix| bucket.name.starts_with(&prefix[..]))
                && input.bucket_region.as_ref().is_none_or(|region| bucket.region == *region)
        });
        let is_truncated = buckets.len() > max;
        buckets.truncate(max);
        let last = buckets.last().map(|bucket| Start::After(bucket.name.clone()));
        // Regions are shown where a page was asked for, as on AWS.
        let is_paged = input.max_buckets.is_some() || input.bucket_region.is_some() || input.prefix.is_some();
        let shown = buckets.into_iter().map(|bucket| Bucket {
            bucket_arn: is_paged.then(|| format!("arn:aws:s3:::{}", bucket.name)),
            name: Some(bucket.name),
            creation_date: Some(bucket.created),
            bucket_region: is_paged.then_some(bucket.region),
        });
        Ok(ListBucketsOutput {
            buckets: Some(shown.collect()),
            owner: Some(Owner { display_name: None, id: Some(canonical_id(call.place.account.as_str())) }),
            continuation_token: last.filter(|_| is_truncated).as_ref().and_then(token),
            prefix: input.prefix,
        })
    }
}
