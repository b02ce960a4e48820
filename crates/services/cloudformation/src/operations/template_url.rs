//! Templates behind an address: objects of the house's own S3, whatever host the address names.
//!
//! An address is read as S3's are: the bucket in the host (`bucket.s3.REGION.amazonaws.com`) or first in the
//! path (any other host, so that of a house too). The caller must be allowed to get the object.

use dispatch::Call;
use wire::{Fault, Shape, decode_form};

use crate::CloudFormation;
use crate::engine::template::TEMPLATE_URL_BYTES_MAX;
use crate::errors::invalid;

/// An object that an address names.
#[derive(Debug, PartialEq, Eq)]
struct Object {
    bucket: String,
    key: String,
    version_id: Option<String>,
}

impl CloudFormation {
    /// The template at `url`.
    pub(super) async fn template_at(&self, call: &Call, url: &str) -> Result<String, Fault> {
        let Object { bucket, key, version_id } =
            object(url).ok_or_else(|| invalid("TemplateURL must be a supported URL."))?;
        let input =
            s3_api::GetObjectInput { bucket, key, version_id, ..s3_api::GetObjectInput::placeholder() };
        let (principal, place) = (call.principal.clone(), call.place.clone());
        let inside = Call::inside("cloudformation", principal, place, self.dispatch.request_id());
        let refused = |fault: Fault| {
            invalid(format!(
                "S3 error: {}\nFor more information check \
                 http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
                fault.message
            ))
        };
        let output = self.dispatch.call::<s3_api::GetObject>(&inside, input).await.map_err(refused)?;
        let body = match output.body {
            Some(body) => body.collect(TEMPLATE_URL_BYTES_MAX).await.map_err(refused)?,
            None => Default::default(),
        };
        String::from_utf8(body.to_vec()).map_err(|_| invalid("Template format error: not UTF-8"))
    }
}

fn object(url: &str) -> Option<Object> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let (bucket, key) = match host.strip_suffix(".amazonaws.com").map(bucket_of) {
        Some(None) | None => path.split_once('/')?,
        Some(Some(bucket)) => (bucket, path),
    };
    let version_id =
        decode_form(query).ok()?.into_iter().find(|(name, _)| name == "versionId").map(|(_, value)| value);
    let key = decoded(key)?;
    let sound = !bucket.is_empty() && !key.is_empty();
    sound.then(|| Object { bucket: bucket.to_owned(), key, version_id })
}

/// The bucket that a host of AWS's begins with: `b.s3`, `b.s3.eu-west-1`, `b.s3-eu-west-1`.
fn bucket_of(host: &str) -> Option<&str> {
    let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
    let labels: Vec<&str> = host.split('.').collect();
    let position = labels.iter().rposition(|label| is_s3(label))?;
    let length = labels[..position].iter().map(|label| label.len() + 1).sum::<usize>();
    (position > 0).then(|| &host[..length - 1])
}

/// Percent-decoded; a plus is a plus in a path.
fn decoded(path: &str) -> Option<String> {
    let form = format!("k={}", path.replace('+', "%2B").replace('&', "%26").replace('=', "%3D"));
    decode_form(&form).ok()?.into_iter().next().map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_objects() {
        for (url, bucket, key) in [
            ("https://b.s3.amazonaws.com/t.yaml", "b", "t.yaml"),
            ("https://b.c.s3.eu-west-1.amazonaws.com/a/t.yaml", "b.c", "a/t.yaml"),
            ("https://s3-us-west-2.amazonaws.com/b/t.yaml", "b", "t.yaml"),
            ("https://s3.us-west-2.amazonaws.com/b/t%20a+b.yaml", "b", "t a+b.yaml"),
            ("http://localhost:4566/b/a/t.yaml", "b", "a/t.yaml"),
        ] {
            let found = object(url).unwrap();
            assert_eq!((&*found.bucket, &*found.key, found.version_id), (bucket, key, None), "{url}");
        }
        let found = object("http://localhost:4566/b/t?versionId=v").unwrap();
        assert_eq!(found.version_id.as_deref(), Some("v"));
        for url in ["ftp://b/t", "https://b", "https://s3.amazonaws.com/b", "http://h//t", "http://h/b/"] {
            assert_eq!(object(url), None, "{url}");
        }
    }
}
