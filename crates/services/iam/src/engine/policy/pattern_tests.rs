//! Wildcards against a naive model, variables by table.

use kernel::Timestamp;

use super::*;
use crate::engine::policy::Context;

fn matches(pattern: &str, text: &str) -> bool {
    let nothing = Context::new();
    let facts = Facts { principal: &nothing, request: &nothing, now: Timestamp(0) };
    Pattern::resource(pattern, true).matches(text, &facts)
}

/// The definition, straight and slow.
fn model(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|taken| model(rest, &text[taken..])),
        Some((expected, rest)) => text
            .split_first()
            .is_some_and(|(first, after)| (*expected == '?' || expected == first) && model(rest, after)),
    }
}

#[test]
fn wildcards_do_what_their_definition_says() {
    arbtest::arbtest(|bytes| {
        let mut draw = |alphabet: &[char], length_max: usize| -> arbtest::arbitrary::Result<Vec<char>> {
            let length = bytes.int_in_range(0..=length_max)?;
            (0..length).map(|_| bytes.choose(alphabet).copied()).collect()
        };
        let pattern = draw(&['a', 'b', 'é', '*', '?', '*'], 9)?;
        let text = draw(&['a', 'b', 'é', ':'], 12)?;
        let (pattern_text, text_text): (String, String) = (pattern.iter().collect(), text.iter().collect());
        assert_eq!(
            matches(&pattern_text, &text_text),
            model(&pattern, &text),
            "`{pattern_text}` on `{text_text}`"
        );
        Ok(())
    });
}

#[test]
fn a_hostile_pattern_stays_quick() {
    let pattern = "*a".repeat(500) + "b";
    assert!(!matches(&pattern, &"a".repeat(2000)));
}

#[test]
fn case_matters_only_where_it_should() {
    let nothing = Context::new();
    let facts = Facts { principal: &nothing, request: &nothing, now: Timestamp(0) };
    for (pattern, action, expected) in [
        ("dynamodb:PutItem", "dynamodb:putitem", true),
        ("DynamoDB:*", "dynamodb:PutItem", true),
        ("dynamodb:*Item", "DYNAMODB:PUTITEM", true),
        ("dynamodb:*", "dynamodbstreams:GetRecords", false),
        ("*", "s3:GetObject", true),
        ("dynamodb:", "dynamodb:PutItem", false),
    ] {
        assert_eq!(Pattern::action(pattern).matches(action, &facts), expected, "{pattern} {action}");
    }
    assert!(!matches("arn:aws:s3:::Bucket", "arn:aws:s3:::bucket"));
    assert!(Pattern::value("STRASSE É", false, true).matches("strasse é", &facts));
}

#[test]
fn variables_are_filled_in_literally() {
    let principal = Context::new().with("aws:username", "an*a");
    let mut request = Context::new().with("AWS:SourceIp", "10.0.0.1");
    request.set("aws:TagKeys", vec!["a".into(), "b".into()]);
    let facts = Facts { principal: &principal, request: &request, now: Timestamp(1_000) };
    for (pattern, text, expected) in [
        ("home/${aws:username}/*", "home/an*a/x", true),
        ("home/${aws:username}/*", "home/anna/x", false),
        ("${AWS:UserName}", "an*a", true),
        ("${aws:nothing}", "", false),
        ("*${aws:nothing}*", "anything", false),
        ("${aws:nothing, 'none'}-?", "none-1", true),
        ("${aws:TagKeys}", "a", false),
        ("${*}${?}${$}", "*?$", true),
        ("${*}", "a", false),
        ("${aws:username", "${aws:username", true),
        ("${aws:sourceip}/${aws:EpochTime}", "10.0.0.1/1", true),
    ] {
        assert_eq!(Pattern::resource(pattern, true).matches(text, &facts), expected, "{pattern} {text}");
    }
    assert!(Pattern::resource("${aws:username}", false).matches("${aws:username}", &facts));
}
