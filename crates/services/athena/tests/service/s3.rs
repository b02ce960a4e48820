//! A small S3: objects in memory, parts, ranges, entity tags. Refuses what it is told to.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dispatch::{Call, Handle, Principal, Routes};
use s3_api as api;
use wire::Fault;

pub const BUCKET: &str = "results";

#[derive(Default)]
pub struct SmallS3 {
    pub state: Mutex<State>,
}

#[derive(Default)]
pub struct State {
    pub objects: BTreeMap<String, Bytes>,
    pub uploads: HashMap<String, Vec<Bytes>>,
    /// How many parts were ever put.
    pub parts: usize,
    /// Who wrote last.
    pub writer: Option<Principal>,
    /// Writes are refused.
    pub refuses: bool,
}

impl SmallS3 {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::GetBucketLocation>()
            .with::<api::PutObject>()
            .with::<api::GetObject>()
            .with::<api::HeadObject>()
            .with::<api::CreateMultipartUpload>()
            .with::<api::UploadPart>()
            .with::<api::CompleteMultipartUpload>()
            .with::<api::AbortMultipartUpload>()
    }

    pub fn text(&self, key: &str) -> Option<String> {
        let state = self.state.lock().unwrap();
        state.objects.get(key).map(|body| String::from_utf8(body.to_vec()).unwrap())
    }

    pub fn keys(&self) -> Vec<String> {
        self.state.lock().unwrap().objects.keys().cloned().collect()
    }

    pub fn put(&self, key: &str, body: &str) {
        self.state.lock().unwrap().objects.insert(key.to_owned(), Bytes::copy_from_slice(body.as_bytes()));
    }

    fn found(&self, key: &str, if_match: Option<&str>) -> Result<Bytes, Fault> {
        let state = self.state.lock().unwrap();
        let none = || Fault::with_status("NoSuchKey", 404, "The specified key does not exist.");
        let body = state.objects.get(key).cloned().ok_or_else(none)?;
        match if_match {
            Some(tag) if tag != e_tag(&body) => Err(Fault::with_status(
                "PreconditionFailed",
                412,
                "At least one of the pre-conditions failed",
            )),
            _ => Ok(body),
        }
    }
}

fn e_tag(body: &[u8]) -> String {
    let sum = body.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    format!("\"{sum:x}-{}\"", body.len())
}

fn check(bucket: &str) -> Result<(), Fault> {
    let none = || Fault::with_status("NoSuchBucket", 404, "The specified bucket does not exist");
    (bucket == BUCKET).then_some(()).ok_or_else(none)
}

impl Handle<api::GetBucketLocation> for SmallS3 {
    async fn handle(
        &self,
        _: &Call,
        input: api::GetBucketLocationInput,
    ) -> Result<api::GetBucketLocationOutput, Fault> {
        check(&input.bucket)?;
        Ok(api::GetBucketLocationOutput::default())
    }
}

impl Handle<api::PutObject> for SmallS3 {
    async fn handle(&self, call: &Call, input: api::PutObjectInput) -> Result<api::PutObjectOutput, Fault> {
        check(&input.bucket)?;
        let body = input.body.unwrap_or_default().collect(usize::MAX).await?;
        let mut state = self.state.lock().unwrap();
        if state.refuses {
            return Err(Fault::with_status("AccessDenied", 403, "Access Denied"));
        }
        state.writer = Some(call.principal.clone());
        let e_tag = Some(e_tag(&body));
        state.objects.insert(input.key, body);
        Ok(api::PutObjectOutput { e_tag, ..Default::default() })
    }
}

impl Handle<api::GetObject> for SmallS3 {
    async fn handle(&self, _: &Call, input: api::GetObjectInput) -> Result<api::GetObjectOutput, Fault> {
        check(&input.bucket)?;
        let body = self.found(&input.key, input.if_match.as_deref())?;
        let start = input.range.as_deref().map_or(0, |range| {
            range.strip_prefix("bytes=").unwrap().trim_end_matches('-').parse::<usize>().unwrap()
        });
        assert!(start < body.len(), "a range beyond the object");
        Ok(api::GetObjectOutput { body: Some(body.slice(start..).into()), ..Default::default() })
    }
}

impl Handle<api::HeadObject> for SmallS3 {
    async fn handle(&self, _: &Call, input: api::HeadObjectInput) -> Result<api::HeadObjectOutput, Fault> {
        check(&input.bucket)?;
        self.found(&input.key, input.if_match.as_deref())?;
        Ok(api::HeadObjectOutput::default())
    }
}

impl Handle<api::CreateMultipartUpload> for SmallS3 {
    async fn handle(
        &self,
        _: &Call,
        input: api::CreateMultipartUploadInput,
    ) -> Result<api::CreateMultipartUploadOutput, Fault> {
        check(&input.bucket)?;
        let mut state = self.state.lock().unwrap();
        state.uploads.insert(input.key.clone(), Vec::new());
        Ok(api::CreateMultipartUploadOutput { upload_id: Some(input.key), ..Default::default() })
    }
}

impl Handle<api::UploadPart> for SmallS3 {
    async fn handle(&self, _: &Call, input: api::UploadPartInput) -> Result<api::UploadPartOutput, Fault> {
        let body = input.body.unwrap_or_default().collect(usize::MAX).await?;
        let mut state = self.state.lock().unwrap();
        state.parts += 1;
        let parts = state.uploads.get_mut(&input.upload_id).unwrap();
        assert_eq!(parts.len() as i32 + 1, input.part_number);
        parts.push(body);
        Ok(api::UploadPartOutput { e_tag: Some("\"part\"".into()), ..Default::default() })
    }
}

impl Handle<api::CompleteMultipartUpload> for SmallS3 {
    async fn handle(
        &self,
        _: &Call,
        input: api::CompleteMultipartUploadInput,
    ) -> Result<api::CompleteMultipartUploadOutput, Fault> {
        let mut state = self.state.lock().unwrap();
        let parts = state.uploads.remove(&input.upload_id).unwrap();
        assert_eq!(input.multipart_upload.unwrap().parts.unwrap().len(), parts.len());
        let body = Bytes::from(parts.concat());
        let e_tag = Some(e_tag(&body));
        state.objects.insert(input.key, body);
        Ok(api::CompleteMultipartUploadOutput { e_tag, ..Default::default() })
    }
}

impl Handle<api::AbortMultipartUpload> for SmallS3 {
    async fn handle(
        &self,
        _: &Call,
        input: api::AbortMultipartUploadInput,
    ) -> Result<api::AbortMultipartUploadOutput, Fault> {
        self.state.lock().unwrap().uploads.remove(&input.upload_id);
        Ok(api::AbortMultipartUploadOutput::default())
    }
}
