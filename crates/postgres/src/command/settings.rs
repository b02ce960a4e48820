//! `SET`, `RESET` and `SHOW`.

use super::{Command, Words};
use crate::errors::Problem;

/// What SHOW shows of the lake, in Hive's form.
const LAKE: [&str; 9] = [
    "tables",
    "databases",
    "schemas",
    "columns",
    "partitions",
    "create",
    "views",
    "tblproperties",
    "functions",
];

/// After SET.
pub fn set(words: &mut Words<'_>) -> Result<Command, Problem> {
    let _ = words.take("session") || words.take("local");
    let first = words.peek().unwrap_or_default();
    match first.as_str() {
        // How transactions are apart from each other makes no difference to readers.
        "characteristics" | "transaction" | "constraints" => return Ok(Command::Nothing("SET")),
        "authorization" | "role" => return Ok(Command::Nothing("SET")),
        _ => {}
    }
    let name = match first.as_str() {
        "time" => {
            words.next();
            if !words.take("zone") {
                return Err(words.wrong());
            }
            "timezone".to_owned()
        }
        "names" => {
            words.next();
            "client_encoding".to_owned()
        }
        _ => {
            let name = name(words)?;
            if !words.take("to") && !words.take("=") {
                return Err(words.wrong());
            }
            name
        }
    };
    Ok(Command::Set { name, value: value(words)? })
}

/// A setting's name, which may have dots.
fn name(words: &mut Words<'_>) -> Result<String, Problem> {
    let mut name = words.name()?.to_lowercase();
    while words.take(".") {
        name.push('.');
        name.push_str(&words.name()?.to_lowercase());
    }
    Ok(name)
}

/// One value, or several with commas between.
fn value(words: &mut Words<'_>) -> Result<Option<String>, Problem> {
    if words.take("default") {
        words.end()?;
        return Ok(None);
    }
    let mut values = Vec::new();
    loop {
        let sign = if words.take("-") { "-" } else { "" };
        let value = words.next().ok_or_else(|| words.wrong())?;
        values.push(format!("{sign}{value}"));
        if !words.take(",") {
            break;
        }
    }
    words.end()?;
    Ok(Some(values.join(", ")))
}

/// After RESET.
pub fn reset(words: &mut Words<'_>) -> Result<Command, Problem> {
    if words.take("all") {
        return Ok(Command::ResetAll);
    }
    if words.take("session") || words.take("role") {
        return Ok(Command::Nothing("RESET"));
    }
    let name = match words.take("time") {
        true => "timezone".to_owned(),
        false => name(words)?,
    };
    Ok(Command::Set { name, value: None })
}

/// After SHOW; `None` where the lake is asked.
pub fn show(words: &mut Words<'_>) -> Result<Option<Command>, Problem> {
    let first = words.peek().unwrap_or_default();
    if LAKE.contains(&first.as_str()) {
        return Ok(None);
    }
    let shown = match first.as_str() {
        "all" => Command::ShowAll,
        "time" => Command::Show("timezone".to_owned()),
        "transaction" => Command::Show("transaction_isolation".to_owned()),
        "session" => Command::Show("session_authorization".to_owned()),
        _ => {
            let name = name(words)?;
            words.end()?;
            Command::Show(name)
        }
    };
    Ok(Some(shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_in_every_form() {
        let read = |text: &str| match Command::read(text).unwrap() {
            Command::Set { name, value } => {
                format!("{name}={}", value.unwrap_or_else(|| "DEFAULT".to_owned()))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(read("SET search_path TO \"A\", b;"), "search_path=A, b");
        assert_eq!(read("SET SESSION extra_float_digits = -3"), "extra_float_digits=-3");
        assert_eq!(read("set time zone 'UTC'"), "timezone=UTC");
        assert_eq!(read("SET NAMES 'UTF8'"), "client_encoding=UTF8");
        assert_eq!(read("SET LOCAL a.b = on"), "a.b=on");
        assert_eq!(read("SET x TO DEFAULT"), "x=DEFAULT");
        assert_eq!(read("RESET x"), "x=DEFAULT");
        assert_eq!(read("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"), "Nothing(\"SET\")");
        assert_eq!(read("SHOW TRANSACTION ISOLATION LEVEL"), "Show(\"transaction_isolation\")");
        for text in ["SET", "SET x", "SET x = ", "SET x = 1 2", "SHOW", "SET time", "RESET"] {
            assert!(Command::read(text).is_err(), "{text}");
        }
    }
}
