//! Stored keys: rubbish is refused, and what is read is what was composed.
#![no_main]

use dynamodb_service::engine::key::{Keyspace, Scalar, ScalarType, TableId};
use libfuzzer_sys::fuzz_target;

const TYPES: [ScalarType; 3] = [ScalarType::S, ScalarType::N, ScalarType::B];

fuzz_target!(|case: (Vec<u8>, u8, Option<u8>)| {
    let (rest, partition, sort) = case;
    let space = Keyspace::table(TableId(1));
    let prefix = space.all().start;
    let key = [prefix.as_slice(), &rest].concat();
    let of = |number: u8| TYPES[usize::from(number) % TYPES.len()];
    let types: Vec<ScalarType> = std::iter::once(of(partition)).chain(sort.map(of)).collect();
    let _ = space.values(&rest, &types);
    let Ok(values) = space.values(&key, &types) else { return };
    let scalars: Vec<_> = values.iter().map(|value| Scalar::of(value).expect("a scalar")).collect();
    let composed = space.row(scalars[0], scalars.get(1).copied());
    assert_eq!(space.values(&composed, &types).expect("what was composed"), values);
});
