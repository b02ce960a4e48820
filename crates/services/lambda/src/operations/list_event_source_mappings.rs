//! `ListEventSourceMappings`.

use dispatch::{Call, Handle};
use lambda_api::{ListEventSourceMappings, ListEventSourceMappingsInput, ListEventSourceMappingsOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;
use crate::limits::LIST_MAPPINGS_MAX;
use crate::mappings::describe;

impl Handle<ListEventSourceMappings> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: ListEventSourceMappingsInput,
    ) -> Result<ListEventSourceMappingsOutput, Fault> {
        let function = match &input.function_name {
            Some(name) => {
                let name = FunctionName::parse(name, None, &call.place)?;
                Some(FunctionName { qualifier: None, ..name }.arn().to_string())
            }
            None => None,
        };
        let limit =
            input.max_items.map_or(LIST_MAPPINGS_MAX, |limit| (limit as usize).min(LIST_MAPPINGS_MAX));
        let (now, all) = (self.dispatch.clock().now(), self.mappings()?);
        // The marker is the id after which to go on: it needs no state.
        let mut rest = all.iter().filter(|mapping| {
            let stored = &mapping.stored;
            mapping.is_in(&call.place)
                && function.as_ref().is_none_or(|function| stored.function == *function)
                && input.event_source_arn.as_ref().is_none_or(|source| stored.source == *source)
                && input.marker.as_ref().is_none_or(|after| stored.id > *after)
        });
        let page: Vec<_> = rest.by_ref().take(limit).map(|mapping| describe(mapping, now)).collect();
        let next_marker = page.last().filter(|_| rest.next().is_some()).and_then(|last| last.uuid.clone());
        Ok(ListEventSourceMappingsOutput { next_marker, event_source_mappings: Some(page) })
    }
}
