//! Conditions of reads and writes, as headers put them.

use kernel::Timestamp;
use wire::Fault;

use crate::engine::object::Object;
use crate::engine::write::Condition;
use crate::errors::{not_built, precondition};

/// What the conditions of a read come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They hold.
    Holds,
    /// The caller has it already.
    NotModified,
    /// This one does not hold.
    Fails(&'static str),
}

/// The conditions of a read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Conditions<'a> {
    pub if_match: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    pub if_modified_since: Option<Timestamp>,
    pub if_unmodified_since: Option<Timestamp>,
}

impl Conditions<'_> {
    /// What they say of `object`, in the order of RFC 9110, 13.2.2.
    pub fn judge(&self, object: &Object) -> Verdict {
        let is_later = |than: Timestamp| object.modified.seconds() > than.seconds();
        match (self.if_match, self.if_unmodified_since) {
            (Some(tags), _) if !names(tags, &object.etag) => return Verdict::Fails("If-Match"),
            (None, Some(since)) if is_later(since) => return Verdict::Fails("If-Unmodified-Since"),
            _ => {}
        }
        match (self.if_none_match, self.if_modified_since) {
            (Some(tags), _) if names(tags, &object.etag) => Verdict::NotModified,
            (None, Some(since)) if !is_later(since) => Verdict::NotModified,
            _ => Verdict::Holds,
        }
    }

    /// The same for the source of a copy, where nothing is had already.
    pub fn check_source(&self, object: &Object) -> Result<(), Fault> {
        match self.judge(object) {
            Verdict::Holds => Ok(()),
            Verdict::NotModified if self.if_none_match.is_some() => {
                Err(precondition("x-amz-copy-source-If-None-Match"))
            }
            Verdict::NotModified => Err(precondition("x-amz-copy-source-If-Modified-Since")),
            Verdict::Fails(condition) => Err(precondition(&format!("x-amz-copy-source-{condition}"))),
        }
    }
}

/// Whether a list of entity tags names `etag`.
fn names(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| tag == "*" || unquoted(tag) == etag)
}

/// An entity tag without quotation marks.
pub fn unquoted(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(tag)
}

/// An entity tag with quotation marks.
pub fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// The condition of a write.
pub fn of_write(if_match: Option<&str>, if_none_match: Option<&str>) -> Result<Condition, Fault> {
    match (if_match.map(unquoted), if_none_match.map(str::trim)) {
        (None, None) => Ok(Condition::None),
        (None, Some("*")) => Ok(Condition::Absent),
        (Some("*"), None) => Ok(Condition::Present),
        (Some(etag), None) => Ok(Condition::Match(etag.to_owned())),
        (None, Some(_)) => Err(not_built("If-None-Match with an entity tag, on a write")),
        (Some(_), Some(_)) => Err(not_built("If-Match and If-None-Match together")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::object::Traits;

    #[test]
    fn judged_as_http_says() {
        let mut object = Object::new(Timestamp(10_500), Traits::default());
        object.etag = "e".into();
        let none = Conditions::default();
        let (before, same) = (Some(Timestamp(9_000)), Some(Timestamp(10_000)));
        for (conditions, verdict) in [
            (none, Verdict::Holds),
            (Conditions { if_match: Some("\"x\", \"e\""), ..none }, Verdict::Holds),
            (Conditions { if_match: Some("\"x\""), ..none }, Verdict::Fails("If-Match")),
            (Conditions { if_match: Some("e"), if_unmodified_since: before, ..none }, Verdict::Holds),
            (Conditions { if_unmodified_since: before, ..none }, Verdict::Fails("If-Unmodified-Since")),
            (Conditions { if_unmodified_since: same, ..none }, Verdict::Holds),
            (Conditions { if_none_match: Some("*"), ..none }, Verdict::NotModified),
            (Conditions { if_none_match: Some("x"), if_modified_since: same, ..none }, Verdict::Holds),
            (Conditions { if_modified_since: same, ..none }, Verdict::NotModified),
            (Conditions { if_modified_since: before, ..none }, Verdict::Holds),
        ] {
            assert_eq!(conditions.judge(&object), verdict, "{conditions:?}");
        }
    }
}
