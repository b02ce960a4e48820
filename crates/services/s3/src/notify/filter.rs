//! Which events a configuration wants: their kinds, and what keys begin and end with.

use s3_api::{Event, LambdaFunctionConfiguration, NotificationConfigurationFilter};
use wire::Fault;

use crate::engine::outbox::Happened;
use crate::errors::argument;

/// What keys begin and end with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    prefix: String,
    suffix: String,
}

impl Pattern {
    /// What a filter says; each rule at most once.
    pub fn of(filter: Option<&NotificationConfigurationFilter>) -> Result<Self, Fault> {
        let rules = filter.and_then(|filter| filter.key.as_ref()).and_then(|key| key.filter_rules.as_ref());
        let (mut prefix, mut suffix) = (None, None);
        for rule in rules.into_iter().flatten() {
            let value = rule.value.clone().unwrap_or_default();
            let name = rule.name.as_deref().unwrap_or_default();
            let before = match name.to_ascii_lowercase().as_str() {
                "prefix" => prefix.replace(value),
                "suffix" => suffix.replace(value),
                _ => {
                    let text = "filter rule name must be either prefix or suffix";
                    return Err(argument(text, "FilterRule.Name", name));
                }
            };
            if before.is_some() {
                let text = format!("Cannot specify more than one {name} rule in a filter.");
                return Err(argument(text, "FilterRule.Name", name));
            }
        }
        Ok(Self { prefix: prefix.unwrap_or_default(), suffix: suffix.unwrap_or_default() })
    }

    fn fits(&self, key: &str) -> bool {
        key.starts_with(&self.prefix) && key.ends_with(&self.suffix)
    }

    /// Whether some key could fit both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let nested = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
        let nested_end = |one: &str, other: &str| one.ends_with(other) || other.ends_with(one);
        nested(&self.prefix, &other.prefix) && nested_end(&self.suffix, &other.suffix)
    }
}

/// Whether S3 raises such events here.
pub fn is_raised(event: Event) -> bool {
    matches!(
        event,
        Event::S3ObjectCreated
            | Event::S3ObjectCreatedPut
            | Event::S3ObjectCreatedPost
            | Event::S3ObjectCreatedCopy
            | Event::S3ObjectCreatedCompleteMultipartUpload
            | Event::S3ObjectRemoved
            | Event::S3ObjectRemovedDelete
            | Event::S3ObjectRemovedDeleteMarkerCreated
    )
}

/// Whether `configuration` wants to know what happened to `key`.
pub fn wants(configuration: &LambdaFunctionConfiguration, happened: Happened, key: &str) -> bool {
    let is_wanted = configuration.events.iter().any(|event| {
        let wanted = event.strip_prefix("s3:").unwrap_or_default();
        match wanted.strip_suffix('*') {
            Some(start) => happened.as_str().starts_with(start),
            None => happened.as_str() == wanted,
        }
    });
    is_wanted && Pattern::of(configuration.filter.as_ref()).is_ok_and(|pattern| pattern.fits(key))
}

#[cfg(test)]
mod tests {
    use s3_api::{FilterRule, S3KeyFilter};

    use super::*;

    fn configuration(events: &[Event], prefix: &str, suffix: &str) -> LambdaFunctionConfiguration {
        let rule =
            |name: &str, value: &str| FilterRule { name: Some(name.into()), value: Some(value.into()) };
        let rules = vec![rule("Prefix", prefix), rule("suffix", suffix)];
        let filter = NotificationConfigurationFilter { key: Some(S3KeyFilter { filter_rules: Some(rules) }) };
        LambdaFunctionConfiguration {
            id: None,
            lambda_function_arn: "arn".into(),
            events: events.iter().map(|event| event.as_str().to_owned()).collect(),
            filter: Some(filter),
        }
    }

    #[test]
    fn wanted_are_kind_prefix_and_suffix() {
        let all = configuration(&[Event::S3ObjectCreated], "in/", ".csv");
        assert!(wants(&all, Happened::Copy, "in/a.csv"));
        assert!(!wants(&all, Happened::Delete, "in/a.csv"));
        assert!(!wants(&all, Happened::Put, "in/a.txt") && !wants(&all, Happened::Put, "a.csv"));
        let one = configuration(&[Event::S3ObjectRemovedDelete], "", "");
        assert!(wants(&one, Happened::Delete, "x") && !wants(&one, Happened::DeleteMarkerCreated, "x"));
    }

    #[test]
    fn patterns_overlap_where_a_key_fits_both() {
        let of = |prefix: &str, suffix: &str| {
            Pattern::of(configuration(&[], prefix, suffix).filter.as_ref()).unwrap()
        };
        assert!(of("a/", "").overlaps(&of("a/b", ".csv")));
        assert!(!of("a/", "").overlaps(&of("b/", "")));
        assert!(!of("a/", ".csv").overlaps(&of("a/", ".txt")));
    }
}
