//! What the columns of an answer are called: as the query writes them, or `_col0` where it does not.

use std::collections::BTreeMap;

use datafusion::sql::sqlparser::ast::{Expr, Query, SelectItem, SetExpr};

/// Begins the name of a column that has none.
pub const UNNAMED: &str = "$col";
/// Begins the name of a column whose name another one has; the name follows after a colon.
pub const REPEATED: &str = "$again";

/// The names that a query writes, by their lower case.
#[derive(Clone, Debug, Default)]
pub struct Written(BTreeMap<String, String>);

impl Written {
    /// What the outermost SELECT of a query writes.
    pub fn of(query: &Query) -> Self {
        let mut body = query.body.as_ref();
        let select = loop {
            match body {
                SetExpr::Select(select) => break select,
                SetExpr::Query(query) => body = query.body.as_ref(),
                SetExpr::SetOperation { left, .. } => body = left.as_ref(),
                _ => return Self::default(),
            }
        };
        let names = select.projection.iter().filter_map(|item| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.clone()),
            SelectItem::UnnamedExpr(expression) => name_of(expression),
            _ => None,
        });
        Self(names.map(|name| (name.to_lowercase(), name)).collect())
    }

    /// The name of the column at `index`, which the plan calls `planned`.
    pub fn name(&self, index: usize, planned: &str) -> String {
        if planned.starts_with(UNNAMED) {
            return format!("_col{index}");
        }
        let planned = match planned.strip_prefix(REPEATED) {
            Some(rest) => rest.split_once(':').map_or(rest, |(_, name)| name),
            None => planned,
        };
        self.0.get(planned).cloned().unwrap_or_else(|| planned.to_owned())
    }
}

/// The name that an expression has without an alias.
pub fn name_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Identifier(name) => Some(name.value.clone()),
        Expr::CompoundIdentifier(names) => names.last().map(|name| name.value.clone()),
        Expr::Nested(inner) => name_of(inner),
        _ => None,
    }
}
