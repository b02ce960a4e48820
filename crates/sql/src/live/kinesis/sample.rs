//! Looks at the newest records of a stream to find its columns.

use futures::{FutureExt, StreamExt, TryStreamExt};
use kinesis_api::{GetRecords, GetRecordsInput, Record, Shard};

use super::payload::object;
use super::shards::{Start, iterator};
use super::what;
use crate::error::Error;
use crate::limits::{
    LIVE_READERS_MAX, LIVE_SAMPLE_MAX, LIVE_SAMPLE_PAGES, LIVE_SAMPLE_SHARDS, LIVE_SAMPLE_WINDOWS_MS,
};
use crate::live::columns::{Cell, Column, Kind, Seen};
use crate::live::source::{Source, fact};

/// What data is, and the columns of members: of the newest minute, of the newest hour, or of whatever there is.
pub async fn take(source: &Source, stream: &str, shards: &[Shard]) -> Result<(Kind, Vec<Column>), Error> {
    // The newest shards are the last.
    let newest: Vec<&Shard> = shards.iter().rev().take(LIVE_SAMPLE_SHARDS).collect();
    let each = i32::try_from(LIVE_SAMPLE_MAX / newest.len().max(1)).unwrap_or(i32::MAX).max(1);
    let windows = LIVE_SAMPLE_WINDOWS_MS.iter().map(|window| Start::at(source.now_ms - window));
    for start in windows.chain([Start::First]) {
        let mut looks = Vec::with_capacity(newest.len());
        for shard in &newest {
            looks.push(look(source, stream, &shard.shard_id, start.clone(), each).boxed());
        }
        let found: Vec<Vec<Record>> =
            futures::stream::iter(looks).buffered(LIVE_READERS_MAX).try_collect().await?;
        if found.iter().any(|records| !records.is_empty()) {
            return Ok(columns(found.iter().flatten()));
        }
    }
    Ok((Kind::Text, Vec::new()))
}

/// Records of the first page that has some; a page may be empty before the tip is reached.
async fn look(
    source: &Source,
    stream: &str,
    shard: &str,
    start: Start,
    limit: i32,
) -> Result<Vec<Record>, Error> {
    let mut next = iterator(source, stream, shard, &start).await?;
    for _ in 0..LIVE_SAMPLE_PAGES {
        let Some(shard_iterator) = next else { break };
        let input = GetRecordsInput { shard_iterator, limit: Some(limit), stream_arn: None, stream_id: None };
        let page = source.ask::<GetRecords>(input).await;
        let page = page.map_err(|fault| fact(&format!("{shard} of {}", what(stream)), &fault))?;
        if !page.records.is_empty() || page.millis_behind_latest.unwrap_or_default() == 0 {
            return Ok(page.records);
        }
        next = page.next_shard_iterator;
    }
    Ok(Vec::new())
}

fn columns<'a>(records: impl Iterator<Item = &'a Record>) -> (Kind, Vec<Column>) {
    let (mut seen, mut data) = (Seen::default(), Kind::Text);
    for record in records {
        if std::str::from_utf8(&record.data).is_err() {
            data = Kind::Binary;
        }
        for (name, value) in object(&record.data).into_iter().flatten() {
            seen.see(&name, value.kind());
        }
    }
    (data, seen.columns())
}
