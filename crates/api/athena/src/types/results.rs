//! Rows of a result, and what running it took.

use wire::Shape;

/// AWS's `ResultSet`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResultSet {
    pub rows: Option<Vec<Row>>,
    pub result_set_metadata: Option<ResultSetMetadata>,
}

/// AWS's `Row`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Row {
    pub data: Option<Vec<Datum>>,
}

/// AWS's `Datum`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Datum {
    pub var_char_value: Option<String>,
}

/// AWS's `ResultSetMetadata`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResultSetMetadata {
    pub column_info: Option<Vec<ColumnInfo>>,
}

/// AWS's `ColumnInfo`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ColumnInfo {
    pub catalog_name: Option<String>,
    pub schema_name: Option<String>,
    pub table_name: Option<String>,
    pub name: String,
    pub label: Option<String>,
    pub r#type: String,
    pub precision: Option<i32>,
    pub scale: Option<i32>,
    pub nullable: Option<ColumnNullable>,
    pub case_sensitive: Option<bool>,
}

/// AWS's `ColumnNullable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ColumnNullable {
    NotNull,
    Nullable,
    Unknown,
}

/// AWS's `QueryResultType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum QueryResultType {
    DataManifest,
    DataRows,
}

/// AWS's `QueryRuntimeStatistics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryRuntimeStatistics {
    pub timeline: Option<QueryRuntimeStatisticsTimeline>,
    pub rows: Option<QueryRuntimeStatisticsRows>,
    pub output_stage: Option<QueryStage>,
}

/// AWS's `QueryRuntimeStatisticsTimeline`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryRuntimeStatisticsTimeline {
    pub query_queue_time_in_millis: Option<i64>,
    pub service_pre_processing_time_in_millis: Option<i64>,
    pub query_planning_time_in_millis: Option<i64>,
    pub engine_execution_time_in_millis: Option<i64>,
    pub service_processing_time_in_millis: Option<i64>,
    pub total_execution_time_in_millis: Option<i64>,
}

/// AWS's `QueryRuntimeStatisticsRows`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryRuntimeStatisticsRows {
    pub input_rows: Option<i64>,
    pub input_bytes: Option<i64>,
    pub output_bytes: Option<i64>,
    pub output_rows: Option<i64>,
}

/// AWS's `QueryStage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryStage {
    pub stage_id: Option<i64>,
    pub state: Option<String>,
    pub output_bytes: Option<i64>,
    pub output_rows: Option<i64>,
    pub input_bytes: Option<i64>,
    pub input_rows: Option<i64>,
    pub execution_time: Option<i64>,
    pub query_stage_plan: Option<QueryStagePlanNode>,
    pub sub_stages: Option<Vec<QueryStage>>,
}

/// AWS's `QueryStagePlanNode`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryStagePlanNode {
    pub name: Option<String>,
    pub identifier: Option<String>,
    pub children: Option<Vec<QueryStagePlanNode>>,
    pub remote_sources: Option<Vec<String>>,
}
