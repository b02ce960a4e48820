//! Documents and AWS's messages about them, by table.

use crate::engine::policy::{Dialect, Policy, characters};

fn message(document: &str, dialect: Dialect) -> String {
    Policy::parse(document, dialect).err().map(|wrong| wrong.to_string()).unwrap_or_default()
}

/// A managed policy of one statement.
fn managed(statement: &str) -> String {
    message(&format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#), Dialect::Managed)
}

const SYNTAX: &str = "Syntax errors in policy.";
const OLD: &str = "Policy document must be version 2012-10-17 or greater.";
const LEGACY: &str = "The policy failed legacy parsing";
const NO_ACTIONS: &str = "Policy statement must contain actions.";
const NO_RESOURCES: &str = "Policy statement must contain resources.";
const VENDOR: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const COLONS: &str = "Actions/Condition can contain only one colon.";
const SIDS: &str = "Statement IDs (SID) in a single policy must be unique.";

#[test]
fn whole_documents() {
    let good = r#""Effect":"Allow","Action":"s3:ListBucket","Resource":"*""#;
    for (document, expected) in [
        ("This is not a json document".to_owned(), SYNTAX),
        ("[]".to_owned(), SYNTAX),
        (r#"{"Version":"2012-10-17"}"#.to_owned(), SYNTAX),
        (r#"{"Version":"2012-10-17","Statement":[]}"#.to_owned(), SYNTAX),
        (r#"{"Version":"2012-10-17","Statement":["afd"]}"#.to_owned(), SYNTAX),
        (format!(r#"{{"Statement":{{{good}}}}}"#), OLD),
        (format!(r#"{{"Version":"2008-10-17","Statement":{{{good}}}}}"#), OLD),
        (format!(r#"{{"Version":"2013-10-17","Statement":{{{good}}}}}"#), SYNTAX),
        (format!(r#"{{"Version":"2012-10-17","Extra":"x","Statement":{{{good}}}}}"#), SYNTAX),
        (format!(r#"{{"Version":"2012-10-17","Id":[],"Statement":{{{good}}}}}"#), SYNTAX),
        (format!(r#"{{"Version":"2012-10-17","Id":"x","Statement":[{{{good}}}]}}"#), ""),
        (
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"a",{good}}},{{"Sid":"a","Effect":"Allow"}}]}}"#
            ),
            SIDS,
        ),
        (format!(r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"",{good}}},{{"Sid":"",{good}}}]}}"#), ""),
        (r#"{"Statement":{"Effect":"denY","Action":"s3:x","Resource":"*"}}"#.to_owned(), OLD),
    ] {
        assert_eq!(message(&document, Dialect::Managed), expected, "{document}");
    }
    assert_eq!(message(&format!(r#"{{"Statement":{{{good}}}}}"#), Dialect::Inline), "");
}

#[test]
fn actions_and_effects() {
    for (statement, expected) in [
        (r#""Effect":"invalid","Action":"s3:x","Resource":"*""#, SYNTAX),
        (r#""Action":"s3:x","Resource":"*""#, SYNTAX),
        (r#""Effect":"denY","Action":"s3:x","Resource":"*""#, LEGACY),
        (r#""Effect":"Allow","Action":"invalid","Resource":"*""#, VENDOR),
        (r#""Effect":"Allow","Action":"invalid""#, VENDOR),
        (r#""Effect":"Allow","NotAction":"","Resource":"*""#, VENDOR),
        (r#""Effect":"Allow","Action":"a a:ListBucket","Resource":"*""#, "Vendor a a is not valid"),
        (r#""Effect":"Allow","Action":"s3:List:Bucket","Resource":"*""#, COLONS),
        (r#""Effect":"Allow","Action":"iam: asdf af ","Resource":"*""#, ""),
        (r#""Effect":"Allow","Action":"*","Resource":"*""#, ""),
        (r#""Effect":"Allow","Resource":"*""#, NO_ACTIONS),
        (r#""Effect":"Allow","Action":[],"Resource":"*""#, NO_ACTIONS),
        (r#""Effect":"Allow""#, NO_ACTIONS),
        (r#""Effect":"Allow","Action":{},"Resource":"*""#, SYNTAX),
        (r#""Effect":"Deny","Action":[[]],"Resource":"*""#, SYNTAX),
        (r#""Effect":"Allow","Action":"s3:x","NotAction":[],"Resource":"*""#, SYNTAX),
        (r#""Sid":{},"Effect":"Allow","Action":"s3:x","Resource":"*""#, SYNTAX),
        (r#""Extra":1,"Effect":"Allow","Action":"s3:x","Resource":"*""#, SYNTAX),
        (
            r#""Effect":"Allow","Principal":"*","Action":"s3:x","Resource":"*""#,
            "Policy document should not specify a principal.",
        ),
    ] {
        assert_eq!(managed(statement), expected, "{statement}");
    }
}

#[test]
fn resources() {
    for (resource, expected) in [
        (r#""arn:aws:s3:::example_bucket""#, ""),
        (r#"["arn:aws:s3:::example_bucket","*"]"#, ""),
        (r#""arn:aws:fdsasf""#, ""),
        (r#""arn:aws:cloudwatch:us-east-1::x""#, ""),
        (r#""arn:aws:s3:us-east-1:123456789012:accesspoint/x""#, ""),
        (r#""arn:aws:iam:::user/x""#, ""),
        (r#""arn:aws:iam::*:rol*""#, ""),
        (r#""arn:*:dynamodb:*:*:table/${aws:username}""#, ""),
        (r#""invalid resource""#, r#"Resource invalid resource must be in ARN format or "*"."#),
        (r#""""#, r#"Resource  must be in ARN format or "*"."#),
        (r#""a:b:c""#, r#"Partition "b" is not valid for resource "arn:b:c:*:*:*"."#),
        (r#""a:bcd""#, r#"Partition "bcd" is not valid for resource "arn:bcd:*:*:*:*"."#),
        (r#""a:b:c:d:e:f:g:h""#, r#"Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h"."#),
        (r#""aws:s3:::bucket""#, r#"Partition "s3" is not valid for resource "arn:s3:::bucket:*"."#),
        (r#""arn:aws""#, "Resource vendor must be fully qualified and cannot contain regexes."),
        (r#""arn:aws:s3::example_bucket""#, LEGACY),
        (r#""arn:aws::::example_bucket""#, LEGACY),
        (r#""arn:aws::fdsasf""#, LEGACY),
        (r#"{"a":"*"}"#, SYNTAX),
        (r#"["adf",{}]"#, SYNTAX),
        ("[]", NO_RESOURCES),
        (
            r#""arn:aws:iam:us-east-1::role/x""#,
            "IAM resource arn:aws:iam:us-east-1::role/x cannot contain region information.",
        ),
        (
            r#""arn:aws:s3:us-east-1::b""#,
            "Resource arn:aws:s3:us-east-1::b can not contain region information.",
        ),
        (
            r#""arn:aws:iam:::example""#,
            "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, \
             instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, \
             oidc-provider/, report/, access-report/.",
        ),
    ] {
        let statement = format!(r#""Effect":"Allow","Action":"s3:x","Resource":{resource}"#);
        assert_eq!(managed(&statement), expected, "{resource}");
    }
    assert_eq!(managed(r#""Effect":"Allow","Resource":"arn:aws:s3::b""#), LEGACY);
    assert_eq!(managed(r#""Effect":"Allow","Action":"s3:x","Resource":"*","NotResource":"*""#), SYNTAX);
}

#[test]
fn conditions() {
    for (condition, expected) in [
        ("{}", ""),
        (r#"{"a":{}}"#, ""),
        (r#"{"DateGreaterThan":{}}"#, ""),
        (r#"{"DateGreaterThan":{"a":[]}}"#, ""),
        (r#"{"DateGreaterThan":{"aws:CurrentTime":"2017-07-01T00:00:00Z"}}"#, ""),
        (r#"{"Bool":{"aws:SecureTransport":false}}"#, ""),
        (r#"{"NumericLessThan":{"s3:max-keys":10}}"#, ""),
        (r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"Department"}}"#, ""),
        ("[]", SYNTAX),
        (r#""a""#, SYNTAX),
        (r#"{"a":"b"}"#, SYNTAX),
        (r#"{"x":{"a":"1"}}"#, SYNTAX),
        (r#"{"DateGreaterThan":[]}"#, SYNTAX),
        (r#"{"DateGreaterThan":{"a":{}}}"#, SYNTAX),
        (r#"{"ForAnyValue::StringEqualsIfExists":{"a":"asf"}}"#, SYNTAX),
        (r#"{"DateGreaterThan":{"a":"sdfdsf"}}"#, LEGACY),
        (r#"{"DateLessThan":{"a":"9223372036854775808"}}"#, LEGACY),
    ] {
        let statement = format!(r#""Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{condition}"#);
        assert_eq!(managed(&statement), expected, "{condition}");
    }
}

#[test]
fn trust_policies() {
    let assume = r#""Effect":"Allow","Action":"sts:AssumeRole""#;
    for (statement, expected) in [
        (format!(r#"{assume},"Principal":{{"Service":"lambda.amazonaws.com"}}"#), ""),
        (format!(r#"{assume},"Principal":{{"AWS":["123456789012","arn:aws:iam::123456789012:root"]}}"#), ""),
        (format!(r#"{assume},"Principal":"*""#), ""),
        (format!(r#"{assume},"Principal":"*","Resource":"*""#), "Has prohibited field Resource"),
        (format!(r#"{assume},"Principal":"*","NotResource":"*""#), "Has prohibited field NotResource"),
        (assume.to_owned(), "Missing required field Principal"),
        (r#""Effect":"Allow","Principal":"*""#.to_owned(), "Missing required field Action"),
        (r#""Action":"sts:AssumeRole","Principal":"*""#.to_owned(), "Missing required field Effect"),
        (format!(r#"{assume},"Principals":"*""#), "Unknown field Principals"),
        (
            r#""Effect":"Allow","Action":"s3:GetObject","Principal":"*""#.to_owned(),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (
            format!(r#"{assume},"Principal":{{"Service":"lambda"}}"#),
            r#"Invalid principal in policy: "SERVICE":"lambda""#,
        ),
        (
            format!(r#"{assume},"Principal":{{"AWS":"arn:aws:iam::1:role/x"}}"#),
            r#"Invalid principal in policy: "AWS":"arn:aws:iam::1:role/x""#,
        ),
    ] {
        let document = format!(r#"{{"Version":"2012-10-17","Statement":[{{{statement}}}]}}"#);
        assert_eq!(message(&document, Dialect::Trust), expected, "{statement}");
    }
    assert_eq!(message("{", Dialect::Trust), "This policy contains invalid Json");
}

#[test]
fn rubbish_never_panics() {
    let good = r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":"*"},
        "NotAction":["s3:*"],"Resource":"arn:aws:s3:::${aws:username}*","Condition":{"DateLessThan":{"a":"2020-01-01T"}}}]}"#;
    arbtest::arbtest(|bytes| {
        let mut document: Vec<char> = good.chars().collect();
        for _ in 0..bytes.int_in_range(1..=12)? {
            let at = bytes.choose_index(document.len())?;
            document[at] = *bytes.choose(&['"', '{', '}', '[', ']', ':', ',', '*', '$', 'é', '0', ' '])?;
        }
        let document: String = document.into_iter().collect();
        for dialect in [Dialect::Managed, Dialect::Inline, Dialect::Trust, Dialect::Resource] {
            let _ = Policy::parse(&document, dialect);
        }
        let _ = Policy::parse(&String::arbitrary(bytes)?, Dialect::Managed);
        Ok(())
    });
    assert_eq!(message(&"[".repeat(100_000), Dialect::Managed), SYNTAX);
}

#[test]
fn size_leaves_white_space_out() {
    assert_eq!(characters("{ \"a\" :\n\t1 }\r\n"), 7);
}

use arbtest::arbitrary::Arbitrary;
