//! A small Glue: two databases, one table.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispatch::{Call, Handle, Routes};
use glue_api as api;
use wire::Fault;

#[derive(Default)]
pub struct SmallGlue;

impl SmallGlue {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::GetDatabase>()
            .with::<api::GetDatabases>()
            .with::<api::GetTable>()
            .with::<api::GetTables>()
    }
}

fn database(name: &str) -> api::Database {
    let description = Some(format!("the {name}"));
    api::Database { name: name.into(), description, ..Default::default() }
}

fn column(name: &str, type_name: &str) -> api::Column {
    api::Column { name: name.into(), r#type: Some(type_name.into()), ..Default::default() }
}

fn table() -> api::Table {
    let serde = api::SerDeInfo {
        serialization_library: Some("org.openx.data.jsonserde.JsonSerDe".into()),
        parameters: Some(BTreeMap::from([("serialization.format".into(), "1".into())])),
        ..Default::default()
    };
    let storage = api::StorageDescriptor {
        columns: Some(vec![column("id", "int"), column("name", "string")]),
        location: Some("s3://lake/t/".into()),
        serde_info: Some(serde),
        ..Default::default()
    };
    api::Table {
        name: "t".into(),
        storage_descriptor: Some(storage),
        partition_keys: Some(vec![column("day", "date")]),
        table_type: Some("EXTERNAL_TABLE".into()),
        parameters: Some(BTreeMap::from([("EXTERNAL".into(), "TRUE".into())])),
        ..Default::default()
    }
}

fn none(what: &str) -> Fault {
    Fault::sender("EntityNotFoundException", format!("{what} not found."))
}

impl Handle<api::GetDatabase> for SmallGlue {
    async fn handle(&self, _: &Call, input: api::GetDatabaseInput) -> Result<api::GetDatabaseOutput, Fault> {
        if input.name != "lake" {
            return Err(none(&format!("Database {}", input.name)));
        }
        Ok(api::GetDatabaseOutput { database: Some(database("lake")) })
    }
}

impl Handle<api::GetDatabases> for SmallGlue {
    async fn handle(
        &self,
        _: &Call,
        input: api::GetDatabasesInput,
    ) -> Result<api::GetDatabasesOutput, Fault> {
        let next = input.next_token.is_none() && input.max_results == Some(1);
        let all = vec![database("lake"), database("other")];
        let database_list = match (next, input.next_token) {
            (true, _) => all[..1].to_vec(),
            (false, Some(_)) => all[1..].to_vec(),
            (false, None) => all,
        };
        Ok(api::GetDatabasesOutput { database_list, next_token: next.then(|| "more".into()) })
    }
}

impl Handle<api::GetTable> for SmallGlue {
    async fn handle(&self, _: &Call, input: api::GetTableInput) -> Result<api::GetTableOutput, Fault> {
        if input.name != "t" {
            return Err(none(&format!("Table {}", input.name)));
        }
        Ok(api::GetTableOutput { table: Some(table()) })
    }
}

impl Handle<api::GetTables> for SmallGlue {
    async fn handle(&self, _: &Call, input: api::GetTablesInput) -> Result<api::GetTablesOutput, Fault> {
        assert_eq!(input.expression.as_deref(), Some("t.*"));
        Ok(api::GetTablesOutput { table_list: Some(vec![table()]), next_token: None })
    }
}
