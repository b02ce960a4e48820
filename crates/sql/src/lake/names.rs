//! Columns of Parquet objects are found by name, whatever its case, as Athena does.

use std::sync::Arc;

use arrow::datatypes::{Field, FieldRef, Schema, SchemaRef};
use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr_adapter::{
    DefaultPhysicalExprAdapterFactory, PhysicalExprAdapter, PhysicalExprAdapterFactory,
};

/// Makes adapters that do not mind the case of names.
#[derive(Debug)]
pub struct AnyCase;

impl PhysicalExprAdapterFactory for AnyCase {
    fn create(&self, logical: SchemaRef, physical: SchemaRef) -> Result<Arc<dyn PhysicalExprAdapter>> {
        let lowered = lower(&physical);
        let inner = DefaultPhysicalExprAdapterFactory.create(logical, Arc::new(lowered))?;
        Ok(Arc::new(Adapter { inner, physical }))
    }
}

/// The schema with names in lower case; where two become the same, the first counts.
pub fn lower(schema: &Schema) -> Schema {
    let mut taken = std::collections::HashSet::new();
    let fields = schema.fields().iter().map(|field| {
        let name = field.name().to_lowercase();
        let name = if taken.insert(name.clone()) { name } else { field.name().clone() };
        Arc::new(Field::clone(field).with_name(name)) as FieldRef
    });
    Schema::new(fields.collect::<Vec<_>>())
}

#[derive(Debug)]
struct Adapter {
    inner: Arc<dyn PhysicalExprAdapter>,
    physical: SchemaRef,
}

impl PhysicalExprAdapter for Adapter {
    fn rewrite(&self, expression: Arc<dyn PhysicalExpr>) -> Result<Arc<dyn PhysicalExpr>> {
        // The inner adapter knows columns by their lower case and finds their places; the object's names follow.
        let expression = self.inner.rewrite(expression)?;
        expression
            .transform(|expression| {
                let Some(column) = expression.downcast_ref::<Column>() else {
                    return Ok(Transformed::no(expression));
                };
                let Some(field) = self.physical.fields().get(column.index()) else {
                    return Ok(Transformed::no(expression));
                };
                if field.name() == column.name() {
                    return Ok(Transformed::no(expression));
                }
                Ok(Transformed::yes(Arc::new(Column::new(field.name(), column.index())) as _))
            })
            .data()
    }
}
