//! A table that was found: a folder, what partitions it, and what is in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::folder::Amount;
use crate::crawler::name;
use crate::crawler::schema::Shape;

/// A table.
#[derive(Debug, PartialEq)]
pub struct FoundTable {
    /// The folder or file that it is named by.
    pub folder: String,
    /// Where its data lies: a folder, with the slash, or a file.
    pub location: String,
    /// How all of it is read.
    pub shape: Shape,
    /// The names of its partition keys.
    pub keys: Vec<String>,
    /// Its partitions, in order of their folders; none where there are no keys.
    pub partitions: Vec<FoundPartition>,
    /// How much is in it.
    pub amount: Amount,
}

/// A partition.
#[derive(Debug, PartialEq)]
pub struct FoundPartition {
    /// A value for each key.
    pub values: Vec<String>,
    /// Where its data lies.
    pub location: String,
    /// How it is read.
    pub shape: Arc<Shape>,
    /// How much is in it.
    pub amount: Amount,
}

/// A folder with objects, below a table's folder.
#[derive(Debug)]
pub struct Leaf {
    /// The folders from the include path on.
    pub path: Vec<String>,
    pub shape: Arc<Shape>,
    pub amount: Amount,
}

impl FoundTable {
    /// The table of `leaves`, all below the folder at `depth` of their paths.
    pub fn of(folder: String, location: String, depth: usize, leaves: Vec<Leaf>) -> Option<Self> {
        let mut shape = Shape::clone(&leaves.first()?.shape);
        let mut amount = Amount::default();
        let mut last: Option<&Arc<Shape>> = None;
        for leaf in &leaves {
            if !last.is_some_and(|last| Arc::ptr_eq(last, &leaf.shape)) {
                shape.widen(&leaf.shape);
                last = Some(&leaf.shape);
            }
            amount = amount.plus(leaf.amount);
        }
        // Where folders lie at different depths, the highest with objects are the partitions.
        let levels = leaves.iter().map(|leaf| leaf.path.len()).min()? - depth;
        let keys = keys(&leaves, depth, levels, &shape);
        let partitions = if levels == 0 { Vec::new() } else { partitions(&location, depth, levels, leaves) };
        Some(Self { folder, location, shape, keys, partitions, amount })
    }
}

/// The keys: what the folders of a level call themselves, where all agree and no column is called so.
fn keys(leaves: &[Leaf], depth: usize, levels: usize, shape: &Shape) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for level in 0..levels {
        let mut named =
            leaves.iter().map(|leaf| name::key_value(&leaf.path[depth + level]).map(|(key, _)| key));
        let first = named.next().flatten();
        let agreed = first.filter(|first| named.all(|other| other.as_ref() == Some(first)));
        let free = agreed.filter(|key| shape.columns.get(key).is_none() && !keys.contains(key));
        keys.push(free.unwrap_or_else(|| format!("partition_{level}")));
    }
    keys
}

fn partitions(location: &str, depth: usize, levels: usize, leaves: Vec<Leaf>) -> Vec<FoundPartition> {
    let mut partitions: BTreeMap<Vec<String>, FoundPartition> = BTreeMap::new();
    for mut leaf in leaves {
        let path: Vec<String> = leaf.path.drain(depth..depth + levels).collect();
        match partitions.get_mut(&path) {
            Some(known) => {
                known.amount = known.amount.plus(leaf.amount);
                if known.shape != leaf.shape {
                    Arc::make_mut(&mut known.shape).widen(&leaf.shape);
                }
            }
            None => {
                let value =
                    |folder: &String| name::key_value(folder).map_or(folder.clone(), |(_, value)| value);
                let location = format!("{location}{}/", path.join("/"));
                let values = path.iter().map(value).collect();
                let partition = FoundPartition { values, location, shape: leaf.shape, amount: leaf.amount };
                partitions.insert(path, partition);
            }
        }
    }
    partitions.into_values().collect()
}
