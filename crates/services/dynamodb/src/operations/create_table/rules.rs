//! What AWS asks of a new table, in its order.

use dynamodb_api::{
    BillingMode, CreateTableInput, GlobalSecondaryIndex, KeySchemaElement, LocalSecondaryIndex,
};
use wire::Fault;

use super::definition::{self, Definitions};
use super::throughput::{self, Of};
use crate::errors::{invalid, invalid_parameters};
use crate::limits::{GLOBAL_INDEXES_MAX, LOCAL_INDEXES_MAX};

pub fn check(input: &CreateTableInput) -> Result<(), Fault> {
    let keys = required(input.key_schema.as_deref(), "keySchema")?;
    let definitions = Definitions(required(input.attribute_definitions.as_deref(), "attributeDefinitions")?);
    definition::check_key_length(keys, "keySchema")?;
    check_capacity(input)?;
    definitions.check()?;
    check_table_key(keys, &definitions, has_indexes(input))?;
    check_lists(input, keys)?;
    let schemas = || schemas(input);
    schemas().try_for_each(|keys| definitions.check_defines(keys))?;
    if has_indexes(input) {
        definitions.check_used(std::iter::once(keys).chain(schemas()))?;
    }
    let (mut names, mode) = (Vec::new(), mode(input));
    for index in input.local_secondary_indexes.iter().flatten() {
        check_local(index, keys)?;
        check_name(&mut names, &index.index_name)?;
    }
    for index in input.global_secondary_indexes.iter().flatten() {
        check_global(index, mode)?;
        check_name(&mut names, &index.index_name)?;
    }
    let local = input.local_secondary_indexes.iter().flatten().map(|index| &index.projection);
    let global = input.global_secondary_indexes.iter().flatten().map(|index| &index.projection);
    definition::check_projected(local.chain(global))
}

fn required<'i, T>(value: Option<&'i [T]>, path: &str) -> Result<&'i [T], Fault> {
    value.ok_or_else(|| {
        invalid(format!(
            "1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null"
        ))
    })
}

fn mode(input: &CreateTableInput) -> BillingMode {
    input.billing_mode.unwrap_or(BillingMode::Provisioned)
}

fn has_indexes(input: &CreateTableInput) -> bool {
    input.local_secondary_indexes.is_some() || input.global_secondary_indexes.is_some()
}

/// The keys of the indexes, local ones first.
fn schemas(input: &CreateTableInput) -> impl Iterator<Item = &[KeySchemaElement]> {
    let local = input.local_secondary_indexes.iter().flatten().map(|index| index.key_schema.as_slice());
    let global = input.global_secondary_indexes.iter().flatten().map(|index| index.key_schema.as_slice());
    local.chain(global)
}

fn check_capacity(input: &CreateTableInput) -> Result<(), Fault> {
    match (mode(input), &input.provisioned_throughput) {
        (BillingMode::PayPerRequest, Some(_)) => Err(invalid_parameters(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )),
        (BillingMode::Provisioned, None) => Err(invalid_parameters(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        )),
        (BillingMode::Provisioned, Some(wanted)) => throughput::check_bounds(wanted),
        (BillingMode::PayPerRequest, None) => Ok(()),
    }?;
    throughput::check_on_demand(input.on_demand_throughput.as_ref(), mode(input), Of::Table)
}

fn check_table_key(
    keys: &[KeySchemaElement],
    definitions: &Definitions<'_>,
    indexes: bool,
) -> Result<(), Fault> {
    if keys.len() > definitions.0.len() {
        return Err(invalid("Invalid KeySchema: Some index key attribute have no definition"));
    }
    definitions.check_defines(keys)?;
    definition::check_key(keys)?;
    if !indexes && keys.len() != definitions.0.len() {
        return Err(invalid_parameters(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in \
             AttributeDefinitions",
        ));
    }
    Ok(())
}

fn check_lists(input: &CreateTableInput, keys: &[KeySchemaElement]) -> Result<(), Fault> {
    if let Some(local) = &input.local_secondary_indexes {
        if local.is_empty() {
            return Err(invalid_parameters("List of LocalSecondaryIndexes is empty"));
        }
        if keys.len() != 2 {
            return Err(invalid_parameters(
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
            ));
        }
        if local.len() > LOCAL_INDEXES_MAX {
            return Err(invalid_parameters(format!(
                "Number of LocalSecondaryIndexes exceeds per-table limit of {LOCAL_INDEXES_MAX}"
            )));
        }
    }
    match &input.global_secondary_indexes {
        Some(global) if global.is_empty() => {
            Err(invalid_parameters("List of GlobalSecondaryIndexes is empty"))
        }
        Some(global) if global.len() > GLOBAL_INDEXES_MAX => Err(invalid_parameters(format!(
            "GlobalSecondaryIndex count exceeds the per-table limit of {GLOBAL_INDEXES_MAX}"
        ))),
        _ => Ok(()),
    }
}

fn check_name<'n>(names: &mut Vec<&'n str>, name: &'n str) -> Result<(), Fault> {
    if names.contains(&name) {
        return Err(invalid_parameters(format!("Duplicate index name: {name}")));
    }
    names.push(name);
    Ok(())
}

fn check_local(index: &LocalSecondaryIndex, of_table: &[KeySchemaElement]) -> Result<(), Fault> {
    definition::check_key_length(&index.key_schema, "localSecondaryIndexes.1.member.keySchema")?;
    definition::check_key(&index.key_schema)?;
    definition::check_local_key(&index.index_name, &index.key_schema, of_table)?;
    definition::check_projection(&index.projection)
}

fn check_global(index: &GlobalSecondaryIndex, mode: BillingMode) -> Result<(), Fault> {
    definition::check_key(&index.key_schema)?;
    definition::check_projection(&index.projection)?;
    let name = &index.index_name;
    match (mode, &index.provisioned_throughput) {
        (BillingMode::PayPerRequest, Some(_)) => Err(invalid_parameters(format!(
            "ProvisionedThroughput should not be specified for index: {name} when BillingMode is PAY_PER_REQUEST"
        ))),
        (BillingMode::Provisioned, None) => {
            Err(invalid_parameters(format!("ProvisionedThroughput is not specified for index: {name}")))
        }
        (BillingMode::Provisioned, Some(wanted)) => throughput::check_bounds(wanted),
        (BillingMode::PayPerRequest, None) => Ok(()),
    }?;
    throughput::check_on_demand(index.on_demand_throughput.as_ref(), mode, Of::Index(name))
}
