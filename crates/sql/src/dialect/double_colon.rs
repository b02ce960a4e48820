//! `value::type`, PostgreSQL's way to write a cast, with PostgreSQL's names of types beside Trino's.

use datafusion::sql::sqlparser::ast::{ArrayElemTypeDef, DataType};

/// Trino's name of the type that is written.
pub fn trino(kind: &DataType) -> String {
    if let DataType::Array(
        ArrayElemTypeDef::SquareBracket(item, _)
        | ArrayElemTypeDef::AngleBracket(item)
        | ArrayElemTypeDef::Parenthesis(item),
    ) = kind
    {
        return format!("array({})", trino(item));
    }
    let text = kind.to_string().to_lowercase();
    let name = text.strip_prefix("pg_catalog.").unwrap_or(&text);
    let name = name.trim_matches('"');
    let (head, rest) = match name.find(['(', ' ']) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    let head = match head {
        "int2" => "smallint",
        "int4" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double",
        "bool" => "boolean",
        "text" | "name" | "bpchar" | "character" | "citext" => "varchar",
        "bytea" => "varbinary",
        "jsonb" => "json",
        "timestamptz" => return "timestamp(3) with time zone".to_owned(),
        // Trino's has no digits after the point where none are said.
        "numeric" if rest.is_empty() => return "decimal(38,9)".to_owned(),
        other => other,
    };
    match rest.trim() {
        "without time zone" => head.to_owned(),
        "varying" => "varchar".to_owned(),
        _ if head == "varchar" => head.to_owned(),
        _ => format!("{head}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn casts_have_both_names() {
        use datafusion::sql::sqlparser::ast::{Expr, SelectItem, SetExpr};
        let kind = |text: &str| {
            let query = crate::dialect::parse_query(&format!("SELECT x::{text}")).expect(text);
            let SetExpr::Select(select) = *query.body else { panic!("no select") };
            let SelectItem::UnnamedExpr(Expr::Cast { data_type, .. }) = &select.projection[0] else {
                panic!("no cast")
            };
            super::trino(data_type)
        };
        for (written, meant) in [
            ("int8", "bigint"),
            ("INTEGER", "integer"),
            ("text", "varchar"),
            ("character varying", "varchar"),
            ("varchar(20)", "varchar"),
            ("numeric", "decimal(38,9)"),
            ("numeric(10,2)", "numeric(10,2)"),
            ("double precision", "double precision"),
            ("timestamp with time zone", "timestamp with time zone"),
            ("timestamp", "timestamp"),
            ("bytea", "varbinary"),
            ("int4[]", "array(integer)"),
        ] {
            assert_eq!(kind(written), meant, "{written}");
        }
    }
}
