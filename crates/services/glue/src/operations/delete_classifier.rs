//! `DeleteClassifier`.

use dispatch::{Call, Handle};
use glue_api::{DeleteClassifier, DeleteClassifierInput};
use wire::Fault;

use crate::Glue;

impl Handle<DeleteClassifier> for Glue {
    async fn handle(&self, call: &Call, input: DeleteClassifierInput) -> Result<(), Fault> {
        Ok(self.engine.delete_classifier(&call.place, &input.name).await?)
    }
}
