//! `PREPARE`, `EXECUTE` and `DEALLOCATE PREPARE` as statements: read here, before any engine sees them.

use super::sql::{Kind, Token, tokens};

/// What such a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prepared {
    /// `PREPARE name FROM query`.
    Prepare {
        /// The statement's name.
        name: String,
        /// The query, as it stands.
        query: String,
    },
    /// `EXECUTE name [USING expression, …]`.
    Execute {
        /// The statement's name.
        name: String,
        /// What stands for its parameters.
        parameters: Vec<String>,
    },
    /// `EXECUTE IMMEDIATE 'query' [USING expression, …]`.
    Immediate {
        /// The query.
        query: String,
        /// What stands for its parameters.
        parameters: Vec<String>,
    },
    /// `DEALLOCATE PREPARE name`.
    Deallocate {
        /// The statement's name.
        name: String,
    },
}

/// What `text` says, if it is one of these; an error says what is wrong with one that begins like them.
pub fn read_prepared(text: &str) -> Option<Result<Prepared, String>> {
    // A semicolon at the end belongs to nobody.
    let text = text.trim_end().trim_end_matches(';');
    let mut all = tokens(text);
    let first = all.next().filter(|token| token.kind == Kind::Word)?;
    let rest: Vec<Token> = all.collect();
    let read = match text[first.range].to_ascii_uppercase().as_str() {
        "PREPARE" => prepare(text, &rest),
        "EXECUTE" => execute(text, &rest),
        "DEALLOCATE" => deallocate(text, &rest),
        _ => return None,
    };
    let expected = "a statement reads PREPARE name FROM query, EXECUTE name [USING value, …] or DEALLOCATE PREPARE \
                    name";
    Some(read.ok_or_else(|| format!("mismatched input: {expected}")))
}

fn prepare(text: &str, rest: &[Token]) -> Option<Prepared> {
    let (name, rest) = rest.split_first()?;
    let (from, query) = rest.split_first()?;
    let query = query.first()?;
    is(text, from, "FROM").then(|| Prepared::Prepare {
        name: name_of(text, name),
        query: text[query.range.start..].trim_end().to_owned(),
    })
}

fn execute(text: &str, rest: &[Token]) -> Option<Prepared> {
    let (first, rest) = rest.split_first()?;
    match rest.first() {
        Some(query) if is(text, first, "IMMEDIATE") && query.kind == Kind::Text => {
            let inner = text[query.range.clone()].trim_matches('\'').replace("''", "'");
            Some(Prepared::Immediate { query: inner, parameters: using(text, &rest[1..])? })
        }
        _ => Some(Prepared::Execute { name: name_of(text, first), parameters: using(text, rest)? }),
    }
}

fn deallocate(text: &str, rest: &[Token]) -> Option<Prepared> {
    match rest {
        [word, name] if is(text, word, "PREPARE") => Some(Prepared::Deallocate { name: name_of(text, name) }),
        _ => None,
    }
}

/// What follows `USING`, cut at the commas that stand outside all parentheses.
fn using(text: &str, rest: &[Token]) -> Option<Vec<String>> {
    let Some((word, values)) = rest.split_first() else { return Some(Vec::new()) };
    if !is(text, word, "USING") || values.is_empty() {
        return None;
    }
    let mut depth = 0_usize;
    let groups = values.split(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.kind == Kind::Mark(',')
    });
    let value = |group: &[Token]| {
        let (first, last) = group.first().zip(group.last())?;
        Some(text[first.range.start..last.range.end].to_owned())
    };
    groups.map(value).collect()
}

fn is(text: &str, token: &Token, word: &str) -> bool {
    token.kind == Kind::Word && text[token.range.clone()].eq_ignore_ascii_case(word)
}

fn name_of(text: &str, token: &Token) -> String {
    text[token.range.clone()].trim_matches(['"', '`']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_are_read() {
        let read = |text: &str| read_prepared(text).unwrap().unwrap();
        assert_eq!(
            read("prepare my_select from SELECT * FROM t WHERE a = ? ;"),
            Prepared::Prepare { name: "my_select".into(), query: "SELECT * FROM t WHERE a = ?".into() }
        );
        assert_eq!(
            read("EXECUTE my_select USING 'a, b', f(1, 2), DATE '2020-01-01'"),
            Prepared::Execute {
                name: "my_select".into(),
                parameters: vec!["'a, b'".into(), "f(1, 2)".into(), "DATE '2020-01-01'".into()],
            }
        );
        assert_eq!(read("EXECUTE s"), Prepared::Execute { name: "s".into(), parameters: vec![] });
        assert_eq!(
            read("EXECUTE IMMEDIATE 'SELECT ''x'' = ?' USING 1"),
            Prepared::Immediate { query: "SELECT 'x' = ?".into(), parameters: vec!["1".into()] }
        );
        assert_eq!(read("-- c\nDEALLOCATE PREPARE \"s\";"), Prepared::Deallocate { name: "s".into() });
    }

    #[test]
    fn others_are_not_and_halves_are_refused() {
        assert!(read_prepared("SELECT 1").is_none() && read_prepared("").is_none());
        for half in ["PREPARE s", "EXECUTE", "EXECUTE s USING", "EXECUTE s USING 1,,2", "DEALLOCATE s"] {
            assert!(read_prepared(half).unwrap().is_err(), "{half}");
        }
    }
}
