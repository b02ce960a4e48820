//! EXPLAIN: DataFusion's plan, which is not Trino's.

use std::sync::Arc;

use arrow::array::{RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use datafusion::execution::context::SessionState;
use datafusion::physical_plan::{collect, displayable};

use super::{Planned, Work};
use crate::dialect::complaints;
use crate::error::Error;
use crate::query::{Answer, StatementKind};

/// Answers the plan, after it was carried out if `analyze`.
pub async fn explain(
    work: &Work,
    session: &SessionState,
    planned: Planned,
    analyze: bool,
) -> Result<Answer, Error> {
    let plan = session.optimize(&planned.plan).map_err(complaints::of_planner)?;
    let physical = session.query_planner().create_physical_plan(&plan, session).await;
    let physical = physical.map_err(complaints::of_planner)?;
    let text = if analyze {
        collect(Arc::clone(&physical), session.task_ctx()).await?;
        datafusion::physical_plan::display::DisplayableExecutionPlan::with_metrics(physical.as_ref())
            .indent(false)
            .to_string()
    } else {
        displayable(physical.as_ref()).indent(false).to_string()
    };
    let schema = Schema::new(vec![Field::new("Query Plan", DataType::Utf8, false)]);
    let lines = StringArray::from(vec![text.trim_end()]);
    let batch = RecordBatch::try_new(Arc::new(schema), vec![Arc::new(lines)])?;
    let mut answer = Answer::of_rows(StatementKind::Utility, "EXPLAIN", batch);
    answer.progress = Arc::clone(&work.progress);
    Ok(answer)
}
