//! `ListObjects`, the first version.

use dispatch::{Call, Handle};
use s3_api::{ListObjects, ListObjectsInput, ListObjectsOutput};
use wire::Fault;

use super::list_objects_v2::shown;
use super::listing::{Naming, max};
use crate::S3;
use crate::engine::Engine;
use crate::engine::list::{Query, Start};

impl Handle<ListObjects> for S3 {
    async fn handle(&self, call: &Call, input: ListObjectsInput) -> Result<ListObjectsOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let naming = Naming(input.encoding_type);
        let max = max(input.max_keys, "max-keys")?;
        let mut query = Query {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start: Start::Beginning,
            max,
        };
        if let Some(marker) = input.marker.as_deref().filter(|marker| !marker.is_empty()) {
            query.start = Start::marker(&query, marker);
        }
        let page = self.page(&bucket, &query, Engine::list).await?;
        // AWS names the next marker only where a delimiter is given; elsewhere it is the last key.
        let next_marker = match &page.next {
            Some(Start::After(last) | Start::Past(last)) if query.delimiter.is_some() => {
                Some(naming.show(last))
            }
            _ => None,
        };
        let contents = page.entries.iter().map(|(key, object)| shown(naming, &bucket, key, object, true));
        let contents: Vec<_> = contents.collect();
        Ok(ListObjectsOutput {
            is_truncated: Some(page.next.is_some()),
            marker: Some(input.marker.map(|marker| naming.show(&marker)).unwrap_or_default()),
            next_marker,
            contents: Some(contents).filter(|contents| !contents.is_empty()),
            name: Some(bucket.name.clone()),
            prefix: Some(naming.show(&query.prefix)),
            delimiter: naming.show_any(query.delimiter.as_deref()),
            max_keys: Some(max as i32),
            common_prefixes: naming.prefixes(&page.prefixes),
            encoding_type: input.encoding_type,
            ..ListObjectsOutput::default()
        })
    }
}
