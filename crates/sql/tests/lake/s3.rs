//! An S3 in memory: what the engine calls, and nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use dispatch::{Call, Handle, Routes};
use s3_api::*;
use wire::Fault;

type Objects = BTreeMap<(String, String), Bytes>;

#[derive(Default)]
pub struct S3 {
    objects: Mutex<Objects>,
    parts: Mutex<BTreeMap<(String, i32), Bytes>>,
}

impl S3 {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, Arc::clone(self))
            .with::<AbortMultipartUpload>()
            .with::<CompleteMultipartUpload>()
            .with::<CreateMultipartUpload>()
            .with::<GetObject>()
            .with::<HeadObject>()
            .with::<ListObjectsV2>()
            .with::<PutObject>()
            .with::<UploadPart>()
    }

    pub fn objects(&self) -> MutexGuard<'_, Objects> {
        self.objects.lock().unwrap()
    }

    pub fn put(&self, bucket: &str, key: &str, body: impl Into<Bytes>) {
        self.objects().insert((bucket.to_owned(), key.to_owned()), body.into());
    }

    fn find(&self, bucket: &str, key: &str) -> Result<Bytes, Fault> {
        if bucket == "forbidden" {
            return Err(Fault::with_status("AccessDenied", 403, "Access Denied"));
        }
        assert_ne!(bucket, "cursed", "an object whose reading panics");
        let found = self.objects().get(&(bucket.to_owned(), key.to_owned())).cloned();
        found.ok_or_else(|| Fault::with_status("NoSuchKey", 404, "The specified key does not exist."))
    }
}

impl Handle<GetObject> for S3 {
    async fn handle(&self, _: &Call, input: GetObjectInput) -> Result<GetObjectOutput, Fault> {
        let whole = self.find(&input.bucket, &input.key)?;
        let size = whole.len();
        let (start, end) = match input.range.as_deref().and_then(|range| range.strip_prefix("bytes=")) {
            None => (0, size),
            Some(range) => match range.split_once('-').unwrap() {
                ("", last) => (size - last.parse::<usize>().unwrap().min(size), size),
                (first, "") => (first.parse().unwrap(), size),
                (first, last) => (first.parse().unwrap(), (last.parse::<usize>().unwrap() + 1).min(size)),
            },
        };
        let body = whole.slice(start..end);
        Ok(GetObjectOutput {
            content_length: Some(body.len() as i64),
            content_range: Some(format!("bytes {start}-{}/{size}", end.saturating_sub(1))),
            body: Some(body.into()),
            ..GetObjectOutput::default()
        })
    }
}

impl Handle<HeadObject> for S3 {
    async fn handle(&self, _: &Call, input: HeadObjectInput) -> Result<HeadObjectOutput, Fault> {
        let size = self.find(&input.bucket, &input.key)?.len();
        Ok(HeadObjectOutput { content_length: Some(size as i64), ..HeadObjectOutput::default() })
    }
}

impl Handle<ListObjectsV2> for S3 {
    /// Pages of two, so that every listing is paged.
    async fn handle(&self, _: &Call, input: ListObjectsV2Input) -> Result<ListObjectsV2Output, Fault> {
        if input.bucket == "forbidden" {
            return Err(Fault::with_status("AccessDenied", 403, "Access Denied"));
        }
        let (prefix, after) =
            (input.prefix.unwrap_or_default(), input.continuation_token.unwrap_or_default());
        let (mut contents, mut folders) = (Vec::new(), Vec::new());
        let mut last = None;
        for ((bucket, key), body) in self.objects().iter() {
            if *bucket != input.bucket || !key.starts_with(&prefix) || *key <= after {
                continue;
            }
            if contents.len() + folders.len() == 2 {
                let (is_truncated, next_continuation_token) = (Some(true), last);
                let (contents, common_prefixes) = (Some(contents), Some(folders));
                return Ok(ListObjectsV2Output {
                    is_truncated,
                    next_continuation_token,
                    contents,
                    common_prefixes,
                    ..ListObjectsV2Output::default()
                });
            }
            let folder =
                input.delimiter.as_ref().and_then(|delimiter| key[prefix.len()..].find(delimiter.as_str()));
            match folder {
                Some(end) => {
                    let folder = key[..=prefix.len() + end].to_owned();
                    // What follows in the folder is passed over.
                    last = Some(format!("{folder}\u{10ffff}"));
                    let folder = CommonPrefix { prefix: Some(folder) };
                    if !folders.contains(&folder) {
                        folders.push(folder);
                    }
                }
                None => {
                    last = Some(key.clone());
                    let (key, size) = (Some(key.clone()), Some(body.len() as i64));
                    contents.push(Object { key, size, ..Object::default() });
                }
            }
        }
        Ok(ListObjectsV2Output {
            contents: Some(contents),
            common_prefixes: Some(folders),
            ..ListObjectsV2Output::default()
        })
    }
}

impl Handle<PutObject> for S3 {
    async fn handle(&self, _: &Call, input: PutObjectInput) -> Result<PutObjectOutput, Fault> {
        let body = input.body.unwrap_or_default().collect(1 << 30).await?;
        self.put(&input.bucket, &input.key, body);
        Ok(PutObjectOutput::default())
    }
}

impl Handle<CreateMultipartUpload> for S3 {
    async fn handle(
        &self,
        _: &Call,
        input: CreateMultipartUploadInput,
    ) -> Result<CreateMultipartUploadOutput, Fault> {
        Ok(CreateMultipartUploadOutput {
            upload_id: Some(input.key),
            ..CreateMultipartUploadOutput::default()
        })
    }
}

impl Handle<UploadPart> for S3 {
    async fn handle(&self, _: &Call, input: UploadPartInput) -> Result<UploadPartOutput, Fault> {
        let body = input.body.unwrap_or_default().collect(1 << 30).await?;
        self.parts.lock().unwrap().insert((input.upload_id, input.part_number), body);
        Ok(UploadPartOutput { e_tag: Some(input.part_number.to_string()), ..UploadPartOutput::default() })
    }
}

impl Handle<CompleteMultipartUpload> for S3 {
    async fn handle(
        &self,
        _: &Call,
        input: CompleteMultipartUploadInput,
    ) -> Result<CompleteMultipartUploadOutput, Fault> {
        let parts = self.parts.lock().unwrap();
        let own = parts.iter().filter(|((id, _), _)| *id == input.upload_id).map(|(_, body)| body.clone());
        self.put(&input.bucket, &input.key, own.collect::<Vec<Bytes>>().concat());
        Ok(CompleteMultipartUploadOutput::default())
    }
}

impl Handle<AbortMultipartUpload> for S3 {
    async fn handle(
        &self,
        _: &Call,
        _: AbortMultipartUploadInput,
    ) -> Result<AbortMultipartUploadOutput, Fault> {
        Ok(AbortMultipartUploadOutput::default())
    }
}
