//! What kind of statement a text is, as Athena tells it, by its first words.

use super::words::{Kind, tokens};

/// Athena's `StatementType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// Defines things: `CREATE TABLE`, `DROP TABLE`, `MSCK REPAIR TABLE`.
    Ddl,
    /// Reads and writes rows: `SELECT`, `INSERT`, `EXPLAIN`.
    Dml,
    /// Tells of things: `SHOW TABLES`, `DESCRIBE`.
    Utility,
}

/// A kind of statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Athena's `StatementType`.
    pub kind: StatementKind,
    /// Athena's `SubstatementType`, where one is known: `SELECT`, `CREATE_TABLE_AS_SELECT`.
    pub substatement: Option<String>,
}

/// What becomes of a statement's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `<id>.csv`: a line of names, then the rows.
    Csv,
    /// `<id>.txt`: lines, after one of names where `header` is set.
    Text {
        /// Whether the names come first.
        header: bool,
    },
    /// There are no rows, but a count of those that were written; the object is named and not written.
    Count {
        /// What the object's name has after the id.
        extension: &'static str,
        /// What it has before the id.
        folder: &'static str,
    },
}

impl Statement {
    /// A kind of statement.
    pub fn new(kind: StatementKind, substatement: &str) -> Self {
        Self { kind, substatement: Some(substatement.to_owned()) }
    }

    /// What `text` is, by its first words. What cannot be told apart has no substatement.
    pub fn of(text: &str) -> Self {
        let words = leading_words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (kind, substatement) = classify(&words, text);
        Self { kind, substatement: substatement.map(str::to_owned) }
    }

    /// What becomes of its rows.
    pub fn form(&self) -> Form {
        match self.substatement.as_deref() {
            Some("SELECT" | "SHOW_FUNCTIONS") => Form::Csv,
            Some("UPDATE" | "DELETE" | "MERGE") => Form::Count { extension: ".csv", folder: "" },
            Some("INSERT" | "UNLOAD") => Form::Count { extension: "", folder: "" },
            Some("CREATE_TABLE_AS_SELECT") => Form::Count { extension: "", folder: "tables/" },
            _ => Form::Text { header: self.kind == StatementKind::Dml },
        }
    }
}

/// The first words, in capitals; those in parentheses that everything else follows count as well.
fn leading_words(text: &str) -> Vec<String> {
    let open = tokens(text).skip_while(|token| token.kind == Kind::Open);
    open.take(12)
        .take_while(|token| token.kind != Kind::Text)
        .map(|token| text[token.range].to_ascii_uppercase())
        .collect()
}

fn classify(words: &[&str], text: &str) -> (StatementKind, Option<&'static str>) {
    use StatementKind::{Ddl, Dml, Utility};
    match words {
        ["SELECT" | "WITH" | "VALUES" | "TABLE", ..] => (Dml, Some("SELECT")),
        ["EXPLAIN", ..] => (Dml, Some("EXPLAIN")),
        ["INSERT", ..] => (Dml, Some("INSERT")),
        ["UPDATE", ..] => (Dml, Some("UPDATE")),
        ["DELETE", ..] => (Dml, Some("DELETE")),
        ["MERGE", ..] => (Dml, Some("MERGE")),
        ["UNLOAD", ..] => (Dml, Some("UNLOAD")),
        ["CREATE", "TABLE", ..] if has_query(text) => (Ddl, Some("CREATE_TABLE_AS_SELECT")),
        ["CREATE", "TABLE", ..] | ["CREATE", "EXTERNAL", "TABLE", ..] => (Ddl, Some("CREATE_TABLE")),
        ["CREATE", "DATABASE" | "SCHEMA", ..] => (Ddl, Some("CREATE_DATABASE")),
        ["CREATE", "VIEW", ..] | ["CREATE", "OR", "REPLACE", "VIEW", ..] => (Ddl, Some("CREATE_VIEW")),
        ["DROP", "TABLE", ..] => (Ddl, Some("DROP_TABLE")),
        ["DROP", "DATABASE" | "SCHEMA", ..] => (Ddl, Some("DROP_DATABASE")),
        ["DROP", "VIEW", ..] => (Ddl, Some("DROP_VIEW")),
        ["ALTER", "TABLE", name @ ..] => (Ddl, alteration(after_name(name))),
        ["SHOW", "CREATE", "TABLE", ..] => (Utility, Some("SHOW_CREATE_TABLE")),
        ["SHOW", "CREATE", "VIEW", ..] => (Utility, Some("SHOW_CREATE_VIEW")),
        ["SHOW", "TABLES", ..] => (Utility, Some("SHOW_TABLES")),
        ["SHOW", "DATABASES" | "SCHEMAS", ..] => (Utility, Some("SHOW_DATABASES")),
        ["SHOW", "COLUMNS", ..] => (Utility, Some("SHOW_COLUMNS")),
        ["SHOW", "PARTITIONS", ..] => (Utility, Some("SHOW_PARTITIONS")),
        ["SHOW", "TBLPROPERTIES", ..] => (Utility, Some("SHOW_TBLPROPERTIES")),
        ["SHOW", "VIEWS", ..] => (Utility, Some("SHOW_VIEWS")),
        ["SHOW", "FUNCTIONS", ..] => (Utility, Some("SHOW_FUNCTIONS")),
        ["CREATE" | "DROP" | "ALTER" | "MSCK" | "OPTIMIZE" | "VACUUM", ..] => (Ddl, None),
        _ => (Utility, None),
    }
}

/// The words after the name of a table, which may have three parts.
fn after_name<'a, 'w>(words: &'a [&'w str]) -> &'a [&'w str] {
    let mut rest = words.get(1..).unwrap_or_default();
    while let [".", _, after @ ..] = rest {
        rest = after;
    }
    rest
}

fn alteration(words: &[&str]) -> Option<&'static str> {
    match words {
        ["ADD", "COLUMNS", ..] => Some("ALTER_TABLE_ADD_COLUMN"),
        ["ADD", "PARTITION" | "IF", ..] => Some("ALTER_TABLE_ADD_PARTITION"),
        ["REPLACE", "COLUMNS", ..] => Some("ALTER_TABLE_REPLACE_COLUMN"),
        ["DROP", "COLUMN", ..] => Some("ALTER_TABLE_DROP_COLUMN"),
        ["DROP", "PARTITION" | "IF", ..] => Some("ALTER_TABLE_DROP_PARTITION"),
        ["RENAME", "TO", ..] => Some("ALTER_TABLE_RENAME"),
        ["SET", "TBLPROPERTIES", ..] => Some("ALTER_TABLE_PROPERTIES"),
        ["SET", "LOCATION", ..] => Some("ALTER_TABLE_SET_LOCATION"),
        _ => None,
    }
}

/// Whether `AS` and a query stand outside all parentheses.
fn has_query(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut after_as = false;
    for token in tokens(text) {
        match token.kind {
            Kind::Open if depth == 0 && after_as => return true,
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word if depth == 0 => {
                let word = text[token.range].to_ascii_uppercase();
                if after_as && matches!(word.as_str(), "SELECT" | "WITH" | "VALUES" | "TABLE") {
                    return true;
                }
                after_as = word == "AS";
                continue;
            }
            _ => {}
        }
        after_as = false;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_by_their_first_words() {
        use StatementKind::{Ddl, Dml, Utility};
        for (text, kind, substatement) in [
            (" -- hi\n select 1", Dml, Some("SELECT")),
            ("( SELECT 1 ) UNION ALL ( SELECT 2 )", Dml, Some("SELECT")),
            ("WITH a AS (SELECT 1) SELECT * FROM a", Dml, Some("SELECT")),
            ("EXPLAIN SELECT 1", Dml, Some("EXPLAIN")),
            ("insert into t values (1)", Dml, Some("INSERT")),
            ("CREATE /* c */ TABLE t AS SELECT 1", Ddl, Some("CREATE_TABLE_AS_SELECT")),
            ("CREATE TABLE t WITH (format = 'AS SELECT') AS (SELECT 1)", Ddl, Some("CREATE_TABLE_AS_SELECT")),
            ("CREATE TABLE t (as_ int COMMENT 'AS SELECT')", Ddl, Some("CREATE_TABLE")),
            ("create external table if not exists a.b (c int)", Ddl, Some("CREATE_TABLE")),
            ("CREATE OR REPLACE VIEW v AS SELECT 1", Ddl, Some("CREATE_VIEW")),
            ("DROP SCHEMA x", Ddl, Some("DROP_DATABASE")),
            (
                "ALTER TABLE \"c\".a.b ADD IF NOT EXISTS PARTITION (d=1)",
                Ddl,
                Some("ALTER_TABLE_ADD_PARTITION"),
            ),
            ("ALTER TABLE t SET TBLPROPERTIES ('a'='add columns')", Ddl, Some("ALTER_TABLE_PROPERTIES")),
            ("MSCK REPAIR TABLE t", Ddl, None),
            ("SHOW /* c */ TABLES in d", Utility, Some("SHOW_TABLES")),
            ("DESCRIBE t", Utility, None),
            ("", Utility, None),
        ] {
            let statement = Statement::of(text);
            assert_eq!((statement.kind, statement.substatement.as_deref()), (kind, substatement), "{text}");
        }
    }

    #[test]
    fn forms_follow_kinds() {
        assert_eq!(Statement::of("SELECT 1").form(), Form::Csv);
        assert_eq!(Statement::of("EXPLAIN SELECT 1").form(), Form::Text { header: true });
        assert_eq!(Statement::of("SHOW TABLES").form(), Form::Text { header: false });
        let table = Form::Count { extension: "", folder: "tables/" };
        assert_eq!(Statement::of("CREATE TABLE t AS SELECT 1").form(), table);
        assert_eq!(Statement::of("DELETE FROM t").form(), Form::Count { extension: ".csv", folder: "" });
    }
}
