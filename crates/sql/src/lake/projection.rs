//! Partition projection: partitions that no catalog lists, since a table's properties say which there are.
//!
//! Values of each key are made from its property (`enum`, `integer`, `date`, `injected`), cut down by the filters that
//! are about that key alone, and then combined.

mod dates;

use std::collections::BTreeMap;

use arrow::datatypes::FieldRef;
use datafusion::catalog::Session;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;

use super::files::Part;
use super::format::Format;
use super::{partitions, pruning};
use crate::catalog::Table;
use crate::error::{Error, Fact};
use crate::limits::PROJECTED_MAX;

/// Whether the table's partitions are projected.
pub fn is_on(table: &Table) -> bool {
    table.parameters.get("projection.enabled").is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// A key's properties.
pub(super) struct Properties<'a> {
    key: &'a str,
    parameters: &'a BTreeMap<String, String>,
}

impl<'a> Properties<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.parameters.get(&format!("projection.{}.{name}", self.key)).map(|text| text.trim())
    }

    pub(super) fn wanted(&self, name: &str) -> std::result::Result<&'a str, Error> {
        self.get(name).ok_or_else(|| self.error(&format!("the property '{name}' is missing")))
    }

    pub(super) fn error(&self, what: &str) -> Error {
        Error::new(
            Fact::InvalidMetadata,
            format!("Invalid partition projection of column '{}': {what}", self.key),
        )
    }
}

/// The partitions of which the filters about single keys hold.
pub fn parts(
    session: &dyn Session,
    table: &Table,
    keys: &[FieldRef],
    filters: &[Expr],
    now_ms: i64,
) -> Result<Vec<Part>> {
    let mut texts: Vec<Vec<(String, ScalarValue)>> = Vec::new();
    let mut count = 1_usize;
    for key in keys {
        let properties = Properties { key: key.name(), parameters: &table.parameters };
        let made = values(&properties, key, filters, now_ms)?;
        let made: Vec<(String, ScalarValue)> = made
            .into_iter()
            .map(|text| partitions::value(&text, key).map(|value| (text, value)))
            .collect::<std::result::Result<_, _>>()?;
        let about: Vec<&Expr> =
            filters.iter().filter(|filter| pruning::is_about(filter, std::slice::from_ref(key))).collect();
        let rows: Vec<&[ScalarValue]> = made.iter().map(|(_, value)| std::slice::from_ref(value)).collect();
        let keep = pruning::holds(session, std::slice::from_ref(key), &rows, &about)?;
        let kept: Vec<_> =
            made.into_iter().zip(keep).filter_map(|(made, keep)| keep.then_some(made)).collect();
        count = count.saturating_mul(kept.len());
        texts.push(kept);
    }
    if count > PROJECTED_MAX {
        let words = format!(
            "The query projects to more than {PROJECTED_MAX} partitions; filter by the partition keys"
        );
        return Err(Error::new(Fact::Unsupported, words).into());
    }
    let format = Format::of(table, &table.storage)?;
    let mut parts = Vec::with_capacity(count);
    combine(&texts, &mut Vec::new(), &mut |chosen| {
        let values = chosen.iter().map(|(_, value)| value.clone()).collect();
        let location = location(table, keys, chosen);
        parts.push(Part { values, location, format: format.clone() });
    });
    Ok(parts)
}

fn combine<'a>(
    texts: &'a [Vec<(String, ScalarValue)>],
    chosen: &mut Vec<&'a (String, ScalarValue)>,
    each: &mut impl FnMut(&[&'a (String, ScalarValue)]),
) {
    let Some((first, rest)) = texts.split_first() else { return each(chosen) };
    for value in first {
        chosen.push(value);
        combine(rest, chosen, each);
        chosen.pop();
    }
}

/// The folder: by the table's template, else in Hive's way.
fn location(table: &Table, keys: &[FieldRef], chosen: &[&(String, ScalarValue)]) -> String {
    if let Some(template) = table.parameters.get("storage.location.template") {
        let mut location = template.clone();
        for (key, (text, _)) in keys.iter().zip(chosen) {
            location = location.replace(&format!("${{{}}}", key.name()), text);
        }
        return location;
    }
    let folders = keys.iter().zip(chosen).map(|(key, (text, _))| format!("{}={text}/", key.name()));
    format!("{}/{}", table.storage.location.trim_end_matches('/'), folders.collect::<String>())
}

/// The values of a key, as texts.
fn values(
    properties: &Properties<'_>,
    key: &FieldRef,
    filters: &[Expr],
    now_ms: i64,
) -> std::result::Result<Vec<String>, Error> {
    match properties.wanted("type")?.to_ascii_lowercase().as_str() {
        "enum" => Ok(properties.wanted("values")?.split(',').map(|text| text.trim().to_owned()).collect()),
        "integer" => integers(properties),
        "date" => dates::values(properties, now_ms),
        "injected" => {
            let fixed = pruning::fixed(key.name(), filters).ok_or_else(|| {
                let words = format!(
                    "For the injected projected partition column {}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.",
                    key.name()
                );
                Error::new(Fact::Semantic, words)
            })?;
            Ok(fixed.iter().map(text).collect())
        }
        other => Err(properties.error(&format!("'{other}' is no type of projection"))),
    }
}

fn text(value: &ScalarValue) -> String {
    match value {
        ScalarValue::Utf8(Some(text)) => text.clone(),
        other => {
            let array = other.to_array();
            array
                .ok()
                .and_then(|array| crate::render::text(array.as_ref(), 0).ok().flatten())
                .unwrap_or_default()
        }
    }
}

fn integers(properties: &Properties<'_>) -> std::result::Result<Vec<String>, Error> {
    let range = properties.wanted("range")?;
    let bounds = range
        .split_once(',')
        .and_then(|(from, to)| Some((from.trim().parse::<i64>().ok()?, to.trim().parse::<i64>().ok()?)));
    let (from, to) = bounds.ok_or_else(|| properties.error(&format!("'{range}' is no range of integers")))?;
    let step = properties.get("interval").map_or(Ok(1), str::parse::<usize>);
    let step = step
        .ok()
        .filter(|step| *step > 0)
        .ok_or_else(|| properties.error("the interval is no positive number"))?;
    let digits = properties.get("digits").map_or(Ok(0), str::parse::<usize>);
    let digits = digits
        .ok()
        .filter(|digits| *digits < 32)
        .ok_or_else(|| properties.error("the digits are no small number"))?;
    let count = to.saturating_sub(from) / i64::try_from(step).unwrap_or(i64::MAX);
    if usize::try_from(count).is_ok_and(|count| count >= PROJECTED_MAX) {
        return Err(properties.error(&format!("there are more than {PROJECTED_MAX} values")));
    }
    Ok((from..=to).step_by(step).map(|value| format!("{value:0digits$}")).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn integers_have_their_digits_and_steps() {
        let parameters = parameters(&[
            ("projection.n.range", "8,12"),
            ("projection.n.interval", "2"),
            ("projection.n.digits", "3"),
        ]);
        let properties = Properties { key: "n", parameters: &parameters };
        assert_eq!(integers(&properties).unwrap(), ["008", "010", "012"]);
    }

    #[test]
    fn injected_keys_have_to_be_fixed() {
        let parameters = parameters(&[("projection.id.type", "injected")]);
        let properties = Properties { key: "id", parameters: &parameters };
        let key: FieldRef =
            Arc::new(arrow::datatypes::Field::new("id", arrow::datatypes::DataType::Utf8, true));
        assert!(values(&properties, &key, &[], 0).unwrap_err().message.contains("injected"));
        let filter = datafusion::prelude::col("id").eq(datafusion::prelude::lit("a"));
        assert_eq!(values(&properties, &key, &[filter], 0).unwrap(), ["a"]);
    }
}
