//! Casts to types that only PostgreSQL has.

use datafusion::sql::sqlparser::ast::{ArrayElemTypeDef, CastKind, DataType, Expr, Value};

use super::call;

/// `CAST(value AS kind)`.
pub fn cast(value: Expr, kind: DataType) -> Expr {
    if let DataType::Array(ArrayElemTypeDef::SquareBracket(..) | ArrayElemTypeDef::AngleBracket(_)) = kind {
        return if is_text(&value) { call("$array", vec![value]) } else { value };
    }
    let written = kind.to_string().to_lowercase();
    let name = written.rsplit('.').next().unwrap_or(&written).trim_matches('"');
    let name = name.split('(').next().unwrap_or(name);
    match name {
        "regclass" if is_text(&value) => call("$regoid", vec![value]),
        "regclass" => call("$regclass", vec![value]),
        "regtype" if is_text(&value) => call("$typeoid", vec![value]),
        "regtype" => call("format_type", vec![value, super::null()]),
        "regnamespace" if is_text(&value) => call("$namespaceoid", vec![value]),
        "regnamespace" => call("$regnamespace", vec![value]),
        "regproc" if is_text(&value) => plain(unqualified(value), DataType::Text),
        "regrole" => call("pg_get_userbyid", vec![value]),
        "oid" | "xid" | "cid" => match of_class(value) {
            (true, inner) => call("$regoid", vec![inner]),
            (false, value) => plain(value, DataType::IntUnsigned(None)),
        },
        "int2vector" | "oidvector" | "aclitem" | "anyarray" => value,
        "int2" | "int4" | "int8" | "int" | "integer" | "bigint" | "smallint" => match of_class(value) {
            (true, inner) => call("$regoid", vec![inner]),
            (false, value) => plain(value, kind),
        },
        "text" | "name" | "char" | "varchar" | "character" | "character varying" | "bpchar" | "regproc"
        | "regprocedure" | "regoper" | "regoperator" | "sql_identifier" | "character_data" | "yes_or_no"
        | "json" | "jsonb" | "xml" | "pg_node_tree" => plain(value, DataType::Text),
        "cardinal_number" => plain(value, DataType::Int(None)),
        _ => plain(value, kind),
    }
}

fn plain(value: Expr, kind: DataType) -> Expr {
    Expr::Cast { kind: CastKind::Cast, expr: Box::new(value), data_type: kind, array: false, format: None }
}

/// A function's name without its schema.
fn unqualified(value: Expr) -> Expr {
    match value {
        Expr::Value(mut value) => {
            if let Value::SingleQuotedString(name) = &mut value.value {
                *name = name.rsplit('.').next().unwrap_or_default().to_owned();
            }
            Expr::Value(value)
        }
        other => other,
    }
}

fn is_text(value: &Expr) -> bool {
    match value {
        Expr::Value(value) => matches!(value.value, Value::SingleQuotedString(_)),
        Expr::Nested(inner) => is_text(inner),
        // `'x'::text::regclass`
        Expr::Cast { expr, data_type: DataType::Text, .. } => is_text(expr),
        _ => false,
    }
}

/// The inside of `…::regclass`, whose number is asked for.
fn of_class(value: Expr) -> (bool, Expr) {
    match value {
        Expr::Function(mut function) if function.name.to_string().trim_matches('"') == "$regclass" => {
            use datafusion::sql::sqlparser::ast::{FunctionArg, FunctionArgExpr, FunctionArguments};
            if let FunctionArguments::List(list) = &mut function.args
                && let Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(inner))) = list.args.pop()
            {
                return (true, inner);
            }
            (false, Expr::Function(function))
        }
        other => (false, other),
    }
}
