//! `SearchTables`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PropertyPredicate, ResourceShareType, SERVICE, SortCriterion, Table};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SearchTables;

impl Operation for SearchTables {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SearchTables";
    type Input = SearchTablesInput;
    type Output = SearchTablesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), "*", "*")
    }
}

/// Input of `SearchTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SearchTablesInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub next_token: Option<String>,
    pub filters: Option<Vec<PropertyPredicate>>,
    #[shape(length(1..=1024))]
    pub search_text: Option<String>,
    #[shape(length(0..=1))]
    pub sort_criteria: Option<Vec<SortCriterion>>,
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub resource_share_type: Option<ResourceShareType>,
    pub include_status_details: Option<bool>,
}

/// Output of `SearchTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SearchTablesOutput {
    pub next_token: Option<String>,
    pub table_list: Option<Vec<Table>>,
}
