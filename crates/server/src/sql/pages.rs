//! SQL for the console's pages: the engine's answers as rows of texts, with no results left in a bucket.

use console::{Asked, Queries, Sheet, Told};
use dispatch::{Call, Dispatch, Future, Principal};
use kernel::Place;
use sql::{Query, Sql};

/// How many bytes of texts one answer has; the row that passes it is the last.
const BYTES_MAX: usize = 32 << 20;

/// Answers what pages ask.
pub struct LakeQueries {
    sql: Sql,
    dispatch: Dispatch,
}

impl LakeQueries {
    /// Asks `sql`.
    pub fn new(sql: Sql, dispatch: Dispatch) -> Self {
        Self { sql, dispatch }
    }

    async fn answer(&self, place: &Place, asked: Asked<'_>) -> Result<Told, sql::Error> {
        let principal = Principal::Account(place.account.clone());
        let call = Call::inside("console", principal, place.clone(), self.dispatch.request_id());
        let query = Query { database: asked.database.to_lowercase(), ..Query::new(asked.text, call) };
        let mut answer = self.sql.run(query).await?;
        let columns = answer.columns.iter().map(|column| (column.name.clone(), column.kind.to_owned()));
        let mut sheet = Sheet { columns: columns.collect(), rows: Vec::new(), is_cut: false };
        let mut bytes = 0;
        while let Some(batch) = answer.batches.next().await.transpose()? {
            let columns = batch.columns().iter().map(sql::render::texts).collect::<Result<Vec<_>, _>>()?;
            for row in 0..batch.num_rows() {
                if sheet.rows.len() == asked.rows_max || bytes > BYTES_MAX {
                    sheet.is_cut = true;
                    break;
                }
                let values: Vec<_> = columns.iter().map(|column| column[row].clone()).collect();
                bytes += values.iter().flatten().map(String::len).sum::<usize>();
                sheet.rows.push(values);
            }
            if sheet.is_cut {
                break;
            }
        }
        let scanned_bytes = answer.progress.scanned_bytes();
        Ok(Told { sheet, scanned_bytes, written_rows: answer.update_count })
    }
}

impl Queries for LakeQueries {
    fn ask<'a>(&'a self, place: &'a Place, asked: Asked<'a>) -> Future<'a, Result<Told, String>> {
        Box::pin(async move { self.answer(place, asked).await.map_err(|error| error.to_string()) })
    }
}
