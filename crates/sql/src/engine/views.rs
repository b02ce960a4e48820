//! Views: their texts are planned where they are named.

use std::sync::Arc;

use datafusion::common::ExprSchema;
use datafusion::datasource::{TableProvider, ViewTable};
use datafusion::logical_expr::{Cast, Expr, LogicalPlanBuilder};

use super::Work;
use crate::catalog::Table;
use crate::dialect::relations::Defaults;
use crate::dialect::{Settings, parse_query};
use crate::error::{Error, Fact};
use crate::types::of_hive;
use crate::view::View;

/// The view as a table.
pub async fn table(
    work: &Work,
    table: &Table,
    settings: &Settings,
    depth: usize,
) -> Result<Arc<dyn TableProvider>, Error> {
    let name = format!("{}.{}", table.database, table.name);
    let text = table.view_original_text.as_deref().unwrap_or_default();
    let view = View::unpack(text).ok_or_else(|| {
        Error::new(Fact::InvalidMetadata, format!("The text of view '{name}' is not Athena's"))
    })?;
    let tree = parse_query(&view.text)?;
    let defaults = Defaults {
        catalog: view.catalog.unwrap_or_else(|| work.defaults.catalog.clone()),
        database: view.schema.unwrap_or_else(|| table.database.clone()),
    };
    let settings = Settings { parameters: Vec::new(), ..settings.clone() };
    let planned = work.plan_within(tree, &settings, &defaults, depth + 1).await?;
    let columns = planned.plan.schema().columns();
    if columns.len() != table.storage.columns.len() {
        let words =
            format!("View '{name}' is stale or in invalid state: it has other columns than it was made with");
        return Err(Error::new(Fact::Semantic, words));
    }
    // The view's columns are called and typed as they were when it was made.
    let expressions = columns.into_iter().zip(&table.storage.columns).map(|(column, stored)| {
        let field = planned.plan.schema().field_from_column(&column)?;
        let expression = Expr::Column(column.clone());
        let kind = of_hive(&stored.kind).unwrap_or_else(|_| field.data_type().clone());
        let is_same = kind == *field.data_type();
        let expression = if is_same { expression } else { Expr::Cast(Cast::new(Box::new(expression), kind)) };
        Ok(expression.alias(stored.name.to_lowercase()))
    });
    let expressions = expressions.collect::<Result<Vec<Expr>, Error>>()?;
    let plan = LogicalPlanBuilder::from(planned.plan).project(expressions)?.build()?;
    Ok(Arc::new(ViewTable::new(plan, Some(view.text))))
}
