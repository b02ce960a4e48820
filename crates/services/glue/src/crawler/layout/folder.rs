//! The objects of one folder: grouped by what they have in common.

use std::sync::Arc;

use super::LayoutError;
use super::shapes::Shapes;
use crate::crawler::limits::{ALIKE_PERCENT, LOOSE_FILES_MAX};
use crate::crawler::schema::{Find, Records, Shape};

/// What is kept of a folder.
#[derive(Debug, Default)]
pub struct Folder {
    groups: Vec<Group>,
    /// Objects that were not looked at.
    unseen: Amount,
}

/// Objects that have much in common.
#[derive(Debug)]
pub struct Group {
    pub shape: Arc<Shape>,
    pub amount: Amount,
    /// The names and sizes of the first of them, should each become a table.
    pub files: Vec<(String, Amount)>,
}

/// How much there is of something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amount {
    pub objects: u64,
    /// As they lie there, in bytes.
    pub bytes: u64,
    pub records: Records,
}

impl Amount {
    pub fn plus(self, other: Self) -> Self {
        Self {
            objects: self.objects + other.objects,
            bytes: self.bytes.saturating_add(other.bytes),
            records: self.records.plus(other.records),
        }
    }
}

impl Folder {
    /// Takes an object in.
    pub fn add(
        &mut self,
        file: &str,
        size: u64,
        find: Option<Find>,
        combine: bool,
        shapes: &mut Shapes,
    ) -> Result<(), LayoutError> {
        let Some(Find { shape, records }) = find else {
            self.unseen = self.unseen.plus(Amount { objects: 1, bytes: size, records: Records::default() });
            return Ok(());
        };
        let amount = Amount { objects: 1, bytes: size, records };
        let joins = |group: &&mut Group| match combine {
            true => group.shape.compatible(&shape),
            false => group.shape.alike(&shape),
        };
        if let Some(group) = self.groups.iter_mut().find(joins) {
            group.shape = shapes.widen(&group.shape, &shape)?;
            group.amount = group.amount.plus(amount);
            if group.files.len() < LOOSE_FILES_MAX {
                group.files.push((file.to_owned(), amount));
            }
        } else if self.groups.len() < LOOSE_FILES_MAX {
            let (shape, files) = (shapes.keep(shape)?, vec![(file.to_owned(), amount)]);
            self.groups.push(Group { shape, amount, files });
        }
        Ok(())
    }

    /// How many objects were looked at.
    pub fn looked_at(&self) -> u64 {
        self.groups.iter().map(|group| group.amount.objects).sum()
    }

    /// The objects that are the folder's own, and those that have nothing in common with them. Objects that nothing
    /// is known of are left out where there are others.
    pub fn split(mut self) -> (Option<Group>, Vec<Group>) {
        if self.groups.iter().any(|group| !group.shape.is_unknown()) {
            self.groups.retain(|group| !group.shape.is_unknown());
        }
        let all: u64 = self.groups.iter().map(|group| group.amount.objects).sum();
        let most =
            self.groups.iter().position(|group| group.amount.objects * 100 >= all * ALIKE_PERCENT as u64);
        let Some(most) = most else { return (None, self.groups) };
        let mut own = self.groups.swap_remove(most);
        own.files = Vec::new();
        own.amount = own.amount.with_unseen(self.unseen);
        (Some(own), self.groups)
    }
}

impl Amount {
    /// With objects that were not looked at, taken to be like these.
    fn with_unseen(self, unseen: Self) -> Self {
        let scale = |number: u64| {
            let more = u128::from(number) * u128::from(unseen.bytes) / u128::from(self.bytes.max(1));
            number.saturating_add(u64::try_from(more).unwrap_or(u64::MAX))
        };
        let records = Records { count: scale(self.records.count), bytes: scale(self.records.bytes) };
        Self {
            objects: self.objects + unseen.objects,
            bytes: self.bytes.saturating_add(unseen.bytes),
            records,
        }
    }
}
