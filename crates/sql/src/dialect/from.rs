//! FROM with UNNEST: brings `a, UNNEST(a.x)` and `a CROSS JOIN UNNEST(a.x) JOIN b` into nested joins, each of which ends
//! with its UNNEST. [`super::unnest`] plans those.

use datafusion::sql::sqlparser::ast::{
    Join, JoinConstraint, JoinOperator, Select, TableFactor, TableWithJoins,
};

/// Nests the joins of a SELECT that has an UNNEST.
pub fn nest(select: &mut Select) {
    let has_unnest = select
        .from
        .iter()
        .any(|table| is_unnest(&table.relation) || table.joins.iter().any(|join| is_unnest(&join.relation)));
    let is_alone = select.from.len() == 1 && select.from.iter().all(|table| table.joins.is_empty());
    if !has_unnest || is_alone {
        return;
    }
    let mut tables = std::mem::take(&mut select.from).into_iter();
    let Some(mut whole) = tables.next() else { return };
    for table in tables {
        whole.joins.push(Join {
            relation: table.relation,
            global: false,
            join_operator: JoinOperator::CrossJoin(JoinConstraint::None),
        });
        whole.joins.extend(table.joins);
    }
    let mut relation = whole.relation;
    let mut joins = Vec::new();
    for join in whole.joins {
        let is_last = is_unnest(&join.relation);
        joins.push(join);
        if is_last {
            let inner = TableWithJoins { relation, joins: std::mem::take(&mut joins) };
            relation = TableFactor::NestedJoin { table_with_joins: Box::new(inner), alias: None };
        }
    }
    select.from = vec![TableWithJoins { relation, joins }];
}

/// Whether it is an UNNEST.
pub fn is_unnest(factor: &TableFactor) -> bool {
    matches!(factor, TableFactor::UNNEST { .. })
}
