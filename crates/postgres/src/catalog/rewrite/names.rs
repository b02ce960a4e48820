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
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in &mut select.projection {
        let (name, is_column) = match item {
            SelectItem::UnnamedExpr(value) => {
                (name_of(value), matches!(value, Expr::Identifier(_) | Expr::CompoundIdentifier(_)))
            }
            SelectItem::ExprWithAlias { alias, .. } if alias.quote_style.is_some() => (alias.value.clone(), true),
            SelectItem::ExprWithAlias { alias, .. } => (alias.value.to_lowercase(), true),
            _ => continue,
        };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if is_column && *count == 1 {
            continue;
        }
        let name = if *count == 1 { name } else { format!("{name}{SUFFIX}{count}") };
        let alias = Ident::with_quote('"', name);
        match item {
            SelectItem::UnnamedExpr(value) => *item = SelectItem::ExprWithAlias { expr: super::take(value), alias },
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
        Expr::Function(function) => {
            let name = super::words(&function.name).pop().unwrap_or_default();
            // What was a cast has its value's name.
            match (name.as_str(), argument(function)) {
                ("$regclass" | "$regoid", Some(Expr::Value(_))) => "regclass".to_owned(),
                ("$typeoid", Some(Expr::Value(_))) => "regtype".to_owned(),
                ("$in", _) => "?column?".to_owned(),
                (own, Some(value)) if own.starts_with('$') => name_of(value),
                _ => name,
            }
        }
        Expr::Nested(inner) => name_of(inner),
        Expr::Cast { expr, data_type, .. } => match name_of(expr).as_str() {
            "?column?" => data_type.to_string().to_lowercase(),
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

fn argument(function: &datafusion::sql::sqlparser::ast::Function) -> Option<&Expr> {
    use datafusion::sql::sqlparser::ast::{FunctionArg, FunctionArgExpr, FunctionArguments};
    let FunctionArguments::List(list) = &function.args else { return None };
    match list.args.first()? {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(value)) => Some(value),
        _ => None,
    }
}
