//! Puts a batch as a Parquet file; records that do not fit the columns go to the failures.

use std::sync::Arc;

use super::s3::{key, nameless, off_the_way, put};
use crate::delivery::batch::{Batch, Outcome};
use crate::delivery::catalog::{self, Unknown};
use crate::delivery::failure::{Failure, Trouble};
use crate::delivery::pieces::Piece;
use crate::delivery::scope::Scope;
use crate::formats::parquet::Encoder;
use crate::formats::schema::Schema;
use crate::limits;
use crate::plan::{Bucket, Conversion, StatedTable};

/// What records that cannot be converted are called.
const FAILED: &str = "format-conversion-failed";

/// The code of records that do not fit.
const MALFORMED: &str = "DataFormatConversion.MalformedData";

/// A file, and what did not fit in.
struct Converted {
    file: Option<Vec<u8>>,
    failed: Vec<Failure>,
    /// Why, for the log.
    code: &'static str,
}

/// The columns of a batch, or the code and the words for why there are none.
type Columns = Result<Schema, (&'static str, String)>;

/// Puts a batch as one file, if any record of it fits.
pub async fn put_converted(
    scope: &Scope,
    bucket: &Bucket,
    conversion: &Conversion,
    batch: Batch,
) -> Option<Outcome> {
    let key = match key(scope, bucket, &batch.target, batch.arrived()) {
        Ok(key) => key,
        Err(error) => return Some(nameless(scope, batch, &error)),
    };
    let mut outcome = Outcome::done(&batch);
    let target = batch.target.clone();
    let (batch, schema) = match &conversion.stated {
        Some(table) => (batch, stated(scope, bucket, table).await?),
        None => inferred(scope, batch).await?,
    };
    let (conversion, now) = (conversion.clone(), scope.now());
    let convert = move || converted(&conversion, &schema, &batch.pieces, now);
    let converted = off_the_way(convert).await?;
    if let Some(first) = converted.failed.first() {
        let line = String::from_utf8_lossy(&first.line).into_owned();
        let message = format!("{} records could not be converted, the first: {line}", converted.failed.len());
        scope.report_bucket(bucket, converted.code, &message).await;
    }
    outcome.failed = converted.failed;
    scope.count(|calls| calls.converted(&outcome));
    match converted.file {
        Some(file) => put(scope, bucket, &target, key, file.into()).await.then_some(outcome),
        None => Some(outcome),
    }
}

/// The columns that a table states, or why none of the records can be converted. Where the catalogue does not answer
/// it is asked again and again; `None` where the work is to end.
async fn stated(scope: &Scope, bucket: &Bucket, table: &StatedTable) -> Option<Columns> {
    let mut wait_ms = limits::RETRY_WAIT_MS_FIRST;
    loop {
        let call = scope.call_at(&table.role, table.place.clone());
        let unknown = match catalog::columns(&scope.dispatch, &call, table).await {
            Ok(schema) => return Some(Ok(schema)),
            Err(unknown) => unknown,
        };
        if !matches!(unknown, Unknown::Later(_)) {
            return Some(Err((unknown.code(), unknown.message())));
        }
        scope.report_bucket(bucket, unknown.code(), &unknown.message()).await;
        scope.pause(wait_ms).await;
        if scope.stopped.is_set() {
            return None;
        }
        wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
    }
}

/// The columns that all records so far had.
async fn inferred(scope: &Scope, batch: Batch) -> Option<(Batch, Columns)> {
    let columns = Arc::clone(&scope.columns);
    let (batch, seen) = off_the_way(move || {
        let seen = columns.see(batch.pieces.iter().map(|piece| piece.data.as_ref()));
        (batch, seen)
    })
    .await?;
    let Some(seen) = seen else {
        return Some((
            batch,
            Err((MALFORMED, "The record is no JSON object, so it has no columns.".to_owned())),
        ));
    };
    if let Some(record) = seen.to_keep {
        // Without it columns are inferred anew after a restart; that is no reason to keep records back.
        let _ = scope.engine.keep_columns(&scope.stream, record).await;
    }
    Some((batch, Ok(seen.schema)))
}

fn converted(
    conversion: &Conversion,
    columns: &Columns,
    pieces: &[Piece],
    now: kernel::Timestamp,
) -> Converted {
    let mut failed = Vec::new();
    let mut fail = |piece: &Piece, code: &str, message: &str| {
        let trouble = Trouble { kind: FAILED, code, message, attempts: 1, ended: now };
        failed.push(Failure::of_conversion(piece, &trouble, &conversion.table));
    };
    let schema = match columns {
        Ok(schema) => schema,
        Err((code, message)) => {
            pieces.iter().for_each(|piece| fail(piece, code, message));
            return Converted { file: None, failed, code };
        }
    };
    let mut encoder = Encoder::new(schema, conversion.compression)
        .reading(conversion.input.clone())
        .sized(conversion.page_bytes, conversion.row_group_bytes);
    for piece in pieces {
        if let Err(error) = encoder.push(&piece.data) {
            fail(piece, MALFORMED, &error.to_string());
        }
    }
    let file = (encoder.rows() > 0).then(|| encoder.finish());
    Converted { file, failed, code: MALFORMED }
}
