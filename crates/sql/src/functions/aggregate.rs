//! Aggregates that DataFusion lacks, and the names by which the grammar finds those that it has.

mod by;
mod collect;
mod gathered;
mod moments;
mod ranks;
mod sum;

use datafusion::logical_expr::AggregateUDF;

use super::scalar::{Definition, scalar, scalar_of};
use arrow::datatypes::DataType;

/// The aggregates.
pub fn functions() -> Vec<AggregateUDF> {
    let single = vec![by::function("max_by", true), by::function("min_by", false), sum::function()];
    single
        .into_iter()
        .chain(collect::functions())
        .chain(moments::functions())
        .chain(ranks::functions())
        .collect()
}

/// DataFusion's name for one of Trino's, where they differ.
pub fn renamed(name: &str) -> Option<&'static str> {
    Some(match name {
        "every" => "bool_and",
        "arbitrary" => "any_value",
        "variance" | "var_samp" => "var",
        "stddev_samp" => "stddev",
        "bitwise_and_agg" => "bit_and",
        "bitwise_or_agg" => "bit_or",
        "bitwise_xor_agg" => "bit_xor",
        "listagg" => "string_agg",
        _ => return None,
    })
}

/// What goes around aggregates to make their types Trino's.
pub fn around() -> Vec<Definition> {
    vec![
        scalar(&["$avg(double) -> double"], |a| Ok(std::sync::Arc::clone(&a.columns[0]))),
        // DataFusion's averages of decimals have four digits more.
        scalar_of(
            "$avg",
            |kinds| match kinds {
                [DataType::Decimal128(precision, scale)] => {
                    let digits = if *precision == 38 { 38 } else { precision - 4 };
                    Some(DataType::Decimal128(digits, scale - 4))
                }
                _ => None,
            },
            |a| super::cast(&a.columns[0], &a.result, false),
        ),
    ]
}
