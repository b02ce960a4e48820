//! What a word that is begun may become: keywords, databases, tables, columns.

use std::collections::{BTreeMap, BTreeSet};

use athena_service::engine::sql::{Kind, tokens};

/// Words that queries and DDL begin or go on with.
const KEYWORDS: &[&str] = &[
    "ALTER TABLE",
    "AND",
    "ARRAY",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CAST",
    "CREATE DATABASE",
    "CREATE EXTERNAL TABLE",
    "CREATE OR REPLACE VIEW",
    "CREATE TABLE",
    "CROSS JOIN",
    "CURRENT_DATE",
    "CURRENT_TIMESTAMP",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "DROP DATABASE",
    "DROP TABLE",
    "DROP VIEW",
    "ELSE",
    "END",
    "EXCEPT",
    "EXISTS",
    "EXPLAIN",
    "EXPLAIN ANALYZE",
    "EXTRACT",
    "FALSE",
    "FROM",
    "FULL JOIN",
    "GROUP BY",
    "HAVING",
    "IN",
    "INSERT INTO",
    "INTERSECT",
    "INTERVAL",
    "IS NOT NULL",
    "IS NULL",
    "JOIN",
    "LEFT JOIN",
    "LIKE",
    "LIMIT",
    "MSCK REPAIR TABLE",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OR",
    "ORDER BY",
    "OVER",
    "PARTITION BY",
    "PARTITIONED BY",
    "RIGHT JOIN",
    "ROW FORMAT SERDE",
    "SELECT",
    "SHOW CATALOGS",
    "SHOW COLUMNS",
    "SHOW CREATE TABLE",
    "SHOW DATABASES",
    "SHOW PARTITIONS",
    "SHOW TABLES",
    "SHOW VIEWS",
    "STORED AS",
    "TBLPROPERTIES",
    "THEN",
    "TIMESTAMP",
    "TRUE",
    "TRY_CAST",
    "UNION ALL",
    "UNLOAD",
    "UNNEST",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
    "WITH",
]; // Sorted, so that what is offered is.

/// Names that are known: tables by database, columns by table. All in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The database of names without one.
    pub database: String,
    /// Columns of each table of each database; databases of other catalogs are called `catalog.database`.
    pub databases: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// What the word that ends at `place` may become, and where it begins.
pub fn candidates(names: &Names, text: &str, place: usize) -> (usize, Vec<String>) {
    let before = text.get(..place).unwrap_or(text);
    let start = before
        .rfind(|letter: char| !is_of_word(letter))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    let bare = word.replace('"', "").to_lowercase();
    let mut found = BTreeSet::new();
    match bare.rsplit_once('.') {
        Some((owner, begun)) => {
            let written = &word[..word.rfind('.').unwrap_or_default()];
            let of_owner = members(names, owner, text);
            let fit = of_owner.into_iter().filter(|name| name.starts_with(begun));
            found.extend(fit.map(|name| format!("{written}.{}", quoted(&name))));
        }
        None if word.is_empty() => {}
        None => {
            let columns = mentioned(names, text).into_iter().flatten().map(String::as_str);
            let tables = names.databases.get(&names.database).into_iter().flat_map(BTreeMap::keys);
            let all =
                columns.chain(tables.map(String::as_str)).chain(names.databases.keys().map(String::as_str));
            found.extend(all.filter(|name| name.starts_with(&bare)).map(|name| match name.split_once('.') {
                Some((catalog, database)) => format!("{}.{}", quoted(catalog), quoted(database)),
                None => quoted(name),
            }));
        }
    }
    let mut found: Vec<String> = found.into_iter().collect();
    if !word.is_empty() && !word.contains(['.', '"']) {
        let is_lower = word.chars().all(|letter| !letter.is_uppercase());
        let keywords = KEYWORDS.iter().filter(|keyword| keyword.to_lowercase().starts_with(&bare));
        found.extend(
            keywords.map(|keyword| if is_lower { keyword.to_lowercase() } else { (*keyword).to_owned() }),
        );
    }
    (start, found)
}

/// What follows `owner.`: columns of a table or of an alias, tables of a database.
fn members(names: &Names, owner: &str, text: &str) -> Vec<String> {
    if let Some(tables) = names.databases.get(owner) {
        return tables.keys().cloned().collect();
    }
    let databases = names.databases.keys().filter_map(|name| name.strip_prefix(owner)?.strip_prefix('.'));
    let mut found: Vec<String> = databases.map(str::to_owned).collect();
    let table = alias(text, owner).unwrap_or_else(|| owner.to_owned());
    found.extend(columns(names, &table).into_iter().flatten().cloned());
    found
}

/// The columns of a table, by a name with or without its database.
fn columns<'a>(names: &'a Names, table: &str) -> Option<&'a Vec<String>> {
    match table.rsplit_once('.') {
        Some((database, table)) => names.databases.get(database)?.get(table),
        None => names.databases.get(&names.database)?.get(table),
    }
}

/// Words of a text, with their dots: `a.b` is one.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !is_of_word(letter)).filter(|part| !part.is_empty());
    parts.map(|part| part.replace('"', "").to_lowercase()).collect()
}

/// The columns of every table that a text names.
fn mentioned<'a>(names: &'a Names, text: &str) -> Vec<&'a Vec<String>> {
    words(text).iter().filter_map(|word| columns(names, word)).collect()
}

/// The table that a text calls so: `FROM table alias`, `JOIN table AS alias`.
fn alias(text: &str, alias: &str) -> Option<String> {
    let words = words(text);
    let begins = words.iter().enumerate().filter(|(_, word)| matches!(word.as_str(), "from" | "join"));
    let mut named = begins.filter_map(|(at, _)| {
        let (table, mut next) = (words.get(at + 1)?, words.get(at + 2)?);
        if next == "as" {
            next = words.get(at + 3)?;
        }
        (next == alias).then(|| table.clone())
    });
    named.next()
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '"' | '$')
}

/// A name, in quotes where it needs them.
fn quoted(name: &str) -> String {
    let begins = name.chars().next().is_some_and(|first| first.is_ascii_lowercase() || first == '_');
    let is_plain = begins
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if is_plain { name.to_owned() } else { format!("\"{name}\"") }
}

/// Whether statements may make or drop something.
pub fn may_change_names(text: &str) -> bool {
    let changes = ["CREATE", "DROP", "ALTER", "MSCK"];
    let is_one = |word: &str| changes.iter().any(|change| word.eq_ignore_ascii_case(change));
    tokens(text).any(|token| token.kind == Kind::Word && is_one(&text[token.range]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let table = |name: &str, columns: &[&str]| {
            (name.to_owned(), columns.iter().map(|column| (*column).to_owned()).collect())
        };
        let databases = [
            ("shop", vec![table("orders", &["order_id", "amount"]), table("sites", &["site", "order_by"])]),
            ("lake", vec![table("readings", &["celsius"])]),
            ("kinesis.default", vec![table("motor-data", &["_arrival"])]),
        ];
        Names {
            database: "shop".to_owned(),
            databases: databases
                .into_iter()
                .map(|(name, tables)| (name.to_owned(), tables.into_iter().collect()))
                .collect(),
        }
    }

    fn found(text: &str) -> Vec<String> {
        candidates(&names(), text, text.len()).1
    }

    #[test]
    fn words_become_keywords_and_names() {
        assert_eq!(found("SEL"), ["SELECT"]);
        assert_eq!(found("sel"), ["select"]);
        assert_eq!(found("SELECT * FROM or"), ["orders", "or", "order by"]);
        assert_eq!(
            found("select 1 from sho"),
            [
                "shop",
                "show catalogs",
                "show columns",
                "show create table",
                "show databases",
                "show partitions",
                "show tables",
                "show views"
            ]
        );
        assert!(
            found("").is_empty()
                && found("SELECT ").is_empty()
                && found("SELECT 1 FROM t WHERE zz").is_empty()
        );
        assert_eq!(found("SELECT * FROM kin"), ["kinesis.default"]);
    }

    #[test]
    fn what_follows_a_dot_belongs_to_what_stands_before_it() {
        assert_eq!(found("SELECT * FROM lake."), ["lake.readings"]);
        assert_eq!(found("SELECT * FROM shop.o"), ["shop.orders"]);
        let text = "SELECT o.am FROM orders AS o";
        assert_eq!(candidates(&names(), text, 11), (7, vec!["o.amount".to_owned()]));
        let text = "SELECT r. FROM shop.orders, lake.readings x JOIN lake.readings r";
        assert_eq!(candidates(&names(), text, 9), (7, vec!["r.celsius".to_owned()]));
        assert_eq!(found("SELECT * FROM kinesis."), ["kinesis.default"]);
        assert_eq!(found("SELECT * FROM kinesis.default.mo"), ["kinesis.default.\"motor-data\""]);
    }

    #[test]
    fn columns_are_those_of_tables_that_are_named() {
        let text = "SELECT cel FROM lake.readings";
        assert_eq!(candidates(&names(), text, 10), (7, vec!["celsius".to_owned()]));
        assert!(found("SELECT cel").is_empty());
        // Letters of more than a byte before the word.
        let text = "SELECT 'ä'||amo FROM orders";
        assert_eq!(candidates(&names(), text, 16), (13, vec!["amount".to_owned()]));
    }

    #[test]
    fn changes_are_seen() {
        assert!(may_change_names("create table t as select 1") && may_change_names("SELECT 1; DROP VIEW v"));
        assert!(!may_change_names("SELECT 'DROP' FROM t"));
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }
}
