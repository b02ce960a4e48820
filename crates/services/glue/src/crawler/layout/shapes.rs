//! The different shapes of a crawl, each kept once.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::LayoutError;
use crate::crawler::limits::SHAPES_WEIGHT_MAX;
use crate::crawler::schema::Shape;

/// Those that are known.
#[derive(Debug, Default)]
pub struct Shapes {
    known: HashMap<u64, Vec<Arc<Shape>>>,
    weight: usize,
}

impl Shapes {
    /// The one of them that is `shape`.
    pub fn keep(&mut self, shape: Shape) -> Result<Arc<Shape>, LayoutError> {
        let key = key(&shape);
        if let Some(known) = self.known.get(&key).and_then(|same| same.iter().find(|known| ***known == shape))
        {
            return Ok(Arc::clone(known));
        }
        let weight = shape.weight();
        if self.weight + weight > SHAPES_WEIGHT_MAX {
            self.forget_unused();
            if self.weight + weight > SHAPES_WEIGHT_MAX {
                return Err(LayoutError::Shapes);
            }
        }
        let kept = Arc::new(shape);
        self.known.entry(key).or_default().push(Arc::clone(&kept));
        self.weight += weight;
        Ok(kept)
    }

    /// Both in one: one of them, where it has all that the other has.
    pub fn widen(&mut self, ours: &Arc<Shape>, theirs: &Shape) -> Result<Arc<Shape>, LayoutError> {
        if **ours == *theirs {
            return Ok(Arc::clone(ours));
        }
        let mut wider = Shape::clone(ours);
        wider.widen(theirs);
        if wider == **ours { Ok(Arc::clone(ours)) } else { self.keep(wider) }
    }

    /// Shapes that were widened since are no folder's any more.
    fn forget_unused(&mut self) {
        let mut weight = 0;
        self.known.retain(|_, same| {
            same.retain(|shape| Arc::strong_count(shape) > 1);
            weight += same.iter().map(|shape| shape.weight()).sum::<usize>();
            !same.is_empty()
        });
        self.weight = weight;
    }
}

fn key(shape: &Shape) -> u64 {
    let mut hasher = DefaultHasher::new();
    shape.format.classification().hash(&mut hasher);
    shape.compression.name().hash(&mut hasher);
    for field in shape.columns.iter() {
        field.name.hash(&mut hasher);
        field.kind.to_string().hash(&mut hasher);
    }
    hasher.finish()
}
