//! `CreateWorkGroup`.

use athena_api::{CreateWorkGroup, CreateWorkGroupInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{configuration, tags};
use crate::Athena;
use crate::engine::StoredWorkGroup;

impl Handle<CreateWorkGroup> for Athena {
    async fn handle(&self, call: &Call, input: CreateWorkGroupInput) -> Result<(), Fault> {
        let configuration = configuration::complete(input.configuration.unwrap_or_default())?;
        let mut group = StoredWorkGroup::new(input.name, Some(self.engine.now()), configuration);
        group.description = input.description;
        tags::put(&mut group.tags, input.tags.unwrap_or_default())?;
        Ok(self.engine.create_work_group(&call.place, group).await?)
    }
}
