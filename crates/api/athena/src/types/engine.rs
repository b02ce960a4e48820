//! Engines: versions and settings.

use std::collections::BTreeMap;

use wire::Shape;

/// AWS's `EngineVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EngineVersion {
    #[shape(length(1..=128))]
    pub selected_engine_version: Option<String>,
    #[shape(length(1..=128))]
    pub effective_engine_version: Option<String>,
}

/// AWS's `EngineConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EngineConfiguration {
    #[shape(range(1..=1))]
    pub coordinator_dpu_size: Option<i32>,
    #[shape(range(2..=5000))]
    pub max_concurrent_dpus: Option<i32>,
    #[shape(range(1..=1))]
    pub default_executor_dpu_size: Option<i32>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub additional_configs: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub spark_properties: Option<BTreeMap<String, String>>,
    pub classifications: Option<Vec<Classification>>,
}

/// AWS's `Classification`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Classification {
    #[shape(length(1..=128))]
    pub name: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub properties: Option<BTreeMap<String, String>>,
}
