//! `GetUserDefinedFunction`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, UserDefinedFunction};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetUserDefinedFunction;

impl Operation for GetUserDefinedFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetUserDefinedFunction";
    type Input = GetUserDefinedFunctionInput;
    type Output = GetUserDefinedFunctionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::function(
            place,
            input.catalog_id.as_deref(),
            &input.database_name,
            &input.function_name,
        )
    }
}

/// Input of `GetUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetUserDefinedFunctionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub function_name: String,
}

/// Output of `GetUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetUserDefinedFunctionOutput {
    pub user_defined_function: Option<UserDefinedFunction>,
}
