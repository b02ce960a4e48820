//! Objects in folders, made into tables and partitions.
//!
//! Objects are taken in one by one, in any order; what is kept grows with the folders and the different shapes among
//! them, both bounded, never with the objects. [`Layout::tables`] then decides, from the include path downwards:
//! - where the folders below hold objects of one format and packing, and most of them are alike, they are one table,
//!   and the folders between are its partitions: `k=v` names a key, any other folder `partition_0`, `partition_1`, …;
//! - else each folder is looked at by itself; a folder's objects that have nothing in common are a table each.
//!
//! Where the include path holds nothing but one folder, with folders of its own and no `k=v`, the table is that
//! folder's: a bucket of Firehose's `2022/05/14/09/` is the table `2022`. With `CombineCompatibleSchemas` whether
//! objects are alike is not asked, and with a table level the table's folder is where that says.

mod folder;
mod plan;
mod shapes;
mod table;

use std::collections::BTreeMap;

pub use folder::Amount;
use folder::Folder;
use plan::Plan;
use shapes::Shapes;
pub use table::{FoundPartition, FoundTable};

use super::limits::{FOLDERS_MAX, SHAPES_WEIGHT_MAX};
use super::schema::Find;

/// How objects are grouped (`Grouping` of a crawler's configuration).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Whether objects of one format are one table even where they are not alike.
    pub combine: bool,
    /// The level of tables' folders: 1 is the bucket.
    pub level: Option<usize>,
}

/// Why a crawl cannot go on.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum LayoutError {
    /// There are too many folders.
    #[error(
        "there are more than {FOLDERS_MAX} folders with objects; narrow the include path, or exclude some"
    )]
    Folders,
    /// There are too many different schemas.
    #[error(
        "the objects have too many different schemas (more than {SHAPES_WEIGHT_MAX} columns in all); narrow the include path, or exclude some"
    )]
    Shapes,
}

/// The folders of one include path.
#[derive(Debug)]
pub struct Layout {
    bucket: String,
    /// The include path within the bucket, as folders.
    root: Vec<String>,
    grouping: Grouping,
    /// By their path below the include path.
    folders: BTreeMap<String, Folder>,
    shapes: Shapes,
}

impl Layout {
    /// No objects yet; `prefix` is the include path within `bucket`, a folder or one object.
    pub fn new(bucket: &str, prefix: &str, grouping: Grouping) -> Self {
        let root = prefix.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let (folders, shapes) = (BTreeMap::new(), Shapes::default());
        Self { bucket: bucket.to_owned(), root, grouping, folders, shapes }
    }

    /// Takes an object in: `path` is its key below the include path, `find` what it is, if it was looked at.
    pub fn add(&mut self, path: &str, size: u64, find: Option<Find>) -> Result<(), LayoutError> {
        let (folder, file) = path.trim_start_matches('/').rsplit_once('/').unwrap_or(("", path));
        if !self.folders.contains_key(folder) {
            if self.folders.len() >= FOLDERS_MAX {
                return Err(LayoutError::Folders);
            }
            self.folders.insert(folder.to_owned(), Folder::default());
        }
        let known = self.folders.get_mut(folder).expect("invariant: it was put in above");
        known.add(file, size, find, self.grouping.combine, &mut self.shapes)
    }

    /// How many objects of the folder that holds `path` were looked at.
    pub fn looked_at(&self, path: &str) -> u64 {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.folders.get(folder).map_or(0, Folder::looked_at)
    }

    /// The folders by themselves, in order, without values: for tables that are there already.
    pub fn folders(self) -> Vec<FoundPartition> {
        let Self { bucket, root, folders, .. } = self;
        let root: String = root.iter().map(|part| format!("{part}/")).collect();
        let found = |(path, folder): (String, Folder)| {
            let (own, _) = folder.split();
            let slash = if path.is_empty() { "" } else { "/" };
            let location = format!("s3://{bucket}/{root}{path}{slash}");
            own.map(|own| FoundPartition {
                values: Vec::new(),
                location,
                shape: own.shape,
                amount: own.amount,
            })
        };
        folders.into_iter().filter_map(found).collect()
    }

    /// The tables, in order of their folders.
    pub fn tables(self) -> Vec<FoundTable> {
        Plan::new(self.bucket, self.root, self.grouping).tables(self.folders)
    }
}

#[cfg(test)]
mod tests;
