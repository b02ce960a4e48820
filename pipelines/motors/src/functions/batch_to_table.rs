//! `bigdataprojectcsvtodynamodb`: every row of a batch that was put into the bucket becomes an item.
//!
//! A batch is read in pieces, so its size does not matter, and written by a bounded number of calls at once.
//! The same batch gives the same items, so one that is delivered again changes nothing. A malformed row fails
//! the invocation, naming object, line and column; the rows before it may be in the table by then. What the rows tell of
//! the machine goes to CloudWatch, a few figures a batch.

mod object;
mod table;
mod watch;

use std::sync::Arc;

use bytes::Bytes;
use client::{Aws, ClientError};

use self::object::Object;
use self::table::Writer;
use self::watch::Watch;
use crate::reader::{Malformed, Reader};

/// The handler's name in the template.
pub const HANDLER: &str = "motors.batch_to_table";

/// Works one notification.
pub(super) async fn work(aws: Arc<Aws>, table: Arc<str>, event: Bytes) -> Result<String, ClientError> {
    let mut rows = 0;
    for object in object::of_event(&event)? {
        let count = put(&aws, &table, &object).await?;
        eprintln!("{count} rows of {object} are in table {table}");
        rows += count;
    }
    Ok(format!("{{\"rows\":{rows}}}"))
}

async fn put(aws: &Arc<Aws>, table: &Arc<str>, object: &Object) -> Result<u64, ClientError> {
    let malformed = |error: Malformed| ClientError::Failed(format!("{object}: {error}"));
    let mut reader = Reader::new(object.id_base());
    let mut writer = Writer::new(Arc::clone(aws), Arc::clone(table));
    let mut watch = Watch::new();
    let mut at = 0;
    while at < object.size {
        let piece = object.piece(aws, at).await?;
        at += piece.len() as u64;
        for row in reader.push(&piece).map_err(malformed)? {
            watch.see(&row);
            writer.put(row).await?;
        }
    }
    if let Some(row) = reader.finish().map_err(malformed)? {
        watch.see(&row);
        writer.put(row).await?;
    }
    let rows = writer.finish().await?;
    watch.tell(aws).await?;
    Ok(rows)
}
