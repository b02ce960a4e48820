//! The request context: what conditions and policy variables are compared with.
//!
//! Keys are compared without regard to case, as AWS does. The principal's own facts come first, so that
//! nothing in a request can pass for them. Time is always known.

use std::borrow::Cow;

use kernel::Timestamp;

/// Condition keys with their values. Few (tens), so a list that is searched through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context(Vec<(Box<str>, Vec<String>)>);

impl Context {
    /// Nothing known.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets `key` to one value.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, vec![value.into()]);
        self
    }

    /// Sets `key` to `values`, replacing what it had.
    pub fn set(&mut self, key: &str, values: Vec<String>) {
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(key));
        self.0.push((key.into(), values));
    }

    /// The values of `key`.
    pub fn get(&self, key: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, values)| values.as_slice())
    }
}

/// All that is known while one request is decided.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Of the principal: `aws:PrincipalArn`, `aws:username`, …
    pub principal: &'a Context,
    /// Of the request: `aws:SourceIp`, `dynamodb:LeadingKeys`, …
    pub request: &'a Context,
    /// When it is decided: `aws:CurrentTime`, `aws:EpochTime`.
    pub now: Timestamp,
}

impl<'a> Facts<'a> {
    /// The values of `key`, `None` where it is not known or has none.
    pub fn values(&self, key: &str) -> Option<Cow<'a, [String]>> {
        let known = self.principal.get(key).or_else(|| self.request.get(key));
        if let Some(values) = known {
            return (!values.is_empty()).then_some(Cow::Borrowed(values));
        }
        if key.eq_ignore_ascii_case("aws:CurrentTime") {
            return Some(Cow::Owned(vec![self.now.iso8601()]));
        }
        key.eq_ignore_ascii_case("aws:EpochTime").then(|| Cow::Owned(vec![self.now.seconds().to_string()]))
    }

    /// The one value that a policy variable stands for; `None` where there are none or several.
    pub fn variable(&self, key: &str) -> Option<String> {
        match self.values(key)?.as_ref() {
            [value] => Some(value.clone()),
            _ => None,
        }
    }
}
