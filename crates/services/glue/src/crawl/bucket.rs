//! Looking at objects: listed by pages, read by their beginning (and Parquet by its end), a few at once.
//!
//! Passed over: what is excluded, empty objects, and whatever has a folder or name that begins with `_` or `.`, which
//! no query reads. An object that is gone by the time it is read is passed over as well.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use s3_api::{GetObject, GetObjectInput, ListObjectsV2, ListObjectsV2Input};
use tokio::task::JoinSet;
use wire::Fault;

use super::metadata::{Found, Known};
use super::plan::Include;
use super::scope::{Ended, Scope};
use crate::crawler::layout::Layout;
use crate::crawler::limits::{FOOTER_BYTES_MAX, HEAD_BYTES, TAIL_BYTES};
use crate::crawler::{Find, Object, parquet};
use crate::limits::OBJECTS_AT_ONCE;

/// What S3 answers for an object that is not there.
const GONE: [&str; 2] = ["NoSuchKey", "InvalidRange"];

/// What is found under an include path.
pub async fn look(scope: &Scope, include: &Include, known: &Known) -> Result<Found, Ended> {
    let folder = if include.prefix.is_empty() { String::new() } else { format!("{}/", include.prefix) };
    let mut layout = Layout::new(&include.bucket, &include.prefix, scope.plan.configuration.grouping);
    let mut looker = Looker {
        scope,
        include,
        known,
        folder: folder.clone(),
        sampled: HashMap::new(),
        waiting: Vec::new(),
    };
    let mut seen = false;
    let mut after: Option<String> = None;
    loop {
        scope.go_on()?;
        let input = ListObjectsV2Input {
            bucket: include.bucket.clone(),
            prefix: Some(folder.clone()),
            continuation_token: after.take(),
            ..ListObjectsV2Input::default()
        };
        let page = scope.dispatch.call::<ListObjectsV2>(&scope.call(), input).await?;
        for object in page.contents.unwrap_or_default() {
            seen = true;
            let size = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
            looker.see(object.key.unwrap_or_default(), size, &mut layout).await?;
        }
        after = page.next_continuation_token.filter(|_| page.is_truncated == Some(true));
        if after.is_none() {
            break;
        }
    }
    looker.finish(&mut layout).await?;
    if !seen && !include.prefix.is_empty() {
        return one(scope, include).await;
    }
    Ok(Found::objects(include, layout))
}

/// What is found where the include path names one object.
async fn one(scope: &Scope, include: &Include) -> Result<Found, Ended> {
    let (folder, file) = include.prefix.rsplit_once('/').unwrap_or(("", &include.prefix));
    let mut layout = Layout::new(&include.bucket, folder, scope.plan.configuration.grouping);
    let input = ListObjectsV2Input {
        bucket: include.bucket.clone(),
        prefix: Some(include.prefix.clone()),
        max_keys: Some(1),
        ..ListObjectsV2Input::default()
    };
    let page = scope.dispatch.call::<ListObjectsV2>(&scope.call(), input).await?;
    for object in page.contents.unwrap_or_default() {
        let size = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
        if object.key.as_deref() == Some(include.prefix.as_str())
            && size > 0
            && let Some(find) = read(Reading::new(scope, include, include.prefix.clone(), size)).await?
        {
            layout.add(file, size, Some(find))?;
        }
    }
    Ok(Found::object(include, layout))
}

/// Objects on their way into a layout.
struct Looker<'s> {
    scope: &'s Scope,
    include: &'s Include,
    known: &'s Known,
    /// What all keys begin with.
    folder: String,
    /// How many objects of each folder were chosen, where only a sample is wanted.
    sampled: HashMap<String, u64>,
    /// Objects that are to be read next: keys and sizes.
    waiting: Vec<(String, u64)>,
}

impl Looker<'_> {
    async fn see(&mut self, key: String, size: u64, layout: &mut Layout) -> Result<(), Ended> {
        let path = key.strip_prefix(&self.folder).unwrap_or(&key);
        let hidden = path.split('/').any(|part| part.starts_with(['_', '.']));
        let marker = path.is_empty() || path.ends_with('/') || path.ends_with("_$folder$");
        let excluded = self.include.exclusions.iter().any(|exclusion| exclusion.matches(path));
        if size == 0 || hidden || marker || excluded {
            return Ok(());
        }
        if self.scope.plan.new_folders_only && self.known.has_folder(&self.include.bucket, &key) {
            return Ok(());
        }
        if let Some(most) = self.include.sample {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            let sampled = self.sampled.entry(folder).or_default();
            if *sampled >= most {
                return Ok(layout.add(path, size, None)?);
            }
            *sampled += 1;
        }
        self.waiting.push((key, size));
        if self.waiting.len() >= OBJECTS_AT_ONCE { self.finish(layout).await } else { Ok(()) }
    }

    /// Reads what is waiting, all at once, and takes it in by its order.
    async fn finish(&mut self, layout: &mut Layout) -> Result<(), Ended> {
        self.scope.go_on()?;
        let mut reads = JoinSet::new();
        for (place, (key, size)) in self.waiting.drain(..).enumerate() {
            let reading = Reading::new(self.scope, self.include, key.clone(), size);
            reads.spawn(async move { (place, key, size, read(reading).await) });
        }
        let mut results = reads.join_all().await;
        results.sort_by_key(|(place, ..)| *place);
        for (_, key, size, found) in results {
            if let Some(find) = found? {
                let path = key.strip_prefix(&self.folder).unwrap_or(&key);
                layout.add(path, size, Some(find))?;
            }
        }
        Ok(())
    }
}

/// One object that is to be read.
struct Reading {
    dispatch: dispatch::Dispatch,
    call: dispatch::Call,
    classifiers: Arc<crate::crawler::Classifiers>,
    bucket: String,
    key: String,
    size: u64,
}

impl Reading {
    fn new(scope: &Scope, include: &Include, key: String, size: u64) -> Self {
        let (dispatch, call) = (scope.dispatch.clone(), scope.call());
        Self {
            dispatch,
            call,
            classifiers: Arc::clone(&scope.classifiers),
            bucket: include.bucket.clone(),
            key,
            size,
        }
    }

    async fn part(&self, range: String, bytes_max: usize) -> Result<Option<Bytes>, Fault> {
        let input = GetObjectInput {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            range: Some(format!("bytes={range}")),
            ..GetObjectInput::default()
        };
        match self.dispatch.call::<GetObject>(&self.call, input).await {
            Ok(output) => Ok(Some(output.body.unwrap_or_default().collect(bytes_max).await?)),
            Err(fault) if GONE.contains(&fault.code.as_ref()) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The end of a Parquet file, with its footer.
    async fn tail(&self) -> Result<Option<Bytes>, Fault> {
        let Some(tail) = self.part(format!("-{TAIL_BYTES}"), TAIL_BYTES).await? else { return Ok(None) };
        match parquet::footer_bytes(&tail) {
            Some(bytes) if bytes > tail.len() && bytes <= FOOTER_BYTES_MAX => {
                self.part(format!("-{bytes}"), bytes).await
            }
            _ => Ok(Some(tail)),
        }
    }
}

/// What an object is; nothing where it is gone.
async fn read(reading: Reading) -> Result<Option<Find>, Ended> {
    let told =
        |fault: Fault| Ended::Failed(format!("s3://{}/{}: {}", reading.bucket, reading.key, fault.message));
    let Some(head) = reading.part(format!("0-{}", HEAD_BYTES - 1), HEAD_BYTES).await.map_err(told)? else {
        return Ok(None);
    };
    let tail = match head.starts_with(parquet::MAGIC) {
        true => reading.tail().await.map_err(told)?,
        false => None,
    };
    let classified = tokio::task::spawn_blocking(move || {
        let object = Object { key: &reading.key, size: reading.size, head: &head, tail: tail.as_deref() };
        reading.classifiers.classify(object)
    });
    Ok(Some(classified.await.map_err(|error| Ended::Failed(error.to_string()))?))
}
