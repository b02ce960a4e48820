//! Batches of readings for the bucket: simulated, or the bench's own file with ids added.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use bytes::Bytes;
use dynamodb_api::{AttributeValue, PutItem, PutItemInput};
use flate2::read::MultiGzDecoder;
use pipeline_motors::reader::Reader;
use pipeline_motors::reading::{COLUMNS, ID, header};
use pipeline_motors::simulator::Simulator;
use s3_api::{PutObject, PutObjectInput};
use wire::Shape;

use crate::commands::demo::lake::Lake;
use crate::commands::demo::stage::Stage;

/// Rows of a batch: about 2 MB.
const BATCH_ROWS: usize = 20_000;
/// Readings of a simulated session, about: a quarter of an hour.
const SESSION_ROWS: u64 = 2_000;
/// Bytes of a file that are read at a time.
const PIECE_BYTES: usize = 1 << 20;

/// What the name of a batch begins with; the number of its first row follows.
const NAME: &str = "readings-from-";

/// The last number that earlier runs may have given a row, those of batches that are still under way too.
pub async fn numbered(stage: &Stage<'_>, bucket: &'static str) -> anyhow::Result<u64> {
    let there = Lake::new(&stage.client, bucket, NAME.to_owned()).await?;
    let numbers = there.known().filter_map(|key| key.strip_prefix(NAME)?.strip_suffix(".csv")?.parse().ok());
    // A batch, and readings put one by one after it.
    Ok(numbers.max().map_or(0, |first: u64| first - 1 + 2 * BATCH_ROWS as u64))
}

/// Puts batches into `bucket`, whose rows are numbered from `before + 1` on; how many rows, how many batches.
pub async fn put(stage: &Stage<'_>, bucket: &str, before: u64) -> anyhow::Result<(u64, u64)> {
    let lines = match &stage.options.file {
        Some(path) => of_file(path, before, stage.options.records)?,
        None => simulated(stage.records(), stage.options.seed, before),
    };
    let bar = stage.bar("rows put          ", lines.len() as u64);
    let mut first = before + 1;
    let mut batches = 0;
    for rows in lines.chunks(BATCH_ROWS) {
        let text = header() + "\n" + &rows.concat();
        let input = PutObjectInput {
            bucket: bucket.to_owned(),
            key: format!("{NAME}{first}.csv"),
            content_type: Some("text/csv".to_owned()),
            body: Some(Bytes::from(text).into()),
            ..PutObjectInput::default()
        };
        stage.client.call::<PutObject>(input).await?;
        bar.inc(rows.len() as u64);
        first += rows.len() as u64;
        batches += 1;
    }
    bar.finish();
    Ok((lines.len() as u64, batches))
}

/// Puts readings straight into `table`, one by one, numbered from `before + 1` on.
pub async fn probe(stage: &Stage<'_>, table: &str, before: u64, count: u64) -> anyhow::Result<()> {
    let mut reader = Reader::new(0);
    let text = header() + "\n" + &simulated(count, stage.options.seed, before).concat();
    for row in reader.push(text.as_bytes())? {
        let values = COLUMNS.iter().zip(row.values).map(|(name, value)| ((*name).to_owned(), value));
        let attributes = values.chain([(ID.to_owned(), row.id)]);
        let item = attributes.map(|(name, value)| (name, AttributeValue::N(value))).collect();
        let input = PutItemInput { table_name: table.to_owned(), item, ..PutItemInput::placeholder() };
        stage.client.call::<PutItem>(input).await?;
    }
    Ok(())
}

fn simulated(rows: u64, seed: u64, before: u64) -> Vec<String> {
    // A session has SESSION_ROWS / 2 readings at least, so none of an earlier run comes again.
    let profile = u32::try_from(before / (SESSION_ROWS / 2)).unwrap_or(u32::MAX / 2);
    let readings = Simulator::new(seed.wrapping_add(before), SESSION_ROWS, before + 1, profile);
    let lines = readings.take(rows as usize).map(|reading| {
        let mut line = String::with_capacity(160);
        reading.write_csv(&mut line);
        line
    });
    lines.collect()
}

/// The rows of the file at `path`, unpacked if it is packed with gzip, `limit` of them at most.
fn of_file(path: &Path, before: u64, limit: Option<u64>) -> anyhow::Result<Vec<String>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut source: Box<dyn Read> = match path.extension().is_some_and(|ending| ending == "gz") {
        true => Box::new(MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let mut reader = Reader::new(before);
    let mut rows = Vec::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let count = source.read(&mut piece)?;
        rows.extend(reader.push(&piece[..count]).with_context(|| path.display().to_string())?);
        if count == 0 {
            break;
        }
    }
    rows.extend(reader.finish().with_context(|| path.display().to_string())?);
    if rows.is_empty() {
        bail!("{} has no rows", path.display());
    }
    rows.truncate(usize::try_from(limit.unwrap_or(u64::MAX)).unwrap_or(usize::MAX));
    let lines = rows.iter().zip(before + 1..).map(|(row, id)| {
        let values: Vec<_> = row.values.iter().map(ToString::to_string).collect();
        format!("{id},{}\n", values.join(","))
    });
    Ok(lines.collect())
}
