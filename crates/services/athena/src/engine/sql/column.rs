//! A column of a result, as Athena's `ColumnInfo` describes it.

/// A column. Catalog, schema and table are not told: Athena answers `hive` and nothing for every column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, which is its label too.
    pub name: String,
    /// Its type without parameters: `varchar`, `decimal`, `array`, `timestamp with time zone`.
    pub type_name: String,
    /// Digits of numbers, characters of texts, digits of the fraction of times; 0 where a type has no such thing.
    pub precision: i32,
    /// Digits after the point.
    pub scale: i32,
    /// Whether comparisons regard case.
    pub case_sensitive: bool,
}

/// Athena's precision of a `varchar` without a length.
const TEXT: i32 = i32::MAX;
/// Athena's precision of `varbinary`.
const BYTES: i32 = 1 << 30;

impl Column {
    /// A column of the type that SQL writes so: `varchar(10)`, `decimal(10, 2)`, `array(bigint)`, `real`,
    /// `timestamp(3) with time zone`. The numbers are those that Athena answers for each type.
    pub fn new(name: impl Into<String>, sql_type: &str) -> Self {
        let (base, parameters) = split(sql_type);
        let type_name = match base.as_str() {
            "real" => "float".to_owned(),
            "int" => "integer".to_owned(),
            _ => base,
        };
        let (precision, scale) = match type_name.as_str() {
            "tinyint" => (3, 0),
            "smallint" => (5, 0),
            "integer" => (10, 0),
            "bigint" => (19, 0),
            "double" | "float" => (17, 0),
            "decimal" => {
                (parameters.first().copied().unwrap_or(38), parameters.get(1).copied().unwrap_or_default())
            }
            "varchar" => (parameters.first().copied().unwrap_or(TEXT), 0),
            "char" => (parameters.first().copied().unwrap_or(1), 0),
            "varbinary" => (BYTES, 0),
            "timestamp" | "time" | "timestamp with time zone" | "time with time zone" => (3, 0),
            _ => (0, 0),
        };
        let case_sensitive = matches!(type_name.as_str(), "varchar" | "char");
        Self { name: name.into(), type_name, precision, scale, case_sensitive }
    }
}

/// `decimal(10, 2)` → `decimal` and 10, 2; what follows the parameters belongs to the name.
fn split(sql_type: &str) -> (String, Vec<i32>) {
    let text = sql_type.trim().to_ascii_lowercase();
    let Some((base, rest)) = text.split_once('(') else { return (text, Vec::new()) };
    let (parameters, after) = rest.rsplit_once(')').unwrap_or((rest, ""));
    let numbers = parameters.split(',').map_while(|part| part.trim().parse().ok()).collect();
    let base = base.trim();
    // Of `array(timestamp(3) with time zone)` all is the element's type.
    let after = after.trim();
    let name = if after.is_empty() { base.to_owned() } else { format!("{base} {after}") };
    (name, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_the_numbers_that_athena_answers() {
        for (sql, name, precision, scale, case_sensitive) in [
            ("bigint", "bigint", 19, 0, false),
            ("INTEGER", "integer", 10, 0, false),
            ("real", "float", 17, 0, false),
            ("decimal(10, 2)", "decimal", 10, 2, false),
            ("varchar", "varchar", i32::MAX, 0, true),
            ("varchar(3)", "varchar", 3, 0, true),
            ("char(5)", "char", 5, 0, true),
            ("date", "date", 0, 0, false),
            ("timestamp(6)", "timestamp", 3, 0, false),
            ("timestamp(3) with time zone", "timestamp with time zone", 3, 0, false),
            ("array(decimal(3, 1))", "array", 0, 0, false),
            ("array(timestamp(3) with time zone)", "array", 0, 0, false),
            ("row(a integer, b varchar)", "row", 0, 0, false),
            ("varbinary", "varbinary", 1_073_741_824, 0, false),
            ("string", "string", 0, 0, false),
        ] {
            let column = Column::new("c", sql);
            let got = (column.type_name.as_str(), column.precision, column.scale, column.case_sensitive);
            assert_eq!(got, (name, precision, scale, case_sensitive), "{sql}");
        }
    }
}
