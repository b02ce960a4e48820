//! What a line at the prompt asks for.

/// What `\?` prints.
pub const HELP: &str = "\
statement ;       run it, over one line or several
\\d                tables and views of the database
\\d TABLE          a table's columns; also CATALOG.DATABASE.TABLE
\\c DATABASE       names without a database are of this one from now on
\\?                this
\\q                leave, as Ctrl-D does
Tab               complete keywords, databases, tables, columns
Ctrl-C            end the query that runs, or take the line back";

/// What a line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Nothing.
    Nothing,
    /// To leave.
    Quit,
    /// Help.
    Help,
    /// Another database for names without one.
    Database(String),
    /// Statements.
    Statements(String),
}

/// Reads a line; what it gets wrong is told in words.
pub fn read(line: &str) -> Result<Command, String> {
    let line = line.trim();
    let Some(command) = line.strip_prefix('\\') else {
        return Ok(match line {
            "" => Command::Nothing,
            "quit" | "exit" => Command::Quit,
            statements => Command::Statements(statements.to_owned()),
        });
    };
    let command = command.trim_end_matches(';');
    let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    match (name, rest.trim()) {
        ("q", "") => Ok(Command::Quit),
        ("?", "") => Ok(Command::Help),
        ("d", "") => Ok(Command::Statements("SHOW TABLES".to_owned())),
        ("d", table) => Ok(Command::Statements(format!("DESCRIBE {table}"))),
        ("c", "") => Err("which database? `\\c NAME`".to_owned()),
        ("c", database) => Ok(Command::Database(database.to_owned())),
        _ => Err(format!("`{line}` is no command; \\? lists them")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_commands_or_statements() {
        let statements = |text: &str| Ok(Command::Statements(text.to_owned()));
        for (line, expected) in [
            (" ", Ok(Command::Nothing)),
            ("\\q", Ok(Command::Quit)),
            ("exit", Ok(Command::Quit)),
            ("\\?", Ok(Command::Help)),
            ("\\d", statements("SHOW TABLES")),
            ("\\d kinesis.default.\"Orders\";", statements("DESCRIBE kinesis.default.\"Orders\"")),
            ("\\c  shop", Ok(Command::Database("shop".to_owned()))),
            (" SELECT 1; ", statements("SELECT 1;")),
            ("\\x", Err("`\\x` is no command; \\? lists them".to_owned())),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
