//! What the planner asks while it plans: tables that are known already, and functions.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::config::ConfigOptions;
use datafusion::common::{Result, TableReference};
use datafusion::datasource::cte_worktable::CteWorkTable;
use datafusion::datasource::provider_as_source;
use datafusion::functions_aggregate::planner::AggregateFunctionPlanner;
use datafusion::functions_window::planner::WindowFunctionPlanner;
use datafusion::logical_expr::planner::{ExprPlanner, RelationPlanner};
use datafusion::logical_expr::{
    AggregateUDF, HigherOrderUDF, LogicalPlan, ScalarUDF, TableSource, WindowUDF,
};
use datafusion::sql::planner::{ContextProvider, NullOrdering, ParserOptions, SqlToRel};
use datafusion::sql::sqlparser::ast::Query;

use super::operators::Operators;
use super::relations::{Defaults, Name};
use super::{Unnesting, complaints};
use crate::error::{Error, Fact};
use crate::functions::Functions;

/// The tables of one query.
pub struct Context {
    tables: HashMap<Name, Arc<dyn TableSource>>,
    defaults: Defaults,
    options: Arc<ConfigOptions>,
    operators: Vec<Arc<dyn ExprPlanner>>,
    relations: Vec<Arc<dyn RelationPlanner>>,
}

impl Context {
    /// The context of a query over `tables`.
    pub fn new(
        tables: HashMap<Name, Arc<dyn TableSource>>,
        defaults: Defaults,
        options: Arc<ConfigOptions>,
    ) -> Self {
        let (operators, relations) = (
            vec![
                Arc::new(Operators) as _,
                Arc::new(AggregateFunctionPlanner) as _,
                Arc::new(WindowFunctionPlanner) as _,
            ],
            vec![Arc::new(Unnesting) as _],
        );
        Self { tables, defaults, options, operators, relations }
    }

    /// Plans a query that was rewritten.
    pub fn plan(&self, query: Query) -> std::result::Result<LogicalPlan, Error> {
        let options = ParserOptions::new()
            .with_parse_float_as_decimal(true)
            .with_enable_ident_normalization(false)
            .with_collect_spans(true)
            .with_map_string_types_to_utf8view(false)
            .with_default_null_ordering(NullOrdering::NullsLast);
        let planner = SqlToRel::new_with_options(self, options);
        let statement = datafusion::sql::sqlparser::ast::Statement::Query(Box::new(query));
        planner.sql_statement_to_plan(statement).map_err(complaints::of_planner)
    }
}

impl ContextProvider for Context {
    fn get_table_source(&self, name: TableReference) -> Result<Arc<dyn TableSource>> {
        let parts: Vec<String> = [name.catalog(), name.schema(), Some(name.table())]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect();
        let source = self.defaults.complete(&parts).and_then(|name| self.tables.get(&name).cloned());
        source.ok_or_else(|| Error::new(Fact::TableNotFound, format!("Table '{name}' does not exist")).into())
    }

    fn create_cte_work_table(&self, name: &str, schema: SchemaRef) -> Result<Arc<dyn TableSource>> {
        Ok(provider_as_source(Arc::new(CteWorkTable::new(name, schema))))
    }

    fn get_expr_planners(&self) -> &[Arc<dyn ExprPlanner>] {
        &self.operators
    }

    fn get_relation_planners(&self) -> &[Arc<dyn RelationPlanner>] {
        &self.relations
    }

    fn get_function_meta(&self, name: &str) -> Option<Arc<ScalarUDF>> {
        Functions::all().scalar(name)
    }

    fn get_higher_order_meta(&self, name: &str) -> Option<Arc<HigherOrderUDF>> {
        Functions::all().lambda(name)
    }

    fn get_aggregate_meta(&self, name: &str) -> Option<Arc<AggregateUDF>> {
        Functions::all().aggregate(name)
    }

    fn get_window_meta(&self, name: &str) -> Option<Arc<WindowUDF>> {
        Functions::all().window(name)
    }

    fn get_variable_type(&self, _: &[String]) -> Option<DataType> {
        None
    }

    fn options(&self) -> &ConfigOptions {
        &self.options
    }

    fn udf_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn higher_order_function_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn udaf_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn udwf_names(&self) -> Vec<String> {
        Vec::new()
    }
}
