//! `GetWorkGroup`.

use athena_api::{GetWorkGroup, GetWorkGroupInput, GetWorkGroupOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::Athena;

impl Handle<GetWorkGroup> for Athena {
    async fn handle(&self, call: &Call, input: GetWorkGroupInput) -> Result<GetWorkGroupOutput, Fault> {
        let group = self.engine.work_group(&call.place, &input.work_group)?;
        Ok(GetWorkGroupOutput { work_group: Some(describe::work_group(group)) })
    }
}
