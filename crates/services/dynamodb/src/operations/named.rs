//! Tables as operations on tables name them: by name or ARN, wherever they are in their life.

use std::sync::Arc;

use dispatch::Call;
use dynamodb_api::{TableReference, table_reference};
use kernel::Arn;
use wire::Fault;

use crate::DynamoDb;
use crate::engine::Table;
use crate::errors::{invalid, invalid_parameters, not_found};
use crate::limits::{NAME_CHARACTERS_MAX, NAME_CHARACTERS_MIN};

impl DynamoDb {
    /// The name in `text`, a name or an ARN of this place.
    pub(super) fn table_name<'t>(&self, call: &Call, text: &'t str) -> Result<&'t str, Fault> {
        let reference = table_reference(text);
        let name = reference.name();
        if !(NAME_CHARACTERS_MIN..=NAME_CHARACTERS_MAX).contains(&name.chars().count()) {
            return Err(invalid(format!(
                "TableName must be at least {NAME_CHARACTERS_MIN} characters long and at most {NAME_CHARACTERS_MAX} \
                 characters long"
            )));
        }
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) {
            return Err(invalid(format!(
                "1 validation error detected: Value '{text}' at 'tableName' failed to satisfy constraint: Member must \
                 satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
            )));
        }
        let place = &call.place;
        match reference {
            TableReference::Arn { arn, .. }
                if place.arn("dynamodb", &format!("table/{name}")).as_str() != arn =>
            {
                Err(not_found(format!("Requested resource not found: Table: {arn} not found")))
            }
            _ => Ok(name),
        }
    }

    /// The table that `text` names.
    pub(super) fn described(&self, call: &Call, text: &str) -> Result<Arc<Table>, Fault> {
        Ok(self.engine.find(&call.place, self.table_name(call, text)?)?)
    }

    /// The name of the table that has the ARN `text`, which carries tags.
    pub(super) fn tagged_name(&self, call: &Call, text: &str) -> Result<String, Fault> {
        if !text.starts_with("arn:") {
            return Err(invalid_parameters(format!("ARNs must start with 'arn:': {text}")));
        }
        let arn = Arn::parse(text).ok().filter(|arn| arn.service() == "dynamodb");
        let arn = arn.ok_or_else(|| {
            invalid_parameters(format!("Provided Arn is not a DynamoDB resource arn: {text}"))
        })?;
        if arn.region() != call.place.region.as_str() || arn.account() != call.place.account.as_str() {
            return Err(invalid(format!("Invalid TableArn: Invalid ResourceArn provided as input {text}")));
        }
        let name = arn.name_of("table").filter(|name| !name.contains('/')).ok_or_else(|| {
            invalid_parameters(format!(
                "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {text}"
            ))
        })?;
        if self.engine.find(&call.place, name).is_err() {
            return Err(not_found(format!("Requested resource not found: ResourcArn: {text} not found")));
        }
        Ok(name.to_owned())
    }
}
