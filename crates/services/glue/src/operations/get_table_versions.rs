//! `GetTableVersions`.

use dispatch::{Call, Handle};
use glue_api::{GetTableVersions, GetTableVersionsInput, GetTableVersionsOutput};
use wire::Fault;

use super::{own_catalog, text_of, token, version};
use crate::Glue;
use crate::engine::EngineError;
use crate::limits::PAGE_MAX;

impl Handle<GetTableVersions> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetTableVersionsInput,
    ) -> Result<GetTableVersionsOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let before =
            text_of(input.next_token.as_deref())?.map(|text| text.parse().map_err(|_| EngineError::BadToken));
        let limit = input.max_results.map_or(PAGE_MAX, |limit| limit as usize);
        let (database, name) = (&input.database_name, &input.table_name);
        let (found, more) = self.engine.versions(&call.place, database, name, before.transpose()?, limit)?;
        let next_token =
            found.last().filter(|_| more).map(|last| token(last.version_id.to_string().as_bytes()));
        let shown = found.into_iter().map(|table| version(table, &call.place)).collect();
        Ok(GetTableVersionsOutput { table_versions: Some(shown), next_token })
    }
}
