//! Buckets named by the host, `bucket.s3.localhost:4566`, as most clients do unless told otherwise.

use http::Uri;
use http::request::Parts;
use http::uri::PathAndQuery;

/// The bucket that a request's host names: what stands before `.s3.` or `.s3-region.`.
pub fn bucket(parts: &Parts) -> Option<&str> {
    let stated = || parts.headers.get(http::header::HOST)?.to_str().ok();
    let host = parts.uri.host().or_else(stated)?;
    let end = host.find(".s3.").or_else(|| host.find(".s3-"))?;
    Some(&host[..end]).filter(|bucket| !bucket.is_empty())
}

/// The request with the bucket in its path, wherever it named it. Only after its signature was looked at.
pub fn path_style(mut parts: Parts) -> Parts {
    let Some(bucket) = bucket(&parts) else { return parts };
    let target = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
    // What cannot be a path is answered as the bucketless path that it came with.
    if let Ok(uri) = Uri::try_from(format!("/{bucket}{target}")) {
        parts.uri = uri;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(host: &str, target: &str) -> String {
        let request = http::Request::get(target).header("host", host).body(()).unwrap();
        path_style(request.into_parts().0).uri.to_string()
    }

    #[test]
    fn hosts_name_buckets() {
        assert_eq!(path("b.c.s3.localhost:4566", "/k?x=1"), "/b.c/k?x=1");
        assert_eq!(path("b.s3-eu-west-1.amazonaws.com", "/"), "/b/");
        assert_eq!(path("s3.localhost:4566", "/b/k"), "/b/k");
        assert_eq!(path("127.0.0.1:4566", "/b/k"), "/b/k");
    }
}
