//! What a crawl compares: what was found, and what the catalogue has.

use std::collections::{HashMap, HashSet};

use super::items::Items;
use super::plan::Include;
use crate::crawler::layout::{FoundTable, Layout};

/// What was found in a target.
pub enum Found {
    /// Objects, with what their tables say of the include path.
    Objects {
        /// The include path.
        include: Include,
        /// Their folders.
        layout: Layout,
        /// The object that the include path names.
        only: Option<String>,
    },
    /// A DynamoDB table.
    Items(Items),
}

impl Found {
    /// What is in a folder.
    pub fn objects(include: &Include, layout: Layout) -> Self {
        Self::Objects { include: include.clone(), layout, only: None }
    }

    /// What is in one object.
    pub fn object(include: &Include, layout: Layout) -> Self {
        let only = Some(include.prefix.clone());
        Self::Objects { include: include.clone(), layout, only }
    }
}

/// What the catalogue has.
#[derive(Default)]
pub struct Known {
    /// The crawler's database's tables, by name.
    pub tables: HashMap<String, KnownTable>,
    /// The names of the tables that lie somewhere, by where that is, without a slash at the end.
    places: HashMap<String, Vec<String>>,
    /// Where partitions, and tables without, of the crawler lie; where only new folders are crawled.
    pub folders: HashSet<String>,
}

/// A table of the catalogue.
#[derive(Clone, Debug)]
pub struct KnownTable {
    /// Where it lies, with a slash at the end where that is a folder.
    pub location: String,
    /// Whether this crawler made or changed it last.
    pub own: bool,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// How many partition keys it has.
    pub keys: usize,
    /// What it says it is.
    pub classification: Option<String>,
}

impl Known {
    /// Takes a table in.
    pub fn add(&mut self, name: String, table: KnownTable) {
        let place = table.location.trim_end_matches('/').to_owned();
        self.places.entry(place).or_default().push(name.clone());
        self.tables.insert(name, table);
    }

    /// The name of the table that lies there; of several, the crawler's own.
    pub fn at(&self, location: &str) -> Option<&str> {
        let names = self.places.get(location.trim_end_matches('/'))?;
        let own = |name: &&String| self.tables.get(*name).is_some_and(|table| table.own);
        names.iter().find(own).or(names.first()).map(String::as_str)
    }

    /// Whether the folder of a key, or one above it, was crawled before.
    pub fn has_folder(&self, bucket: &str, key: &str) -> bool {
        let folders = key.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| &key[..=at]);
        std::iter::once("")
            .chain(folders)
            .any(|folder| self.folders.contains(&format!("s3://{bucket}/{folder}")))
    }

    /// The partitioned table of the crawler that a folder belongs to: its name, and the folders below it.
    pub fn above<'l>(&self, location: &'l str, classification: &str) -> Option<(&str, Vec<&'l str>)> {
        let mut found: Option<(&str, &KnownTable)> = None;
        for (name, table) in &self.tables {
            let fits = table.own && table.keys > 0 && table.classification.as_deref() == Some(classification);
            let closer = found.is_none_or(|(_, closest)| table.location.len() > closest.location.len());
            if fits && closer && location.starts_with(&table.location) {
                found = Some((name, table));
            }
        }
        let (name, table) = found?;
        let below: Vec<&str> =
            location[table.location.len()..].split('/').filter(|part| !part.is_empty()).collect();
        (below.len() >= table.keys).then(|| (name, below[..table.keys].to_vec()))
    }
}

/// A table as it should be in the catalogue.
pub struct Wanted {
    /// The table.
    pub table: FoundTable,
    /// What is passed over below its include path.
    pub exclusions: Vec<String>,
}
