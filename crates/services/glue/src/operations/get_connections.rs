//! `GetConnections`.

use dispatch::{Call, Handle};
use glue_api::{ConnectionInput, GetConnections, GetConnectionsInput, GetConnectionsOutput};
use wire::Fault;

use super::{own_catalog, text_of, token};
use crate::Glue;
use crate::limits::PAGE_MAX;

impl Handle<GetConnections> for Glue {
    async fn handle(&self, call: &Call, input: GetConnectionsInput) -> Result<GetConnectionsOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let after = text_of(input.next_token.as_deref())?;
        let filter = input.filter.unwrap_or_default();
        let wanted = |connection: &ConnectionInput| {
            let criteria = connection.match_criteria.as_deref().unwrap_or_default();
            filter.connection_type.is_none_or(|kind| kind == connection.connection_type)
                && filter.match_criteria.iter().flatten().all(|one| criteria.contains(one))
        };
        let limit = input.max_results.map_or(PAGE_MAX, |limit| limit as usize);
        let (found, more) = self.engine.connections(&call.place, after.as_deref(), limit, wanted)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.input.name.as_bytes()));
        let with_password = !input.hide_password.unwrap_or_default();
        let shown = found.into_iter().map(|connection| connection.show(with_password)).collect();
        Ok(GetConnectionsOutput { connection_list: Some(shown), next_token })
    }
}
