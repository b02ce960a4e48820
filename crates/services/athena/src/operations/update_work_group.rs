//! `UpdateWorkGroup`.

use athena_api::{UpdateWorkGroup, UpdateWorkGroupInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::configuration;
use crate::Athena;

impl Handle<UpdateWorkGroup> for Athena {
    async fn handle(&self, call: &Call, input: UpdateWorkGroupInput) -> Result<(), Fault> {
        let changed = self.engine.change_work_group(&call.place, &input.work_group, move |group| {
            if let Some(updates) = input.configuration_updates {
                group.configuration = configuration::update(group.configuration.clone(), updates)?;
            }
            group.description = input.description.or(group.description.take());
            group.state = input.state.unwrap_or(group.state);
            Ok(())
        });
        changed.await?
    }
}
