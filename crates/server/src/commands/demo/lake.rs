//! What has landed in a bucket since a demo began.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use bytes::Bytes;
use s3_api::{GetObject, GetObjectInput, ListObjectsV2, ListObjectsV2Input};

use super::stage::PATIENCE;
use crate::client::Client;

/// The largest object that is read: a delivery stream gathers at most 128 MiB for one.
const OBJECT_BYTES_MAX: usize = 160 << 20;
/// How long nothing comes where nothing is under way: a demo's delivery streams gather for two seconds.
const QUIET: Duration = Duration::from_secs(4);
/// How often a bucket is looked at meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(200);

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

    /// Waits until nothing new has come for a while: what an interrupted run left under way has landed.
    pub async fn until_quiet(&mut self) -> anyhow::Result<()> {
        let (started, mut newest) = (Instant::now(), Instant::now());
        while newest.elapsed() < QUIET && started.elapsed() < PATIENCE {
            tokio::time::sleep(LOOK_EVERY).await;
            if !self.arrivals().await?.is_empty() {
                newest = Instant::now();
            }
        }
        Ok(())
    }

    /// The keys that are known.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
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
