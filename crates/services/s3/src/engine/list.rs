//! Listings, page by page: objects, versions, uploads. A page costs as much as it shows, for what is
//! rolled up into a common prefix is sought past, and never walked through.

use std::collections::VecDeque;
use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use storage::{Direction, KeyValue};

use super::bucket::Bucket;
use super::object::{Object, VersionId};
use super::uploads::Upload;
use super::versions;
use super::{Engine, EngineError, Result, keys};

/// Pairs that a cursor fetches at once, at first and at most.
const BATCH: std::ops::RangeInclusive<usize> = 4..=512;

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At the first key.
    #[default]
    Beginning,
    /// After all of this key.
    After(String),
    /// After all keys that begin so.
    Past(String),
    /// After this version or upload of a key, which a change of this number made.
    Within(String, u64),
}

impl Start {
    /// After a marker: a key, and the common prefix that it may be part of.
    pub fn marker(query: &Query, marker: &str) -> Self {
        match query.rolled(marker) {
            Some(rolled) => Self::Past(rolled.to_owned()),
            None => Self::After(marker.to_owned()),
        }
    }

    fn lower(&self, kind: u8, bucket: u64, prefix: &str) -> Vec<u8> {
        let first = keys::prefix(kind, bucket, prefix);
        let start = match self {
            Self::Beginning => return first,
            Self::After(key) => keys::past_name(kind, bucket, key),
            Self::Past(text) => keys::past_prefix(kind, bucket, text),
            Self::Within(key, change) => match kind {
                keys::OTHER => keys::other(bucket, key, change.saturating_sub(1)),
                keys::UPLOAD => keys::upload(bucket, key, change.saturating_add(1)),
                _ => keys::named(kind, bucket, key),
            },
        };
        first.max(start)
    }
}

/// What is listed.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What keys begin with.
    pub prefix: String,
    /// Keys that have it after the prefix are rolled up there.
    pub delimiter: Option<String>,
    /// Where the page begins.
    pub start: Start,
    /// Most keys and common prefixes of the page.
    pub max: usize,
}

impl Query {
    /// The common prefix that `key` is part of.
    fn rolled<'a>(&self, key: &'a str) -> Option<&'a str> {
        let delimiter = self.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty())?;
        let at = key.strip_prefix(&self.prefix[..])?.find(delimiter)?;
        Some(&key[..self.prefix.len() + at + delimiter.len()])
    }
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Keys, and what is under them.
    pub entries: Vec<(String, T)>,
    /// Common prefixes.
    pub prefixes: Vec<String>,
    /// Where the next page begins, if there is one.
    pub next: Option<Start>,
}

/// A version in a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The object or delete marker.
    pub object: Object,
    /// Whether it is the newest of its key.
    pub is_latest: bool,
}

impl Engine {
    /// The objects of a bucket.
    pub fn list(&self, bucket: &Bucket, query: &Query) -> Result<Page<Object>> {
        let mut cursor = Cursor::new(&self.opened()?.index, keys::CURRENT, bucket, query);
        page(
            query,
            |seek| {
                cursor.seek_past(seek);
                cursor.next()?.map(|entry| Ok((entry.name, Object::decode(&entry.value)?))).transpose()
            },
            |object| object.number(),
            false,
        )
    }

    /// The versions of a bucket's objects, newest first, and its delete markers.
    pub fn list_versions(&self, bucket: &Bucket, query: &Query) -> Result<Page<Version>> {
        let index = &self.opened()?.index;
        let mut currents = Cursor::new(index, keys::CURRENT, bucket, query);
        let mut others = Cursor::new(index, keys::OTHER, bucket, query);
        let (mut last, resumed) = match &query.start {
            Start::Within(key, change) => (Some(key.clone()), Some((key, *change))),
            _ => (None, None),
        };
        page(
            query,
            |seek| {
                currents.seek_past(seek);
                others.seek_past(seek);
                loop {
                    let is_current = match (currents.peek()?, others.peek()?) {
                        (None, None) => return Ok(None),
                        (Some(current), Some(other)) => current.name <= other.name,
                        (current, _) => current.is_some(),
                    };
                    let entry = if is_current { currents.next()? } else { others.next()? };
                    let Some(Entry { name, value, .. }) = entry else { return Ok(None) };
                    let object = Object::decode(&value)?;
                    if resumed.is_some_and(|(key, change)| *key == name && object.number() >= change) {
                        continue;
                    }
                    let is_latest = last.as_ref() != Some(&name);
                    last = Some(name.clone());
                    return Ok(Some((name, Version { object, is_latest })));
                }
            },
            |version| version.object.number(),
            true,
        )
    }

    /// The uploads of a bucket that are under way, in order of key and age.
    pub fn list_uploads(&self, bucket: &Bucket, query: &Query) -> Result<Page<Upload>> {
        let mut cursor = Cursor::new(&self.opened()?.index, keys::UPLOAD, bucket, query);
        page(
            query,
            |seek| {
                cursor.seek_past(seek);
                cursor.next()?.map(|entry| Ok((entry.name, Upload::decode(&entry.value)?))).transpose()
            },
            |upload| upload.change as u64,
            true,
        )
    }

    /// After the version `version` of `key`, or after all of it where there is no such version.
    pub fn after_version(&self, bucket: &Bucket, key: &str, version: VersionId) -> Result<Start> {
        let change = match version {
            VersionId::Change(change) => Some(change),
            VersionId::Null => match versions::find(&self.opened()?.index, bucket, key, Some(version)) {
                Ok(object) => Some(object.number()),
                Err(EngineError::DeleteMarker { marker, .. }) => Some(marker.number()),
                Err(EngineError::NoVersion { .. }) => None,
                Err(error) => return Err(error),
            },
        };
        Ok(change
            .map_or_else(|| Start::After(key.to_owned()), |change| Start::Within(key.to_owned(), change)))
    }
}

/// Gathers a page from `next`, which goes on past the given prefix, if one is given. Where keys repeat
/// (`is_many`), the next page begins within a key, at the number of the last entry.
fn page<T>(
    query: &Query,
    mut next: impl FnMut(Option<&str>) -> Result<Option<(String, T)>>,
    number: impl Fn(&T) -> u64,
    is_many: bool,
) -> Result<Page<T>> {
    let mut page = Page { entries: Vec::new(), prefixes: Vec::new(), next: None };
    if query.max == 0 {
        return Ok(page);
    }
    let (mut last, mut past) = (Start::Beginning, None);
    while let Some((key, entry)) = next(past.take().as_deref())? {
        if page.entries.len() + page.prefixes.len() == query.max {
            page.next = Some(last);
            break;
        }
        match query.rolled(&key).map(str::to_owned) {
            Some(rolled) => {
                past = Some(rolled.clone());
                last = Start::Past(rolled.clone());
                page.prefixes.push(rolled);
            }
            None => {
                last = match is_many {
                    true => Start::Within(key.clone(), number(&entry)),
                    false => Start::After(key.clone()),
                };
                page.entries.push((key, entry));
            }
        }
    }
    Ok(page)
}

/// One key of a listing.
struct Entry {
    name: String,
    value: Bytes,
}

/// Walks the keys of one kind, a batch at a time.
struct Cursor<'a> {
    index: &'a KeyValue,
    kind: u8,
    bucket: u64,
    from: Bound<Vec<u8>>,
    end: Vec<u8>,
    ahead: VecDeque<(Vec<u8>, Bytes)>,
    batch: usize,
    is_done: bool,
    peeked: Option<Entry>,
    /// How many pairs were read, for tests to see what a page costs.
    #[cfg(test)]
    read: usize,
}

impl<'a> Cursor<'a> {
    fn new(index: &'a KeyValue, kind: u8, bucket: &Bucket, query: &Query) -> Self {
        let bucket = bucket.number();
        Self {
            index,
            kind,
            bucket,
            from: Bound::Included(query.start.lower(kind, bucket, &query.prefix)),
            end: keys::past_prefix(kind, bucket, &query.prefix),
            ahead: VecDeque::new(),
            batch: *BATCH.start(),
            is_done: false,
            peeked: None,
            #[cfg(test)]
            read: 0,
        }
    }

    /// Goes on after all keys that begin with `prefix`.
    fn seek_past(&mut self, prefix: Option<&str>) {
        let Some(prefix) = prefix else { return };
        if self.peeked.take_if(|entry| entry.name.starts_with(prefix)).is_none() && self.peeked.is_some() {
            return;
        }
        let target = keys::past_prefix(self.kind, self.bucket, prefix);
        while self.ahead.front().is_some_and(|(key, _)| *key < target) {
            self.ahead.pop_front();
        }
        if self.ahead.is_empty() && !self.is_done {
            // What is rolled up is rolled up again, so it is not worth fetching much.
            (self.from, self.batch) = (Bound::Included(target), *BATCH.start());
        }
    }

    fn peek(&mut self) -> Result<Option<&Entry>> {
        if self.peeked.is_none() {
            self.peeked = self.fetch()?;
        }
        Ok(self.peeked.as_ref())
    }

    fn next(&mut self) -> Result<Option<Entry>> {
        match self.peeked.take() {
            Some(entry) => Ok(Some(entry)),
            None => self.fetch(),
        }
    }

    fn fetch(&mut self) -> Result<Option<Entry>> {
        if self.ahead.is_empty() && !self.is_done {
            let (ahead, batch) = (&mut self.ahead, self.batch);
            let from = self.from.as_ref().map(|key| &key[..]);
            self.index.scan(from, Bound::Excluded(&self.end), Direction::Forward, &mut |key, value| {
                ahead.push_back((key.to_vec(), value.clone()));
                if ahead.len() < batch { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            self.is_done = self.ahead.len() < batch;
            #[cfg(test)]
            {
                self.read += self.ahead.len();
            }
            self.batch = (batch * 4).min(*BATCH.end());
            if let Some((last, _)) = self.ahead.back() {
                self.from = Bound::Excluded(last.clone());
            }
        }
        let Some((key, value)) = self.ahead.pop_front() else { return Ok(None) };
        let (name, _) = keys::split(&key).ok_or_else(|| EngineError::corrupt("key", "it has no name"))?;
        Ok(Some(Entry { name, value }))
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Place, Timestamp};
    use storage::{Transaction, Volume};

    use super::*;

    #[tokio::test]
    async fn a_page_costs_what_it_shows_however_much_it_rolls_up() {
        let index = Volume::memory().key_value("s3").unwrap();
        let bucket = Bucket::new(1, &Place::default(), "b", Timestamp(0));
        let fill = |store: &mut Transaction| {
            for number in 0..20_000 {
                let name = format!("{:02}/{number:05}", number / 1000);
                store.put(keys::named(keys::CURRENT, 1, &name), Vec::new());
            }
            Ok::<_, EngineError>(())
        };
        index.write(fill).await.unwrap().unwrap();
        let query = Query { delimiter: Some("/".into()), max: 10, ..Query::default() };
        let mut cursor = Cursor::new(&index, keys::CURRENT, &bucket, &query);
        let next = |seek: Option<&str>| {
            cursor.seek_past(seek);
            Ok(cursor.next()?.map(|entry| (entry.name, ())))
        };
        let shown = page(&query, next, |()| 0, false).unwrap();
        assert_eq!((shown.prefixes.len(), shown.next), (10, Some(Start::Past("09/".into()))));
        assert!(cursor.read <= 11 * BATCH.start(), "{} pairs read for 10 prefixes", cursor.read);

        let query = Query { start: Start::After("07/07500".into()), max: 100, ..Query::default() };
        let mut cursor = Cursor::new(&index, keys::CURRENT, &bucket, &query);
        let shown =
            page(&query, |_| Ok(cursor.next()?.map(|entry| (entry.name, ()))), |()| 0, false).unwrap();
        assert_eq!(shown.entries[0].0, "07/07501");
        assert!(cursor.read <= 101 * 4, "{} pairs read for 100 keys", cursor.read);
    }
}
