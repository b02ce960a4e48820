//! `SELECT * FROM a LEFT JOIN b USING (x)`: the star begins with `x`, which is whichever side's is there.
//!
//! DataFusion's star shows one side's, whatever the join. Joins that do not all use the same columns are left to it: whose
//! column a later one means is not known before the tables are.

use datafusion::sql::sqlparser::ast::{
    ExcludeSelectItem, Expr, Ident, JoinConstraint, JoinOperator, ObjectName, Select, SelectItem,
    SelectItemQualifiedWildcardKind as Kind, TableFactor, WildcardAdditionalOptions,
};
use datafusion::sql::sqlparser::tokenizer::Span;

use super::call::call;

/// What a table is called where columns name it; `None` where it has no name.
pub fn name_of_table(factor: &TableFactor) -> Option<String> {
    let (name, alias) = match factor {
        TableFactor::Table { name, alias, .. } => (Some(name), alias),
        TableFactor::Derived { alias, .. }
        | TableFactor::UNNEST { alias, .. }
        | TableFactor::NestedJoin { alias, .. }
        | TableFactor::Function { alias, .. } => (None, alias),
        _ => return None,
    };
    let name = match alias {
        Some(alias) => &alias.name,
        None => name?.0.last()?.as_ident()?,
    };
    Some(name.value.to_lowercase())
}

/// Brings the columns of USING to the front of a star.
pub fn name(select: &mut Select) {
    let Some((columns, tables)) = joined(select) else { return };
    let mut items = Vec::new();
    for item in std::mem::take(&mut select.projection) {
        let SelectItem::Wildcard(options) = item else {
            items.push(item);
            continue;
        };
        items.extend(
            columns.iter().map(|column| SelectItem::ExprWithAlias {
                expr: first(column, &tables),
                alias: column.clone(),
            }),
        );
        // What is left of each table.
        let names = columns.iter().map(|column| ObjectName::from(vec![column.clone()])).collect();
        let exclude = Some(ExcludeSelectItem::Multiple(names));
        items.extend(tables.iter().map(|table| {
            let table = ObjectName::from(vec![Ident::with_quote('"', table.clone())]);
            let options = WildcardAdditionalOptions { opt_exclude: exclude.clone(), ..options.clone() };
            SelectItem::QualifiedWildcard(Kind::ObjectName(table), options)
        }));
    }
    select.projection = items;
}

/// The columns that all joins of a SELECT with a star use, and the tables that have them.
fn joined(select: &Select) -> Option<(Vec<Ident>, Vec<String>)> {
    let has_star = select.projection.iter().any(|item| matches!(item, SelectItem::Wildcard(_)));
    let [table] = select.from.as_slice() else { return None };
    let uses = table.joins.iter().map(|join| match &join.join_operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint) => match constraint {
            JoinConstraint::Using(columns) => Some(columns),
            _ => None,
        },
        _ => None,
    });
    let uses: Vec<&Vec<ObjectName>> = uses.collect::<Option<_>>()?;
    let first = uses.first().filter(|_| has_star)?;
    if uses.iter().any(|columns| columns != first) {
        return None;
    }
    let column = |name: &ObjectName| Some(Ident::with_quote('"', name.0.last()?.as_ident()?.value.clone()));
    let factors = std::iter::once(&table.relation).chain(table.joins.iter().map(|join| &join.relation));
    Some((
        first.iter().map(column).collect::<Option<_>>()?,
        factors.map(name_of_table).collect::<Option<_>>()?,
    ))
}

/// The first of the tables' columns that is not null.
fn first(column: &Ident, tables: &[String]) -> Expr {
    let of = |table: &String| {
        Expr::CompoundIdentifier(vec![Ident::with_quote('"', table.clone()), column.clone()])
    };
    call("coalesce", tables.iter().map(of).collect(), Span::empty())
}
