//! `ListExports`.

use cloudformation_api::{Export, ListExports, ListExportsInput, ListExportsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::page;
use crate::CloudFormation;

impl Handle<ListExports> for CloudFormation {
    async fn handle(&self, call: &Call, input: ListExportsInput) -> Result<ListExportsOutput, Fault> {
        let exports = self.stacks.list_exports(&call.place)?;
        let (exports, next_token) = page::page(exports, input.next_token.as_deref(), |each| &each.name)?;
        let exports = exports.into_iter().map(|export| Export {
            exporting_stack_id: Some(export.stack_id.0),
            name: Some(export.name),
            value: Some(export.value),
        });
        Ok(ListExportsOutput { exports: Some(exports.collect()), next_token })
    }
}
