//! What PutItem, UpdateItem and DeleteItem share: their condition, what they report, how they refuse.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use dynamodb_api::{
    self as api, ItemCollectionMetrics, ReturnItemCollectionMetrics, ReturnValue,
    ReturnValuesOnConditionCheckFailure,
};
use wire::Fault;

use super::parameters::{Parameters, check_conditional_operator};
use super::{collection, consumed, replaced};
use crate::DynamoDb;
use crate::engine::expression::{Condition, ExpressionKind, Placeholders, legacy};
use crate::engine::items::{Wants, Write, Written};
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// The parameters that all three have.
pub struct Conditional {
    pub expected: Option<BTreeMap<String, api::ExpectedAttributeValue>>,
    pub conditional_operator: Option<api::ConditionalOperator>,
    pub condition_expression: Option<String>,
    pub names: Option<BTreeMap<String, String>>,
    pub values: Option<BTreeMap<String, api::AttributeValue>>,
}

impl Conditional {
    /// Adds their names to `parameters`, and checks that all go together. `no_values` as in
    /// [`Parameters::check`].
    pub fn check(&self, parameters: Parameters, no_values: &str) -> Result<(), Fault> {
        parameters
            .expression("ConditionExpression", &self.condition_expression)
            .other("Expected", &self.expected)
            .other("ConditionalOperator", &self.conditional_operator)
            .check(&self.names, &self.values, no_values)?;
        check_conditional_operator(self.conditional_operator, self.expected.as_ref().map_or(0, BTreeMap::len))
    }

    /// The placeholders, to be read once.
    pub fn placeholders(&mut self) -> Result<Placeholders, Fault> {
        Ok(Placeholders::new(self.names.take(), self.values.take()).map_err(EngineError::from)?)
    }

    /// The condition, if there is one.
    pub fn condition(self, placeholders: &mut Placeholders) -> Result<Option<Condition>, Fault> {
        let operator = replaced::conditional_operator(self.conditional_operator);
        let condition = match (self.condition_expression, self.expected) {
            (Some(text), _) => Some(Condition::parse(ExpressionKind::Condition, &text, placeholders)),
            (None, Some(all)) if !all.is_empty() => {
                Some(legacy::expected(replaced::expectations(all), operator))
            }
            _ => None,
        };
        Ok(condition.transpose().map_err(EngineError::from)?)
    }
}

/// Puts AWS's envelope round a refusal that comes before the table is looked up: since 2026 these three
/// operations do so in every region that was looked at, and no others.
pub fn enveloped(mut fault: Fault) -> Fault {
    const ENVELOPE: &str = "1 validation error detected: ";
    if fault.code == "ValidationException" && !fault.message.starts_with(ENVELOPE) {
        fault.message.insert_str(0, ENVELOPE);
    }
    fault
}

/// Refuses what only UpdateItem can return.
pub fn check_return_values(wanted: Option<ReturnValue>) -> Result<(), Fault> {
    match wanted {
        None | Some(ReturnValue::None | ReturnValue::AllOld) => Ok(()),
        Some(_) => Err(invalid("ReturnValues can only be ALL_OLD or NONE")),
    }
}

/// What the caller wants to know of a write.
#[derive(Clone, Copy)]
pub struct Asked {
    pub values: Option<ReturnValue>,
    pub capacity: Option<api::ReturnConsumedCapacity>,
    pub collection: Option<ReturnItemCollectionMetrics>,
    pub on_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

impl Asked {
    fn wants(&self) -> Wants {
        Wants {
            old: matches!(self.values, Some(ReturnValue::AllOld | ReturnValue::UpdatedOld)),
            new: matches!(self.values, Some(ReturnValue::AllNew | ReturnValue::UpdatedNew)),
            costs: consumed::is_wanted(self.capacity),
            old_on_failure: self.on_failure == Some(ReturnValuesOnConditionCheckFailure::AllOld),
        }
    }
}

/// A write that was carried out.
pub struct Outcome {
    pub written: Written,
    pub consumed_capacity: Option<api::ConsumedCapacity>,
    pub item_collection_metrics: Option<ItemCollectionMetrics>,
}

impl DynamoDb {
    /// Carries out `write` under `condition`; `key` has at least the table's key attributes.
    pub(super) async fn write_one(
        &self,
        table: &Arc<Table>,
        mut write: Write,
        condition: Option<Condition>,
        asked: Asked,
        key: Option<api::Item>,
        kind: Kind,
    ) -> Result<Outcome, Fault> {
        if let Some(condition) = &condition {
            condition.check_key_paths(&table.schema, &table.index_schemas()).map_err(EngineError::from)?;
        }
        write.condition = condition;
        write.wants = asked.wants();
        let begun = Instant::now();
        let written = self.engine.write(write).await;
        self.count(table, |calls| match &written {
            Ok(_) => calls.succeeded(kind, begun.elapsed()),
            Err(EngineError::ConditionFailed { .. }) => calls.condition_failed(),
            Err(_) => {}
        });
        let written = written?;
        let metrics = key.map(|key| collection::metrics(&self.engine, table, &key)).transpose()?;
        Ok(Outcome {
            consumed_capacity: consumed::consumed(asked.capacity, table, &written.costs),
            item_collection_metrics: metrics.flatten(),
            written,
        })
    }
}
