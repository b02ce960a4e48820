//! From JSON text to the elements of the grammar, nothing checked but their names and types.

use serde_json::{Map, Value};

use super::Version;
use super::dialect::Dialect;
use super::malformed::Malformed;
use super::operator::Operator;
use super::selection::Selection;

/// A document as it is written.
pub(super) struct Document {
    pub(super) version: Option<Version>,
    pub(super) id: Option<String>,
    pub(super) statements: Vec<RawStatement>,
}

/// Condition keys with their values.
pub(super) type Tests = Vec<(String, Vec<String>)>;

/// A statement as it is written.
pub(super) struct RawStatement {
    pub(super) sid: Option<String>,
    /// In any case.
    pub(super) effect: String,
    /// Kind (`AWS`, `Service`, …) and name.
    pub(super) principals: Option<Selection<(String, String)>>,
    pub(super) actions: Option<Selection<String>>,
    pub(super) resources: Option<Selection<String>>,
    /// Operator, then its keys with their values.
    pub(super) conditions: Vec<(String, Tests)>,
}

/// Reads `document`.
pub(super) fn read(document: &str, dialect: Dialect) -> Result<Document, Malformed> {
    let json: Value = serde_json::from_str(document).map_err(|_| dialect.json_error())?;
    let Value::Object(top) = json else { return Err(dialect.json_error()) };
    let (mut version, mut id, mut statements) = (None, None, None);
    for (element, value) in top {
        match (element.as_str(), value) {
            ("Version", Value::String(text)) => {
                version = Some(match text.as_str() {
                    "2012-10-17" => Version::V2012,
                    "2008-10-17" => Version::V2008,
                    _ => return Err(dialect.syntax_error()),
                });
            }
            ("Id", Value::String(text)) => id = Some(text),
            ("Statement", Value::Array(listed)) => statements = Some(listed),
            ("Statement", one @ Value::Object(_)) => statements = Some(vec![one]),
            ("Version" | "Id" | "Statement", _) => return Err(dialect.syntax_error()),
            _ => return Err(dialect.unknown_field(element)),
        }
    }
    let statements = statements.ok_or_else(|| dialect.missing_field("Statement"))?;
    if statements.is_empty() {
        return Err(dialect.syntax_error());
    }
    let statements =
        statements.into_iter().map(|value| statement(value, dialect)).collect::<Result<_, _>>()?;
    Ok(Document { version, id, statements })
}

fn statement(value: Value, dialect: Dialect) -> Result<RawStatement, Malformed> {
    let Value::Object(mut elements) = value else { return Err(dialect.syntax_error()) };
    let sid = match elements.remove("Sid") {
        None => None,
        Some(Value::String(text)) => Some(text),
        Some(_) => return Err(dialect.syntax_error()),
    };
    let effect = match elements.remove("Effect") {
        Some(Value::String(text)) if ["allow", "deny"].contains(&text.to_ascii_lowercase().as_str()) => text,
        Some(_) => return Err(dialect.syntax_error()),
        None => return Err(dialect.missing_field("Effect")),
    };
    let principals = either(&mut elements, "Principal", dialect, principals)?;
    let actions = either(&mut elements, "Action", dialect, texts)?;
    let resources = either(&mut elements, "Resource", dialect, texts)?;
    let conditions = match elements.remove("Condition") {
        None => Vec::new(),
        Some(Value::Object(operators)) => conditions(operators, dialect)?,
        Some(_) => return Err(dialect.syntax_error()),
    };
    if let Some((unknown, _)) = elements.into_iter().next() {
        return Err(dialect.unknown_field(unknown));
    }
    Ok(RawStatement { sid, effect, principals, actions, resources, conditions })
}

/// `name` or `Not` + `name`, never both.
fn either<T>(
    elements: &mut Map<String, Value>,
    name: &str,
    dialect: Dialect,
    read: impl Fn(Value, Dialect) -> Result<Vec<T>, Malformed>,
) -> Result<Option<Selection<T>>, Malformed> {
    let (plain, inverted) = (elements.remove(name), elements.remove(&format!("Not{name}")));
    let (value, inverted) = match (plain, inverted) {
        (Some(_), Some(_)) => return Err(dialect.syntax_error()),
        (Some(value), None) => (value, false),
        (None, Some(value)) => (value, true),
        (None, None) => return Ok(None),
    };
    Ok(Some(Selection { listed: read(value, dialect)?, inverted }))
}

/// A text or a list of texts.
fn texts(value: Value, dialect: Dialect) -> Result<Vec<String>, Malformed> {
    let text = |value| match value {
        Value::String(text) => Ok(text),
        _ => Err(dialect.syntax_error()),
    };
    match value {
        Value::Array(listed) => listed.into_iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}

/// `"*"`, or kinds with names.
fn principals(value: Value, dialect: Dialect) -> Result<Vec<(String, String)>, Malformed> {
    let kinds = match value {
        Value::String(text) if text == "*" => return Ok(vec![("AWS".to_owned(), text)]),
        Value::Object(kinds) => kinds,
        _ => return Err(dialect.syntax_error()),
    };
    let mut found = Vec::new();
    for (kind, names) in kinds {
        if !["AWS", "Service", "Federated", "CanonicalUser"].contains(&kind.as_str()) {
            return Err(dialect.syntax_error());
        }
        found.extend(texts(names, dialect)?.into_iter().map(|name| (kind.clone(), name)));
    }
    Ok(found)
}

fn conditions(operators: Map<String, Value>, dialect: Dialect) -> Result<Vec<(String, Tests)>, Malformed> {
    let read = |(operator, keys): (String, Value)| {
        let Value::Object(keys) = keys else { return Err(dialect.syntax_error()) };
        if !keys.is_empty() && Operator::parse(&operator).is_none() {
            return Err(dialect.syntax_error());
        }
        let tests = keys
            .into_iter()
            .map(|(key, values)| Ok((key, scalars(values, dialect)?)))
            .collect::<Result<Tests, _>>()?;
        Ok((operator, tests))
    };
    operators.into_iter().map(read).collect()
}

/// A text, number or flag, or a list of them, as texts.
fn scalars(value: Value, dialect: Dialect) -> Result<Vec<String>, Malformed> {
    let scalar = |value| match value {
        Value::String(text) => Ok(text),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(dialect.syntax_error()),
    };
    match value {
        Value::Array(listed) => listed.into_iter().map(scalar).collect(),
        one => Ok(vec![scalar(one)?]),
    }
}
