//! Reads statements.

use std::collections::BTreeMap;

use super::tokens::{Placed, Token, cut};
use super::{Ddl, Spec, TableName, create, show};
use crate::catalog::Column;
use crate::error::{Error, Fact, Position};

/// Reads one statement.
pub fn parse(text: &str) -> Result<Ddl, Error> {
    let mut parser = Parser::new(text)?;
    let ddl = parser.statement()?;
    while parser.mark(';') {}
    if parser.tokens.get(parser.place).is_some() {
        return Err(parser.unexpected("<EOF>"));
    }
    Ok(ddl)
}

/// Tokens that are read from left to right.
pub(crate) struct Parser {
    tokens: Vec<Placed>,
    place: usize,
}

impl Parser {
    /// Nothing of `text` read yet.
    pub(crate) fn new(text: &str) -> Result<Self, Error> {
        Ok(Self { tokens: cut(text)?, place: 0 })
    }

    /// Where the next token begins, in bytes; `None` at the end.
    pub(crate) fn start(&self) -> Option<usize> {
        self.tokens.get(self.place).map(|placed| placed.start)
    }

    /// How far was read.
    pub(crate) fn mark_place(&self) -> usize {
        self.place
    }

    /// Goes back to where reading was.
    pub(crate) fn reset_place(&mut self, place: usize) {
        self.place = place;
    }

    /// Goes on after the bracket that closes the one that is next; answers where that bracket is, in bytes.
    pub(crate) fn skip_brackets(&mut self) -> Result<usize, Error> {
        let mut depth = 0_usize;
        while let Some(placed) = self.tokens.get(self.place) {
            self.place += 1;
            match placed.token {
                Token::Mark('(') => depth += 1,
                Token::Mark(')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(placed.start);
            }
        }
        Err(self.unexpected("')'"))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|placed| &placed.token)
    }

    /// Whether the next token is this word.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    /// Takes this word, if it is next.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.place += usize::from(is);
        is
    }

    /// Takes these words, if they are next.
    pub(crate) fn words(&mut self, words: &[&str]) -> bool {
        let before = self.place;
        let all = words.iter().all(|word| self.word(word));
        if !all {
            self.place = before;
        }
        all
    }

    /// Takes these words, which must be next.
    pub(crate) fn expect(&mut self, words: &[&str]) -> Result<(), Error> {
        words.iter().try_for_each(|word| {
            if self.word(word) { Ok(()) } else { Err(self.unexpected(&format!("'{word}'"))) }
        })
    }

    /// Takes this mark, if it is next.
    pub(crate) fn mark(&mut self, mark: char) -> bool {
        let is = self.peek() == Some(&Token::Mark(mark));
        self.place += usize::from(is);
        is
    }

    /// Takes this mark, which must be next.
    pub(crate) fn expect_mark(&mut self, mark: char) -> Result<(), Error> {
        if self.mark(mark) { Ok(()) } else { Err(self.unexpected(&format!("'{mark}'"))) }
    }

    /// A name, in lower case.
    pub(crate) fn name(&mut self) -> Result<String, Error> {
        let name = match self.peek() {
            Some(Token::Word(name) | Token::Name(name)) => name.to_lowercase(),
            // Trino's way of quoting; Athena takes it in some of these statements.
            Some(Token::Text(name)) if !name.is_empty() => name.to_lowercase(),
            _ => return Err(self.unexpected("<identifier>")),
        };
        self.place += 1;
        Ok(name)
    }

    /// A text in quotes.
    pub(crate) fn text(&mut self) -> Result<String, Error> {
        let Some(Token::Text(text)) = self.peek() else { return Err(self.unexpected("<string>")) };
        let text = text.clone();
        self.place += 1;
        Ok(text)
    }

    /// A text, if one is next.
    pub(crate) fn maybe_text(&mut self) -> Option<String> {
        self.text().ok()
    }

    /// A table's name.
    pub(crate) fn table(&mut self) -> Result<TableName, Error> {
        let mut parts = vec![self.name()?];
        while self.mark('.') {
            parts.push(self.name()?);
        }
        // A name may be quoted whole.
        if let [whole] = parts.as_slice()
            && let Some((database, table)) = whole.split_once('.')
        {
            parts = vec![database.to_owned(), table.to_owned()];
        }
        let table = parts.pop().ok_or_else(|| self.unexpected("<identifier>"))?;
        let database = parts.pop();
        Ok(TableName { catalog: parts.pop(), database, table })
    }

    /// What was not expected.
    pub(crate) fn unexpected(&self, expected: &str) -> Error {
        let (found, at) = match self.tokens.get(self.place) {
            Some(placed) => (show_token(&placed.token), Some(placed.at)),
            None => ("<EOF>".to_owned(), self.tokens.last().map(|placed| placed.at)),
        };
        let at = at.or(Some(Position { line: 1, column: 1 }));
        Error::new(Fact::Syntax, format!("mismatched input '{found}'. Expecting: {expected}")).at(at)
    }

    /// `(name type COMMENT 'x', …)`
    pub(crate) fn columns(&mut self) -> Result<Vec<Column>, Error> {
        self.expect_mark('(')?;
        let mut columns = Vec::new();
        loop {
            columns.push(self.column()?);
            if !self.mark(',') {
                break;
            }
        }
        self.expect_mark(')')?;
        Ok(columns)
    }

    /// `name type COMMENT 'x'`
    pub(crate) fn column(&mut self) -> Result<Column, Error> {
        let name = self.name()?;
        self.mark(':');
        let kind = self.kind()?;
        let comment = if self.word("comment") { Some(self.text()?) } else { None };
        Ok(Column { name, kind, comment })
    }

    /// A type, in Hive's own spelling.
    fn kind(&mut self) -> Result<String, Error> {
        let start = self.place;
        let (mut text, mut depth) = (String::new(), 0_i32);
        while let Some(token) = self.peek() {
            match token {
                Token::Mark('<' | '(') => depth += 1,
                Token::Mark('>' | ')') if depth > 0 => depth -= 1,
                Token::Mark(')' | ',' | ';') if depth == 0 => break,
                Token::Word(word) if depth == 0 && self.place > start => {
                    // `double precision` is a type; COMMENT begins a remark.
                    if !word.eq_ignore_ascii_case("precision") {
                        break;
                    }
                    text.push(' ');
                }
                Token::Text(_) => break,
                _ => {}
            }
            text.push_str(&show_token(token));
            self.place += 1;
        }
        let kind = crate::types::of_hive(&text.to_lowercase());
        let kind = kind.map_err(|error| error.at(self.tokens.get(start).map(|placed| placed.at)))?;
        // Lengths of varchar and char are not in the type, so that the text itself is kept where it can be.
        let is_sized = text.to_lowercase().contains("char");
        match crate::types::to_hive(&kind) {
            Some(own) if !is_sized => Ok(own),
            _ => Ok(text.to_lowercase()),
        }
    }

    /// `('a'='b', …)`
    pub(crate) fn properties(&mut self) -> Result<BTreeMap<String, String>, Error> {
        self.expect_mark('(')?;
        let mut properties = BTreeMap::new();
        loop {
            if self.mark(')') {
                return Ok(properties);
            }
            let name = self.text()?;
            self.expect_mark('=')?;
            properties.insert(name, self.text()?);
            if !self.mark(',') {
                self.expect_mark(')')?;
                return Ok(properties);
            }
        }
    }

    /// `PARTITION (a='1', b=2)`
    pub(crate) fn spec(&mut self) -> Result<Spec, Error> {
        self.expect(&["partition"])?;
        self.expect_mark('(')?;
        let mut spec = Vec::new();
        loop {
            let name = self.name()?;
            self.expect_mark('=')?;
            let value = self.value()?;
            spec.push((name, value));
            if !self.mark(',') {
                break;
            }
        }
        self.expect_mark(')')?;
        Ok(spec)
    }

    /// A key's value: a text, a number, or a word.
    pub(crate) fn value(&mut self) -> Result<String, Error> {
        let sign = if self.mark('-') { "-" } else { "" };
        let value = match self.peek() {
            Some(Token::Text(value) | Token::Word(value)) => format!("{sign}{value}"),
            _ => return Err(self.unexpected("<value>")),
        };
        self.place += 1;
        // `DATE '2020-01-01'` is the date's text.
        if let (true, Some(Token::Text(text))) = (value.eq_ignore_ascii_case("date"), self.peek()) {
            let text = text.clone();
            self.place += 1;
            return Ok(text);
        }
        Ok(value)
    }

    pub(crate) fn if_not_exists(&mut self) -> bool {
        self.words(&["if", "not", "exists"])
    }

    pub(crate) fn if_exists(&mut self) -> bool {
        self.words(&["if", "exists"])
    }

    fn statement(&mut self) -> Result<Ddl, Error> {
        if self.word("create") {
            return create::create(self);
        }
        if self.word("drop") {
            return self.drop();
        }
        if self.words(&["alter", "table"]) {
            return self.alter();
        }
        if self.words(&["msck", "repair", "table"]) || self.words(&["msck", "table"]) {
            return Ok(Ddl::Repair { name: self.table()? });
        }
        show::show(self).map(Ddl::Show)
    }

    fn drop(&mut self) -> Result<Ddl, Error> {
        if self.word("database") || self.word("schema") {
            let if_exists = self.if_exists();
            let name = self.name()?;
            let cascade = self.word("cascade");
            self.word("restrict");
            return Ok(Ddl::DropDatabase { name, if_exists, cascade });
        }
        let is_view = self.word("view");
        if !is_view {
            self.expect(&["table"])?;
        }
        let if_exists = self.if_exists();
        let name = self.table()?;
        self.word("purge");
        Ok(Ddl::Drop { name, if_exists, is_view })
    }

    fn alter(&mut self) -> Result<Ddl, Error> {
        let name = self.table()?;
        if self.word("add") {
            if self.word("columns") {
                return Ok(Ddl::Columns { name, columns: self.columns()?, replace: false });
            }
            let if_not_exists = self.if_not_exists();
            let mut partitions = Vec::new();
            while self.is_word("partition") {
                let spec = self.spec()?;
                let location = if self.word("location") { Some(self.text()?) } else { None };
                partitions.push((spec, location));
                self.mark(',');
            }
            if partitions.is_empty() {
                return Err(self.unexpected("'partition'"));
            }
            return Ok(Ddl::AddPartitions { name, if_not_exists, partitions });
        }
        if self.word("drop") {
            let if_exists = self.if_exists();
            let mut partitions = vec![self.spec()?];
            while self.mark(',') {
                partitions.push(self.spec()?);
            }
            self.word("purge");
            return Ok(Ddl::DropPartitions { name, if_exists, partitions });
        }
        if self.words(&["replace", "columns"]) {
            return Ok(Ddl::Columns { name, columns: self.columns()?, replace: true });
        }
        if self.word("change") {
            self.word("column");
            let column = self.name()?;
            return Ok(Ddl::ChangeColumn { name, column, to: self.column()? });
        }
        let partition = if self.is_word("partition") { Some(self.spec()?) } else { None };
        if let Some(from) = &partition
            && self.words(&["rename", "to"])
        {
            return Ok(Ddl::RenamePartition { name, from: from.clone(), to: self.spec()? });
        }
        self.expect(&["set"])?;
        if self.word("location") {
            return Ok(Ddl::SetLocation { name, partition, location: self.text()? });
        }
        self.expect(&["tblproperties"])?;
        Ok(Ddl::SetProperties { name, properties: self.properties()? })
    }
}

fn show_token(token: &Token) -> String {
    match token {
        Token::Word(text) | Token::Name(text) | Token::Text(text) => text.clone(),
        Token::Mark(mark) => mark.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alterations_are_read() {
        let ddl = parse(
            "ALTER TABLE d.t ADD IF NOT EXISTS PARTITION (y='2021', m=1) LOCATION 's3://b/x/' PARTITION (y='2022', m=2);",
        );
        let Ddl::AddPartitions { name, if_not_exists: true, partitions } = ddl.unwrap() else {
            panic!("additions")
        };
        assert_eq!(name, TableName { catalog: None, database: Some("d".to_owned()), table: "t".to_owned() });
        assert_eq!(partitions.len(), 2);
        assert_eq!(partitions[0].0, [("y".to_owned(), "2021".to_owned()), ("m".to_owned(), "1".to_owned())]);
        assert_eq!(partitions[0].1.as_deref(), Some("s3://b/x/"));
        assert!(matches!(
            parse("DROP VIEW IF EXISTS v").unwrap(),
            Ddl::Drop { is_view: true, if_exists: true, .. }
        ));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let error = parse("ALTER TABLE t SET x").unwrap_err();
        assert_eq!(error.to_string(), "line 1:19: mismatched input 'x'. Expecting: 'tblproperties'");
        let error = parse("CREATE EXTERNAL TABLE t (a integr)").unwrap_err();
        assert!(error.message.contains("integr"), "{error}");
    }
}
