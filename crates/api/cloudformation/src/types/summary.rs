//! Exports, and what a template declares.

use wire::Shape;

/// AWS's `Export`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Export {
    pub exporting_stack_id: Option<String>,
    pub name: Option<String>,
    pub value: Option<String>,
}

/// AWS's `TemplateSummaryConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TemplateSummaryConfig {
    pub treat_unrecognized_resource_types_as_warnings: Option<bool>,
}

/// AWS's `ParameterDeclaration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ParameterDeclaration {
    pub parameter_key: Option<String>,
    pub default_value: Option<String>,
    pub parameter_type: Option<String>,
    pub no_echo: Option<bool>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub parameter_constraints: Option<ParameterConstraints>,
}

/// AWS's `ParameterConstraints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ParameterConstraints {
    pub allowed_values: Option<Vec<String>>,
}

/// AWS's `ResourceIdentifierSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceIdentifierSummary {
    #[shape(length(1..=256))]
    pub resource_type: Option<String>,
    #[shape(length(1..=200))]
    pub logical_resource_ids: Option<Vec<String>>,
    #[shape(member(length(1..=2048)))]
    pub resource_identifiers: Option<Vec<String>>,
}

/// AWS's `Warnings`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Warnings {
    #[shape(member(length(1..=256)))]
    pub unrecognized_resource_types: Option<Vec<String>>,
}
