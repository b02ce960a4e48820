//! Objects on their way out: what is said of them, and their bytes piece by piece.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body::Frame;
use http_body_util::BodyExt;
use s3_api::{ChecksumMode, GetObjectInput, GetObjectOutput, ServerSideEncryption, StorageClass};
use wire::{Fault, Stream};

use super::bucket::{shown_time, shown_version};
use super::checksums::show_all;
use super::conditions::{Conditions, Verdict, quoted};
use super::range::{self, Part};
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::bucket::Bucket;
use crate::engine::checksum::Algorithm;
use crate::engine::object::{Object, VersionId};
use crate::engine::read::{Body, Chunks};
use crate::errors::{invalid, precondition};

/// What AWS says of objects that nobody said a type of.
const CONTENT_TYPE: &str = "binary/octet-stream";

impl S3 {
    /// What GetObject and HeadObject answer, and the bytes that a GetObject would send with it.
    pub(super) fn shown(
        &self,
        bucket: &Bucket,
        input: &GetObjectInput,
    ) -> Result<(GetObjectOutput, Option<(Body, Part)>), Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        let (object, body) = self.engine.open(&bucket.name, &input.key, version)?;
        let conditions = Conditions {
            if_match: input.if_match.as_deref(),
            if_none_match: input.if_none_match.as_deref(),
            if_modified_since: input.if_modified_since,
            if_unmodified_since: input.if_unmodified_since,
        };
        match conditions.judge(&object) {
            Verdict::Holds => {}
            Verdict::Fails(condition) => return Err(precondition(condition)),
            Verdict::NotModified => {
                let output = GetObjectOutput {
                    status: Some(304),
                    e_tag: Some(quoted(&object.etag)),
                    last_modified: Some(shown_time(&object)),
                    cache_control: object.traits.cache_control.clone(),
                    expires: object.traits.expires.clone(),
                    version_id: shown_version(bucket, &object),
                    ..GetObjectOutput::default()
                };
                return Ok((output, None));
            }
        }
        let size = object.length();
        let part = match (&input.range, input.part_number) {
            (Some(_), Some(_)) => {
                return Err(invalid("Cannot specify both Range header and partNumber query parameter"));
            }
            (Some(header), None) => range::parse(header, size)?,
            (None, Some(number)) => Some(range::of_part(&body, number, object.parts.is_some(), size)?),
            (None, None) => None,
        };
        let mut output = described(bucket, &object);
        if let Some(part) = part.filter(|(_, length)| *length > 0) {
            output.status = Some(206);
            output.content_range = Some(range::shown(part, size));
        }
        let part = part.unwrap_or((0, size));
        output.content_length = Some(part.1 as i64);
        output.parts_count = input.part_number.and(object.parts);
        if matches!(input.checksum_mode, Some(ChecksumMode::Enabled | ChecksumMode::Lower)) && part.1 == size
        {
            show_all!(output, &object.checksum);
        }
        override_headers(&mut output, input);
        Ok((output, Some((body, part))))
    }
}

fn described(bucket: &Bucket, object: &Object) -> GetObjectOutput {
    let traits = object.traits.clone();
    GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        last_modified: Some(shown_time(object)),
        e_tag: Some(quoted(&object.etag)),
        version_id: shown_version(bucket, object),
        cache_control: traits.cache_control,
        content_disposition: traits.content_disposition,
        content_encoding: traits.content_encoding,
        content_language: traits.content_language,
        content_type: traits.content_type.or_else(|| Some(CONTENT_TYPE.to_owned())),
        expires: traits.expires,
        website_redirect_location: traits.website_redirect,
        server_side_encryption: Some(ServerSideEncryption::Aes256),
        metadata: Some(traits.metadata.into_iter().map(printable).collect())
            .filter(|shown: &BTreeMap<_, _>| !shown.is_empty()),
        storage_class: traits.storage_class.as_deref().and_then(StorageClass::parse),
        tag_count: Some(traits.tags.len() as i32).filter(|count| *count > 0),
        ..GetObjectOutput::default()
    }
}

/// Metadata as headers can carry it: what is not ASCII is encoded as RFC 2047 says, as AWS does.
fn printable((key, value): (String, String)) -> (String, String) {
    if value.is_ascii() { (key, value) } else { (key, format!("=?UTF-8?B?{}?=", STANDARD.encode(value))) }
}

fn override_headers(output: &mut GetObjectOutput, input: &GetObjectInput) {
    for (header, wanted) in [
        (&mut output.cache_control, &input.response_cache_control),
        (&mut output.content_disposition, &input.response_content_disposition),
        (&mut output.content_encoding, &input.response_content_encoding),
        (&mut output.content_language, &input.response_content_language),
        (&mut output.content_type, &input.response_content_type),
        (&mut output.expires, &input.response_expires),
    ] {
        if wanted.is_some() {
            header.clone_from(wanted);
        }
    }
}

/// The bytes of a part of a body.
pub fn stream(body: Body, (offset, length): Part) -> Stream {
    let pieces = Sending { left: length, state: State::Idle(Box::new(body.chunks(offset, length))) };
    Stream::new(pieces.boxed_unsync(), Some(length))
}

type Next = (Box<Chunks>, Result<Option<Bytes>, Fault>);

/// Chunks as HTTP wants them.
struct Sending {
    left: u64,
    state: State,
}

enum State {
    Idle(Box<Chunks>),
    Reading(Pin<Box<dyn Future<Output = Next> + Send>>),
    Done,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Idle(mut chunks) => {
                    self.state = State::Reading(Box::pin(async move {
                        let next = chunks.next().await.map_err(Fault::from);
                        (chunks, next)
                    }));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((chunks, next)) = reading.as_mut().poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    let Some(bytes) = next.transpose() else { return Poll::Ready(None) };
                    if let Ok(bytes) = &bytes {
                        self.left = self.left.saturating_sub(bytes.len() as u64);
                        self.state = State::Idle(chunks);
                    }
                    return Poll::Ready(Some(bytes.map(Frame::data)));
                }
            }
        }
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}
