//! Which tables an input means, as ARNs.

use kernel::{Arn, Place};

/// What a `TableName` says: the name itself, or an ARN whose place may be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableReference<'t> {
    /// A name, not checked.
    Name(&'t str),
    /// An ARN of a table, and the name in it.
    Arn {
        /// The whole text.
        arn: &'t str,
        /// The table's name.
        name: &'t str,
    },
}

impl<'t> TableReference<'t> {
    /// The table's name.
    pub fn name(&self) -> &'t str {
        match self {
            Self::Name(name) | Self::Arn { name, .. } => name,
        }
    }
}

/// What `text`, the value of a `TableName`, says. A text that begins as an ARN but is none of a table is
/// taken for a name, which no table can have.
pub fn table_reference(text: &str) -> TableReference<'_> {
    let name = || {
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
        let service = parts.nth(1)?;
        parts.nth(2)?.strip_prefix("table/").filter(|name| service == "dynamodb" && !name.contains('/'))
    };
    match name() {
        Some(name) => TableReference::Arn { arn: text, name },
        None => TableReference::Name(text),
    }
}

/// The ARN of the table that an input names by name or ARN.
pub(crate) fn table_arn(place: &Place, table: &str) -> String {
    match table_reference(table) {
        TableReference::Arn { arn, .. } => arn.to_owned(),
        TableReference::Name(name) => named(place, &format!("table/{name}")),
    }
}

/// The same as the one resource of an operation.
pub(crate) fn table_arns(place: &Place, table: &str) -> Vec<String> {
    vec![table_arn(place, table)]
}

/// The ARN of the index of that table, or of the table where no index is named.
pub(crate) fn index_arns(place: &Place, table: &str, index: Option<&String>) -> Vec<String> {
    let table = table_arn(place, table);
    vec![index.map_or(table.clone(), |index| format!("{table}/index/{index}"))]
}

fn named(place: &Place, resource: &str) -> String {
    Arn::new("dynamodb", place.region.as_str(), place.account.as_str(), resource).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_named_by_name_or_arn() {
        let place = Place::default();
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
        assert_eq!(table_reference(arn), TableReference::Arn { arn, name: "t" });
        assert_eq!(table_reference("a.b"), TableReference::Name("a.b"));
        for none in
            ["arn:aws:s3:::table/t", "arn:", "arn:aws:dynamodb:us-east-1:000000000000:table/t/index/i"]
        {
            assert_eq!(table_reference(none), TableReference::Name(none));
        }
        assert_eq!(table_arns(&place, "t"), [arn]);
        assert_eq!(table_arns(&place, arn), [arn]);
        assert_eq!(index_arns(&place, "t", Some(&"i".to_owned())), [format!("{arn}/index/i")]);
        assert_eq!(index_arns(&place, "t", None), [arn]);
    }
}
