//! `ListFunctions`.

use dispatch::{Call, Handle};
use lambda_api::{ListFunctions, ListFunctionsInput, ListFunctionsOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::describe;
use crate::limits::LIST_FUNCTIONS_MAX;

impl Handle<ListFunctions> for Lambda {
    async fn handle(&self, call: &Call, input: ListFunctionsInput) -> Result<ListFunctionsOutput, Fault> {
        let limit =
            input.max_items.map_or(LIST_FUNCTIONS_MAX, |limit| (limit as usize).min(LIST_FUNCTIONS_MAX));
        // The marker is the name after which to go on: it needs no state.
        let functions = self.functions_of(&call.place)?;
        let after = input.marker;
        let mut rest = functions
            .iter()
            .filter(|function| after.as_ref().is_none_or(|after| function.stored.name > *after));
        let page: Vec<_> = rest.by_ref().take(limit).map(|function| describe(&function.stored)).collect();
        let next_marker =
            page.last().filter(|_| rest.next().is_some()).and_then(|last| last.function_name.clone());
        Ok(ListFunctionsOutput { next_marker, functions: Some(page) })
    }
}
