//! One page of a Query or Scan.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use dynamodb_api::Item;
use storage::Direction;

use super::{Selection, Source};
use crate::engine::capacity::{CapacityUnits, Read};
use crate::engine::expression::Condition;
use crate::engine::items::{Costs, decode, keys, size};
use crate::engine::key::KeyRange;
use crate::engine::size::item_bytes;
use crate::engine::{Engine, EngineError};

/// A page holds at least this many bytes of items before it ends: 1 MB ("Paginating table query results").
const PAGE_BYTES: usize = 1024 * 1024;

/// What is to be read.
#[derive(Debug)]
pub struct Reading<'r> {
    /// A table or an index.
    pub source: Source<'r>,
    /// The stored keys that are left to read.
    pub range: KeyRange,
    /// True for ascending sort keys.
    pub forward: bool,
    /// The most items to look at.
    pub limit: Option<usize>,
    /// What items must meet to be answered.
    pub filter: Option<Condition>,
    /// What is answered of them.
    pub selection: Selection,
    /// Whether rows of the table are read for the entries of an index: see [`Selection::fetches`].
    pub fetches: bool,
    /// How it is billed.
    pub read: Read,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Page {
    /// The items; empty where they are counted.
    pub items: Vec<Item>,
    /// How many met the filter.
    pub matched: usize,
    /// How many were looked at.
    pub scanned: usize,
    /// The key to go on from; `None` where the range is read through.
    pub last: Option<Item>,
    /// What it cost.
    pub costs: Costs,
}

/// A page as it fills.
#[derive(Default)]
struct Filling {
    page: Page,
    bytes_read: usize,
    bytes_of_page: usize,
    fetched: CapacityUnits,
}

impl Reading<'_> {
    /// Whether nobody looks at what the items hold.
    fn only_counts(&self) -> bool {
        self.selection == Selection::Nothing && self.filter.is_none() && !self.fetches
    }

    /// Whether a page with so many items and bytes ends there.
    fn is_full(&self, scanned: usize, bytes: usize) -> bool {
        bytes >= PAGE_BYTES || self.limit.is_some_and(|limit| scanned >= limit)
    }
}

impl Filling {
    /// Counts an entry of so many bytes, unless the page ends with it: then its key is asked for, too.
    fn count(&mut self, reading: &Reading<'_>, bytes: usize) -> bool {
        if reading.is_full(self.page.scanned + 1, self.bytes_of_page + bytes) {
            return false;
        }
        self.bytes_read += bytes;
        self.bytes_of_page += bytes;
        self.page.scanned += 1;
        self.page.matched += 1;
        true
    }
}

impl Engine {
    /// Reads a page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn page(&self, reading: &Reading<'_>) -> Result<Page, EngineError> {
        let mut filling = Filling::default();
        let KeyRange { start, end } = &reading.range;
        if !reading.range.is_empty() {
            let upper = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
            let direction = if reading.forward { Direction::Forward } else { Direction::Reverse };
            let mut outcome = Ok(());
            self.store()?.scan(Bound::Included(start), upper, direction, &mut |_, bytes| match self.take(
                reading,
                &mut filling,
                bytes,
            ) {
                Ok(flow) => flow,
                Err(error) => {
                    outcome = Err(error);
                    ControlFlow::Break(())
                }
            })?;
            outcome?;
        }
        let Filling { mut page, bytes_read, fetched, .. } = filling;
        let units = CapacityUnits::read(bytes_read, reading.read);
        match reading.source.index {
            None => page.costs.table = units,
            Some((place, _)) => page.costs = Costs { table: fetched, indexes: vec![(place, units)] },
        }
        Ok(page)
    }

    /// Adds one stored entry to the page.
    fn take(
        &self,
        reading: &Reading<'_>,
        filling: &mut Filling,
        bytes: &Bytes,
    ) -> Result<ControlFlow<()>, EngineError> {
        if reading.only_counts() && filling.count(reading, size(bytes)?) {
            return Ok(ControlFlow::Continue(()));
        }
        let entry = decode(bytes)?;
        let entry_bytes = item_bytes(&entry);
        filling.bytes_read += entry_bytes;
        filling.bytes_of_page += entry_bytes;
        let page = &mut filling.page;
        page.scanned += 1;
        let ends = reading.is_full(page.scanned, filling.bytes_of_page);
        let key = (ends || reading.fetches).then(|| reading.source.key_of(&entry));
        let item =
            if reading.fetches { self.item(&keys::row(reading.source.table, &entry))? } else { Some(entry) };
        if let Some(item) = item {
            if reading.fetches {
                let fetched_bytes = item_bytes(&item);
                filling.bytes_of_page += fetched_bytes;
                filling.fetched = filling.fetched + CapacityUnits::read(fetched_bytes, reading.read);
            }
            if reading.filter.as_ref().is_none_or(|filter| filter.holds(&item)) {
                page.matched += 1;
                page.items.extend(reading.selection.of(item));
            }
        }
        if reading.is_full(page.scanned, filling.bytes_of_page) {
            page.last = key;
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }
}
