//! `ListImports`.

use cloudformation_api::{ListImports, ListImportsInput, ListImportsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::page;
use crate::CloudFormation;
use crate::errors::invalid;

impl Handle<ListImports> for CloudFormation {
    async fn handle(&self, call: &Call, input: ListImportsInput) -> Result<ListImportsOutput, Fault> {
        let name = &input.export_name;
        let importers = self.stacks.importers(&call.place, name)?;
        if importers.is_empty() {
            return Err(invalid(format!("Export '{name}' is not imported by any stack.")));
        }
        let names: Vec<String> = importers.into_iter().map(|name| name.0).collect();
        let (imports, next_token) = page::page(names, input.next_token.as_deref(), |each| each)?;
        Ok(ListImportsOutput { imports: Some(imports), next_token })
    }
}
