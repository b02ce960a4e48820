//! `GetUserDefinedFunctions`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{FunctionType, SERVICE, UserDefinedFunction};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetUserDefinedFunctions;

impl Operation for GetUserDefinedFunctions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetUserDefinedFunctions";
    type Input = GetUserDefinedFunctionsInput;
    type Output = GetUserDefinedFunctionsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::function(
            place,
            input.catalog_id.as_deref(),
            input.database_name.as_deref().unwrap_or("*"),
            "*",
        )
    }
}

/// Input of `GetUserDefinedFunctions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetUserDefinedFunctionsInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub pattern: String,
    pub function_type: Option<FunctionType>,
    pub next_token: Option<String>,
    #[shape(range(1..=100))]
    pub max_results: Option<i32>,
}

/// Output of `GetUserDefinedFunctions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetUserDefinedFunctionsOutput {
    pub user_defined_functions: Option<Vec<UserDefinedFunction>>,
    pub next_token: Option<String>,
}
