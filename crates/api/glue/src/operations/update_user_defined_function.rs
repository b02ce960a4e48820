//! `UpdateUserDefinedFunction`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, UserDefinedFunctionInput};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateUserDefinedFunction;

impl Operation for UpdateUserDefinedFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateUserDefinedFunction";
    type Input = UpdateUserDefinedFunctionInput;
    type Output = UpdateUserDefinedFunctionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::function(
            place,
            input.catalog_id.as_deref(),
            &input.database_name,
            &input.function_name,
        )
    }
}

/// Input of `UpdateUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateUserDefinedFunctionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub function_name: String,
    pub function_input: UserDefinedFunctionInput,
}

/// Output of `UpdateUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateUserDefinedFunctionOutput {}
