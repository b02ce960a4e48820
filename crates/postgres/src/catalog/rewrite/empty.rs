//! What asks only tables that hold nothing.
//!
//! A query whose rows are made of such a table's has none. It keeps its columns' names and loses all else.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, Ident, Join, JoinConstraint,
    JoinOperator, ObjectName, Query, Select, SelectItem, SetExpr, SetOperator, Statement, TableFactor,
    TableWithJoins, Visit, Visitor,
};

use super::{names, null, table, truth, words};
use crate::catalog::shapes;

/// Which names of WITH hold nothing.
#[derive(Default)]
pub struct Empty(BTreeSet<String>);

/// Finds names of WITH.
struct Names<'a>(&'a mut Empty);

impl Visitor for Names<'_> {
    type Break = ();

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        for own in query.with.iter().flat_map(|with| &with.cte_tables) {
            let name = own.alias.name.value.to_lowercase();
            if self.0.is_query(&own.query) {
                self.0.0.insert(name);
            } else {
                self.0.0.remove(&name);
            }
        }
        ControlFlow::Continue(())
    }
}

impl Empty {
    /// Those of a statement.
    pub fn of(statement: &Statement) -> Self {
        let mut empty = Self::default();
        let _ = statement.visit(&mut Names(&mut empty));
        empty
    }

    /// Whether a query has no rows, whatever the lake holds.
    pub fn is_query(&self, query: &Query) -> bool {
        self.is_body(&query.body)
    }

    fn is_body(&self, body: &SetExpr) -> bool {
        match body {
            SetExpr::Select(select) => self.is_select(select),
            SetExpr::Query(query) => self.is_query(query),
            SetExpr::SetOperation { op, left, right, .. } => match op {
                SetOperator::Union => self.is_body(left) && self.is_body(right),
                SetOperator::Intersect => self.is_body(left) || self.is_body(right),
                _ => self.is_body(left),
            },
            _ => false,
        }
    }

    fn is_select(&self, select: &Select) -> bool {
        let is_empty = select.from.iter().any(|from| self.is_from(from));
        is_empty && (has_groups(select) || !has_aggregate(select))
    }

    fn is_from(&self, from: &TableWithJoins) -> bool {
        let mut is_empty = self.is_factor(&from.relation);
        for Join { relation, join_operator, .. } in &from.joins {
            let right = self.is_factor(relation);
            is_empty = match join_operator {
                JoinOperator::Join(_) | JoinOperator::Inner(_) | JoinOperator::CrossJoin(_) => {
                    is_empty || right
                }
                JoinOperator::Left(_) | JoinOperator::LeftOuter(_) => is_empty,
                JoinOperator::Right(_) | JoinOperator::RightOuter(_) => right,
                _ => is_empty && right,
            };
        }
        is_empty
    }

    fn is_factor(&self, factor: &TableFactor) -> bool {
        match factor {
            TableFactor::Table { name, args: None, .. } => self.is_table(name),
            TableFactor::Derived { subquery, .. } => self.is_query(subquery),
            TableFactor::NestedJoin { table_with_joins, .. } => self.is_from(table_with_joins),
            _ => false,
        }
    }

    fn is_table(&self, name: &ObjectName) -> bool {
        if let [own] = words(name).as_slice()
            && self.0.contains(own)
        {
            return true;
        }
        table(name)
            .and_then(|(schema, name)| shapes::shape(&schema, &name))
            .is_some_and(|(_, is_empty)| is_empty)
    }

    /// Takes everything out of queries without rows but their columns' names.
    pub fn clear(&self, query: &mut Query) {
        if self.clear_body(&mut query.body) {
            query.order_by = None;
            query.limit_clause = None;
        }
    }

    fn clear_body(&self, body: &mut SetExpr) -> bool {
        match body {
            SetExpr::Select(select) => {
                let is_cleared = self.is_select(select) && clear(select);
                select.from.iter_mut().for_each(|from| self.unjoin(from));
                is_cleared
            }
            SetExpr::SetOperation { left, right, .. } => {
                let (left, right) = (self.clear_body(left), self.clear_body(right));
                left && right
            }
            _ => false,
        }
    }
}

impl Empty {
    /// What is joined but holds nothing need not be compared.
    fn unjoin(&self, from: &mut TableWithJoins) {
        for Join { relation, join_operator, .. } in &mut from.joins {
            if let JoinOperator::Left(how) | JoinOperator::LeftOuter(how) = join_operator
                && matches!(how, JoinConstraint::On(_))
                && self.is_factor(relation)
            {
                *how = JoinConstraint::On(truth(false));
            }
        }
        if let TableFactor::NestedJoin { table_with_joins, .. } = &mut from.relation {
            self.unjoin(table_with_joins);
        }
    }
}

fn clear(select: &mut Select) -> bool {
    let is_named =
        |item: &SelectItem| matches!(item, SelectItem::UnnamedExpr(_) | SelectItem::ExprWithAlias { .. });
    if !select.projection.iter().all(is_named) {
        return false;
    }
    for item in &mut select.projection {
        let alias = match item {
            SelectItem::UnnamedExpr(value) => Ident::with_quote('"', names::name_of(value)),
            SelectItem::ExprWithAlias { alias, .. } => alias.clone(),
            _ => continue,
        };
        *item = SelectItem::ExprWithAlias { expr: null(), alias };
    }
    select.from.clear();
    select.distinct = None;
    select.selection = Some(truth(false));
    select.group_by = GroupByExpr::Expressions(Vec::new(), Vec::new());
    select.having = None;
    select.named_window.clear();
    true
}

fn has_groups(select: &Select) -> bool {
    match &select.group_by {
        GroupByExpr::All(_) => true,
        GroupByExpr::Expressions(groups, _) => !groups.is_empty(),
    }
}

/// Whether a query without groups has one row for all.
pub fn has_aggregate(select: &Select) -> bool {
    select.projection.iter().any(|item| match item {
        SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. } => is_aggregate(value),
        _ => false,
    })
}

fn is_aggregate(value: &Expr) -> bool {
    const AGGREGATES: [&str; 13] = [
        "array_agg",
        "avg",
        "bool_and",
        "bool_or",
        "count",
        "every",
        "json_agg",
        "json_object_agg",
        "jsonb_agg",
        "max",
        "min",
        "string_agg",
        "sum",
    ];
    let Expr::Function(function) = value else {
        return match value {
            Expr::Cast { expr, .. } | Expr::Nested(expr) | Expr::UnaryOp { expr, .. } => is_aggregate(expr),
            Expr::BinaryOp { left, right, .. } => is_aggregate(left) || is_aggregate(right),
            _ => false,
        };
    };
    let name = words(&function.name).pop().unwrap_or_default();
    if function.over.is_none() && AGGREGATES.contains(&name.as_str()) {
        return true;
    }
    let FunctionArguments::List(list) = &function.args else { return false };
    list.args.iter().any(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(value)) => is_aggregate(value),
        _ => false,
    })
}
