//! Which attributes a read answers, and whether an index has them.

use dynamodb_api::Item;

use super::Source;
use crate::engine::expression::{Condition, Projection};
use crate::engine::items::Refusal;
use crate::engine::table::{Index, IndexProjection, Table};

/// What a read answers of each item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All attributes of the item.
    Everything,
    /// What the table or index that is read holds.
    Held,
    /// Some parts.
    Parts(Projection),
    /// Nothing: items are counted.
    Nothing,
}

impl Selection {
    /// True when the rows of the table must be read for each entry of the index.
    ///
    /// # Errors
    /// When so, but the index is global.
    pub fn fetches(&self, source: Source<'_>, filter: Option<&Condition>) -> Result<bool, Refusal> {
        let Source { table, index: Some((_, index)) } = source else { return Ok(false) };
        let lacking = self.lacking(table, index);
        if index.is_local() {
            let filter_lacks = || {
                let mut paths = filter.iter().flat_map(|filter| filter.paths());
                paths.any(|path| !index.projects(table, path.name()))
            };
            return Ok(self.is_not_held(index) || !lacking.is_empty() || filter_lacks());
        }
        if self.is_not_held(index) {
            return Err(Refusal::NotAllProjected(index.name.clone()));
        }
        if lacking.is_empty() {
            Ok(false)
        } else {
            Err(Refusal::NotProjected { index: index.name.clone(), names: lacking })
        }
    }

    /// What is answered of `item`; `None` where items are counted.
    pub fn of(&self, item: Item) -> Option<Item> {
        match self {
            Self::Everything | Self::Held => Some(item),
            Self::Parts(projection) => Some(projection.apply(&item)),
            Self::Nothing => None,
        }
    }

    fn is_not_held(&self, index: &Index) -> bool {
        *self == Self::Everything && index.projection != IndexProjection::All
    }

    /// The attributes asked for that the index does not hold.
    fn lacking(&self, table: &Table, index: &Index) -> Vec<String> {
        let Self::Parts(projection) = self else { return Vec::new() };
        let names = projection.paths().iter().map(|path| path.name());
        names.filter(|name| !index.projects(table, name)).map(str::to_owned).collect()
    }
}
