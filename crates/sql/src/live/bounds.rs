//! Between which values filters hold a column. What is found is never too narrow: filters are applied again above.

use arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::logical_expr::{Expr, Operator};

/// The least and the greatest value that can be asked for, both included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The least.
    pub lower: Option<ScalarValue>,
    /// The greatest.
    pub upper: Option<ScalarValue>,
}

impl Bounds {
    /// What filters, all of which hold, say of a column.
    pub fn of(column: &str, filters: &[Expr]) -> Self {
        let mut bounds = Self::default();
        filters.iter().for_each(|filter| bounds.narrow(column, filter));
        bounds
    }

    fn narrow(&mut self, column: &str, filter: &Expr) {
        match filter {
            Expr::BinaryExpr(both) if both.op == Operator::And => {
                self.narrow(column, &both.left);
                self.narrow(column, &both.right);
            }
            Expr::BinaryExpr(comparison) => {
                let (value, is_left) = match (&*comparison.left, &*comparison.right) {
                    (left, Expr::Literal(value, _)) if is_column(left, column) => (value, true),
                    (Expr::Literal(value, _), right) if is_column(right, column) => (value, false),
                    _ => return,
                };
                match (comparison.op, is_left) {
                    (Operator::Eq, _) => {
                        self.raise(value);
                        self.lower(value);
                    }
                    (Operator::Gt | Operator::GtEq, true) | (Operator::Lt | Operator::LtEq, false) => {
                        self.raise(value);
                    }
                    (Operator::Lt | Operator::LtEq, true) | (Operator::Gt | Operator::GtEq, false) => {
                        self.lower(value);
                    }
                    _ => {}
                }
            }
            Expr::Between(between) if !between.negated && is_column(&between.expr, column) => {
                if let Expr::Literal(value, _) = &*between.low {
                    self.raise(value);
                }
                if let Expr::Literal(value, _) = &*between.high {
                    self.lower(value);
                }
            }
            _ => {}
        }
    }

    fn raise(&mut self, value: &ScalarValue) {
        let is_tighter = self.lower.as_ref().is_none_or(|known| known < value);
        if is_tighter && !value.is_null() {
            self.lower = Some(value.clone());
        }
    }

    fn lower(&mut self, value: &ScalarValue) {
        let is_tighter = self.upper.as_ref().is_none_or(|known| known > value);
        if is_tighter && !value.is_null() {
            self.upper = Some(value.clone());
        }
    }
}

/// Whether it is the column, maybe as a moment with a zone.
fn is_column(expression: &Expr, column: &str) -> bool {
    match expression {
        Expr::Column(found) => found.name() == column,
        Expr::Cast(cast) => {
            matches!(cast.field.data_type(), DataType::Timestamp(..)) && is_column(&cast.expr, column)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::prelude::{col, lit};

    #[test]
    fn what_holds_a_column_is_found() {
        let filters = [
            col("a").gt(lit(3_i64)).and(lit(10_i64).gt_eq(col("a"))),
            col("a").gt_eq(lit(2_i64)),
            col("b").lt(lit(1_i64)),
            col("a").lt(lit(5_i64)).or(col("b").eq(lit(1_i64))),
        ];
        let bounds = Bounds::of("a", &filters);
        assert_eq!(bounds.lower, Some(ScalarValue::Int64(Some(3))));
        assert_eq!(bounds.upper, Some(ScalarValue::Int64(Some(10))));
        assert_eq!(Bounds::of("c", &filters), Bounds::default());
        let between = [col("a").between(lit("k"), lit("m"))];
        assert_eq!(Bounds::of("a", &between).upper, Some(ScalarValue::from("m")));
    }
}
