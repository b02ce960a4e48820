//! The columns of a table, as the Glue catalogue states them: asked for each time, so that a change of the table
//! holds from the next file on.

use dispatch::{Call, Dispatch};
use glue_api::{Column, GetTable, GetTableInput, GetTableVersion, GetTableVersionInput, Table};
use wire::Fault;

use crate::formats::schema::{Schema, SchemaError};
use crate::plan::StatedTable;

/// Why columns are not known.
#[derive(Debug)]
pub enum Unknown {
    /// The catalogue says that this role may not see the table.
    Denied(Fault),
    /// The catalogue says that table, database or version are not there.
    Missing(Fault),
    /// The table's columns are none that can be written.
    NoSchema(String),
    /// The catalogue does not answer now; it may later.
    Later(Fault),
}

impl Unknown {
    /// The code under which records that were to be converted are kept. AWS documents none of them.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "DataFormatConversion.AccessDenied",
            Self::Missing(_) => "DataFormatConversion.EntityNotFound",
            Self::NoSchema(_) => "DataFormatConversion.InvalidSchema",
            Self::Later(_) => "DataFormatConversion.InternalServiceException",
        }
    }

    /// What to do about it, in AWS's words where they are known.
    pub fn message(&self) -> String {
        match self {
            Self::Denied(fault) => format!(
                "Access was denied when calling Glue. Please ensure that the role specified in the data format \
                 conversion configuration has the necessary permissions. {}",
                of_glue(fault)
            ),
            Self::Missing(fault) => format!("The schema is invalid. {}", of_glue(fault)),
            Self::NoSchema(reason) => format!("The schema is invalid. {reason}"),
            Self::Later(fault) => format!("Glue could not be asked for the schema: {fault}"),
        }
    }
}

/// A fault of Glue as AWS's own clients word it.
fn of_glue(fault: &Fault) -> String {
    format!("{} (Service: AWSGlue; Status Code: {}; Error Code: {})", fault.message, fault.status, fault.code)
}

impl From<Fault> for Unknown {
    fn from(fault: Fault) -> Self {
        match fault.code.as_ref() {
            "AccessDeniedException" => Self::Denied(fault),
            "EntityNotFoundException" => Self::Missing(fault),
            _ if fault.is_sender() => Self::NoSchema(of_glue(&fault)),
            _ => Self::Later(fault),
        }
    }
}

/// The columns of `table`, asked for by `call`, which is made as its role. Partition keys are none of them: they are
/// in the names of files.
pub async fn columns(dispatch: &Dispatch, call: &Call, table: &StatedTable) -> Result<Schema, Unknown> {
    let described = describe(dispatch, call, table).await?.unwrap_or_default();
    let columns = described.storage_descriptor.and_then(|storage| storage.columns).unwrap_or_default();
    let stated = columns
        .iter()
        .map(|Column { name, r#type, .. }| (name.as_str(), r#type.as_deref().unwrap_or("string")));
    Schema::parse(stated).map_err(|error| match error {
        SchemaError::Columns(0) => Unknown::NoSchema("The specified table has no columns.".to_owned()),
        error => Unknown::NoSchema(format!("Error parsing the schema: {error}")),
    })
}

async fn describe(dispatch: &Dispatch, call: &Call, table: &StatedTable) -> Result<Option<Table>, Fault> {
    let (catalog_id, database_name) = (table.catalog.clone(), table.database.clone());
    match table.version.clone() {
        None => {
            let input = GetTableInput {
                catalog_id,
                database_name,
                name: table.name.clone(),
                ..GetTableInput::default()
            };
            Ok(dispatch.call::<GetTable>(call, input).await?.table)
        }
        version_id => {
            let input = GetTableVersionInput {
                catalog_id,
                database_name,
                table_name: table.name.clone(),
                version_id,
                ..GetTableVersionInput::default()
            };
            let output = dispatch.call::<GetTableVersion>(call, input).await?;
            Ok(output.table_version.and_then(|version| version.table))
        }
    }
}
