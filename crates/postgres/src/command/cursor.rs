//! `DECLARE`, `FETCH` and `COPY`.

use super::{Command, Words};
use crate::errors::Problem;

/// How many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Rows(u64),
    /// All that are left.
    All,
}

/// Rows as lines of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The question.
    pub question: Command,
    /// Comma-separated values rather than PostgreSQL's own form.
    pub is_csv: bool,
    /// What is between values.
    pub delimiter: u8,
    /// What stands for null.
    pub null: String,
    /// The first line has the names.
    pub header: bool,
}

/// After DECLARE.
pub fn declare(words: &mut Words<'_>) -> Result<Command, Problem> {
    let name = words.name()?;
    loop {
        match words.word().as_deref() {
            Some("binary") => return Err(Problem::unsupported("a binary cursor")),
            Some("scroll") => return Err(backward()),
            Some("no") => {
                words.next();
                if !words.take("scroll") {
                    return Err(words.wrong());
                }
            }
            Some("insensitive" | "asensitive") => {
                words.next();
            }
            _ => break,
        }
    }
    if !words.take("cursor") {
        return Err(words.wrong());
    }
    let holds = words.take("with");
    if (holds || words.take("without")) && !words.take("hold") {
        return Err(words.wrong());
    }
    if !words.take("for") {
        return Err(words.wrong());
    }
    Ok(Command::Declare { name, holds, text: words.rest().to_owned() })
}

fn backward() -> Problem {
    Problem::unsupported("going back in a cursor")
}

/// After FETCH or MOVE.
pub fn fetch(words: &mut Words<'_>, moves: bool) -> Result<Command, Problem> {
    let count = match words.word().as_deref() {
        Some("next") => {
            words.next();
            Count::Rows(1)
        }
        Some("all") => {
            words.next();
            Count::All
        }
        Some("forward") => {
            words.next();
            number(words)?.unwrap_or(Count::Rows(1))
        }
        Some("prior" | "first" | "last" | "absolute" | "relative" | "backward") => return Err(backward()),
        _ => number(words)?.unwrap_or(Count::Rows(1)),
    };
    let _ = words.take("from") || words.take("in");
    let name = words.name()?;
    words.end()?;
    Ok(Command::Fetch { name, count, moves })
}

fn number(words: &mut Words<'_>) -> Result<Option<Count>, Problem> {
    if words.take("all") {
        return Ok(Some(Count::All));
    }
    if words.take("-") {
        return Err(backward());
    }
    let number = words.peek().and_then(|text| text.parse().ok());
    if number.is_some() {
        words.next();
    }
    Ok(number.map(Count::Rows))
}

/// After COPY: `(query) TO STDOUT` or `table TO STDOUT`, with options in either form.
pub fn copy(words: &mut Words<'_>) -> Result<Command, Problem> {
    let question = match words.take("(") {
        true => inside(words)?,
        false => table(words)?,
    };
    if words.take("from") {
        return Err(Problem::unsupported("COPY FROM"));
    }
    if !words.take("to") {
        return Err(words.wrong());
    }
    if !words.take("stdout") {
        return Err(Problem::unsupported("COPY to anything but STDOUT"));
    }
    let _ = words.take("with");
    let mut copy = Copy {
        question: Command::read(&question)?,
        is_csv: false,
        delimiter: b'\t',
        null: "\\N".to_owned(),
        header: false,
    };
    let (mut delimiter, mut null) = (None, None);
    while !words.is_done() {
        let Some(option) = words.next() else { break };
        match option.as_str() {
            "(" | ")" | "," => {}
            "csv" => copy.is_csv = true,
            "text" => {}
            "binary" => return Err(Problem::unsupported("COPY in binary")),
            "format" => match words.next().as_deref() {
                Some("csv") => copy.is_csv = true,
                Some("text") => {}
                _ => return Err(Problem::unsupported("this format of COPY")),
            },
            "header" => {
                copy.header = !(words.take("false") || words.take("off"));
                let _ = words.take("true") || words.take("on");
            }
            "delimiter" => {
                let _ = words.take("as");
                delimiter = words.next();
            }
            "null" => {
                let _ = words.take("as");
                null = words.next();
            }
            "encoding" => {
                words.next();
            }
            _ => {
                words.at -= 1;
                return Err(words.wrong());
            }
        }
    }
    if copy.is_csv {
        (copy.delimiter, copy.null) = (b',', String::new());
    }
    if let Some(delimiter) = delimiter {
        let [byte] = delimiter.as_bytes() else {
            return Err(Problem::new("0A000", "COPY delimiter must be a single one-byte character"));
        };
        copy.delimiter = *byte;
    }
    copy.null = null.unwrap_or(copy.null);
    if !matches!(copy.question, Command::Lake(_) | Command::Catalog(_)) {
        return Err(Problem::new("42601", "COPY takes a query"));
    }
    Ok(Command::Copy(Box::new(copy)))
}

/// The text up to the bracket that closes.
fn inside(words: &mut Words<'_>) -> Result<String, Problem> {
    let (rest, mut depth, start) = (words.rest(), 1_usize, words.at);
    loop {
        if words.take("(") {
            depth += 1;
        } else if words.take(")") {
            depth -= 1;
            if depth == 0 {
                break;
            }
        } else if words.next().is_none() {
            return Err(words.wrong());
        }
    }
    let (first, close) = (&words.pieces[start], &words.pieces[words.at - 1]);
    Ok(rest[..close.at.start.saturating_sub(first.at.start)].to_owned())
}

/// `SELECT` of a table and maybe some of its columns.
fn table(words: &mut Words<'_>) -> Result<String, Problem> {
    let quote = |name: String| format!("\"{}\"", name.replace('"', "\"\""));
    let mut name = quote(words.name()?);
    while words.take(".") {
        name = format!("{name}.{}", quote(words.name()?));
    }
    let mut columns = Vec::new();
    if words.take("(") {
        loop {
            columns.push(quote(words.name()?));
            if words.take(")") {
                break;
            }
            if !words.take(",") {
                return Err(words.wrong());
            }
        }
    }
    let columns = if columns.is_empty() { "*".to_owned() } else { columns.join(", ") };
    Ok(format!("SELECT {columns} FROM {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_go_forward_only() {
        let read = |text: &str| Command::read(text);
        let declared = read("DECLARE \"C\" NO SCROLL CURSOR WITH HOLD FOR SELECT 1").unwrap();
        let meant = Command::Declare { name: "C".to_owned(), holds: true, text: "SELECT 1".to_owned() };
        assert_eq!(declared, meant);
        let fetch = |count, moves| Command::Fetch { name: "c".to_owned(), count, moves };
        assert_eq!(read("FETCH FORWARD 100 FROM c").unwrap(), fetch(Count::Rows(100), false));
        assert_eq!(read("FETCH ALL IN c").unwrap(), fetch(Count::All, false));
        assert_eq!(read("MOVE 5 c").unwrap(), fetch(Count::Rows(5), true));
        assert_eq!(read("FETCH c").unwrap(), fetch(Count::Rows(1), false));
        for text in ["FETCH BACKWARD c", "FETCH -1 FROM c", "DECLARE c SCROLL CURSOR FOR SELECT 1"] {
            assert_eq!(read(text).unwrap_err().state, "0A000", "{text}");
        }
    }

    #[test]
    fn copies_are_of_queries_or_tables() {
        let read = |text: &str| match Command::read(text).unwrap() {
            Command::Copy(copy) => *copy,
            other => panic!("{other:?}"),
        };
        let copy = read("COPY (SELECT (1), ')' FROM t) TO STDOUT WITH (FORMAT csv, HEADER, DELIMITER ';')");
        assert_eq!(copy.question, Command::Lake("SELECT (1), ')' FROM t".to_owned()));
        assert!(copy.is_csv && copy.header && copy.delimiter == b';' && copy.null.is_empty());
        let copy = read("copy a.b (x, \"Y\") to stdout");
        assert_eq!(copy.question, Command::Lake("SELECT \"x\", \"Y\" FROM \"a\".\"b\"".to_owned()));
        assert!(!copy.is_csv && copy.null == "\\N");
        for text in ["COPY t FROM STDIN", "COPY t TO '/etc/passwd'", "COPY t TO PROGRAM 'x'"] {
            assert_eq!(Command::read(text).unwrap_err().state, "0A000", "{text}");
        }
    }
}
