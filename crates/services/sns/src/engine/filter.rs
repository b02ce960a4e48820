//! Filter policies: which messages a subscription wants, by their attributes or by their bodies.
//!
//! A policy is read once, when it is set or its topic is opened, into rules; [`parse`] says what it may be, [`pattern`]
//! what a value must be. Invariant: rules are at most [`FILTER_DEPTH_MAX`](crate::limits::FILTER_DEPTH_MAX) deep, so
//! no message can make matching deep. Where AWS is silent: a key that names an object counts as absent where values
//! are wanted, as does an empty array; conditions on one object of an array must hold of the same object; a number
//! matches text patterns by the text it came as.

mod parse;
mod pattern;

use serde_json::Value;

use super::message::Attribute;
use super::terms::Scope;
use pattern::{Pattern, Scalar};

/// Which messages are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter(Rule);

/// What must hold of an object.
#[derive(Clone, Debug, PartialEq)]
enum Rule {
    /// All of these.
    All(Vec<Rule>),
    /// One of these.
    Any(Vec<Rule>),
    /// One of these patterns of the value under the key.
    Values(String, Vec<Pattern>),
    /// The rule of the object under the key.
    Nested(String, Box<Rule>),
}

impl Filter {
    /// The filter of a policy; an error says why it makes no sense, in AWS's words where they are known.
    pub fn parse(text: &str, scope: Scope) -> Result<Self, String> {
        parse::read(text, scope).map(Self)
    }

    /// Whether a message with these attributes is wanted.
    pub fn matches_attributes(&self, attributes: &[Attribute]) -> bool {
        on_attributes(&self.0, attributes)
    }

    /// Whether a message with this body is wanted; one that is no object is not.
    pub fn matches_body(&self, body: &Value) -> bool {
        body.is_object() && on_body(&self.0, Some(body))
    }
}

fn on_attributes(rule: &Rule, attributes: &[Attribute]) -> bool {
    match rule {
        Rule::All(rules) => rules.iter().all(|rule| on_attributes(rule, attributes)),
        Rule::Any(rules) => rules.iter().any(|rule| on_attributes(rule, attributes)),
        Rule::Values(name, patterns) => {
            let Some(found) = attributes.iter().find(|attribute| attribute.name == *name) else {
                return fits(patterns, &[]);
            };
            // Binary attributes are as if they were not there.
            let Some(text) = &found.text else { return fits(patterns, &[]) };
            let kind = found.data_type.split('.').next().unwrap_or_default();
            if found.data_type.starts_with("String.Array") {
                let array = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()));
                let mut scalars = Vec::new();
                collect(&array, &mut scalars);
                return fits(patterns, &scalars);
            }
            match text.trim().parse().ok().filter(|_| kind == "Number") {
                Some(number) => fits(patterns, &[Scalar::Number(number, Some(text))]),
                None => fits(patterns, &[Scalar::Text(text)]),
            }
        }
        // Not read for this scope.
        Rule::Nested(..) => false,
    }
}

fn on_body(rule: &Rule, body: Option<&Value>) -> bool {
    let under = |name: &str| body.and_then(|body| body.get(name));
    match rule {
        Rule::All(rules) => rules.iter().all(|rule| on_body(rule, body)),
        Rule::Any(rules) => rules.iter().any(|rule| on_body(rule, body)),
        Rule::Values(name, patterns) => {
            let mut scalars = Vec::new();
            under(name).inspect(|value| collect(value, &mut scalars));
            fits(patterns, &scalars)
        }
        Rule::Nested(name, rule) => match under(name) {
            Some(Value::Array(objects)) if !objects.is_empty() => {
                objects.iter().any(|object| on_body(rule, object.is_object().then_some(object)))
            }
            Some(object @ Value::Object(_)) => on_body(rule, Some(object)),
            _ => on_body(rule, None),
        },
    }
}

/// The plain values in `value`: itself, or those of an array.
fn collect<'a>(value: &'a Value, scalars: &mut Vec<Scalar<'a>>) {
    match value {
        Value::Null => scalars.push(Scalar::Null),
        Value::Bool(value) => scalars.push(Scalar::Boolean(*value)),
        Value::Number(number) => scalars.push(Scalar::Number(number.as_f64().unwrap_or(f64::NAN), None)),
        Value::String(text) => scalars.push(Scalar::Text(text)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, scalars)),
        Value::Object(_) => {}
    }
}

/// Whether one of the values fits one of the patterns.
fn fits(patterns: &[Pattern], scalars: &[Scalar<'_>]) -> bool {
    patterns.iter().any(|pattern| match pattern {
        Pattern::Exists(wanted) => *wanted != scalars.is_empty(),
        pattern => scalars.iter().any(|scalar| pattern.fits(scalar)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(policy: &str, body: &str) -> bool {
        let filter = Filter::parse(policy, Scope::MessageBody).expect(policy);
        filter.matches_body(&serde_json::from_str(body).unwrap_or_default())
    }

    fn attributes(policy: &str, attributes: &[(&str, &str, &str)]) -> bool {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, data_type, text)| Attribute {
                name: (*name).to_owned(),
                data_type: (*data_type).to_owned(),
                text: Some((*text).to_owned()),
                bytes: None,
            })
            .collect();
        Filter::parse(policy, Scope::MessageAttributes).expect(policy).matches_attributes(&attributes)
    }

    #[test]
    fn all_keys_must_fit_and_of_each_one_value() {
        let policy = r#"{"store":["a","b"],"price":[{"numeric":[">=",100]}]}"#;
        assert!(attributes(policy, &[("store", "String", "b"), ("price", "Number", "100.5")]));
        assert!(!attributes(policy, &[("store", "String", "c"), ("price", "Number", "100.5")]));
        assert!(!attributes(policy, &[("store", "String", "b")]));
        assert!(
            !attributes(policy, &[("store", "String", "b"), ("price", "String", "100")]),
            "text is no number"
        );
        assert!(attributes(r#"{"n":[1]}"#, &[("n", "Number", "1.0")]));
    }

    #[test]
    fn arrays_fit_by_one_of_their_values() {
        let interests = [("i", "String.Array", r#"["rugby","tennis",5,true,null]"#)];
        for policy in [r#"["rugby"]"#, "[5]", "[true]", "[null]", r#"[{"prefix":"ten"}]"#] {
            assert!(attributes(&format!(r#"{{"i":{policy}}}"#), &interests), "{policy}");
        }
        assert!(!attributes(r#"{"i":["golf",6,false]}"#, &interests));
    }

    #[test]
    fn existence_is_of_values() {
        let bytes = bytes::Bytes::from_static(b"x");
        let binary =
            Attribute { name: "b".into(), data_type: "Binary".into(), text: None, bytes: Some(bytes) };
        let filter = Filter::parse(r#"{"b":[{"exists":false}]}"#, Scope::MessageAttributes).unwrap();
        assert!(filter.matches_attributes(&[binary]));
        assert!(body(r#"{"a":[{"exists":true}]}"#, r#"{"a":null}"#));
        assert!(body(r#"{"a":{"b":[{"exists":false}]}}"#, r#"{"c":1}"#));
        assert!(!body(r#"{"a":{"b":[{"exists":false}]}}"#, r#"{"a":{"b":1}}"#));
        assert!(!body(r#"{"a":[{"exists":true}]}"#, r#"{"a":{"b":1}}"#));
        assert!(!body(r#"{"a":[{"exists":false}]}"#, "no JSON"));
    }

    #[test]
    fn bodies_are_looked_into() {
        let policy = r#"{"order":{"items":{"kind":["pump"],"count":[{"numeric":[">",1,"<=",5]}]}}}"#;
        assert!(body(policy, r#"{"order":{"items":[{"kind":"hose","count":9},{"kind":"pump","count":5}]}}"#));
        assert!(!body(
            policy,
            r#"{"order":{"items":[{"kind":"hose","count":3},{"kind":"pump","count":9}]}}"#
        ));
        assert!(!body(policy, r#"{"order":1}"#));
    }

    #[test]
    fn one_branch_of_or_is_enough() {
        let policy = r#"{"source":["s"],"$or":[{"metric":["cpu"]},{"space":[{"anything-but":"x"}],"$or":[{"a":[1]},{"b":[2]}]}]}"#;
        assert!(body(policy, r#"{"source":"s","metric":"cpu"}"#));
        assert!(body(policy, r#"{"source":"s","space":"y","b":2}"#));
        assert!(!body(policy, r#"{"source":"s","space":"y","b":3}"#));
        assert!(!body(policy, r#"{"source":"t","metric":"cpu"}"#));
        assert!(attributes(policy, &[("source", "String", "s"), ("metric", "String", "cpu")]));
    }

    /// Whatever is a policy and whatever is a message, nothing panics.
    #[test]
    fn no_policy_and_no_message_make_it_panic() {
        arbtest::arbtest(|source| {
            let words = [
                "a",
                "$or",
                "prefix",
                "numeric",
                "cidr",
                "anything-but",
                "exists",
                "wildcard",
                "*",
                "10.0.0.0/8",
            ];
            fn value(
                source: &mut arbtest::arbitrary::Unstructured<'_>,
                words: &[&str],
                depth: u8,
            ) -> arbtest::arbitrary::Result<Value> {
                Ok(match source.int_in_range(0..=if depth > 3 { 3 } else { 5 })? {
                    0 => Value::Null,
                    1 => Value::from(source.arbitrary::<i32>()?),
                    2 => Value::from(*source.choose(words)?),
                    3 => Value::from(source.arbitrary::<bool>()?),
                    4 => {
                        let length = source.int_in_range(0..=3)?;
                        Value::Array(
                            (0..length).map(|_| value(source, words, depth + 1)).collect::<Result<_, _>>()?,
                        )
                    }
                    _ => {
                        let mut object = serde_json::Map::new();
                        for _ in 0..source.int_in_range(0..=3)? {
                            object.insert(
                                (*source.choose(words)?).to_owned(),
                                value(source, words, depth + 1)?,
                            );
                        }
                        Value::Object(object)
                    }
                })
            }
            let policy = value(source, &words, 0)?.to_string();
            let message = value(source, &words, 0)?;
            for scope in [Scope::MessageAttributes, Scope::MessageBody] {
                if let Ok(filter) = Filter::parse(&policy, scope) {
                    filter.matches_body(&message);
                    let attribute = Attribute {
                        name: "a".into(),
                        data_type: "String.Array".into(),
                        text: Some(message.to_string()),
                        bytes: None,
                    };
                    filter.matches_attributes(&[attribute]);
                }
            }
            Ok(())
        });
    }
}
