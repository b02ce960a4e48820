//! `DeleteClassifier`.

use dispatch::{Call, Handle};
use glue_api::{DeleteClassifier, DeleteClassifierInput, DeleteClassifierOutput};
use wire::Fault;

use crate::Glue;

impl Handle<DeleteClassifier> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteClassifierInput,
    ) -> Result<DeleteClassifierOutput, Fault> {
        self.engine.delete_classifier(&call.place, &input.name).await?;
        Ok(DeleteClassifierOutput {})
    }
}
