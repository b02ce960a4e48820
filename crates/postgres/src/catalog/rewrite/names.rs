//! Names of columns, as PostgreSQL gives them: of a column its own, of a function the function's.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, Ident, Query, Select, SelectItem, SetExpr, VisitMut, VisitorMut,
};

use super::SUFFIX;

/// Names all columns that the planner would name otherwise, in the query and all within it.
pub fn name_all(query: &mut Query) {
    let _ = query.visit(&mut Namer);
}

struct Namer;

impl VisitorMut for Namer {
    type Break = ();

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<()> {
        name_body(&mut query.body);
        ControlFlow::Continue(())
    }
}

fn name_body(body: &mut SetExpr) {
    match body {
        SetExpr::Select(select) => name_select(select),
        // The names are the first one's; the others may not repeat any of their own.
        SetExpr::SetOperation { left, right, .. } => {
            name_body(left);
            name_body(right);
        }
        _ => {}
    }
}

fn name_select(select: &mut Select) {
    let is_wild =
        |item: &SelectItem| !matches!(item, SelectItem::UnnamedExpr(_) | SelectItem::ExprWithAlias { .. });
    // What is named beside `*` may be of it as well.
    let has_wild = select.projection.iter().any(is_wild);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in &mut select.projection {
        let (name, is_column) = match item {
            SelectItem::UnnamedExpr(value) => {
                (name_of(value), matches!(value, Expr::Identifier(_) | Expr::CompoundIdentifier(_)))
            }
            SelectItem::ExprWithAlias { alias, .. } if alias.quote_style.is_some() => {
                (alias.value.clone(), true)
            }
            SelectItem::ExprWithAlias { alias, .. } => (alias.value.to_lowercase(), true),
            _ => continue,
        };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        let is_twice = *count > 1 || (has_wild && matches!(item, SelectItem::UnnamedExpr(_)) && is_column);
        if is_column && !is_twice {
            continue;
        }
        let name = if is_twice { format!("{name}{SUFFIX}{count}") } else { name };
        let alias = Ident::with_quote('"', name);
        match item {
            SelectItem::UnnamedExpr(value) => {
                *item = SelectItem::ExprWithAlias { expr: super::take(value), alias }
            }
            SelectItem::ExprWithAlias { alias: own, .. } => *own = alias,
            _ => {}
        }
    }
}

/// PostgreSQL's name for a column without one.
pub fn name_of(value: &Expr) -> String {
    match value {
        Expr::Identifier(name) => plain(name),
        Expr::CompoundIdentifier(names) => names.last().map(plain).unwrap_or_default(),
        Expr::Function(function) => super::words(&function.name).pop().unwrap_or_default(),
        Expr::Nested(inner) => name_of(inner),
        Expr::Cast { expr, data_type, .. } => match name_of(expr).as_str() {
            "?column?" => {
                let kind = data_type.to_string().to_lowercase();
                kind.rsplit('.').next().unwrap_or_default().trim_matches('"').to_owned()
            }
            name => name.to_owned(),
        },
        Expr::Case { .. } => "case".to_owned(),
        Expr::Exists { .. } => "exists".to_owned(),
        Expr::Subquery(query) => match query.body.as_ref() {
            SetExpr::Select(select) => match select.projection.first() {
                Some(SelectItem::UnnamedExpr(value)) => name_of(value),
                Some(SelectItem::ExprWithAlias { alias, .. }) => plain(alias),
                _ => "?column?".to_owned(),
            },
            _ => "?column?".to_owned(),
        },
        Expr::Array(_) => "array".to_owned(),
        _ => "?column?".to_owned(),
    }
}

fn plain(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}
