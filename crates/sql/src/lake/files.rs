//! The objects of partitions.

use std::sync::Arc;

use datafusion::common::ScalarValue;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::ObjectMeta;

use super::format::Format;
use crate::error::{Error, Fact};
use crate::limits::OBJECTS_MAX;
use crate::objects::{Objects, split};

/// A partition that a query needs: the values of the keys, and where its objects are.
#[derive(Clone, Debug)]
pub struct Part {
    /// A value for every partition key.
    pub values: Vec<ScalarValue>,
    /// The folder.
    pub location: String,
    /// How the objects are read.
    pub format: Format,
}

/// An object of a partition.
#[derive(Clone, Debug)]
pub struct File {
    /// The object.
    pub meta: ObjectMeta,
    /// A value for every partition key.
    pub values: Arc<[ScalarValue]>,
}

/// Partitions that are listed at the same time.
const LISTINGS_AT_ONCE: usize = 8;

/// The visible objects of the partitions, which are all read the same way.
pub async fn list(objects: &Objects, parts: Vec<Part>) -> Result<Vec<File>, Error> {
    let listings = parts.into_iter().map(|part| {
        let objects = objects.clone();
        async move {
            let (bucket, prefix) = split(&part.location).ok_or_else(|| {
                Error::new(Fact::InvalidMetadata, format!("'{}' is no location in S3", part.location))
            })?;
            let folder = if prefix.is_empty() || prefix.ends_with('/') {
                prefix.to_owned()
            } else {
                format!("{prefix}/")
            };
            let found = objects.under(bucket, &folder, OBJECTS_MAX).await?;
            let values: Arc<[ScalarValue]> = part.values.into();
            let skipped = bucket.len() + 1 + folder.len();
            let visible = found.into_iter().filter(|meta| {
                let name = meta.location.as_ref().get(skipped..).unwrap_or_default();
                meta.size > 0 && !name.split('/').any(is_hidden)
            });
            Ok::<_, Error>(visible.map(|meta| File { meta, values: Arc::clone(&values) }).collect::<Vec<_>>())
        }
    });
    let files: Vec<Vec<File>> = stream::iter(listings).buffered(LISTINGS_AT_ONCE).try_collect().await?;
    Ok(files.into_iter().flatten().collect())
}

/// Whether Hive does not see what is called so.
pub fn is_hidden(name: &str) -> bool {
    name.starts_with(['_', '.'])
}
