//! What is asked of a table: a scan, or queries of some partitions, of the attributes that are wanted.

use std::collections::BTreeMap;

use dynamodb_api::{AttributeValue, Item, QueryInput, ScanInput, Select};

use super::keys::Range;

/// A scan of everything.
pub fn scan(table: &str, from: Option<Item>) -> ScanInput {
    ScanInput {
        table_name: table.to_owned(),
        index_name: None,
        attributes_to_get: None,
        limit: None,
        select: None,
        scan_filter: None,
        conditional_operator: None,
        exclusive_start_key: from,
        return_consumed_capacity: None,
        total_segments: None,
        segment: None,
        projection_expression: None,
        filter_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: None,
        consistent_read: None,
    }
}

/// Which attributes are wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// All.
    All,
    /// None: items are counted.
    Count,
    /// These.
    Some(Vec<String>),
}

/// Names in expressions, and what they stand for.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn of(&mut self, attribute: &str) -> String {
        let known = self.0.iter().find(|(_, name)| *name == attribute).map(|(short, _)| short.clone());
        known.unwrap_or_else(|| {
            let short = format!("#n{}", self.0.len());
            self.0.insert(short.clone(), attribute.to_owned());
            short
        })
    }

    fn maybe(self) -> Option<BTreeMap<String, String>> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

impl Wanted {
    fn select(&self) -> Option<Select> {
        (*self == Self::Count).then_some(Select::Count)
    }

    fn expression(&self, names: &mut Names) -> Option<String> {
        let Self::Some(attributes) = self else { return None };
        Some(attributes.iter().map(|attribute| names.of(attribute)).collect::<Vec<_>>().join(", "))
    }

    /// A scan of one of so many segments.
    pub fn scan(&self, table: &str, segment: i32, segments: i32, from: Option<Item>) -> ScanInput {
        let mut names = Names::default();
        let projection_expression = self.expression(&mut names);
        ScanInput {
            select: self.select(),
            segment: (segments > 1).then_some(segment),
            total_segments: (segments > 1).then_some(segments),
            projection_expression,
            expression_attribute_names: names.maybe(),
            ..scan(table, from)
        }
    }

    /// A query of the partition of `key`, within a range of the sort key.
    pub fn query(
        &self,
        table: &str,
        (partition, key): (&str, &AttributeValue),
        range: Option<(&str, &Range)>,
        from: Option<Item>,
    ) -> QueryInput {
        let mut names = Names::default();
        let projection_expression = self.expression(&mut names);
        let mut values = BTreeMap::from([(":key".to_owned(), key.clone())]);
        let mut condition = format!("{} = :key", names.of(partition));
        // A name that nothing uses is refused.
        let bounded = range.filter(|(_, range)| range.lower.is_some() || range.upper.is_some());
        if let Some((sort, range)) = bounded {
            let sort = names.of(sort);
            condition.push_str(&match (&range.lower, &range.upper) {
                (Some(_), Some(_)) => format!(" AND {sort} BETWEEN :lower AND :upper"),
                (Some(_), None) => format!(" AND {sort} >= :lower"),
                (None, Some(_)) => format!(" AND {sort} <= :upper"),
                (None, None) => String::new(),
            });
            let both = [(":lower", &range.lower), (":upper", &range.upper)].into_iter();
            values.extend(both.filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
        }
        QueryInput {
            table_name: table.to_owned(),
            index_name: None,
            select: self.select(),
            attributes_to_get: None,
            limit: None,
            consistent_read: None,
            key_conditions: None,
            query_filter: None,
            conditional_operator: None,
            scan_index_forward: None,
            exclusive_start_key: from,
            return_consumed_capacity: None,
            projection_expression,
            filter_expression: None,
            key_condition_expression: Some(condition),
            expression_attribute_names: names.maybe(),
            expression_attribute_values: Some(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that stand for something, and how often each is used in the expressions.
    fn uses(input: &QueryInput) -> Vec<(String, usize)> {
        let text = format!(
            "{} {}",
            input.key_condition_expression.as_deref().unwrap_or_default(),
            input.projection_expression.as_deref().unwrap_or_default()
        );
        let names = input.expression_attribute_names.clone().unwrap_or_default();
        names.into_iter().map(|(short, name)| (name, text.matches(&short).count())).collect()
    }

    #[test]
    fn a_query_names_nothing_that_it_does_not_use() {
        let key = AttributeValue::S("a".into());
        let wanted = Wanted::Some(vec!["site".into()]);
        let unbounded = Range::default();
        let bounded = Range { lower: Some(AttributeValue::S("b".into())), upper: None };
        for (range, expected) in [(&unbounded, 1), (&bounded, 2)] {
            let input = wanted.query("t", ("site", &key), Some(("day", range)), None);
            let uses = uses(&input);
            assert_eq!(uses.len(), expected, "{uses:?}");
            assert!(uses.iter().all(|(_, count)| *count > 0), "{uses:?}");
        }
    }
}
