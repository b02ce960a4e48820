//! `CreateUserDefinedFunction`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, UserDefinedFunctionInput};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateUserDefinedFunction;

impl Operation for CreateUserDefinedFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateUserDefinedFunction";
    type Input = CreateUserDefinedFunctionInput;
    type Output = CreateUserDefinedFunctionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::function(
            place,
            input.catalog_id.as_deref(),
            &input.database_name,
            &input.function_input.function_name.clone().unwrap_or_default(),
        )
    }
}

/// Input of `CreateUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateUserDefinedFunctionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    pub function_input: UserDefinedFunctionInput,
}

/// Output of `CreateUserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateUserDefinedFunctionOutput {}
