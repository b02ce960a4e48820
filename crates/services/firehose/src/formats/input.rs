//! How a delivery stream reads JSON into columns: the options of the OpenX and the Hive JSON deserializers.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::pattern::{Pattern, PatternError};
use super::time::{self, Moment};

/// The options of a deserializer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Whether the case of keys makes no difference (`CaseInsensitive`).
    pub case_insensitive: bool,
    /// Whether a dot in a key stands for an underscore of the column (`ConvertDotsInJsonKeysToUnderscores`).
    pub dots_to_underscores: bool,
    /// The key that a column is under, where it has not the column's name (`ColumnToJsonKeyMappings`).
    pub column_keys: BTreeMap<String, String>,
    /// How texts state times; the first that fits counts.
    pub times: Vec<TimeFormat>,
}

/// A way to state a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// `yyyy-[m]m-[d]d hh:mm:ss[.f…]` in UTC (Java's `Timestamp.valueOf`).
    Sql,
    /// ISO 8601, with `Z`, an offset or none.
    Iso,
    /// Seconds since 1970, with a fraction or not.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// Seconds, or milliseconds where they are whole and have at least 13 digits.
    SecondsOrMillis,
    /// By a pattern.
    Pattern(Pattern),
}

impl Input {
    /// The OpenX deserializer as it is unless told otherwise: in any case, no dots converted.
    pub fn open_x() -> Self {
        let times = vec![TimeFormat::Sql, TimeFormat::Iso, TimeFormat::SecondsOrMillis];
        Self { case_insensitive: true, dots_to_underscores: false, column_keys: BTreeMap::new(), times }
    }

    /// The Hive deserializer, with its `TimestampFormats`: patterns, or `millis`. None is `Timestamp.valueOf`.
    pub fn hive(timestamp_formats: &[String]) -> Result<Self, PatternError> {
        let format = |text: &String| match text.as_str() {
            "millis" => Ok(TimeFormat::Millis),
            pattern => Pattern::parse(pattern).map(TimeFormat::Pattern),
        };
        let mut times: Vec<_> = timestamp_formats.iter().map(format).collect::<Result<_, _>>()?;
        if times.is_empty() {
            times.push(TimeFormat::Sql);
        }
        Ok(Self { times, ..Self::open_x() })
    }

    /// What a record has for `column`. Where several keys are meant, the exact one counts, else the first.
    pub(super) fn find<'a>(
        &self,
        members: &'a Map<String, Value>,
        column: &str,
        top: bool,
    ) -> Option<&'a Value> {
        let key = self.column_keys.get(column).filter(|_| top).map_or(column, String::as_str);
        if let Some(value) = members.get(key) {
            return Some(value);
        }
        if !self.case_insensitive && !self.dots_to_underscores {
            return None;
        }
        members.iter().find(|(name, _)| self.same(name, key)).map(|(_, value)| value)
    }

    fn same(&self, name: &str, key: &str) -> bool {
        let same = |(left, right): (char, char)| {
            left == right
                || self.dots_to_underscores && left == '.' && right == '_'
                || self.case_insensitive && left.to_lowercase().eq(right.to_lowercase())
        };
        name.chars().count() == key.chars().count() && name.chars().zip(key.chars()).all(same)
    }

    /// The time that a value states.
    pub(super) fn moment(&self, value: &Value) -> Option<Moment> {
        match value {
            Value::String(text) => self.times.iter().find_map(|format| format.read(text.trim())),
            Value::Number(number) => {
                let text = number.to_string();
                self.times
                    .iter()
                    .filter(|format| format.takes_numbers())
                    .find_map(|format| format.read(&text))
            }
            _ => None,
        }
    }
}

impl TimeFormat {
    fn takes_numbers(&self) -> bool {
        matches!(self, Self::Seconds | Self::Millis | Self::SecondsOrMillis)
    }

    fn read(&self, text: &str) -> Option<Moment> {
        /// The digits of milliseconds since 2001, by which the OpenX deserializer knows them.
        const MILLIS_DIGITS: usize = 13;
        match self {
            Self::Sql => time::sql(text),
            Self::Iso => time::iso(text),
            Self::Pattern(pattern) => pattern.read(text).map(Moment::from),
            Self::Seconds => time::scaled(text, 9),
            Self::Millis => time::scaled(text, 6),
            Self::SecondsOrMillis => {
                let whole = !text.contains('.') && text.trim_start_matches('-').len() >= MILLIS_DIGITS;
                time::scaled(text, if whole { 6 } else { 9 })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(input: &Input, record: Value, column: &str) -> Option<Value> {
        input.find(record.as_object().unwrap(), column, true).cloned()
    }

    #[test]
    fn keys_are_found_as_the_options_say() {
        let mut input = Input::open_x();
        assert_eq!(found(&input, json!({"Motor_Speed": 1}), "motor_speed"), Some(json!(1)));
        assert_eq!(found(&input, json!({"A": 1, "a": 2}), "a"), Some(json!(2)), "the exact one");
        assert_eq!(found(&input, json!({"a.b": 1}), "a_b"), None);
        input.dots_to_underscores = true;
        assert_eq!(found(&input, json!({"A.b": 1}), "a_b"), Some(json!(1)));
        input.column_keys.insert("ts".into(), "Timestamp".into());
        assert_eq!(found(&input, json!({"timestamp": 1, "ts": 2}), "ts"), Some(json!(1)));
        (input.case_insensitive, input.dots_to_underscores) = (false, false);
        assert_eq!(found(&input, json!({"timestamp": 1}), "ts"), None);
    }

    #[test]
    fn times_are_read_as_each_deserializer_does() {
        let open_x = Input::open_x();
        let second = |seconds: i128| Some(Moment(seconds * 1_000_000_000));
        for stated in [
            json!(1_518_033_528),
            json!(1_518_033_528_000_i64),
            json!("1518033528"),
            json!(1518033528.0),
            json!("2018-02-07 19:58:48"),
            json!("2018-2-7 19:58:48.000"),
            json!("2018-02-07T19:58:48Z"),
            json!("2018-02-07T20:58:48+01:00"),
            json!("2018-02-07T19:58:48.000000000"),
        ] {
            assert_eq!(open_x.moment(&stated), second(1_518_033_528), "{stated}");
        }
        assert_eq!(open_x.moment(&json!(1518033528.25)), Some(Moment(1_518_033_528_250_000_000)));
        for stated in
            [json!(999_999_999_999_i64), json!("yesterday"), json!(true), json!([1]), json!(""), json!(1e300)]
        {
            assert_eq!(open_x.moment(&stated), None, "{stated}");
        }
        let hive = Input::hive(&["millis".into(), "dd/MM/yyyy HH:mm:ss".into()]).unwrap();
        assert_eq!(hive.moment(&json!(1_518_033_528_000_i64)), second(1_518_033_528));
        assert_eq!(hive.moment(&json!("07/02/2018 19:58:48")), second(1_518_033_528));
        assert_eq!(hive.moment(&json!("2018-02-07 19:58:48")), None);
        assert_eq!(Input::hive(&[]).unwrap().moment(&json!(1_518_033_528)), None);
        assert!(Input::hive(&["tt".into()]).is_err());
    }
}
