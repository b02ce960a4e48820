//! All buckets as DataFusion sees them: one store, whose paths begin with the bucket.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::DateTime;
use dispatch::{Call, Dispatch};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    Attributes, CopyOptions, GetOptions, GetRange, GetResult, GetResultPayload, ListResult, MultipartUpload,
    ObjectMeta, ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult,
};
use s3_api::{DeleteObject, DeleteObjectInput, GetObject, GetObjectInput, HeadObject, HeadObjectInput};
use s3_api::{ListObjectsV2, ListObjectsV2Input, PutObject, PutObjectInput};

use super::faults;
use super::upload::Upload;
use crate::error::{Error, Fact};
use crate::limits::READ_LAST_MAX;
use crate::query::Progress;

/// `s3://bucket/key`.
pub fn address(bucket: &str, key: &str) -> String {
    format!("s3://{bucket}/{key}")
}

/// Bucket and prefix of a location, `s3://`, `s3a://` or `s3n://`.
pub fn split(location: &str) -> Option<(&str, &str)> {
    let rest = ["s3://", "s3a://", "s3n://"].into_iter().find_map(|scheme| location.strip_prefix(scheme))?;
    let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
    (!bucket.is_empty()).then_some((bucket, key))
}

/// The objects of all buckets, as one caller sees them.
#[derive(Clone)]
pub struct Objects {
    pub(super) dispatch: Dispatch,
    pub(super) call: Arc<Call>,
    progress: Arc<Progress>,
    /// What was read last, the latest at the end.
    last: Arc<Mutex<VecDeque<Path>>>,
}

/// The path of an object; `None` where DataFusion cannot name it (empty parts, `.` and `..`).
pub fn path(bucket: &str, key: &str) -> Option<Path> {
    Path::parse(format!("{bucket}/{key}")).ok()
}

/// Bucket and key of a path.
pub(super) fn parts(path: &Path) -> (String, String) {
    let (bucket, key) = path.as_ref().split_once('/').unwrap_or((path.as_ref(), ""));
    (bucket.to_owned(), key.to_owned())
}

/// `s3://bucket/key` of a path.
pub fn address_of(path: &Path) -> String {
    format!("s3://{path}")
}

impl Objects {
    /// The objects that `call` may see.
    pub fn new(dispatch: Dispatch, call: Arc<Call>, progress: Arc<Progress>) -> Self {
        Self { dispatch, call, progress, last: Arc::default() }
    }

    /// The objects that were read last, the latest first.
    pub fn read_last(&self) -> Vec<Path> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.iter().rev().cloned().collect()
    }

    fn note(&self, path: &Path) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.back() == Some(path) {
            return;
        }
        last.retain(|known| known != path);
        if last.len() == READ_LAST_MAX {
            last.pop_front();
        }
        last.push_back(path.clone());
    }

    /// The objects under `prefix` in a bucket, whose names DataFusion can take.
    pub async fn under(
        &self,
        bucket: &str,
        prefix: &str,
        count_max: usize,
    ) -> Result<Vec<ObjectMeta>, Error> {
        let (mut objects, mut token) = (Vec::new(), None);
        loop {
            let page = self.page(bucket, Some(prefix.to_owned()), None, token).await?;
            objects.extend(page.0);
            token = page.2;
            if objects.len() > count_max {
                let words = format!("more than {count_max} objects are under {}", address(bucket, prefix));
                return Err(Error::new(Fact::Unsupported, words));
            }
            if token.is_none() {
                return Ok(objects);
            }
        }
    }

    /// The folders right under `prefix`, whole, with their slash at the end.
    pub async fn folders(&self, bucket: &str, prefix: &str) -> Result<Vec<String>, Error> {
        let (mut folders, mut token) = (Vec::new(), None);
        loop {
            let page = self.page(bucket, Some(prefix.to_owned()), Some("/".to_owned()), token).await?;
            folders.extend(page.1);
            token = page.2;
            if token.is_none() {
                return Ok(folders);
            }
        }
    }

    /// A page of the objects under `prefix`, and where the next one begins.
    async fn page(
        &self,
        bucket: &str,
        prefix: Option<String>,
        delimiter: Option<String>,
        token: Option<String>,
    ) -> Result<(Vec<ObjectMeta>, Vec<String>, Option<String>), Error> {
        let input = ListObjectsV2Input {
            bucket: bucket.to_owned(),
            prefix: prefix.clone(),
            delimiter,
            continuation_token: token,
            ..ListObjectsV2Input::default()
        };
        let page = self.dispatch.call::<ListObjectsV2>(&self.call, input).await;
        let listed = address(bucket, prefix.as_deref().unwrap_or_default());
        let page = page.map_err(|fault| faults::fact(&listed, &fault))?;
        let objects = page.contents.unwrap_or_default().into_iter().filter_map(|object| {
            Some(ObjectMeta {
                location: path(bucket, &object.key?)?,
                last_modified: moment(object.last_modified),
                size: object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
                e_tag: object.e_tag,
                version: None,
            })
        });
        let folders = page.common_prefixes.unwrap_or_default().into_iter();
        let folders = folders.filter_map(|folder| folder.prefix);
        let next = page.next_continuation_token.filter(|_| page.is_truncated == Some(true));
        Ok((objects.collect(), folders.collect(), next))
    }
}

fn moment(time: Option<kernel::Timestamp>) -> chrono::DateTime<chrono::Utc> {
    time.and_then(|time| DateTime::from_timestamp_millis(i64::try_from(time.0).ok()?)).unwrap_or_default()
}

impl fmt::Debug for Objects {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Objects")
    }
}

impl fmt::Display for Objects {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("s3")
    }
}

fn unsupported(operation: &str) -> object_store::Error {
    object_store::Error::NotImplemented { operation: operation.to_owned(), implementer: "s3".to_owned() }
}

#[async_trait]
impl ObjectStore for Objects {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        _: PutOptions,
    ) -> object_store::Result<PutResult> {
        let body = Bytes::from(payload);
        let (bucket, key) = parts(location);
        let input = PutObjectInput {
            bucket,
            key,
            content_length: i64::try_from(body.len()).ok(),
            body: Some(body.into()),
            ..PutObjectInput::default()
        };
        let put = self.dispatch.call::<PutObject>(&self.call, input).await;
        let put = put.map_err(|fault| faults::error(location, &fault))?;
        Ok(PutResult { e_tag: put.e_tag, version: put.version_id })
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        _: PutMultipartOptions,
    ) -> object_store::Result<Box<dyn MultipartUpload>> {
        Ok(Box::new(Upload::begin(self.clone(), location.clone()).await?))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> object_store::Result<GetResult> {
        if options.head {
            let meta = self.head_of(location).await?;
            let (range, payload) = (0..0, GetResultPayload::Stream(stream::empty().boxed()));
            return Ok(GetResult { payload, range, meta, attributes: Attributes::default() });
        }
        self.note(location);
        let range = options.range.as_ref().map(|range| match range {
            GetRange::Bounded(range) => format!("bytes={}-{}", range.start, range.end.saturating_sub(1)),
            GetRange::Offset(offset) => format!("bytes={offset}-"),
            GetRange::Suffix(bytes) => format!("bytes=-{bytes}"),
        });
        let (bucket, key) = parts(location);
        let input =
            GetObjectInput { bucket, key, range, if_match: options.if_match, ..GetObjectInput::default() };
        let got = self.dispatch.call::<GetObject>(&self.call, input).await;
        let got = got.map_err(|fault| faults::error(location, &fault))?;
        let length = got.content_length.and_then(|length| u64::try_from(length).ok()).unwrap_or_default();
        let (start, size) = got.content_range.as_deref().and_then(place).unwrap_or((0, length));
        let meta = ObjectMeta {
            location: location.clone(),
            last_modified: moment(got.last_modified),
            size,
            e_tag: got.e_tag,
            version: got.version_id,
        };
        let (progress, location) = (Arc::clone(&self.progress), location.clone());
        let pieces = stream::try_unfold(got.body.unwrap_or_default(), move |mut body| {
            let (progress, location) = (Arc::clone(&progress), location.clone());
            async move {
                let piece = body.next().await.transpose();
                let piece = piece.map_err(|fault| faults::error(&location, &fault))?;
                if let Some(piece) = &piece {
                    progress.add_bytes(piece.len() as u64);
                }
                Ok(piece.map(|piece| (piece, body)))
            }
        });
        Ok(GetResult {
            payload: GetResultPayload::Stream(pieces.boxed()),
            range: start..start + length,
            meta,
            attributes: Attributes::default(),
        })
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, object_store::Result<Path>>,
    ) -> BoxStream<'static, object_store::Result<Path>> {
        let objects = self.clone();
        locations
            .and_then(move |location| {
                let objects = objects.clone();
                async move {
                    let (bucket, key) = parts(&location);
                    let input = DeleteObjectInput { bucket, key, ..DeleteObjectInput::default() };
                    let deleted = objects.dispatch.call::<DeleteObject>(&objects.call, input).await;
                    deleted.map_err(|fault| faults::error(&location, &fault))?;
                    Ok(location)
                }
            })
            .boxed()
    }

    fn list(&self, _: Option<&Path>) -> BoxStream<'static, object_store::Result<ObjectMeta>> {
        stream::once(std::future::ready(Err(unsupported("list")))).boxed()
    }

    async fn list_with_delimiter(&self, _: Option<&Path>) -> object_store::Result<ListResult> {
        Err(unsupported("list"))
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> object_store::Result<()> {
        Err(unsupported("copy"))
    }
}

impl Objects {
    async fn head_of(&self, location: &Path) -> object_store::Result<ObjectMeta> {
        let (bucket, key) = parts(location);
        let input = HeadObjectInput { bucket, key, ..HeadObjectInput::default() };
        let head = self.dispatch.call::<HeadObject>(&self.call, input).await;
        let head = head.map_err(|fault| faults::error(location, &fault))?;
        Ok(ObjectMeta {
            location: location.clone(),
            last_modified: moment(head.last_modified),
            size: head.content_length.and_then(|length| u64::try_from(length).ok()).unwrap_or_default(),
            e_tag: head.e_tag,
            version: head.version_id,
        })
    }
}

/// Start and whole length from `bytes 0-9/100`.
fn place(header: &str) -> Option<(u64, u64)> {
    let (range, whole) = header.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, whole.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_split() {
        assert_eq!(split("s3://b/a/c/"), Some(("b", "a/c/")));
        assert_eq!(split("s3a://b"), Some(("b", "")));
        assert_eq!(split("hdfs://b/a"), None);
        assert_eq!(split("s3:///a"), None);
        assert_eq!(place("bytes 5-9/100"), Some((5, 100)));
    }
}
