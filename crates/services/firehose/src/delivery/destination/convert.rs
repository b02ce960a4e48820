//! Puts a batch as a Parquet file; records that do not fit the columns go to the failures.

use std::sync::Arc;

use super::s3::{key, nameless, off_the_way, put};
use crate::delivery::batch::{Batch, Outcome};
use crate::delivery::failure::{Failure, Trouble};
use crate::delivery::pieces::Piece;
use crate::delivery::scope::Scope;
use crate::formats::parquet::Encoder;
use crate::formats::schema::Schema;
use crate::plan::{Bucket, Conversion};

/// What records that cannot be converted are called.
const FAILED: &str = "format-conversion-failed";

/// A file, and what did not fit in.
struct Converted {
    file: Option<Vec<u8>>,
    failed: Vec<Failure>,
}

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
    let (batch, seen) = {
        let columns = Arc::clone(&scope.columns);
        off_the_way(move || {
            let seen = columns.see(batch.pieces.iter().map(|piece| piece.data.as_ref()));
            (batch, seen)
        })
        .await?
    };
    let (schema, to_keep) = seen.map_or((None, None), |seen| (Some(seen.schema), seen.to_keep));
    if let Some(record) = to_keep {
        // Without it columns are inferred anew after a restart; that is no reason to keep records back.
        let _ = scope.engine.keep_columns(&scope.stream, record).await;
    }
    let (conversion, now) = (conversion.clone(), scope.now());
    let convert = move || converted(&conversion, schema.as_ref(), &batch.pieces, now);
    let converted = off_the_way(convert).await?;
    if let Some(first) = converted.failed.first() {
        let line = String::from_utf8_lossy(&first.line).into_owned();
        let message = format!("{} records could not be converted, the first: {line}", converted.failed.len());
        scope.report_bucket(bucket, "DataFormatConversion.MalformedData", &message).await;
    }
    outcome.failed = converted.failed;
    match converted.file {
        Some(file) => put(scope, bucket, key, file.into()).await.then_some(outcome),
        None => Some(outcome),
    }
}

fn converted(
    conversion: &Conversion,
    schema: Option<&Schema>,
    pieces: &[Piece],
    now: kernel::Timestamp,
) -> Converted {
    let mut failed = Vec::new();
    let mut fail = |piece: &Piece, message: &str| {
        let code = "DataFormatConversion.MalformedData";
        let trouble = Trouble { kind: FAILED, code, message, attempts: 1, ended: now };
        failed.push(Failure::of_conversion(piece, &trouble, &conversion.table));
    };
    let Some(schema) = schema else {
        pieces.iter().for_each(|piece| fail(piece, "The record is no JSON object, so it has no columns."));
        return Converted { file: None, failed };
    };
    let mut encoder = Encoder::new(schema, conversion.compression)
        .reading(conversion.input.clone())
        .sized(conversion.page_bytes, conversion.row_group_bytes);
    for piece in pieces {
        if let Err(error) = encoder.push(&piece.data) {
            fail(piece, &error.to_string());
        }
    }
    let file = (encoder.rows() > 0).then(|| encoder.finish());
    Converted { file, failed }
}
