//! Athena, as far as templates need it.

use std::sync::Arc;

use athena_api as athena;
use dispatch::{Call, Carrier, Handle, Routes};
use wire::{Fault, Operation};

use super::Fakes;

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&athena::SERVICE, Arc::clone(fakes))
            .with::<athena::CreateNamedQuery>()
            .with::<athena::CreatePreparedStatement>()
            .with::<athena::CreateWorkGroup>()
            .with::<athena::DeleteNamedQuery>()
            .with::<athena::DeletePreparedStatement>()
            .with::<athena::DeleteWorkGroup>()
            .with::<athena::GetPreparedStatement>()
            .with::<athena::GetWorkGroup>()
            .with::<athena::TagResource>()
            .with::<athena::UntagResource>()
            .with::<athena::UpdatePreparedStatement>()
            .with::<athena::UpdateWorkGroup>(),
    )
}

/// As Athena words it.
fn worded(result: Result<(), Fault>, text: &str) -> Result<(), Fault> {
    result.map_err(|_| Fault::sender("InvalidRequestException", text))
}

fake!(athena::CreateWorkGroup, |fakes, _call, input| {
    worded(fakes.make(format!("workgroup/{}", input.name)), "WorkGroup is already created")?;
});
fake!(athena::DeleteWorkGroup, |fakes, _call, input| {
    worded(fakes.remove(&format!("workgroup/{}", input.work_group)), "WorkGroup is not found.")?;
});
fake!(athena::UpdateWorkGroup, |fakes, _call, _input| ());
fake!(athena::TagResource, |fakes, _call, _input| ());
fake!(athena::UntagResource, |fakes, _call, _input| ());
fake!(athena::GetWorkGroup, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("workgroup/{}", input.work_group))?;
    let version = athena::EngineVersion {
        selected_engine_version: None,
        effective_engine_version: Some("Athena engine version 3".into()),
    };
    let configuration =
        athena::WorkGroupConfiguration { engine_version: Some(version), ..Default::default() };
    athena::GetWorkGroupOutput {
        work_group: Some(athena::WorkGroup {
            name: input.work_group,
            state: None,
            configuration: Some(configuration),
            description: None,
            creation_time: Some(made),
            identity_center_application_arn: None,
        }),
    }
});
fake!(athena::CreateNamedQuery, |fakes, _call, input| {
    // The same token, the same query.
    let id = format!("query-{}", input.name);
    if fakes.look(&id).is_err() {
        fakes.make(id.clone())?;
    }
    athena::CreateNamedQueryOutput { named_query_id: Some(id) }
});
fake!(athena::DeleteNamedQuery, |fakes, _call, input| {
    let text = format!("NamedQuery {} was not found", input.named_query_id);
    worded(fakes.remove(&input.named_query_id), &text)?;
});
fake!(athena::CreatePreparedStatement, |fakes, _call, input| {
    let text = format!("PreparedStatement {} already exists in workGroup w", input.statement_name);
    worded(fakes.make(format!("statement/{}", input.statement_name)), &text)?;
});
fake!(athena::UpdatePreparedStatement, |fakes, _call, _input| ());
fake!(athena::DeletePreparedStatement, |fakes, _call, input| {
    fakes.remove(&format!("statement/{}", input.statement_name))?;
});
fake!(athena::GetPreparedStatement, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("statement/{}", input.statement_name))?;
    athena::GetPreparedStatementOutput {
        prepared_statement: Some(athena::PreparedStatement {
            last_modified_time: Some(made),
            ..Default::default()
        }),
    }
});
