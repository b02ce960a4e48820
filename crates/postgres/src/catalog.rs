//! PostgreSQL's system catalog, made out of the Glue catalog for each question.
//!
//! A question is read in PostgreSQL's dialect, brought into what the planner knows ([`rewrite`]), and run over tables in
//! memory ([`relations`]) with PostgreSQL's functions ([`functions`]). Databases of the lake are schemas; there are no
//! indexes, constraints, functions and the like, so their tables are empty.
//!
//! It runs on the engine's threads, whose stacks are deep, within bounds of memory, rows and time.

mod cells;
mod functions;
mod lake;
mod relations;
mod rewrite;
mod run;
mod shapes;
mod types;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use dispatch::Call;
use sql::Sql;

use crate::errors::Problem;
use crate::lexer::{Piece, Sort, value};
use crate::limits::CATALOG_QUERY_BYTES_MAX;
use crate::values::parameters::Parameter;

/// Whom a question is from.
#[derive(Clone)]
pub struct Surroundings {
    /// As whom the Glue catalog is looked at.
    pub call: Call,
    /// The client's database, as it calls it.
    pub database: String,
    /// The user.
    pub user: String,
    /// The search path.
    pub search_path: Vec<String>,
    /// Settings and their values.
    pub settings: Vec<(String, String)>,
    /// The session's number.
    pub process: u32,
}

/// What is answered.
pub struct Found {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
    /// Settings that the question sets.
    pub changes: Vec<(String, String)>,
}

/// Whether a statement asks the system catalog: it names a table of it, or no table and a function of PostgreSQL's.
pub fn is_asked(text: &str, pieces: &[Piece]) -> bool {
    let word = |index: usize| -> Option<String> {
        let piece = pieces.get(index)?;
        matches!(piece.sort, Sort::Word | Sort::Quoted | Sort::Sign).then(|| value(text, piece))
    };
    let first = word(0).filter(|first| first != "(").or_else(|| word(1)).unwrap_or_default();
    if !matches!(first.as_str(), "select" | "with" | "values" | "table") {
        return false;
    }
    let (mut reads, mut calls) = (false, false);
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.sort != Sort::Text) {
        let said = value(text, piece);
        let before = index.checked_sub(1).and_then(word).unwrap_or_default();
        let after = word(index + 1).unwrap_or_default();
        match said.as_str() {
            "from" if before != "distinct" => reads = true,
            "pg_catalog" | "information_schema" if after == "." => {
                let name = word(index + 2).unwrap_or_default();
                // The lake's functions have no schemas.
                let is_call = functions::is_ours(&name) && word(index + 3).as_deref() == Some("(");
                if is_call || shapes::is_relation(&said, &name) {
                    return true;
                }
                calls = true;
            }
            name if shapes::is_relation("pg_catalog", name) => {
                // The name of a column is none of a table.
                if matches!(before.as_str(), "from" | "join" | "," | "only" | "table") {
                    return true;
                }
            }
            "current_user" | "session_user" | "current_role" | "user" | "current_catalog"
            | "current_schema"
                if before != "." && before != "as" =>
            {
                calls |= piece.sort == Sort::Word;
            }
            "regclass" | "regtype" | "regnamespace" | "regproc" if before == ":" => calls = true,
            name if after == "(" && functions::is_ours(name) => calls = true,
            _ => {}
        }
    }
    calls && !reads
}

/// Asks the system catalog.
pub async fn ask(
    sql: &Sql,
    surroundings: Surroundings,
    text: &str,
    parameters: &[Parameter],
) -> Result<Found, Problem> {
    if text.len() > CATALOG_QUERY_BYTES_MAX {
        let words = format!("a query of the system catalog has up to {CATALOG_QUERY_BYTES_MAX} bytes");
        return Err(Problem::new("54001", words));
    }
    let threads = sql.threads().map_err(|error| Problem::of(&error, ""))?;
    let (sql, text) = (sql.clone(), text.to_owned());
    let parameters = parameters.to_vec();
    let task = threads.spawn(async move { run::run(&sql, surroundings, &text, &parameters).await });
    let task = Abort(task);
    task.wait().await
}

/// A task that ends when nobody waits for it.
struct Abort<T>(tokio::task::JoinHandle<T>);

impl<T> Abort<Result<T, Problem>> {
    async fn wait(mut self) -> Result<T, Problem> {
        (&mut self.0)
            .await
            .unwrap_or_else(|error| Err(Problem::new("XX000", format!("the query's task ended: {error}"))))
    }
}

impl<T> Drop for Abort<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::pieces;

    #[test]
    fn questions_find_their_way() {
        let asks = |text: &str| is_asked(text, &pieces(text));
        for text in [
            "SELECT c.oid FROM pg_catalog.pg_class c",
            "SELECT * FROM pg_type",
            "select current_schema()",
            "select pg_catalog.version()",
            "SELECT name, pg_catalog.format_type(tp, tpm) FROM (VALUES ('id', '20'::pg_catalog.oid, -1)) s(name, tp, tpm)",
            "SELECT current_user",
            "SELECT 'motors.t'::regclass::oid",
            "select * from information_schema.tables",
            "SELECT set_config('bytea_output','hex',false) FROM pg_settings WHERE name = 'bytea_output'",
            "WITH x AS (SELECT 1) SELECT * FROM x, pg_namespace",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in [
            "SELECT 1",
            "SELECT pg_class FROM t",
            "SELECT 'FROM pg_class' FROM t",
            "SELECT lower(x) FROM t",
            "INSERT INTO t SELECT * FROM pg_class",
            "SELECT u.user FROM u",
            "SHOW TABLES",
        ] {
            assert!(!asks(text), "{text}");
        }
    }
}
