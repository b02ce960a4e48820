//! Buckets made, found, changed and deleted.

use std::ops::ControlFlow;

use bytes::Bytes;
use kernel::Place;
use storage::Transaction;

use super::bucket::{Bucket, Setting, Versioning, is_bucket_name};
use super::uploads::Upload;
use super::versions::{self, Read};
use super::{Engine, EngineError, Result, keys, sweep};
use crate::limits::BUCKETS_MAX;

impl Engine {
    /// Makes a bucket in `place`. Names are of all accounts together.
    pub async fn create_bucket(&self, place: &Place, name: &str) -> Result<Bucket> {
        if !is_bucket_name(name) {
            return Err(EngineError::BadBucketName { name: name.to_owned() });
        }
        let (place, name, now) = (place.clone(), name.to_owned(), self.clock.now());
        let work = move |store: &mut Transaction| {
            if let Some(bytes) = store.get(&keys::bucket(&name))? {
                let is_own = Bucket::decode(&bytes)?.account == place.account.as_str();
                return Err(EngineError::BucketExists { name, is_own });
            }
            let mut buckets = Vec::new();
            store.scan_prefix(&[keys::BUCKET], &mut |_, value| {
                buckets.push(value.clone());
                ControlFlow::Continue(())
            })?;
            let buckets = buckets.iter().map(|bytes| Bucket::decode(bytes)).collect::<Result<Vec<_>>>()?;
            if buckets.iter().filter(|bucket| bucket.account == place.account.as_str()).count() >= BUCKETS_MAX
            {
                return Err(EngineError::TooManyBuckets);
            }
            let id = versions::next_number(store, keys::LAST_CHANGE)?;
            let bucket = Bucket::new(id, &place, &name, now);
            store.put(bucket.key(), bucket.encode());
            Ok(bucket)
        };
        self.write(work).await
    }

    /// The bucket called `name`.
    pub fn bucket(&self, name: &str) -> Result<Bucket> {
        versions::bucket(&self.opened()?.index, name)
    }

    /// All buckets whose account is that of `place`, in order of name.
    pub fn buckets(&self, place: &Place) -> Result<Vec<Bucket>> {
        let mut found = Vec::new();
        self.opened()?.index.scan_prefix(&[keys::BUCKET], &mut |_, value| {
            found.push(value.clone());
            ControlFlow::Continue(())
        })?;
        let mut buckets = found.iter().map(|bytes| Bucket::decode(bytes)).collect::<Result<Vec<_>>>()?;
        buckets.retain(|bucket| bucket.account == place.account.as_str());
        Ok(buckets)
    }

    /// Changes a bucket's record.
    pub async fn change_bucket(
        &self,
        name: &str,
        change: impl FnOnce(&mut Bucket) + Send + 'static,
    ) -> Result<Bucket> {
        let name = name.to_owned();
        let work = move |store: &mut Transaction| {
            let mut bucket = versions::bucket(store, &name)?;
            change(&mut bucket);
            store.put(bucket.key(), bucket.encode());
            Ok(bucket)
        };
        self.write(work).await
    }

    /// A setting of a bucket.
    pub fn setting(&self, bucket: &Bucket, setting: Setting) -> Result<Option<Bytes>> {
        Ok(self.opened()?.index.get(&setting.key(bucket))?)
    }

    /// Sets or removes a setting of a bucket.
    pub async fn set(&self, name: &str, setting: Setting, value: Option<Bytes>) -> Result<()> {
        let name = name.to_owned();
        let work = move |store: &mut Transaction| {
            let mut bucket = versions::bucket(store, &name)?;
            if setting == Setting::Notification && bucket.notifies != value.is_some() {
                bucket.notifies = value.is_some();
                store.put(bucket.key(), bucket.encode());
            }
            match value {
                Some(value) => store.put(setting.key(&bucket), value),
                None => store.delete(&setting.key(&bucket)),
            }
            Ok(())
        };
        self.write(work).await
    }

    /// Deletes a bucket that has no objects. Its uploads go with it.
    pub async fn delete_bucket(&self, name: &str) -> Result<()> {
        let name = name.to_owned();
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &name)?;
            for kind in [keys::CURRENT, keys::OTHER] {
                if store.first(&keys::numbered(kind, bucket.number()))?.is_some() {
                    return Err(EngineError::BucketNotEmpty {
                        name,
                        has_versions: bucket.versioning != Versioning::Never,
                    });
                }
            }
            let mut gone = Vec::new();
            for kind in [keys::UPLOAD, keys::SETTING] {
                store.scan_prefix(&keys::numbered(kind, bucket.number()), &mut |key, value| {
                    gone.push((kind, key.to_vec(), value.clone()));
                    ControlFlow::Continue(())
                })?;
            }
            for (kind, key, value) in gone {
                if kind == keys::UPLOAD {
                    sweep::discard_upload(store, Upload::decode(&value)?.change as u64)?;
                }
                store.delete(&key);
            }
            store.delete(&bucket.key());
            Ok(())
        };
        self.write(work).await?;
        self.sweep_soon();
        Ok(())
    }
}
