//! `BatchDeleteConnection`.

use dispatch::{Call, Handle};
use glue_api::{BatchDeleteConnection, BatchDeleteConnectionInput, BatchDeleteConnectionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::errors::detail;

impl Handle<BatchDeleteConnection> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchDeleteConnectionInput,
    ) -> Result<BatchDeleteConnectionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let names = input.connection_name_list;
        let failed = self.engine.delete_connections(&call.place, names.clone()).await?;
        let succeeded = names.into_iter().filter(|name| failed.iter().all(|(missing, _)| missing != name));
        let succeeded = succeeded.collect();
        let errors = failed.into_iter().map(|(name, error)| (name, detail(error))).collect();
        Ok(BatchDeleteConnectionOutput { succeeded: Some(succeeded), errors: Some(errors) })
    }
}
