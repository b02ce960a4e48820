//! A small engine: one table that it really holds, and a few statements about it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use athena_service::engine::sql::{
    Answer, Column, Described, Failure, Malformed, Page, Query, Row, Rows, SqlEngine, Statement, Totals,
};
use dispatch::{Call, Future, Stop, Stopped};

/// Understands what [`TableEngine::run`] lists.
pub struct TableEngine {
    rows: Mutex<Vec<Row>>,
    /// How many queries were run.
    pub runs: AtomicUsize,
    /// How many queries ended because they were stopped or dropped.
    pub stopped: AtomicUsize,
    /// What the last query was.
    pub last: Mutex<Option<Query>>,
    /// Lets `SELECT * FROM gate` go on.
    pub gate: Stop,
}

pub fn row(values: &[&str]) -> Row {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

impl Default for TableEngine {
    fn default() -> Self {
        let mut second = row(&["2", ""]);
        second.push(None);
        let rows = vec![row(&["1", "a \"b\", c", "1.5"]), second];
        Self {
            rows: Mutex::new(rows),
            runs: AtomicUsize::new(0),
            stopped: AtomicUsize::new(0),
            last: Mutex::default(),
            gate: Stop::default(),
        }
    }
}

fn columns() -> Vec<Column> {
    vec![Column::new("id", "integer"), Column::new("name", "varchar"), Column::new("v", "decimal(3, 1)")]
}

impl SqlEngine for TableEngine {
    fn inspect(&self, text: &str) -> Result<Statement, Malformed> {
        match text.split_whitespace().next() {
            Some("SELEC") => Err(Malformed { message: "line 1:1: mismatched input 'SELEC'".to_owned() }),
            _ => Ok(Statement::of(text)),
        }
    }

    fn catalogs(&self) -> &'static [&'static str] {
        &["moving"]
    }

    fn tables(&self, _: Call, _: &'static str) -> Future<'_, Result<Vec<String>, Failure>> {
        Box::pin(std::future::ready(Ok(["a", "b", "c"].map(str::to_owned).into())))
    }

    fn columns(
        &self,
        _: Call,
        _: &'static str,
        table: String,
    ) -> Future<'_, Result<Option<Described>, Failure>> {
        let columns = (table != "none").then(|| vec![("id".to_owned(), "bigint".to_owned())]);
        Box::pin(std::future::ready(Ok(columns)))
    }

    fn run(&self, query: Query) -> Future<'_, Result<Answer, Failure>> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        *self.last.lock().unwrap() = Some(query.clone());
        Box::pin(async move {
            let words: Vec<&str> = query.text.split_whitespace().collect();
            match words.as_slice() {
                ["SELECT", "*", "FROM", "t"] => {
                    let rows = self.rows.lock().unwrap().clone();
                    query.meter.scanned(100);
                    query.meter.read(rows.len() as u64);
                    Ok(Answer::of(columns(), rows, Totals::default()))
                }
                ["SELECT", "*", "FROM", "t", "WHERE", "id", "=", "?"] => {
                    let wanted = query.parameters.first().cloned();
                    let mut rows = self.rows.lock().unwrap().clone();
                    rows.retain(|row| row[0] == wanted);
                    Ok(Answer::of(columns(), rows, Totals::default()))
                }
                ["SELECT", "*", "FROM", "numbers", count] => Ok(Answer {
                    columns: vec![Column::new("n", "bigint"), Column::new("text", "varchar")],
                    rows: Box::new(Numbers { next: 0, end: count.parse().unwrap() }),
                }),
                ["SELECT", "*", "FROM", "scanned", bytes] => {
                    query.meter.scanned(bytes.parse().unwrap());
                    Ok(Answer::of(vec![Column::new("x", "integer")], Page::new(), Totals::default()))
                }
                ["SELECT", "*", "FROM", "gate"] => {
                    let (guard, gate) = (Dropped(&self.stopped, true), self.gate.watch());
                    tokio::select! {
                        () = gate.set() => {}
                        () = query.stopped.set() => return Err(Failure::user(0, "stopped")),
                    }
                    guard.keep();
                    let rows = vec![row(&["open"])];
                    Ok(Answer::of(vec![Column::new("gate", "varchar")], rows, Totals::default()))
                }
                ["SELECT", "*", "FROM", "endless"] => Ok(Answer {
                    columns: vec![Column::new("n", "bigint")],
                    rows: Box::new(Endless(query.stopped.clone())),
                }),
                ["INSERT", "INTO", "t", ..] => {
                    self.rows.lock().unwrap().push(row(&["3", "new", "0.1"]));
                    let manifest = Some("s3://results/m.csv".to_owned());
                    Ok(Answer::of(
                        Vec::new(),
                        Page::new(),
                        Totals { update_count: Some(1), manifest_location: manifest },
                    ))
                }
                ["SHOW", "TABLES"] => Ok(Answer::of(
                    vec![Column::new("tab_name", "string")],
                    vec![row(&["t"]), row(&["gate"])],
                    Totals::default(),
                )),
                ["DESCRIBE", "t"] => Ok(Answer::of(
                    vec![Column::new("col_name", "string"), Column::new("data_type", "string")],
                    vec![row(&["id", "int"]), row(&["name", "string"])],
                    Totals::default(),
                )),
                ["EXPLAIN", ..] => Ok(Answer::of(
                    vec![Column::new("Query Plan", "varchar")],
                    vec![row(&["Scan\n  t\n"])],
                    Totals::default(),
                )),
                ["CREATE", ..] => Ok(Answer::nothing()),
                _ => Err(Failure::user(1301, "TABLE_NOT_FOUND: line 1:15: Table 'x' does not exist")),
            }
        })
    }
}

/// Counts that it was dropped before its time.
struct Dropped<'a>(&'a AtomicUsize, bool);

impl Dropped<'_> {
    fn keep(mut self) {
        self.1 = false;
    }
}

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(usize::from(self.1), Ordering::Relaxed);
    }
}

struct Numbers {
    next: usize,
    end: usize,
}

impl Rows for Numbers {
    fn next(&mut self) -> Future<'_, Result<Option<Page>, Failure>> {
        let upper = (self.next + 5000).min(self.end);
        let page: Page = (self.next..upper).map(|n| row(&[&n.to_string(), &"x".repeat(100)])).collect();
        self.next = upper;
        Box::pin(std::future::ready(Ok((!page.is_empty()).then_some(page))))
    }
}

struct Endless(Stopped);

impl Rows for Endless {
    fn next(&mut self) -> Future<'_, Result<Option<Page>, Failure>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if self.0.is_set() { Err(Failure::user(0, "stopped")) } else { Ok(Some(vec![row(&["1"])])) }
        })
    }
}
