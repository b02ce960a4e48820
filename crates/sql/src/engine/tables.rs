//! From names to tables: the catalog is asked before the planner is.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::datasource::{TableProvider, provider_as_source};
use datafusion::logical_expr::TableSource;
use datafusion::sql::sqlparser::ast::{Expr, Query as Tree, visit_expressions};

use super::{Planned, Work, views};
use crate::dialect::context::Context;
use crate::dialect::names::Written;
use crate::dialect::relations::{Defaults, Mention, Name, mentions};
use crate::dialect::{Settings, parse_expression, rewrite_expression, rewrite_query};
use crate::error::{Error, Fact};
use crate::information_schema;
use crate::lake::LakeTable;
use crate::limits::VIEW_DEPTH_MAX;

/// The catalog of the lake, which Athena calls so.
pub const LAKE: &str = "awsdatacatalog";

/// The expression that a parameter is. A text that is none, or would name a column, means itself.
fn meant(parameter: &str) -> Result<Expr, Error> {
    match parse_expression(parameter) {
        Ok(expression) if !names(&expression) => Ok(expression),
        _ => parse_expression(&format!("'{}'", parameter.replace('\'', "''"))),
    }
}

/// Whether a column is named in it.
fn names(expression: &Expr) -> bool {
    let found = visit_expressions(expression, |part| match part {
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

impl Work {
    /// Plans a query of the statement's own text.
    pub async fn plan(&self, tree: Tree, parameters: &[String]) -> Result<Planned, Error> {
        let mut settings = Settings { now_ms: self.now_ms, parameters: Vec::new() };
        for parameter in parameters {
            let mut expression = meant(parameter)?;
            rewrite_expression(&mut expression, &settings)?;
            settings.parameters.push(expression);
        }
        self.plan_within(tree, &settings, &self.defaults, 0).await
    }

    /// Plans a query, maybe of a view within views.
    pub(super) async fn plan_within(
        &self,
        mut tree: Tree,
        settings: &Settings,
        defaults: &Defaults,
        depth: usize,
    ) -> Result<Planned, Error> {
        if depth > VIEW_DEPTH_MAX {
            return Err(Error::new(Fact::Semantic, "views are nested too deep, or one is within itself"));
        }
        let written = Written::of(&tree);
        let (mentions, own) = mentions(&tree, defaults)?;
        let mut tables: HashMap<Name, Arc<dyn TableSource>> = HashMap::new();
        for mention in mentions {
            let found = Box::pin(self.table(&mention, settings, depth)).await;
            match found {
                Ok(table) => {
                    tables.insert(mention.name, provider_as_source(table));
                }
                // It is the query's own WITH.
                Err(error) if own.contains(&mention.name.table) && is_absence(&error) => {}
                Err(error) => return Err(error.at(mention.at)),
            }
        }
        rewrite_query(&mut tree, settings)?;
        let plan = Context::new(tables, defaults.clone(), self.options()).plan(tree)?;
        let fields = plan.schema().fields();
        let names =
            fields.iter().enumerate().map(|(index, field)| written.name(index, field.name())).collect();
        Ok(Planned { plan, names })
    }

    async fn table(
        &self,
        mention: &Mention,
        settings: &Settings,
        depth: usize,
    ) -> Result<Arc<dyn TableProvider>, Error> {
        let name = &mention.name;
        if let Some(live) = self.live(&name.catalog) {
            if name.database == information_schema::NAME {
                return information_schema::table(&live, &name.catalog, &name.table).await;
            }
            return live.existing(&name.database, &name.table).await;
        }
        if name.catalog != LAKE {
            return Err(Error::new(
                Fact::CatalogNotFound,
                format!("Catalog '{}' does not exist", name.catalog),
            ));
        }
        if name.database == information_schema::NAME {
            return information_schema::table(self.catalog.as_ref(), &name.catalog, &name.table).await;
        }
        let Some(table) = self.catalog.table(&name.database, &name.table).await? else {
            if self.catalog.database(&name.database).await?.is_none() {
                return Err(Error::new(
                    Fact::SchemaNotFound,
                    format!("Schema '{}' does not exist", name.database),
                ));
            }
            return Err(Error::new(Fact::TableNotFound, format!("Table '{name}' does not exist")));
        };
        if table.is_view() {
            return views::table(self, &table, settings, depth).await;
        }
        Ok(Arc::new(LakeTable::new(table, self.surroundings())?))
    }
}

fn is_absence(error: &Error) -> bool {
    matches!(error.fact, Fact::TableNotFound | Fact::SchemaNotFound | Fact::CatalogNotFound)
}
