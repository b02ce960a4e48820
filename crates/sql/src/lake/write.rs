//! Rows as objects: one for every partition that the rows fall into.
//!
//! Rows are encoded as they come and go to S3 in parts, so that memory is bounded by the partitions that are open
//! together, of which there may be a hundred. Values of partition keys are the last columns; folders are Hive's.

mod parquet;
mod partition;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use object_store::ObjectStore;

use super::format::Delimiters;
use crate::engine::Rows;
use crate::error::{Error, Fact};
use crate::limits::WRITE_PARTITIONS_MAX;
use crate::objects::{Objects, address_of, path, split};

/// How objects are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    None,
    /// Gzip.
    Gzip,
    /// Snappy.
    Snappy,
    /// Zstandard.
    Zstd,
}

/// What objects hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Parquet.
    Parquet(Packing),
    /// One JSON object a line.
    Json(Packing),
    /// Fields between delimiters.
    Delimited(Packing, Delimiters),
}

/// Where and how rows are written.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder.
    pub location: String,
    /// What objects hold.
    pub output: Output,
    /// The partition keys, which are the last columns.
    pub keys: Vec<String>,
    /// What the objects' names begin with.
    pub name: String,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// How many rows.
    pub rows: u64,
    /// The objects, as `s3://bucket/key`.
    pub objects: Vec<String>,
    /// The partitions: values and folder.
    pub partitions: Vec<(Vec<String>, String)>,
}

/// An object under way.
enum Open {
    Parquet(parquet::Writer),
    Text(text::Writer),
}

/// Writes all rows.
pub async fn write(objects: Objects, mut rows: Rows, target: Target) -> Result<Written, Error> {
    let store: Arc<dyn ObjectStore> = Arc::new(objects);
    let fields = rows.schema.fields().len();
    let kept = fields.checked_sub(target.keys.len()).filter(|kept| *kept > 0);
    let kept = kept.ok_or_else(|| Error::new(Fact::Semantic, "Table contains only partition columns"))?;
    let schema = Arc::new(rows.schema.project(&(0..kept).collect::<Vec<_>>())?);
    let mut open: BTreeMap<Vec<String>, (Open, String)> = BTreeMap::new();
    let mut written = Written::default();
    while let Some(batch) = rows.next().await {
        let batch = batch?;
        written.rows += batch.num_rows() as u64;
        for (values, part) in partition::split(&batch, kept)? {
            if !open.contains_key(&values) {
                if open.len() >= WRITE_PARTITIONS_MAX {
                    let words =
                        format!("Exceeded limit of {WRITE_PARTITIONS_MAX} open writers for partitions");
                    return Err(Error::new(Fact::Unsupported, words));
                }
                let folder = partition::folder(&target.location, &target.keys, &values);
                let file = format!("{}_{:05}{}", target.name, open.len(), ending(&target.output));
                let (bucket, prefix) = split(&folder)
                    .ok_or_else(|| Error::new(Fact::Semantic, format!("'{folder}' is no location in S3")))?;
                let place = path(bucket, &format!("{prefix}{file}")).ok_or_else(|| {
                    Error::new(Fact::Unsupported, format!("objects cannot be written to {folder}"))
                })?;
                written.objects.push(address_of(&place));
                if !values.is_empty() {
                    written.partitions.push((values.clone(), folder.clone()));
                }
                let writer = match &target.output {
                    Output::Parquet(packing) => {
                        Open::Parquet(parquet::Writer::new(Arc::clone(&store), place, &schema, *packing)?)
                    }
                    other => Open::Text(text::Writer::new(Arc::clone(&store), place, other)?),
                };
                open.insert(values.clone(), (writer, folder));
            }
            let Some((writer, _)) = open.get_mut(&values) else { continue };
            match writer {
                Open::Parquet(writer) => writer.write(&part).await?,
                Open::Text(writer) => writer.write(&part).await?,
            }
        }
    }
    for (writer, _) in open.into_values() {
        match writer {
            Open::Parquet(writer) => writer.close().await?,
            Open::Text(writer) => writer.close().await?,
        }
    }
    Ok(written)
}

/// What the names of objects end with: text tells its packing by that.
fn ending(output: &Output) -> &'static str {
    match output {
        Output::Parquet(_) => "",
        Output::Json(packing) | Output::Delimited(packing, _) => match packing {
            Packing::None => "",
            Packing::Gzip => ".gz",
            Packing::Snappy => ".snappy",
            Packing::Zstd => ".zst",
        },
    }
}
