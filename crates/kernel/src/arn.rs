//! Amazon Resource Names: `arn:partition:service:region:account:resource`.

use std::fmt;

/// A parsed ARN. The resource part keeps its own form (`stream/orders`, `function:name:1`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn {
    text: String,
    /// Offsets of the five colons.
    colons: [usize; 5],
}

/// Why a text is not an ARN.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an ARN; one looks like `arn:aws:kinesis:us-east-1:000000000000:stream/orders`")]
pub struct ArnError(pub String);

impl Arn {
    /// An ARN in the partition `aws`; `region` and `account` may be empty, as in IAM and S3. The resource is as it is
    /// given: what a request names may be refused only later, and until then it has an ARN too.
    pub fn new(service: &str, region: &str, account: &str, resource: &str) -> Self {
        let text = format!("arn:aws:{service}:{region}:{account}:{resource}");
        let second = 3 + 1 + "aws".len();
        let third = second + 1 + service.len();
        let fourth = third + 1 + region.len();
        let fifth = fourth + 1 + account.len();
        Self { text, colons: [3, second, third, fourth, fifth] }
    }

    /// Parses `text`. Neither service nor resource may be empty.
    pub fn parse(text: &str) -> Result<Self, ArnError> {
        let wrong = || ArnError(text.to_owned());
        let mut found = text.match_indices(':').map(|(at, _)| at);
        let mut colons = [0; 5];
        for colon in &mut colons {
            *colon = found.next().ok_or_else(wrong)?;
        }
        let arn = Self { text: text.to_owned(), colons };
        let sound = text.starts_with("arn:") && !arn.service().is_empty() && !arn.resource().is_empty();
        if sound { Ok(arn) } else { Err(wrong()) }
    }

    fn part(&self, index: usize) -> &str {
        &self.text[self.colons[index] + 1..self.colons[index + 1]]
    }

    /// `aws`, `aws-cn`, …
    pub fn partition(&self) -> &str {
        self.part(0)
    }

    /// `kinesis`, `iam`, …
    pub fn service(&self) -> &str {
        self.part(1)
    }

    /// `us-east-1`, or empty.
    pub fn region(&self) -> &str {
        self.part(2)
    }

    /// Twelve digits, `aws`, or empty.
    pub fn account(&self) -> &str {
        self.part(3)
    }

    /// Everything after the fifth colon.
    pub fn resource(&self) -> &str {
        &self.text[self.colons[4] + 1..]
    }

    /// The resource after its type: `orders` of `stream/orders`, when the type is `kind`.
    pub fn name_of(&self, kind: &str) -> Option<&str> {
        self.resource().strip_prefix(kind)?.strip_prefix(['/', ':'])
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_parts_is_as_what_is_parsed() {
        for (region, account, resource) in [("us-east-1", "000000000000", "stream/a:b"), ("", "", "bucket")] {
            let made = Arn::new("kinesis", region, account, resource);
            assert_eq!(Arn::parse(made.as_str()), Ok(made));
        }
        assert_eq!(Arn::new("sns", "r", "a", "").resource(), "", "a name that will be refused");
    }

    #[test]
    fn parts() {
        let arn = Arn::parse("arn:aws:lambda:eu-west-1:123456789012:function:f:1").unwrap();
        assert_eq!((arn.service(), arn.region(), arn.account()), ("lambda", "eu-west-1", "123456789012"));
        assert_eq!(arn.resource(), "function:f:1");
        assert_eq!(arn.name_of("function"), Some("f:1"));
        for wrong in ["", "arn", "arn:aws:s3:::", "x:aws:s3:::b", "arn:aws:s3::b"] {
            assert!(Arn::parse(wrong).is_err(), "{wrong}");
        }
    }
}
