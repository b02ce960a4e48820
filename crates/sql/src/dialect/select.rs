//! Names within a SELECT: lower case everywhere, and one for every column.

use std::collections::HashSet;

use datafusion::sql::sqlparser::ast::{
    Expr, Fetch, GroupByExpr, Ident, JoinConstraint, JoinOperator, LimitClause, NamedWindowExpr, OrderByKind,
    Query, Select, SelectItem, TableAlias, TableFactor, TableWithJoins,
};

use super::names::{REPEATED, UNNAMED, name_of};
use super::rewrite::{Rewriter, lower, lower_all};
use super::using;
use crate::error::{Error, Fact};

/// What a query has around its SELECTs.
pub(super) fn prepare_query(rewriter: &mut Rewriter<'_>, query: &mut Query) -> Result<(), Error> {
    for table in query.with.iter_mut().flat_map(|with| &mut with.cte_tables) {
        lower_alias(&mut table.alias);
    }
    if let Some(order) = &query.order_by {
        match &order.kind {
            OrderByKind::Expressions(keys) => keys.iter().for_each(|key| rewriter.keep(&key.expr)),
            OrderByKind::All(_) => return Err(Error::new(Fact::Syntax, "ORDER BY ALL is not Trino's")),
        }
    }
    if let Some(fetch) = query.fetch.take() {
        let Fetch { with_ties, percent, quantity } = fetch;
        if with_ties || percent {
            return Err(Error::new(Fact::Unsupported, "FETCH FIRST … WITH TIES is not supported"));
        }
        let one = || Expr::value(datafusion::sql::sqlparser::ast::Value::Number("1".to_owned(), false));
        let limit = Some(quantity.unwrap_or_else(one));
        query.limit_clause = Some(match query.limit_clause.take() {
            Some(LimitClause::LimitOffset { offset, limit_by, .. }) => {
                LimitClause::LimitOffset { limit, offset, limit_by }
            }
            _ => LimitClause::LimitOffset { limit, offset: None, limit_by: Vec::new() },
        });
    }
    if let Some(LimitClause::LimitOffset { limit, offset, .. }) = &query.limit_clause {
        limit.iter().for_each(|limit| rewriter.keep(limit));
        offset.iter().for_each(|offset| rewriter.keep(&offset.value));
    }
    Ok(())
}

/// What a SELECT has beside its expressions.
pub(super) fn prepare_select(rewriter: &mut Rewriter<'_>, select: &mut Select) {
    if let GroupByExpr::Expressions(keys, _) = &select.group_by {
        keys.iter().for_each(|key| rewriter.keep(key));
    }
    for table in &mut select.from {
        lower_joins(table);
    }
    for window in &mut select.named_window {
        lower(&mut window.0);
        if let NamedWindowExpr::WindowSpec(window) = &mut window.1 {
            rewriter.keep_frame(window);
        }
    }
    let has_wildcard = select
        .projection
        .iter()
        .any(|item| matches!(item, SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..)));
    using::name(select);
    let mut taken = HashSet::new();
    let relations = relations_of(&select.from);
    for item in &mut select.projection {
        let (name, is_alias) = match item {
            SelectItem::ExprWithAlias { alias, .. } => (Some(alias.value.to_lowercase()), true),
            SelectItem::UnnamedExpr(expression) => {
                (name_of(expression).map(|name| name.to_lowercase()), is_field(expression, &relations))
            }
            SelectItem::QualifiedWildcard(kind, _) => {
                use datafusion::sql::sqlparser::ast::SelectItemQualifiedWildcardKind as Kind;
                if let Kind::ObjectName(name) = kind {
                    lower_all(name);
                }
                continue;
            }
            _ => continue,
        };
        let is_plain = !is_alias && name.is_some();
        let repeats = name.as_ref().is_some_and(|name| !taken.insert(name.clone()));
        let alias = match name {
            None => format!("{UNNAMED}{}", rewriter.named),
            // A column twice, or beside a star that may hold it.
            Some(name) if repeats || (is_plain && has_wildcard) => {
                format!("{REPEATED}{}:{name}", rewriter.named)
            }
            // A plain column keeps its table, so that ORDER BY can name both.
            Some(_) if is_plain => continue,
            Some(name) => name,
        };
        rewriter.named += 1;
        let alias = Ident::with_quote('"', alias);
        let (SelectItem::ExprWithAlias { expr, .. } | SelectItem::UnnamedExpr(expr)) = &mut *item else {
            continue;
        };
        let expr = std::mem::replace(expr, Expr::value(datafusion::sql::sqlparser::ast::Value::Null));
        *item = SelectItem::ExprWithAlias { expr, alias };
    }
}

/// Whether `a.b` is a field of a row rather than a column of a table: those have no name of their own in plans.
fn is_field(expression: &Expr, relations: &HashSet<String>) -> bool {
    let Expr::CompoundIdentifier(parts) = expression else { return false };
    let (_, before) = parts.split_last().expect("invariant: a compound has parts");
    before.last().is_some_and(|name| !relations.contains(&name.value.to_lowercase()))
}

/// What the tables of a FROM are called.
fn relations_of(from: &[TableWithJoins]) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut left: Vec<&TableWithJoins> = from.iter().collect();
    while let Some(table) = left.pop() {
        for factor in std::iter::once(&table.relation).chain(table.joins.iter().map(|join| &join.relation)) {
            names.extend(using::name_of_table(factor));
            if let TableFactor::NestedJoin { table_with_joins, .. } = factor {
                left.push(table_with_joins);
            }
        }
    }
    names
}

/// A table's alias.
pub(super) fn prepare_factor(factor: &mut TableFactor) {
    match factor {
        TableFactor::Table { alias, .. }
        | TableFactor::Derived { alias, .. }
        | TableFactor::UNNEST { alias, .. }
        | TableFactor::NestedJoin { alias, .. } => alias.iter_mut().for_each(lower_alias),
        _ => {}
    }
    if let TableFactor::NestedJoin { table_with_joins, .. } = factor {
        lower_joins(table_with_joins);
    }
}

fn lower_alias(alias: &mut TableAlias) {
    lower(&mut alias.name);
    alias.columns.iter_mut().for_each(|column| lower(&mut column.name));
}

/// The columns of USING.
fn lower_joins(table: &mut TableWithJoins) {
    for join in &mut table.joins {
        let constraint = match &mut join.join_operator {
            JoinOperator::Join(constraint)
            | JoinOperator::Inner(constraint)
            | JoinOperator::Left(constraint)
            | JoinOperator::LeftOuter(constraint)
            | JoinOperator::Right(constraint)
            | JoinOperator::RightOuter(constraint)
            | JoinOperator::FullOuter(constraint) => constraint,
            _ => continue,
        };
        if let JoinConstraint::Using(columns) = constraint {
            columns.iter_mut().for_each(lower_all);
        }
    }
}
