//! A row of CSV.

/// Fields between commas; those with commas, quotes or blanks at an end are quoted (RFC 4180).
pub(super) fn row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        let plain = !field.contains([',', '"']) && field.trim() == *field;
        if plain { (*field).to_owned() } else { format!("\"{}\"", field.replace('"', "\"\"")) }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",")
}
