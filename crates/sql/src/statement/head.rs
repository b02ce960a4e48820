//! The heads of statements that end with a query: `CREATE TABLE … AS`, `INSERT INTO`, `UNLOAD`, `CREATE VIEW`.
//!
//! The query is read with its head blanked out, so that places in errors are those of the whole text.

use datafusion::sql::sqlparser::ast::Query;

use super::{Properties, Property, Statement};
use crate::dialect::parse_query;
use crate::error::Error;
use crate::hive::Parser;

/// The query between two places of a text.
fn query(text: &str, start: usize, end: usize) -> Result<Box<Query>, Error> {
    let blank = text[..start].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' });
    let whole: String = blank.chain(text[start..end].chars()).collect();
    parse_query(&whole).map(Box::new)
}

/// Where the query begins, which has to be there.
fn start(parser: &Parser) -> Result<usize, Error> {
    parser.start().ok_or_else(|| parser.unexpected("<query>"))
}

/// `CREATE TABLE [IF NOT EXISTS] name [WITH (…)] AS query [WITH [NO] DATA]`
pub fn create_table(text: &str) -> Result<Statement, Error> {
    let mut parser = Parser::new(text)?;
    parser.expect(&["create", "table"])?;
    let if_not_exists = parser.if_not_exists();
    let name = parser.table()?;
    let properties = if parser.word("with") { properties(&mut parser)? } else { Properties::new() };
    if !parser.is_word("as") {
        return crate::hive::parse(text).map(Box::new).map(Statement::Ddl);
    }
    parser.expect(&["as"])?;
    let start = start(&parser)?;
    let whole = text.trim_end().trim_end_matches(';').trim_end();
    let tail = |words: &str| -> Option<usize> {
        let mut end = whole.len();
        for word in words.split(' ').rev() {
            let rest = whole[..end].trim_end();
            let cut = rest.len().checked_sub(word.len()).filter(|cut| rest.is_char_boundary(*cut))?;
            if !rest[cut..].eq_ignore_ascii_case(word) {
                return None;
            }
            end = cut;
        }
        Some(end)
    };
    let (end, is_empty) = match (tail("with no data"), tail("with data")) {
        (Some(end), _) => (end, true),
        (None, Some(end)) => (end, false),
        (None, None) => (whole.len(), false),
    };
    let query = query(text, start, end)?;
    Ok(Statement::CreateTableAs { name, if_not_exists, properties, query, is_empty })
}

/// `CREATE [OR REPLACE] VIEW name AS query`
pub fn create_view(text: &str) -> Result<Statement, Error> {
    let mut parser = Parser::new(text)?;
    parser.expect(&["create"])?;
    let or_replace = parser.words(&["or", "replace"]);
    parser.expect(&["view"])?;
    let name = parser.table()?;
    if parser.word("comment") {
        parser.text()?;
    }
    parser.expect(&["as"])?;
    let start = start(&parser)?;
    let end = text.trim_end().trim_end_matches(';').trim_end().len();
    let tree = query(text, start, end)?;
    Ok(Statement::CreateView { name, or_replace, query: tree, text: text[start..end].to_owned() })
}

/// `INSERT INTO [TABLE] name [(columns)] query`
pub fn insert(text: &str) -> Result<Statement, Error> {
    let mut parser = Parser::new(text)?;
    parser.expect(&["insert", "into"])?;
    parser.word("table");
    let name = parser.table()?;
    let begin = start(&parser)?;
    // A bracket may be around columns or around the query.
    let columns = if text[begin..].starts_with('(') { columns(&mut parser) } else { Vec::new() };
    let start = start(&parser)?;
    let query = query(text, start, text.len())?;
    Ok(Statement::Insert { name, columns, query })
}

/// `(a, b)`; nothing is taken where it is something else.
fn columns(parser: &mut Parser) -> Vec<String> {
    let before = parser.mark_place();
    let read = |parser: &mut Parser| {
        parser.expect_mark('(')?;
        let mut names = vec![parser.name()?];
        while parser.mark(',') {
            names.push(parser.name()?);
        }
        parser.expect_mark(')')?;
        Ok::<_, Error>(names)
    };
    let is_query = |names: &[String]| matches!(names, [one] if matches!(one.as_str(), "select" | "values" | "with" | "table"));
    match read(parser) {
        Ok(names) if !is_query(&names) => names,
        _ => {
            parser.reset_place(before);
            Vec::new()
        }
    }
}

/// `UNLOAD (query) TO 'location' [WITH (…)]`
pub fn unload(text: &str) -> Result<Statement, Error> {
    let mut parser = Parser::new(text)?;
    parser.expect(&["unload"])?;
    let start = start(&parser)?;
    let end = parser.skip_brackets()?;
    let query = query(text, start, end + 1)?;
    parser.expect(&["to"])?;
    let location = parser.text()?;
    let properties = if parser.word("with") { properties(&mut parser)? } else { Properties::new() };
    Ok(Statement::Unload { query, location, properties })
}

/// `(name = value, …)`
fn properties(parser: &mut Parser) -> Result<Properties, Error> {
    parser.expect_mark('(')?;
    let mut properties = Properties::new();
    loop {
        let name = parser.name()?;
        parser.expect_mark('=')?;
        let value = if parser.word("array") {
            parser.expect_mark('[')?;
            let mut items = Vec::new();
            while !parser.mark(']') {
                items.push(parser.text()?);
                parser.mark(',');
            }
            Property::List(items)
        } else {
            Property::Text(parser.value()?)
        };
        properties.insert(name, value);
        if !parser.mark(',') {
            parser.expect_mark(')')?;
            return Ok(properties);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let text = "CREATE TABLE d.t WITH (format = 'PARQUET', partitioned_by = ARRAY['a', 'b']) AS SELECT 1 x WITH NO DATA;";
        let Statement::CreateTableAs { properties, is_empty: true, query, .. } = create_table(text).unwrap()
        else {
            panic!("a table")
        };
        assert_eq!(properties["format"], Property::Text("PARQUET".to_owned()));
        assert_eq!(properties["partitioned_by"], Property::List(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(query.to_string(), "SELECT 1 AS x");
        let Statement::Insert { columns, .. } = insert("INSERT INTO t (a, b) VALUES (1, 2)").unwrap() else {
            panic!("an insert")
        };
        assert_eq!(columns, ["a", "b"]);
        let Statement::Insert { columns, .. } = insert("INSERT INTO t (SELECT 1)").unwrap() else {
            panic!("an insert")
        };
        assert!(columns.is_empty());
        let unloaded = unload("UNLOAD (SELECT f(')') FROM t) TO 's3://b/p/' WITH (format='JSON')").unwrap();
        assert!(matches!(unloaded, Statement::Unload { location, .. } if location == "s3://b/p/"));
    }

    #[test]
    fn places_are_those_of_the_whole_text() {
        let error = create_view("CREATE VIEW v AS\nSELECT 1 2").unwrap_err();
        assert_eq!(error.to_string(), "line 2:10: mismatched input '2'. Expecting: <EOF>");
    }
}
