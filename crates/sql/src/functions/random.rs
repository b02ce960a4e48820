//! What is another each time: numbers, UUIDs, arrays shuffled. From the machine's own randomness.

use std::sync::Arc;

use arrow::array::FixedSizeBinaryBuilder;
use arrow::datatypes::Int32Type;
use ring::rand::{SecureRandom, SystemRandom};

use super::arguments::{Arguments, Out, invalid};
use super::array::{items, picked, place, range};
use super::scalar::{Definition, scalar};
use crate::error::{Error, Fact};

/// The group.
pub fn functions() -> Vec<Definition> {
    let forms = |name| match name {
        "rand" => (
            "rand() -> double",
            ["rand(integer) -> integer", "rand(integer, integer) -> integer"],
            ["rand(bigint) -> bigint", "rand(bigint, bigint) -> bigint"],
        ),
        _ => (
            "random() -> double",
            ["random(integer) -> integer", "random(integer, integer) -> integer"],
            ["random(bigint) -> bigint", "random(bigint, bigint) -> bigint"],
        ),
    };
    let mut all = vec![
        scalar(&["uuid() -> uuid"], uuids).volatile(),
        scalar(&["shuffle(array(T)) -> array(T)"], shuffle).volatile(),
    ];
    for name in ["rand", "random"] {
        let (none, small, large) = forms(name);
        let fraction =
            |a: &Arguments| a.doubles(|_| Ok(Some((drawn()? >> 11) as f64 / (1_u64 << 53) as f64)));
        let smalls =
            |a: &Arguments| a.primitives::<Int32Type>(|row| Ok(i32::try_from(between(a, row)?).ok()));
        let numbers =
            scalar(&small, smalls).or(scalar(&large, |a| a.bigints(|row| between(a, row).map(Some))));
        all.push(scalar(&[none], fraction).or(numbers).volatile());
    }
    all
}

fn filled<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::new(Fact::Internal, "the machine has no randomness"))?;
    Ok(bytes)
}

fn drawn() -> Result<u64, Error> {
    filled().map(u64::from_le_bytes)
}

/// A number from the first argument (or 0) up to the last, which it never is.
fn between(a: &Arguments, row: usize) -> Result<i64, Error> {
    let (low, high) = if a.count() > 1 { (a.long(0, row), a.long(1, row)) } else { (0, a.long(0, row)) };
    if a.count() == 1 && high <= 0 {
        return Err(invalid("bound must be positive"));
    }
    if low >= high {
        return Err(invalid("start value must be less than stop value"));
    }
    let span = i128::from(high) - i128::from(low);
    let value = i128::from(low) + i128::from(drawn()?) % span;
    i64::try_from(value).map_err(|_| invalid("the bounds are too far apart"))
}

fn uuids(a: &Arguments) -> Out {
    let mut builder = FixedSizeBinaryBuilder::with_capacity(a.rows, 16);
    for _ in 0..a.rows {
        let mut bytes: [u8; 16] = filled()?;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        builder.append_value(bytes)?;
    }
    Ok(Arc::new(builder.finish()))
}

fn shuffle(a: &Arguments) -> Out {
    picked(a, items(a, 0), |row| {
        let mut places: Vec<Option<u32>> = range(a, 0, row).map(place).collect();
        for index in (1..places.len()).rev() {
            let other = usize::try_from(drawn()? % (index as u64 + 1)).unwrap_or(0);
            places.swap(index, other);
        }
        Ok(Some(places))
    })
}
