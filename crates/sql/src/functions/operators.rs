//! What the grammar writes for operators: arithmetic with Trino's types and refusals, subscripts, rows, arrays, LIKE.

mod arithmetic;
mod construct;
mod like;
mod subscript;

use datafusion::logical_expr::ScalarUDF;

pub use arithmetic::{Operation, refusal};
pub use subscript::find;

use super::scalar::scalar;

/// What the grammar writes for operators.
pub fn functions() -> Vec<ScalarUDF> {
    let mut functions = arithmetic::functions();
    functions.push(construct::row());
    functions.push(scalar(&["$array(T...) -> array(T)"], construct::array).build());
    functions.push(scalar(&["$empty_array() -> array(unknown)"], construct::empty).build());
    functions.push(scalar(&["$months(bigint) -> interval year to month"], construct::months).build());
    functions.push(scalar(&["$millis(bigint) -> interval day to second"], construct::millis).build());
    functions.push(
        super::scalar::scalar_of(
            "$ordinals",
            |_| Some(crate::types::array_of(arrow::datatypes::DataType::Int64)),
            construct::ordinals,
        )
        .build(),
    );
    functions.push(scalar(&["$not_empty(array(T)) -> array(T)"], construct::not_empty).build());
    functions.push(scalar(&["$like(varchar, varchar, varchar) -> boolean"], like::like).build());
    let subscript = ["$subscript(array(T), bigint) -> T", "$subscript(map(K, V), K) -> V"];
    functions.push(scalar(&subscript, subscript::subscript).build());
    functions
}
