//! Which folders are one table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Grouping;
use super::folder::{Folder, Group};
use super::table::{FoundTable, Leaf};
use crate::crawler::limits::{ALIKE_PERCENT, LEVELS_MAX};
use crate::crawler::name;
use crate::crawler::schema::Shape;

/// Kinds of schemas among which it is worth looking for one that most leaves have.
const KINDS_MAX: usize = 100;

/// The decision, while it is made.
#[derive(Debug)]
pub struct Plan {
    bucket: String,
    root: Vec<String>,
    grouping: Grouping,
    tables: Vec<FoundTable>,
}

impl Plan {
    pub fn new(bucket: String, root: Vec<String>, grouping: Grouping) -> Self {
        Self { bucket, root, grouping, tables: Vec::new() }
    }

    /// The tables of `folders`.
    pub fn tables(mut self, folders: BTreeMap<String, Folder>) -> Vec<FoundTable> {
        let mut leaves = Vec::new();
        for (path, folder) in folders {
            let path: Vec<String> =
                path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            let (own, loose) = folder.split();
            for group in loose {
                self.loose(&path, group);
            }
            if let Some(Group { shape, amount, .. }) = own {
                leaves.push(Leaf { path, shape, amount });
            }
        }
        match self.grouping.level {
            Some(level) => self.at_level(level, leaves),
            None => {
                let depth = self.first_level(&leaves);
                self.below(depth, leaves);
            }
        }
        self.tables.sort_by(|one, other| one.location.cmp(&other.location));
        self.tables
    }

    /// Objects that have nothing in common with their folder's: a table each.
    fn loose(&mut self, path: &[String], group: Group) {
        for (file, amount) in group.files {
            let location = format!("{}{file}", self.location(path));
            let shape = Shape::clone(&group.shape);
            let (keys, partitions) = (Vec::new(), Vec::new());
            self.tables.push(FoundTable { folder: file, location, shape, keys, partitions, amount });
        }
    }

    /// One table for each folder at a level that was asked for; folders above it are their own.
    fn at_level(&mut self, level: usize, leaves: Vec<Leaf>) {
        let depth = level.saturating_sub(1).saturating_sub(self.root.len());
        let mut folders: BTreeMap<Vec<String>, Vec<Leaf>> = BTreeMap::new();
        for leaf in leaves {
            let folder = leaf.path[..depth.min(leaf.path.len())].to_vec();
            folders.entry(folder).or_default().push(leaf);
        }
        for (folder, leaves) in folders {
            if compatible(&leaves) {
                self.table(folder.len(), leaves);
            } else {
                self.below(folder.len(), leaves);
            }
        }
    }

    /// Where to begin: at the include path, or at the one folder in it.
    fn first_level(&self, leaves: &[Leaf]) -> usize {
        let Some(first) = leaves.first() else { return 0 };
        let only = first.path.first().filter(|only| {
            name::key_value(only).is_none()
                && leaves.iter().all(|leaf| leaf.path.len() > 1 && leaf.path.first() == Some(*only))
        });
        usize::from(only.is_some() && !self.grouping.combine)
    }

    /// The tables of `leaves`, all below the folder at `depth` of their paths.
    fn below(&mut self, depth: usize, leaves: Vec<Leaf>) {
        if leaves.is_empty() {
            return;
        }
        let known = leaves.iter().any(|leaf| !leaf.shape.is_unknown());
        let kept: Vec<&Leaf> = leaves.iter().filter(|leaf| !known || !leaf.shape.is_unknown()).collect();
        let one = kept.iter().all(|leaf| leaf.shape.compatible(&kept[0].shape))
            && (self.grouping.combine || mostly_alike(&kept));
        if one || depth >= LEVELS_MAX || leaves.iter().all(|leaf| leaf.path.len() == depth) {
            let leaves = leaves.into_iter().filter(|leaf| !known || !leaf.shape.is_unknown()).collect();
            self.table(depth, leaves);
            return;
        }
        let mut children: BTreeMap<Option<String>, Vec<Leaf>> = BTreeMap::new();
        for leaf in leaves {
            children.entry(leaf.path.get(depth).cloned()).or_default().push(leaf);
        }
        for (child, leaves) in children {
            self.below(depth + usize::from(child.is_some()), leaves);
        }
    }

    fn table(&mut self, depth: usize, leaves: Vec<Leaf>) {
        let Some(first) = leaves.first() else { return };
        let path = &first.path[..depth];
        let folder = path.last().or(self.root.last()).unwrap_or(&self.bucket).clone();
        let location = self.location(path);
        self.tables.extend(FoundTable::of(folder, location, depth, leaves));
    }

    /// Where a folder below the include path lies.
    fn location(&self, path: &[String]) -> String {
        let mut location = format!("s3://{}/", self.bucket);
        for part in self.root.iter().chain(path) {
            location.push_str(part);
            location.push('/');
        }
        location
    }
}

fn compatible(leaves: &[Leaf]) -> bool {
    let mut known = leaves.iter().filter(|leaf| !leaf.shape.is_unknown());
    let Some(first) = known.next() else { return true };
    known.all(|leaf| leaf.shape.compatible(&first.shape))
}

/// Whether most leaves are of one kind. Kinds are chains: a leaf belongs to one if it is like the last that joined, so
/// that schemas may change with time.
fn mostly_alike(leaves: &[&Leaf]) -> bool {
    let mut kinds: Vec<(&Arc<Shape>, usize)> = Vec::new();
    for leaf in leaves {
        let joins =
            |(shape, _): &(&Arc<Shape>, usize)| Arc::ptr_eq(shape, &leaf.shape) || shape.alike(&leaf.shape);
        match kinds.iter().position(joins) {
            Some(kind) => kinds[kind] = (&leaf.shape, kinds[kind].1 + 1),
            // So many kinds are not alike.
            None if kinds.len() > KINDS_MAX => return false,
            None => kinds.push((&leaf.shape, 1)),
        }
    }
    kinds.iter().any(|(_, count)| count * 100 >= leaves.len() * ALIKE_PERCENT)
}
