//! A crawler's `Configuration`: JSON in a text (Guide: crawler configuration options).

use serde_json::Value;

use crate::crawler::layout::Grouping;
use crate::engine::CrawlerError;

/// What it says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Configuration {
    /// How objects become tables.
    pub grouping: Grouping,
    /// Whether partitions have the schema of their table.
    pub inherit: bool,
    /// Whether tables only get columns, and never lose or change one.
    pub merge_new_columns: bool,
    /// More tables than this are not made.
    pub tables_max: Option<usize>,
}

impl Configuration {
    /// Reads a configuration; what it does not speak of is as by default.
    pub fn read(text: Option<&str>) -> Result<Self, CrawlerError> {
        let mut read = Self::default();
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(read) };
        let refused = |reason: &str| CrawlerError::Invalid(format!("Configuration is not valid: {reason}."));
        let document: Value = serde_json::from_str(text).map_err(|_| refused("it is no JSON"))?;
        if !document.is_object() {
            return Err(refused("it is no JSON object"));
        }
        if document["Version"].as_f64() != Some(1.0) {
            return Err(refused("Version must be 1.0"));
        }
        let one_of = |at: &Value, name: &str, allowed: &str| match at {
            Value::Null => Ok(false),
            Value::String(text) if text == allowed => Ok(true),
            other => Err(refused(&format!("{name} cannot be {other}"))),
        };
        let output = &document["CrawlerOutput"];
        let behavior = "AddOrUpdateBehavior";
        read.inherit = one_of(&output["Partitions"][behavior], behavior, "InheritFromTable")?;
        read.merge_new_columns = one_of(&output["Tables"][behavior], behavior, "MergeNewColumns")?;
        let grouping = &document["Grouping"];
        let policy = "TableGroupingPolicy";
        read.grouping.combine = one_of(&grouping[policy], policy, "CombineCompatibleSchemas")?;
        let positive = |at: &Value, name: &str| match at {
            Value::Null => Ok(None),
            other => match other.as_u64().filter(|number| *number > 0) {
                Some(number) => Ok(Some(usize::try_from(number).unwrap_or(usize::MAX))),
                None => Err(refused(&format!("{name} must be a positive integer"))),
            },
        };
        read.grouping.level = positive(&grouping["TableLevelConfiguration"], "TableLevelConfiguration")?;
        read.tables_max = positive(&output["Tables"]["TableThreshold"], "TableThreshold")?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guides_examples_are_read() {
        let both = r#"{"Version": 1.0, "CrawlerOutput": {
            "Partitions": { "AddOrUpdateBehavior": "InheritFromTable" },
            "Tables": {"AddOrUpdateBehavior": "MergeNewColumns", "TableThreshold": 5 } }, "CreatePartitionIndex": true}"#;
        let read = Configuration::read(Some(both)).unwrap();
        assert!(read.inherit && read.merge_new_columns && !read.grouping.combine);
        assert_eq!(read.tables_max, Some(5));
        let grouping = r#"{"Version": 1, "Grouping": {
            "TableGroupingPolicy": "CombineCompatibleSchemas", "TableLevelConfiguration": 2 }}"#;
        let read = Configuration::read(Some(grouping)).unwrap();
        assert_eq!(read.grouping, Grouping { combine: true, level: Some(2) });
        assert_eq!(Configuration::read(None).unwrap(), Configuration::default());
        assert_eq!(Configuration::read(Some("")).unwrap(), Configuration::default());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "x",
            "[]",
            "{}",
            r#"{"Version":2.0}"#,
            r#"{"Version":1.0,"Grouping":{"TableGroupingPolicy":"Other"}}"#,
            r#"{"Version":1.0,"Grouping":{"TableLevelConfiguration":0}}"#,
            r#"{"Version":1.0,"CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"InheritFromTable"}}}"#,
        ] {
            assert!(Configuration::read(Some(text)).is_err(), "{text}");
        }
    }
}
