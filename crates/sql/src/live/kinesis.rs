//! Streams as tables: `kinesis.default.<stream>`, a row for each record that is kept, up to the moment of the query.
//!
//! Columns are those of every record, whose names begin with `_`, then the members of JSON objects that the newest
//! records are. `_data` is varchar, unless a record that was looked at is no UTF-8: then it is varbinary. A record that
//! is no JSON object has null in the columns of members. Lacks: explicit hash keys, which no reader is told; records
//! that the KPL aggregated are not taken apart.

mod payload;
mod reader;
mod sample;
mod shards;
mod table;

use std::sync::Arc;

use datafusion::datasource::TableProvider;
use kinesis_api::{ListStreams, ListStreamsInput};
use wire::Fault;

use super::columns::{Column, Kind};
use super::names::meant;
use super::source::{Source, fact};
use crate::error::{Error, Fact};
use crate::limits::LIVE_LISTED_MAX;
use table::StreamTable;

/// Columns of every record, in their order.
pub const PARTITION_KEY: &str = "_partition_key";
/// The record's number, unique in its stream; greater is later in its shard.
pub const SEQUENCE_NUMBER: &str = "_sequence_number";
/// The shard.
pub const SHARD_ID: &str = "_shard_id";
/// When the record arrived, in UTC.
pub const ARRIVAL: &str = "_arrival";
/// What the record holds.
pub const DATA: &str = "_data";

/// The names of all streams.
pub async fn names(source: &Source) -> Result<Vec<String>, Error> {
    list(source).await.map_err(|fault| fact("the list of streams", &fault))
}

async fn list(source: &Source) -> Result<Vec<String>, Fault> {
    let (mut names, mut next_token) = (Vec::new(), None);
    loop {
        let input = ListStreamsInput { next_token, ..ListStreamsInput::default() };
        let page = source.ask::<ListStreams>(input).await?;
        names.extend(page.stream_names);
        next_token = page.next_token;
        if next_token.is_none() || names.len() >= LIVE_LISTED_MAX {
            return Ok(names);
        }
    }
}

fn what(stream: &str) -> String {
    format!("stream '{stream}'")
}

/// The stream of this name, in lower case; `None` where there is none.
pub async fn open(source: &Source, name: &str) -> Result<Option<Arc<dyn TableProvider>>, Error> {
    let Some(name) = meant("stream", name, list(source).await)? else { return Ok(None) };
    let found = async {
        let shards = shards::list(source, &name).await?;
        let sample = sample::take(source, &name, &shards).await?;
        Ok((shards, sample))
    };
    let (shards, (data, members)) = match found.await {
        Ok(found) => found,
        Err(Error { fact: Fact::TableNotFound, .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let own = [
        (PARTITION_KEY, Kind::Text),
        (SEQUENCE_NUMBER, Kind::Text),
        (SHARD_ID, Kind::Text),
        (ARRIVAL, Kind::Moment),
        (DATA, data),
    ];
    let own = own.map(|(name, kind)| Column { name: name.to_owned(), spellings: Vec::new(), kind });
    let is_own = |column: &Column| own.iter().any(|own| own.name == column.name);
    let members: Vec<Column> = members.into_iter().filter(|column| !is_own(column)).collect();
    let columns = own.iter().cloned().chain(members).collect();
    Ok(Some(Arc::new(StreamTable::new(name, shards, columns, source.clone()))))
}
