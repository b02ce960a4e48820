//! What is stored, as AWS tells it.

use athena_api as api;

use crate::engine::{StoredNamedQuery, StoredStatement, StoredWorkGroup};

/// The only engine, as people choose it and as it then is.
pub const ENGINE_VERSION: &str = "Athena engine version 3";
/// The choice of whatever is newest.
pub const AUTO: &str = "AUTO";

/// The engine version that every query runs on.
pub fn engine_version(selected: Option<String>) -> api::EngineVersion {
    api::EngineVersion {
        selected_engine_version: Some(selected.unwrap_or_else(|| AUTO.to_owned())),
        effective_engine_version: Some(ENGINE_VERSION.to_owned()),
    }
}

fn engine_of(group: &StoredWorkGroup) -> api::EngineVersion {
    let version = group.configuration.engine_version.as_ref();
    engine_version(version.and_then(|version| version.selected_engine_version.clone()))
}

/// A workgroup.
pub fn work_group(group: StoredWorkGroup) -> api::WorkGroup {
    let engine_version = Some(engine_of(&group));
    let mut configuration = api::WorkGroupConfiguration { engine_version, ..group.configuration };
    // Clients read fields of it without looking whether it is there.
    configuration.result_configuration.get_or_insert_default();
    api::WorkGroup {
        name: group.name,
        state: Some(group.state),
        configuration: Some(configuration),
        description: group.description,
        creation_time: group.created,
        identity_center_application_arn: None,
    }
}

/// A workgroup in a list.
pub fn work_group_summary(group: StoredWorkGroup) -> api::WorkGroupSummary {
    api::WorkGroupSummary {
        engine_version: Some(engine_of(&group)),
        name: Some(group.name),
        state: Some(group.state),
        description: Some(group.description.unwrap_or_default()),
        creation_time: group.created,
        identity_center_application_arn: None,
    }
}

/// A named query.
pub fn named_query(query: StoredNamedQuery) -> api::NamedQuery {
    api::NamedQuery {
        name: query.name,
        description: query.description,
        database: query.database,
        query_string: query.query,
        named_query_id: Some(query.id),
        work_group: Some(query.work_group),
    }
}

/// A prepared statement.
pub fn statement(statement: StoredStatement, work_group: &str) -> api::PreparedStatement {
    api::PreparedStatement {
        statement_name: Some(statement.name),
        query_statement: Some(statement.query),
        work_group_name: Some(work_group.to_owned()),
        description: statement.description,
        last_modified_time: Some(statement.modified),
    }
}
