//! Which partitions cannot hold a row that a query asks for.

use std::collections::HashSet;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{FieldRef, Schema};
use datafusion::catalog::Session;
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::{Expr, Operator};

/// Whether a filter is about these columns only, so that it can be decided by their values.
pub fn is_about(filter: &Expr, columns: &[FieldRef]) -> bool {
    let known: HashSet<&str> = columns.iter().map(|field| field.name().as_str()).collect();
    let used = filter.column_refs();
    !used.is_empty() && used.iter().all(|column| known.contains(column.name())) && !filter.is_volatile()
}

/// For each row of values, whether all filters hold.
pub fn holds(
    session: &dyn Session,
    columns: &[FieldRef],
    rows: &[&[ScalarValue]],
    filters: &[&Expr],
) -> Result<Vec<bool>> {
    let mut keep = vec![true; rows.len()];
    if rows.is_empty() || filters.is_empty() {
        return Ok(keep);
    }
    let schema = Arc::new(Schema::new(columns.to_vec()));
    let arrays =
        (0..columns.len()).map(|index| ScalarValue::iter_to_array(rows.iter().map(|row| row[index].clone())));
    let arrays: Vec<ArrayRef> = arrays.collect::<Result<_>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options)?;
    let planned = DFSchema::try_from(schema)?;
    for filter in filters {
        let filter = session.create_physical_expr((*filter).clone(), &planned)?;
        let result = filter.evaluate(&batch)?.into_array(rows.len())?;
        for (keep, holds) in keep.iter_mut().zip(result.as_boolean()) {
            *keep &= holds == Some(true);
        }
    }
    Ok(keep)
}

/// The values to which filters fix a column, by `=` or `IN`; `None` where none does.
pub fn fixed(column: &str, filters: &[Expr]) -> Option<Vec<ScalarValue>> {
    filters.iter().find_map(|filter| fixed_by(column, filter))
}

fn fixed_by(column: &str, filter: &Expr) -> Option<Vec<ScalarValue>> {
    let is_column = |expression: &Expr| matches!(expression, Expr::Column(found) if found.name() == column);
    let literal = |expression: &Expr| match expression {
        Expr::Literal(value, _) => Some(value.clone()),
        _ => None,
    };
    match filter {
        Expr::BinaryExpr(binary) if binary.op == Operator::Eq => {
            if is_column(&binary.left) {
                return literal(&binary.right).map(|value| vec![value]);
            }
            if is_column(&binary.right) { literal(&binary.left).map(|value| vec![value]) } else { None }
        }
        Expr::BinaryExpr(binary) if binary.op == Operator::And => {
            fixed_by(column, &binary.left).or_else(|| fixed_by(column, &binary.right))
        }
        Expr::BinaryExpr(binary) if binary.op == Operator::Or => {
            let mut values = fixed_by(column, &binary.left)?;
            values.extend(fixed_by(column, &binary.right)?);
            Some(values)
        }
        Expr::InList(list) if !list.negated && is_column(&list.expr) => {
            list.list.iter().map(literal).collect()
        }
        _ => None,
    }
}
