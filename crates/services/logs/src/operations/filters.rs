//! What metric filters and subscriptions have in common: which groups may have them, and their pages.

use dispatch::Call;
use wire::Fault;

use crate::Logs;
use crate::engine::{EngineError, Pattern, StoredGroup};
use crate::errors::invalid;
use crate::limits::{DESCRIBE_MAX, EXPRESSION_FILTERS_MAX};

/// Refuses what asks for more than patterns.
pub(super) fn plain(
    transformed: Option<bool>,
    criteria: Option<&String>,
    system_fields: Option<&Vec<String>>,
) -> Result<(), Fault> {
    let what = match (transformed, criteria, system_fields) {
        (Some(true), ..) => "applyOnTransformedLogs",
        (_, Some(criteria), _) if !criteria.is_empty() => "fieldSelectionCriteria",
        (.., Some(fields)) if !fields.is_empty() => "system fields",
        _ => return Ok(()),
    };
    Err(invalid(format!("{what} is not supported here: logs are not transformed.")))
}

/// A page of what `key` orders and names, after the name that `token` is; with the token of the next one.
pub(super) fn page<T>(
    all: Vec<T>,
    key: impl Fn(&T) -> String,
    token: Option<&str>,
    limit: Option<i32>,
) -> (Vec<T>, Option<String>) {
    let limit = limit.map_or(DESCRIBE_MAX, |limit| limit as usize);
    let mut left: Vec<_> =
        all.into_iter().filter(|one| token.is_none_or(|token| key(one).as_str() > token)).collect();
    let more = left.len() > limit;
    left.truncate(limit);
    let next = left.last().filter(|_| more).map(key);
    (left, next)
}

impl Logs {
    /// A group that may have filters.
    pub(super) fn filtered(&self, call: &Call, name: &str) -> Result<StoredGroup, Fault> {
        let group = self.find(call, Some(name), None)?;
        if group.infrequent_access {
            let text = "This operation is not supported for log groups of the Infrequent Access log class.";
            return Err(Fault::sender("InvalidOperationException", text));
        }
        Ok(group)
    }

    /// The pattern of a filter called `name`, which other filters of the group may leave no room for.
    pub(super) fn pattern(&self, group: &StoredGroup, name: &str, text: &str) -> Result<Pattern, Fault> {
        let pattern = Pattern::parse(text).map_err(EngineError::from)?;
        if pattern.has_expression() {
            let metric_filters = self.engine.metric_filters(group.id(), "")?.into_iter();
            let subscriptions = self.engine.subscriptions(group.id(), "")?.into_iter();
            let others = metric_filters
                .map(|filter| (filter.name, filter.pattern))
                .chain(subscriptions.map(|stored| (stored.name, stored.pattern)))
                .filter(|(other, _)| other != name);
            let has_expression =
                |(_, text): &(String, String)| Pattern::parse(text).is_ok_and(|one| one.has_expression());
            if others.filter(has_expression).count() >= EXPRESSION_FILTERS_MAX {
                return Err(EngineError::TooManyExpressions.into());
            }
        }
        Ok(pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_on_after_their_token() {
        let all = || ["a", "b", "c"].map(str::to_owned).to_vec();
        let (first, token) = page(all(), String::clone, None, Some(2));
        assert_eq!((first.len(), token.as_deref()), (2, Some("b")));
        assert_eq!(page(all(), String::clone, token.as_deref(), Some(2)), (vec!["c".to_owned()], None));
        assert_eq!(page(all(), String::clone, None, Some(3)).1, None);
    }
}
