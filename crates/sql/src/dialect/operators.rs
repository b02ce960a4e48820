//! Operators, planned by the types of their operands.

use arrow::datatypes::{DataType, Field};
use datafusion::common::{DFSchema, Result, TableReference};
use datafusion::logical_expr::planner::{ExprPlanner, PlannerResult, RawBinaryExpr, RawFieldAccessExpr};
use datafusion::logical_expr::{BinaryExpr, Cast, Expr, ExprSchemable, GetFieldAccess, Operator};
use datafusion::prelude::lit;
use datafusion::sql::sqlparser::ast::BinaryOperator;

use crate::error::{Error, Fact};
use crate::functions::coercion::common;
use crate::functions::{Functions, Operation, refusal};

/// Plans operators.
#[derive(Debug)]
pub struct Operators;

/// A call of a function that is there.
fn call(name: &str, arguments: Vec<Expr>) -> Result<Expr> {
    let function = Functions::all().scalar(name);
    let function =
        function.ok_or_else(|| Error::new(Fact::Internal, format!("the function {name} is missing")))?;
    Ok(function.call(arguments))
}

fn arithmetic(operator: &BinaryOperator) -> Option<(Operation, Operator)> {
    Some(match operator {
        BinaryOperator::Plus => (Operation::Add, Operator::Plus),
        BinaryOperator::Minus => (Operation::Subtract, Operator::Minus),
        BinaryOperator::Multiply => (Operation::Multiply, Operator::Multiply),
        BinaryOperator::Divide => (Operation::Divide, Operator::Divide),
        BinaryOperator::Modulo => (Operation::Modulus, Operator::Modulo),
        _ => return None,
    })
}

fn comparison(operator: &BinaryOperator) -> Option<Operator> {
    Some(match operator {
        BinaryOperator::Eq => Operator::Eq,
        BinaryOperator::NotEq => Operator::NotEq,
        BinaryOperator::Lt => Operator::Lt,
        BinaryOperator::LtEq => Operator::LtEq,
        BinaryOperator::Gt => Operator::Gt,
        BinaryOperator::GtEq => Operator::GtEq,
        _ => return None,
    })
}

/// The expression as type `to`.
fn coerced(expression: Expr, from: &DataType, to: &DataType) -> Expr {
    if from == to { expression } else { Expr::Cast(Cast::new(Box::new(expression), to.clone())) }
}

fn binary(left: Expr, operator: Operator, right: Expr) -> Expr {
    Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))
}

impl ExprPlanner for Operators {
    fn plan_binary_op(&self, raw: RawBinaryExpr, schema: &DFSchema) -> Result<PlannerResult<RawBinaryExpr>> {
        let kinds = raw.left.get_type(schema).ok().zip(raw.right.get_type(schema).ok());
        // A column that there is not is found, with its place, by who validates the whole expression.
        let Some((left, right)) = kinds else { return Ok(PlannerResult::Original(raw)) };
        if let Some((operation, operator)) = arithmetic(&raw.op) {
            let is_float = |kind: &DataType| matches!(kind, DataType::Float32 | DataType::Float64);
            if let Some(both) = common(&left, &right).filter(is_float) {
                let (left, right) = (coerced(raw.left, &left, &both), coerced(raw.right, &right, &both));
                return Ok(PlannerResult::Planned(binary(left, operator, right)));
            }
            if operation.types(&left, &right).is_none() {
                return Err(refusal(operation.sign(), &left, &right).into());
            }
            return Ok(PlannerResult::Planned(call(operation.name(), vec![raw.left, raw.right])?));
        }
        if let Some(operator) = comparison(&raw.op) {
            let Some(both) = common(&left, &right) else {
                return Err(refusal(&raw.op.to_string(), &left, &right).into());
            };
            let (left, right) = (coerced(raw.left, &left, &both), coerced(raw.right, &right, &both));
            // The optimiser takes `x = 1 AND 1 = x` for a contradiction.
            let is_turned = !left.any_column_refs() && right.any_column_refs();
            return Ok(PlannerResult::Planned(match operator.swap().filter(|_| is_turned) {
                Some(swapped) => binary(right, swapped, left),
                None => binary(left, operator, right),
            }));
        }
        match raw.op {
            BinaryOperator::StringConcat => {
                Ok(PlannerResult::Planned(call("concat", vec![raw.left, raw.right])?))
            }
            BinaryOperator::And | BinaryOperator::Or => {
                let is_truth = |kind: &DataType| matches!(kind, DataType::Boolean | DataType::Null);
                if is_truth(&left) && is_truth(&right) {
                    return Ok(PlannerResult::Original(raw));
                }
                let wrong = if is_truth(&left) { &right } else { &left };
                let words = format!(
                    "Logical expression term must evaluate to a boolean (actual: {})",
                    crate::types::to_trino(wrong)
                );
                Err(Error::new(Fact::TypeMismatch, words).into())
            }
            _ => Ok(PlannerResult::Original(raw)),
        }
    }

    fn plan_field_access(
        &self,
        raw: RawFieldAccessExpr,
        _: &DFSchema,
    ) -> Result<PlannerResult<RawFieldAccessExpr>> {
        match &raw.field_access {
            GetFieldAccess::NamedStructField { name } => {
                let name = lit(name.clone());
                Ok(PlannerResult::Planned(call("get_field", vec![raw.expr, name])?))
            }
            _ => Ok(PlannerResult::Original(raw)),
        }
    }

    fn plan_compound_identifier(
        &self,
        field: &Field,
        qualifier: Option<&TableReference>,
        nested: &[String],
    ) -> Result<PlannerResult<Vec<Expr>>> {
        let column = datafusion::common::Column::new(qualifier.cloned(), field.name());
        let mut expression = Expr::Column(column);
        for name in nested {
            expression = call("get_field", vec![expression, lit(name.clone())])?;
        }
        Ok(PlannerResult::Planned(expression))
    }
}
