//! What reads share: the parts of items that are answered, and what Query and Scan do alike.

use std::collections::BTreeMap;
use std::time::Instant;

use dynamodb_api::{AttributeValue, Condition as LegacyCondition, ConditionalOperator, Item, Select};
use wire::Fault;

use super::parameters::check_conditional_operator;
use super::replaced;
use crate::engine::expression::{Condition, ExpressionKind, Placeholders, Projection, legacy};
use crate::engine::query::{Reading, Selection, Source};
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// `ProjectionExpression` or what it replaced.
#[derive(Debug, Default)]
pub struct Parts {
    pub expression: Option<String>,
    pub attributes_to_get: Option<Vec<String>>,
}

impl Parts {
    /// Refuses an attribute that is asked for twice.
    pub fn check(&self) -> Result<(), Fault> {
        let names = self.attributes_to_get.clone();
        names
            .map(legacy::attributes_to_get)
            .transpose()
            .map(drop)
            .map_err(|error| EngineError::from(error).into())
    }

    /// The projection, if there is one.
    pub fn projection(self, placeholders: &mut Placeholders) -> Result<Option<Projection>, Fault> {
        let projection = match (self.expression, self.attributes_to_get) {
            (Some(text), _) => Some(Projection::parse(&text, placeholders)),
            (None, names) => names.map(legacy::attributes_to_get),
        };
        Ok(projection.transpose().map_err(EngineError::from)?)
    }

    /// What is asked for besides, in the terms of `Select`: refused where it contradicts.
    pub fn check_select(&self, select: Option<Select>, index: bool) -> Result<(), Fault> {
        let what = match select {
            None => return Ok(()),
            Some(Select::SpecificAttributes)
                if self.expression.is_none() && self.attributes_to_get.is_none() =>
            {
                return Err(invalid(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get \
                     SPECIFIC_ATTRIBUTES",
                ));
            }
            Some(Select::SpecificAttributes) => return Ok(()),
            Some(Select::AllAttributes) => "ALL_ATTRIBUTES",
            Some(Select::AllProjectedAttributes) => "ALL_PROJECTED_ATTRIBUTES",
            Some(Select::Count) => "only the Count",
        };
        let given = self.expression.as_ref().map(|_| "ProjectionExpression");
        match given.or(self.attributes_to_get.as_ref().map(|_| "AttributesToGet")) {
            Some(given) => Err(invalid(format!("Cannot specify the {given} when choosing to get {what}"))),
            None if select == Some(Select::AllProjectedAttributes) && !index => {
                Err(invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"))
            }
            None => Ok(()),
        }
    }
}

/// What is answered of `item`.
pub fn parts(item: Item, projection: Option<&Projection>) -> Item {
    match projection {
        None => item,
        Some(projection) => projection.apply(&item),
    }
}

/// The selection that `Select` and the projection make together.
pub fn selection(select: Option<Select>, projection: Option<Projection>) -> Selection {
    match (select, projection) {
        (Some(Select::Count), _) => Selection::Nothing,
        (_, Some(projection)) => Selection::Parts(projection),
        (Some(Select::AllAttributes), None) => Selection::Everything,
        (_, None) => Selection::Held,
    }
}

/// `FilterExpression` or what it replaced.
#[derive(Debug, Default)]
pub struct Filter {
    pub expression: Option<String>,
    pub conditions: Option<BTreeMap<String, LegacyCondition>>,
    pub operator: Option<ConditionalOperator>,
}

impl Filter {
    /// Refuses an operator without conditions to combine.
    pub fn check(&self) -> Result<(), Fault> {
        check_conditional_operator(self.operator, self.conditions.as_ref().map_or(0, BTreeMap::len))
    }

    /// What it replaced, as a condition. AWS looks at it before any expression.
    pub fn replaced(&mut self) -> Result<Option<Condition>, Fault> {
        let Some(conditions) = self.conditions.take().filter(|all| !all.is_empty()) else { return Ok(None) };
        let operator = replaced::conditional_operator(self.operator);
        Ok(Some(legacy::filter(replaced::comparisons(conditions), operator).map_err(EngineError::from)?))
    }

    /// The expression, as a condition.
    pub fn parsed(&self, placeholders: &mut Placeholders) -> Result<Option<Condition>, Fault> {
        let text = self.expression.as_deref();
        let parsed = text.map(|text| Condition::parse(ExpressionKind::Filter, text, placeholders));
        Ok(parsed.transpose().map_err(EngineError::from)?)
    }
}

/// The placeholders of a read.
pub fn placeholders(
    names: Option<BTreeMap<String, String>>,
    values: Option<BTreeMap<String, AttributeValue>>,
) -> Result<Placeholders, Fault> {
    Ok(Placeholders::new(names, values).map_err(EngineError::from)?)
}

/// Checks that the parts and the filter lead into no key attribute.
pub fn check_key_paths(
    table: &Table,
    projection: Option<&Projection>,
    filter: Option<&Condition>,
) -> Result<(), EngineError> {
    let indexes = table.index_schemas();
    projection.map_or(Ok(()), |parts| parts.check_key_paths(&table.schema, &indexes))?;
    filter.map_or(Ok(()), |filter| filter.check_key_paths(&table.schema, &indexes))?;
    Ok(())
}

/// A page as Query and Scan answer it.
pub struct Answered {
    pub items: Option<Vec<Item>>,
    pub count: i32,
    pub scanned_count: i32,
    pub last_evaluated_key: Option<Item>,
    pub consumed_capacity: Option<dynamodb_api::ConsumedCapacity>,
}

impl crate::DynamoDb {
    /// Reads a page and words it.
    pub(super) fn answer(
        &self,
        reading: &Reading<'_>,
        capacity: Option<dynamodb_api::ReturnConsumedCapacity>,
        kind: Kind,
    ) -> Result<Answered, Fault> {
        let Source { table, .. } = reading.source;
        let begun = Instant::now();
        let page = self.engine.page(reading)?;
        self.count(table, |calls| {
            calls.read(kind, table, &page.costs, Some(page.matched));
            calls.succeeded(kind, begun.elapsed());
        });
        Ok(Answered {
            count: page.matched as i32,
            scanned_count: page.scanned as i32,
            consumed_capacity: super::consumed::consumed(capacity, table, &page.costs),
            items: (reading.selection != Selection::Nothing).then_some(page.items),
            last_evaluated_key: page.last,
        })
    }
}
