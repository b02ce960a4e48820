//! `GetPartitions`.

use dispatch::{Call, Handle};
use glue_api::{GetPartitions, GetPartitionsInput, GetPartitionsOutput, Segment};
use wire::Fault;

use super::{bytes_of, own_catalog, refuse, token};
use crate::Glue;
use crate::engine::{EngineError, Filter, PartitionQuery};
use crate::errors::invalid;
use crate::limits::PARTITION_PAGE_MAX;

impl Handle<GetPartitions> for Glue {
    async fn handle(&self, call: &Call, input: GetPartitionsInput) -> Result<GetPartitionsOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        refuse(&input.query_as_of_time, "QueryAsOfTime")?;
        let table = self.engine.table(&call.place, &input.database_name, &input.table_name)?;
        let expression = input.expression.as_deref().unwrap_or_default();
        let query = PartitionQuery {
            filter: Filter::parse(expression, &table.partition_keys()).map_err(EngineError::from)?,
            segment: input.segment.map(segment).transpose()?,
            after: bytes_of(input.next_token.as_deref())?,
            limit: input.max_results.map_or(PARTITION_PAGE_MAX, |limit| limit as usize),
        };
        let page = self.engine.partitions(&table, &query)?;
        let without_columns = input.exclude_column_schema.unwrap_or_default();
        let shown = page.partitions.into_iter().map(|partition| {
            let mut shown = partition.show(&call.place, &table);
            if without_columns && let Some(storage) = &mut shown.storage_descriptor {
                storage.columns = None;
            }
            shown
        });
        Ok(GetPartitionsOutput {
            partitions: Some(shown.collect()),
            next_token: page.next.map(|next| token(&next)),
        })
    }
}

fn segment(segment: Segment) -> Result<(u64, u64), Fault> {
    if segment.segment_number >= segment.total_segments {
        return Err(invalid("SegmentNumber must be less than TotalSegments."));
    }
    Ok((segment.segment_number as u64, segment.total_segments as u64))
}
