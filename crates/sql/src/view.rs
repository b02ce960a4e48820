//! Views as Athena keeps them in Glue: JSON in base64 within a comment, `/* Presto View: … */`.

use serde_json::{Value, json};

use crate::types::to_trino;

/// A view's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The query.
    pub text: String,
    /// The catalog of names that say none.
    pub catalog: Option<String>,
    /// The database of names that say none.
    pub schema: Option<String>,
}

impl View {
    /// The text as Glue keeps it, with the types of the columns.
    pub fn pack(&self, columns: &[(String, arrow::datatypes::DataType)]) -> String {
        let columns = columns.iter().map(|(name, kind)| json!({ "name": name, "type": to_trino(kind) }));
        let packed = json!({
            "originalSql": self.text,
            "catalog": self.catalog,
            "schema": self.schema,
            "columns": columns.collect::<Vec<_>>(),
        });
        format!("/* Presto View: {} */", encode(packed.to_string().as_bytes()))
    }

    /// The view of such a text; `None` if it is none.
    pub fn unpack(text: &str) -> Option<Self> {
        let packed = text.trim().strip_prefix("/* Presto View:")?.strip_suffix("*/")?.trim();
        let packed: Value = serde_json::from_slice(&decode(packed)?).ok()?;
        let text = |name: &str| packed.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self { text: text("originalSql")?, catalog: text("catalog"), schema: text("schema") })
    }
}

/// Bytes in base64.
pub fn encode(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Bytes from base64, with or without padding.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    let text = text.trim_end_matches('=');
    base64::engine::general_purpose::STANDARD_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_come_out_as_they_went_in() {
        let view = View {
            text: "SELECT 'ü' AS x".to_owned(),
            catalog: Some("awsdatacatalog".to_owned()),
            schema: Some("default".to_owned()),
        };
        let packed = view.pack(&[("x".to_owned(), arrow::datatypes::DataType::Utf8)]);
        assert!(packed.starts_with("/* Presto View: ") && packed.ends_with(" */"));
        assert_eq!(View::unpack(&packed), Some(view));
        assert_eq!(View::unpack("SELECT 1"), None);
    }
}
