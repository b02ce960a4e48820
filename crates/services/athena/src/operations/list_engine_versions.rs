//! `ListEngineVersions`.

use athena_api::{EngineVersion, ListEngineVersions, ListEngineVersionsInput, ListEngineVersionsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe::{AUTO, ENGINE_VERSION, engine_version};
use super::pages;
use crate::Athena;

impl Handle<ListEngineVersions> for Athena {
    async fn handle(
        &self,
        _: &Call,
        input: ListEngineVersionsInput,
    ) -> Result<ListEngineVersionsOutput, Fault> {
        let all = [AUTO, ENGINE_VERSION].map(|selected| engine_version(Some(selected.to_owned())));
        let listed = pages::cut(&all, name_of, input.next_token.as_deref(), pages::size(input.max_results));
        Ok(ListEngineVersionsOutput { engine_versions: Some(listed.items), next_token: listed.next })
    }
}

fn name_of(version: &EngineVersion) -> &str {
    version.selected_engine_version.as_deref().unwrap_or_default()
}
