//! Accounts, regions, and the pair of them that all state belongs to.

use std::fmt;
use std::sync::Arc;

/// A twelve-digit AWS account id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(Arc<str>);

impl AccountId {
    /// The account of callers whose access key does not name one.
    pub const DEFAULT: &str = "000000000000";

    /// `text` as an account id, if it is twelve digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(text.into()))
    }

    /// The account an access key stands for: the key itself where it is twelve digits, else
    /// [`Self::DEFAULT`].
    pub fn of_access_key(access_key: &str) -> Self {
        Self::parse(access_key).unwrap_or_default()
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for AccountId {
    fn default() -> Self {
        Self(Self::DEFAULT.into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An AWS region name, such as `us-east-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Arc<str>);

impl Region {
    /// The region of callers that name none.
    pub const DEFAULT: &str = "us-east-1";

    /// `text` as a region name: 1 to 32 lower-case letters, digits and hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=32).contains(&text.len()) && text.bytes().all(allowed)).then(|| Self(text.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Region {
    fn default() -> Self {
        Self(Self::DEFAULT.into())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The account and region that a piece of state belongs to. Nothing is global but what AWS makes global.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
}

impl Place {
    /// The ARN of `resource` of `service` here, e.g. `stream/orders` of `kinesis`.
    pub fn arn(&self, service: &str, resource: &str) -> crate::Arn {
        crate::Arn::new(service, self.region.as_str(), self.account.as_str(), resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_of_a_key() {
        assert_eq!(AccountId::of_access_key("123456789012").as_str(), "123456789012");
        assert_eq!(AccountId::of_access_key("test").as_str(), AccountId::DEFAULT);
        assert!(Region::parse("us-east-1").is_some() && Region::parse("../etc").is_none());
    }
}
