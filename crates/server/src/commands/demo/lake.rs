//! What has landed in a bucket since a demo began.

use std::collections::BTreeSet;

use bytes::Bytes;
use s3_api::{GetObject, GetObjectInput, ListObjectsV2, ListObjectsV2Input};

use crate::client::Client;

/// The largest object that is read: a delivery stream gathers at most 128 MiB for one.
const OBJECT_BYTES_MAX: usize = 160 << 20;

/// A bucket, or what is under one prefix of it.
pub struct Lake<'c> {
    client: &'c Client,
    bucket: &'static str,
    prefix: String,
    known: BTreeSet<String>,
}

impl<'c> Lake<'c> {
    /// The objects of `bucket` under `prefix` that come from now on.
    pub async fn new(client: &'c Client, bucket: &'static str, prefix: String) -> anyhow::Result<Self> {
        let mut lake = Self { client, bucket, prefix, known: BTreeSet::new() };
        lake.arrivals().await?;
        Ok(lake)
    }

    /// The keys that are new since the last call, in order.
    pub async fn arrivals(&mut self) -> anyhow::Result<Vec<String>> {
        let mut new = Vec::new();
        let mut continuation_token = None;
        loop {
            let input = ListObjectsV2Input {
                bucket: self.bucket.to_owned(),
                prefix: Some(self.prefix.clone()).filter(|prefix| !prefix.is_empty()),
                continuation_token,
                ..ListObjectsV2Input::default()
            };
            let page = self.client.call::<ListObjectsV2>(input).await?;
            let keys = page.contents.into_iter().flatten().filter_map(|object| object.key);
            new.extend(keys.filter(|key| self.known.insert(key.clone())));
            continuation_token = page.next_continuation_token;
            if continuation_token.is_none() {
                return Ok(new);
            }
        }
    }

    /// The object under `key`: its last `tail` bytes, or all of it.
    pub async fn read(&self, key: &str, tail: Option<u64>) -> anyhow::Result<Bytes> {
        let input = GetObjectInput {
            bucket: self.bucket.to_owned(),
            key: key.to_owned(),
            range: tail.map(|bytes| format!("bytes=-{bytes}")),
            ..GetObjectInput::default()
        };
        match self.client.call::<GetObject>(input).await?.body {
            Some(body) => Ok(body.collect(OBJECT_BYTES_MAX).await?),
            None => Ok(Bytes::new()),
        }
    }
}
