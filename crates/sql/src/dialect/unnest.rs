//! Plans `t CROSS JOIN UNNEST(a, m) WITH ORDINALITY AS u (x, k, v, n)`.
//!
//! The arrays become columns beside the table's own, are taken apart together (the shorter ones padded with nulls), and
//! then get the names that the alias gives. A map gives two columns, an array of rows one for each field.

use arrow::datatypes::DataType;
use datafusion::common::{Column, DFSchema, Result, TableReference, UnnestOptions};
use datafusion::logical_expr::planner::{
    PlannedRelation, RelationPlanner, RelationPlannerContext, RelationPlanning,
};
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::lit;
use datafusion::sql::sqlparser::ast::{
    Expr as Written, JoinConstraint, JoinOperator, TableAlias, TableFactor, Value,
};

use super::from::is_unnest;
use crate::error::{Error, Fact};
use crate::functions::Functions;
use crate::types::{entry_of, item_of};

/// Plans joins that end with UNNEST.
#[derive(Debug)]
pub struct Unnesting;

impl RelationPlanner for Unnesting {
    fn plan_relation(
        &self,
        relation: TableFactor,
        context: &mut dyn RelationPlannerContext,
    ) -> Result<RelationPlanning> {
        match relation {
            TableFactor::UNNEST { alias, array_exprs, with_ordinality, .. } => {
                let left = LogicalPlanBuilder::empty(true).build()?;
                let apart = Apart { arrays: array_exprs, with_ordinality, alias, keeps_rows: false };
                let plan = apart.plan(left, context)?;
                Ok(RelationPlanning::Planned(Box::new(PlannedRelation::new(plan, None))))
            }
            TableFactor::NestedJoin { mut table_with_joins, alias: None }
                if table_with_joins.joins.last().is_some_and(|join| is_unnest(&join.relation)) =>
            {
                let join = table_with_joins.joins.pop().expect("invariant: there is a last join");
                let keeps_rows = keeps_rows(&join.join_operator)?;
                let TableFactor::UNNEST { alias, array_exprs, with_ordinality, .. } = join.relation else {
                    return Err(Error::new(Fact::Internal, "the join ends with UNNEST").into());
                };
                let left = if table_with_joins.joins.is_empty() {
                    table_with_joins.relation
                } else {
                    TableFactor::NestedJoin { table_with_joins, alias: None }
                };
                let left = context.plan(left)?;
                let apart = Apart { arrays: array_exprs, with_ordinality, alias, keeps_rows };
                let plan = apart.plan(left, context)?;
                Ok(RelationPlanning::Planned(Box::new(PlannedRelation::new(plan, None))))
            }
            other => Ok(RelationPlanning::Original(Box::new(other))),
        }
    }
}

/// Whether rows without items stay, as in LEFT JOIN UNNEST … ON TRUE.
fn keeps_rows(operator: &JoinOperator) -> Result<bool> {
    let is_true = |constraint: &JoinConstraint| match constraint {
        JoinConstraint::None => true,
        JoinConstraint::On(Written::Value(value)) => value.value == Value::Boolean(true),
        _ => false,
    };
    match operator {
        JoinOperator::CrossJoin(_) => Ok(false),
        JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) if is_true(constraint) => Ok(false),
        JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) if is_true(constraint) => {
            Ok(true)
        }
        _ => {
            let words =
                "UNNEST in a join is supported with CROSS JOIN, or with INNER and LEFT JOIN ON TRUE only";
            Err(Error::new(Fact::Unsupported, words).into())
        }
    }
}

struct Apart {
    arrays: Vec<Written>,
    with_ordinality: bool,
    alias: Option<TableAlias>,
    keeps_rows: bool,
}

impl Apart {
    fn plan(self, left: LogicalPlan, context: &mut dyn RelationPlannerContext) -> Result<LogicalPlan> {
        let schema = left.schema().clone();
        // Columns that no alias reaches while they are taken apart.
        let unique = format!("$unnest{}", schema.fields().len());
        let (mut lists, mut kinds) = (Vec::new(), Vec::new());
        for array in self.arrays {
            let array = context.sql_to_expr(array, &schema)?;
            let kind = array.get_type(&schema)?;
            lists.push(list(array, &kind)?);
            kinds.push(kind);
        }
        if self.with_ordinality {
            lists.push(function("$ordinals", lists.clone())?);
            kinds.push(DataType::Null);
        }
        if self.keeps_rows {
            lists =
                lists.into_iter().map(|list| function("$not_empty", vec![list])).collect::<Result<_>>()?;
        }
        let mut expressions: Vec<Expr> = schema.columns().into_iter().map(Expr::Column).collect();
        let names: Vec<String> = (0..lists.len()).map(|index| format!("{unique}:{index}")).collect();
        expressions.extend(lists.into_iter().zip(&names).map(|(list, name)| list.alias(name)));
        let columns: Vec<Column> = names.iter().map(Column::new_unqualified).collect();
        let options = UnnestOptions::new().with_preserve_nulls(self.keeps_rows);
        let plan = LogicalPlanBuilder::from(left)
            .project(expressions)?
            .unnest_columns_with_options(columns, options)?
            .build()?;
        name_columns(plan, &schema, &names, &kinds, self.with_ordinality, self.alias)
    }
}

fn function(name: &str, arguments: Vec<Expr>) -> Result<Expr> {
    let function = Functions::all()
        .scalar(name)
        .ok_or_else(|| Error::new(Fact::Internal, format!("the function {name} is there")))?;
    Ok(function.call(arguments))
}

/// The array that is taken apart: a map's entries are rows.
fn list(array: Expr, kind: &DataType) -> Result<Expr> {
    match kind {
        DataType::List(_) => Ok(array),
        DataType::Map(..) => function("map_entries", vec![array]),
        other => {
            let words = format!("Cannot unnest type: {}", crate::types::to_trino(other));
            Err(Error::new(Fact::TypeMismatch, words).into())
        }
    }
}

/// Gives the columns their names: the table's stay, the new ones are the alias's.
fn name_columns(
    plan: LogicalPlan,
    before: &DFSchema,
    names: &[String],
    kinds: &[DataType],
    with_ordinality: bool,
    alias: Option<TableAlias>,
) -> Result<LogicalPlan> {
    let mut made = Vec::new();
    for (index, (name, kind)) in names.iter().zip(kinds).enumerate() {
        let column = Expr::Column(Column::new_unqualified(name));
        let is_ordinal = with_ordinality && index + 1 == names.len();
        let field = |field: &str| function("get_field", vec![column.clone(), lit(field)]);
        match kind {
            _ if is_ordinal => made.push((column, "ordinality".to_owned())),
            DataType::Map(..) if entry_of(kind).is_some() => {
                made.push((field("key")?, "key".to_owned()));
                made.push((field("value")?, "value".to_owned()));
            }
            _ => match item_of(kind) {
                Some(DataType::Struct(fields)) => {
                    for inner in fields {
                        made.push((field(inner.name())?, inner.name().clone()));
                    }
                }
                _ => made.push((column, format!("{}{index}", super::names::UNNAMED))),
            },
        }
    }
    let written: Vec<String> =
        alias.iter().flat_map(|alias| alias.columns.iter().map(|column| column.name.value.clone())).collect();
    if !written.is_empty() && written.len() != made.len() {
        let words = format!(
            "Column alias list has {} entries but '{}' has {} columns available",
            written.len(),
            alias.as_ref().map(|alias| alias.name.value.as_str()).unwrap_or_default(),
            made.len()
        );
        return Err(Error::new(Fact::Semantic, words).into());
    }
    let table = alias.map(|alias| TableReference::bare(alias.name.value));
    let mut expressions: Vec<Expr> = before.columns().into_iter().map(Expr::Column).collect();
    for (index, (expression, name)) in made.into_iter().enumerate() {
        let name = written.get(index).cloned().unwrap_or(name);
        expressions.push(match &table {
            Some(table) => expression.alias_qualified(Some(table.clone()), name),
            None => expression.alias(name),
        });
    }
    LogicalPlanBuilder::from(plan).project(expressions)?.build()
}
