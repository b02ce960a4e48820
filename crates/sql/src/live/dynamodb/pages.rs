//! Reads a table page by page: one page is held for each reader.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use dynamodb_api::{AttributeValue, Item, Query, Scan};
use futures::StreamExt;
use futures::stream;

use super::Described;
use super::keys::Range;
use super::request::Wanted;
use super::values::{json_of_item, size};
use crate::error::{Error, Fact};
use crate::limits::BATCH_ROWS;
use crate::live::columns::{Builder, Cell, Column, clipped};
use crate::live::scan::{Read, Rows, batch};
use crate::live::source::{Source, fact};

/// A part of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// One of so many segments.
    Segment(i32, i32),
    /// The items of one partition key.
    Partition(AttributeValue),
}

/// What is read of a table.
#[derive(Clone)]
pub struct Pages {
    /// The table.
    pub table: Arc<Described>,
    /// Through what.
    pub source: Source,
    /// Which attributes.
    pub wanted: Wanted,
    /// Which columns.
    pub columns: Vec<Column>,
    /// Their schema.
    pub schema: SchemaRef,
    /// What each reader reads.
    pub tasks: Vec<Vec<Task>>,
    /// The range of the sort key, where partitions are read.
    pub range: Range,
    /// How many rows are enough.
    pub limit: Option<usize>,
}

impl Read for Pages {
    fn show(&self) -> String {
        let partitions =
            self.tasks.iter().flatten().filter(|task| matches!(task, Task::Partition(_))).count();
        let how = match self.tasks.first().and_then(|tasks| tasks.first()) {
            Some(Task::Segment(..)) => "Scan".to_owned(),
            _ if self.range != Range::default() => format!("Query of {partitions} keys and a range"),
            _ => format!("Query of {partitions} keys"),
        };
        let wanted = match &self.wanted {
            Wanted::All => "all".to_owned(),
            Wanted::Count => "count".to_owned(),
            Wanted::Some(attributes) => format!("{attributes:?}"),
        };
        let readers = self.tasks.len();
        format!("dynamodb table={}, {how}, readers={readers}, attributes={wanted}", self.table.name)
    }

    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn readers(&self) -> usize {
        self.tasks.len()
    }

    fn rows(&self, reader: usize) -> Rows {
        let tasks = self.tasks.get(reader).cloned().unwrap_or_default().into();
        let left = self.limit.unwrap_or(usize::MAX);
        let reading =
            Reading { pages: Arc::new(self.clone()), tasks, from: None, left, ready: VecDeque::new() };
        stream::try_unfold(reading, |mut reading| async move {
            let batch = reading.next().await?;
            Ok(batch.map(|batch| (batch, reading)))
        })
        .boxed()
    }
}

/// A reader under way.
struct Reading {
    pages: Arc<Pages>,
    tasks: VecDeque<Task>,
    /// Where the first task goes on.
    from: Option<Item>,
    left: usize,
    /// What is left of a page.
    ready: VecDeque<RecordBatch>,
}

impl Reading {
    async fn next(&mut self) -> Result<Option<RecordBatch>, Error> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(batch));
            }
            if self.left == 0 || self.tasks.is_empty() {
                return Ok(None);
            }
            self.page().await?;
        }
    }

    /// Takes a page of the first task.
    async fn page(&mut self) -> Result<(), Error> {
        let pages = Arc::clone(&self.pages);
        let Some(task) = self.tasks.front() else { return Ok(()) };
        let (wanted, name, from) = (&pages.wanted, pages.table.name.as_str(), self.from.take());
        let limit = pages.limit.map(|_| i32::try_from(self.left).unwrap_or(i32::MAX));
        let (items, count, last) = match task {
            Task::Segment(segment, segments) => {
                let mut input = wanted.scan(name, *segment, *segments, from);
                input.limit = limit;
                let page = pages.source.ask::<Scan>(input).await;
                page.map(|page| (page.items, page.count, page.last_evaluated_key))
            }
            Task::Partition(key) => {
                let range = pages.table.sort.as_deref().map(|sort| (sort, &pages.range));
                let mut input = wanted.query(name, (&pages.table.partition, key), range, from);
                input.limit = limit;
                let page = pages.source.ask::<Query>(input).await;
                page.map(|page| (page.items, page.count, page.last_evaluated_key))
            }
        }
        .map_err(|fault| fact(&pages.table.what(), &fault))?;
        self.from = last;
        if self.from.is_none() {
            self.tasks.pop_front();
        }
        if *wanted == Wanted::Count {
            self.count(usize::try_from(count.unwrap_or_default()).unwrap_or_default())
        } else {
            self.fill(&items.unwrap_or_default())
        }
    }

    fn count(&mut self, count: usize) -> Result<(), Error> {
        let rows = count.min(self.left);
        self.left -= rows;
        self.pages.source.progress.add_rows(rows as u64);
        if rows > 0 {
            self.ready.push_back(batch(&self.pages.schema, Vec::new(), rows)?);
        }
        Ok(())
    }

    fn fill(&mut self, items: &[Item]) -> Result<(), Error> {
        let items = &items[..items.len().min(self.left)];
        self.left -= items.len();
        let bytes = items.iter().flatten().map(|(name, value)| name.len() + size(value)).sum::<usize>();
        self.pages.source.progress.add_bytes(bytes as u64);
        self.pages.source.progress.add_rows(items.len() as u64);
        for some in items.chunks(BATCH_ROWS) {
            let columns = self.pages.columns.iter().map(|column| {
                let mut builder = Builder::new(column.kind);
                some.iter().try_for_each(|item| self.append(column, item, &mut builder))?;
                Ok(builder.finish())
            });
            let columns = columns.collect::<Result<Vec<_>, Error>>()?;
            self.ready.push_back(batch(&self.pages.schema, columns, some.len())?);
        }
        Ok(())
    }

    fn append(&self, column: &Column, item: &Item, builder: &mut Builder) -> Result<(), Error> {
        if column.spellings.is_empty() {
            builder.push_text(&json_of_item(item));
            return Ok(());
        }
        match column.spellings.iter().find_map(|spelling| item.get(spelling)) {
            None => builder.null(),
            Some(value) if builder.push(value) => {}
            Some(value) => {
                let table = &self.pages.table;
                let name = &table.name;
                let words = format!(
                    "{}: attribute '{}' of an item is {} {}, which the column's type {} cannot hold; that type is what the first {} items have. Read the attribute from column _item of dynamodb.default.\"{name}$items\" instead",
                    table.what(),
                    column.spellings[0],
                    value.attribute_type(),
                    clipped(&value.text()),
                    crate::types::to_trino(&column.kind.data_type()),
                    crate::limits::LIVE_SAMPLE_MAX,
                );
                return Err(Error::new(Fact::BadData, words));
            }
        }
        Ok(())
    }
}
