//! `GetClassifier`.

use dispatch::{Call, Handle};
use glue_api::{GetClassifier, GetClassifierInput, GetClassifierOutput};
use wire::Fault;

use crate::Glue;

impl Handle<GetClassifier> for Glue {
    async fn handle(&self, call: &Call, input: GetClassifierInput) -> Result<GetClassifierOutput, Fault> {
        Ok(GetClassifierOutput { classifier: Some(self.engine.classifier(&call.place, &input.name)?) })
    }
}
