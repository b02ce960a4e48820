//! What lists share: names as URLs, tokens, bounds.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use s3_api::{CommonPrefix, EncodingType, Owner};
use storage::StorageError;
use wire::Fault;

use super::bucket::canonical_id;
use crate::S3;
use crate::engine::bucket::Bucket;
use crate::engine::list::{Page, Query, Start};
use crate::engine::{Engine, EngineError};
use crate::errors::argument;
use crate::limits::LIST_MAX;

impl S3 {
    /// A page, read where it keeps no other request waiting.
    pub(super) async fn page<T: Send + 'static>(
        &self,
        bucket: &Bucket,
        query: &Query,
        list: fn(&Engine, &Bucket, &Query) -> Result<Page<T>, EngineError>,
    ) -> Result<Page<T>, Fault> {
        let (engine, bucket, query) = (Arc::clone(&self.engine), bucket.clone(), query.clone());
        let page = tokio::task::spawn_blocking(move || list(&engine, &bucket, &query));
        // The runtime refuses only when the server ends.
        Ok(page.await.unwrap_or(Err(StorageError::Closed.into()))?)
    }
}

/// How names are written in an answer.
#[derive(Clone, Copy)]
pub struct Naming(pub Option<EncodingType>);

impl Naming {
    /// A name, encoded as the caller asked for: as Java's URLEncoder does, but for slashes.
    pub fn show(self, name: &str) -> String {
        if self.0.is_none() {
            return name.to_owned();
        }
        let mut shown = String::with_capacity(name.len());
        for byte in name.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => {
                    shown.push(char::from(byte));
                }
                b' ' => shown.push('+'),
                _ => shown.push_str(&format!("%{byte:02X}")),
            }
        }
        shown
    }

    /// A name that may be missing; an empty one is.
    pub fn show_any(self, name: Option<&str>) -> Option<String> {
        name.filter(|name| !name.is_empty()).map(|name| self.show(name))
    }

    /// Common prefixes; none where there are none.
    pub fn prefixes(self, prefixes: &[String]) -> Option<Vec<CommonPrefix>> {
        let shown = prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(self.show(prefix)) });
        Some(shown.collect()).filter(|shown: &Vec<_>| !shown.is_empty())
    }
}

/// How much a page may have: what the caller asked for, and never more than 1000.
pub fn max(asked: Option<i32>, name: &str) -> Result<usize, Fault> {
    match asked {
        None => Ok(LIST_MAX),
        Some(asked) => {
            let text = format!("Argument {name} must be an integer between 0 and 2147483647");
            let asked = usize::try_from(asked).map_err(|_| argument(text, name, asked))?;
            Ok(asked.min(LIST_MAX))
        }
    }
}

/// A continuation token for where the next page begins.
pub fn token(start: &Start) -> Option<String> {
    let (kind, text) = match start {
        Start::Beginning => return None,
        Start::After(key) | Start::Within(key, _) => ('k', key),
        Start::Past(prefix) => ('p', prefix),
    };
    Some(URL_SAFE_NO_PAD.encode(format!("{kind}{text}")))
}

/// Where the page of a token begins.
pub fn start_of(token: &str) -> Result<Start, Fault> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let bad = || argument("The continuation token provided is incorrect", "continuation-token", token);
    let text = bytes.ok_or_else(bad)?;
    match (text.strip_prefix('k'), text.strip_prefix('p')) {
        (Some(key), _) => Ok(Start::After(key.to_owned())),
        (_, Some(prefix)) => Ok(Start::Past(prefix.to_owned())),
        _ => Err(bad()),
    }
}

/// The owner of a bucket and of all in it.
pub fn owner(bucket: &Bucket) -> Owner {
    Owner { display_name: None, id: Some(canonical_id(&bucket.account)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_tokens() {
        let url = Naming(Some(EncodingType::Url));
        assert_eq!(url.show("a b/ü+*&"), "a+b/%C3%BC%2B*%26");
        assert_eq!(Naming(None).show("a b"), "a b");
        for start in [Start::After("a/ü".into()), Start::Past("a/".into())] {
            assert_eq!(start_of(&token(&start).unwrap()).unwrap(), start);
        }
        assert!(start_of("!").is_err() && start_of("").is_err());
        assert!(max(Some(-1), "maxKeys").is_err());
        assert_eq!((max(Some(5000), "m").unwrap(), max(Some(0), "m").unwrap()), (1000, 0));
    }
}
