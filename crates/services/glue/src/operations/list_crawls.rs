//! `ListCrawls`.

use std::cmp::Ordering;

use dispatch::{Call, Handle};
use glue_api::{CrawlsFilter, FieldName, FilterOperator, ListCrawls, ListCrawlsInput, ListCrawlsOutput};
use wire::Fault;

use super::{text_of, token};
use crate::Glue;
use crate::engine::StoredCrawl;
use crate::errors::invalid;
use crate::limits::CRAWL_PAGE;

impl Handle<ListCrawls> for Glue {
    async fn handle(&self, call: &Call, input: ListCrawlsInput) -> Result<ListCrawlsOutput, Fault> {
        let before = match text_of(input.next_token.as_deref())? {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| invalid("Invalid continuation token."))?),
        };
        let limit = input.max_results.map_or(CRAWL_PAGE, |limit| limit as usize);
        let filters = input.filters.iter().flatten().map(Wanted::read).collect::<Result<Vec<_>, _>>()?;
        let wanted = |crawl: &StoredCrawl| filters.iter().all(|filter| filter.takes(crawl));
        let (found, more) = self.engine.crawls(&call.place, &input.crawler_name, before, limit, wanted)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.number.to_string().as_bytes()));
        let crawls = found.into_iter().map(|crawl| crawl.show(&input.crawler_name)).collect();
        Ok(ListCrawlsOutput { crawls: Some(crawls), next_token })
    }
}

/// A filter, read.
struct Wanted<'f> {
    field: FieldName,
    operator: FilterOperator,
    value: &'f str,
    /// The value, where the field is a time: milliseconds since the epoch.
    time: u64,
}

impl<'f> Wanted<'f> {
    fn read(filter: &'f CrawlsFilter) -> Result<Self, Fault> {
        let (Some(field), Some(operator), Some(value)) =
            (filter.field_name, filter.filter_operator, filter.field_value.as_deref())
        else {
            return Err(invalid("A filter needs FieldName, FilterOperator and FieldValue."));
        };
        let is_time = matches!(field, FieldName::StartTime | FieldName::EndTime);
        let time = match value.parse() {
            Ok(time) => time,
            Err(_) if is_time => {
                return Err(invalid("FieldValue of a time is in milliseconds since the epoch."));
            }
            Err(_) => 0,
        };
        match field {
            FieldName::DpuHour => Err(invalid("Filters on DPU_HOUR are not supported here.")),
            FieldName::CrawlId | FieldName::State
                if !matches!(operator, FilterOperator::Eq | FilterOperator::Ne) =>
            {
                Err(invalid("CRAWL_ID and STATE are compared by EQ and NE only."))
            }
            _ => Ok(Self { field, operator, value, time }),
        }
    }

    fn takes(&self, crawl: &StoredCrawl) -> bool {
        let order = match self.field {
            FieldName::CrawlId => crawl.id.as_str().cmp(self.value),
            FieldName::State => crawl.state.as_str().cmp(self.value),
            FieldName::StartTime => crawl.started.0.cmp(&self.time),
            FieldName::EndTime => match crawl.ended {
                Some(ended) => ended.0.cmp(&self.time),
                None => return false,
            },
            FieldName::DpuHour => return false,
        };
        match self.operator {
            FilterOperator::Gt => order == Ordering::Greater,
            FilterOperator::Ge => order != Ordering::Less,
            FilterOperator::Lt => order == Ordering::Less,
            FilterOperator::Le => order != Ordering::Greater,
            FilterOperator::Eq => order == Ordering::Equal,
            FilterOperator::Ne => order != Ordering::Equal,
        }
    }
}
