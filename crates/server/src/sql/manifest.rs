//! The object that lists what a statement wrote, one `s3://…` a line: beside the results of INSERT and UNLOAD, and
//! beside the tables of CTAS (Athena's user guide, "identifying query output files").

use athena_service::engine::sql::{Failure, Query, Statement};
use bytes::Bytes;
use dispatch::{Call, Dispatch};
use s3_api::{PutObject, PutObjectInput};

/// Athena's error type for a result that could not be written.
const RESULT_NOT_WRITTEN: i32 = 401;

/// Where the list of what `query` writes goes.
pub fn place(query: &Query) -> String {
    // `…/tables/<id>`, which CTAS writes below.
    let tables = query.data_location.trim_end_matches('/');
    let is_table = Statement::of(&query.text).substatement.as_deref() == Some("CREATE_TABLE_AS_SELECT");
    let beside = tables.strip_suffix(&format!("tables/{}", query.id)).filter(|_| !is_table);
    match beside {
        Some(results) => format!("{results}{}-manifest.csv", query.id),
        None => format!("{tables}-manifest.csv"),
    }
}

/// Writes the list; answers where.
pub async fn write(
    dispatch: &Dispatch,
    call: &Call,
    place: String,
    written: &[String],
) -> Result<String, Failure> {
    let (bucket, key) = place
        .strip_prefix("s3://")
        .and_then(|path| path.split_once('/'))
        .ok_or_else(|| Failure::system(RESULT_NOT_WRITTEN, format!("{place} is no place in S3")))?;
    let body: String = written.iter().map(|object| format!("{object}\n")).collect();
    let input = PutObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        content_length: Some(body.len() as i64),
        body: Some(Bytes::from(body).into()),
        ..PutObjectInput::default()
    };
    let put = dispatch.call::<PutObject>(call, input).await;
    put.map_err(|fault| {
        let message = format!("Unable to write output to url: {place} . {}", fault.message);
        Failure::other(RESULT_NOT_WRITTEN, message)
    })?;
    Ok(place)
}
