//! Which functions there are, and their types.

use arrow::datatypes::DataType;

use crate::functions::coercion::common;
use crate::types::{array_of, entry_of, item_of, map_of};

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `transform(array, x -> …)`
    Transform,
    /// `filter(array, x -> …)`
    Filter,
    /// `any_match(array, x -> …)`
    AnyMatch,
    /// `all_match(array, x -> …)`
    AllMatch,
    /// `none_match(array, x -> …)`
    NoneMatch,
    /// `reduce(array, start, (s, x) -> …, s -> …)`
    Reduce,
    /// `zip_with(array, array, (x, y) -> …)`
    ZipWith,
    /// `map_filter(map, (k, v) -> …)`
    MapFilter,
    /// `transform_keys(map, (k, v) -> …)`
    TransformKeys,
    /// `transform_values(map, (k, v) -> …)`
    TransformValues,
    /// `map_zip_with(map, map, (k, v, w) -> …)`
    MapZipWith,
    /// `array_sort(array, (x, y) -> …)`
    Sort,
    /// `try(…)`
    Try,
}

impl Kind {
    /// All, by the names under which the planner finds them.
    pub const ALL: [(&'static str, Self); 13] = [
        ("transform", Self::Transform),
        ("filter", Self::Filter),
        ("any_match", Self::AnyMatch),
        ("all_match", Self::AllMatch),
        ("none_match", Self::NoneMatch),
        ("reduce", Self::Reduce),
        ("zip_with", Self::ZipWith),
        ("map_filter", Self::MapFilter),
        ("transform_keys", Self::TransformKeys),
        ("transform_values", Self::TransformValues),
        ("map_zip_with", Self::MapZipWith),
        ("$sort_by", Self::Sort),
        ("$try", Self::Try),
    ];

    /// The signature, for refusals.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Transform => "transform(array(T), function(T, U))",
            Self::Filter => "filter(array(T), function(T, boolean))",
            Self::AnyMatch => "any_match(array(T), function(T, boolean))",
            Self::AllMatch => "all_match(array(T), function(T, boolean))",
            Self::NoneMatch => "none_match(array(T), function(T, boolean))",
            Self::Reduce => "reduce(array(T), S, function(S, T, S), function(S, R))",
            Self::ZipWith => "zip_with(array(T), array(U), function(T, U, R))",
            Self::MapFilter => "map_filter(map(K, V), function(K, V, boolean))",
            Self::TransformKeys => "transform_keys(map(K1, V), function(K1, V, K2))",
            Self::TransformValues => "transform_values(map(K, V1), function(K, V1, V2))",
            Self::MapZipWith => "map_zip_with(map(K, V1), map(K, V2), function(K, V1, V2, V3))",
            Self::Sort => "array_sort(array(T), function(T, T, integer))",
            Self::Try => "try(T)",
        }
    }

    /// The types of each lambda's parameters.
    pub fn parameters(self, values: &[DataType]) -> Option<Vec<Vec<DataType>>> {
        let item = |index: usize| values.get(index).and_then(item_of).cloned();
        let entry = || values.first().and_then(entry_of).map(|(key, value)| vec![key.clone(), value.clone()]);
        Some(match self {
            Self::Transform | Self::Filter | Self::AnyMatch | Self::AllMatch | Self::NoneMatch => {
                vec![vec![item(0)?]]
            }
            Self::Reduce => {
                let state = state(values)?;
                vec![vec![state.clone(), item(0)?], vec![state]]
            }
            Self::ZipWith => vec![vec![item(0)?, item(1)?]],
            Self::MapFilter | Self::TransformKeys | Self::TransformValues => vec![entry()?],
            Self::MapZipWith => {
                let other = values.get(1).and_then(entry_of)?;
                let [key, value]: [DataType; 2] = entry()?.try_into().ok()?;
                (key == *other.0).then_some(())?;
                vec![vec![key, value, other.1.clone()]]
            }
            Self::Sort => vec![vec![item(0)?, item(0)?]],
            Self::Try => vec![vec![DataType::Int32]],
        })
    }

    /// The type of the result.
    pub fn result(self, values: &[DataType], bodies: &[DataType]) -> Option<DataType> {
        let is_truth = |kind: &DataType| matches!(kind, DataType::Boolean | DataType::Null);
        let body = bodies.first()?;
        match self {
            Self::Transform | Self::ZipWith => Some(array_of(body.clone())),
            Self::Filter | Self::MapFilter => is_truth(body).then(|| values.first().cloned()).flatten(),
            Self::AnyMatch | Self::AllMatch | Self::NoneMatch => is_truth(body).then_some(DataType::Boolean),
            Self::Reduce => bodies.get(1).cloned(),
            Self::TransformKeys => Some(map_of(body.clone(), entry_of(values.first()?)?.1.clone())),
            Self::TransformValues | Self::MapZipWith => {
                Some(map_of(entry_of(values.first()?)?.0.clone(), body.clone()))
            }
            Self::Sort => body.is_integer().then(|| values.first().cloned()).flatten(),
            Self::Try => Some(body.clone()),
        }
    }
}

/// The type of what `reduce` carries on: the start's, or the wider one where both are numbers.
pub fn state(values: &[DataType]) -> Option<DataType> {
    let (item, start) = (item_of(values.first()?)?, values.get(1)?);
    if item.is_numeric() && start.is_numeric() {
        return common(item, start);
    }
    Some(start.clone())
}
