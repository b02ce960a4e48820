//! Strings: characters are Unicode's code points, as Trino's are.

mod pieces;
mod shape;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::limits::STRING_BYTES_MAX;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["chr(bigint) -> varchar"], chr),
        scalar(&["codepoint(varchar) -> integer"], codepoint),
        scalar(&["lower(varchar) -> varchar"], |a| a.texts(|row| Ok(Some(a.str(0, row).to_lowercase())))),
        scalar(&["upper(varchar) -> varchar"], |a| a.texts(|row| Ok(Some(a.str(0, row).to_uppercase())))),
        scalar(&["length(varchar) -> bigint", "length(varbinary) -> bigint"], length),
        scalar(&["reverse(varchar) -> varchar"], |a| {
            a.texts(|row| Ok(Some(a.str(0, row).chars().rev().collect::<String>())))
        }),
        scalar(
            &["replace(varchar, varchar) -> varchar", "replace(varchar, varchar, varchar) -> varchar"],
            replace,
        ),
        scalar(&["starts_with(varchar, varchar) -> boolean"], |a| {
            a.booleans(|row| Ok(Some(a.str(0, row).starts_with(a.str(1, row)))))
        }),
        scalar(&["ends_with(varchar, varchar) -> boolean"], |a| {
            a.booleans(|row| Ok(Some(a.str(0, row).ends_with(a.str(1, row)))))
        }),
        scalar(&["concat(varchar...) -> varchar"], concat),
        scalar(&["concat(varbinary...) -> varbinary"], |a| {
            a.binaries(|row| {
                Ok(Some((0..a.count()).flat_map(|index| a.bytes(index, row)).copied().collect::<Vec<u8>>()))
            })
        }),
        scalar(&["hamming_distance(varchar, varchar) -> bigint"], hamming),
        scalar(&["levenshtein_distance(varchar, varchar) -> bigint"], levenshtein),
        scalar(&["translate(varchar, varchar, varchar) -> varchar"], translate),
    ]
    .into_iter()
    .chain(shape::functions())
    .chain(pieces::functions())
    .collect()
}

fn chr(a: &Arguments) -> Out {
    a.texts(|row| {
        let code = u32::try_from(a.long(0, row)).ok().and_then(char::from_u32);
        let letter =
            code.ok_or_else(|| invalid(format!("Not a valid Unicode code point: {}", a.long(0, row))))?;
        Ok(Some(letter.to_string()))
    })
}

fn codepoint(a: &Arguments) -> Out {
    a.primitives::<arrow::datatypes::Int32Type>(|row| {
        let mut letters = a.str(0, row).chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Ok(i32::try_from(u32::from(letter)).ok()),
            _ => Err(invalid("Input string must be a single character string")),
        }
    })
}

fn length(a: &Arguments) -> Out {
    let is_text = *a.kind(0) == arrow::datatypes::DataType::Utf8;
    a.bigints(|row| {
        let length = if is_text { a.str(0, row).chars().count() } else { a.bytes(0, row).len() };
        Ok(i64::try_from(length).ok())
    })
}

fn replace(a: &Arguments) -> Out {
    a.texts(|row| {
        let by = if a.count() > 2 { a.str(2, row) } else { "" };
        let (text, search) = (a.str(0, row), a.str(1, row));
        // What is put in for nothing is put everywhere, as in Trino.
        let text = text.replace(search, by);
        if text.len() > STRING_BYTES_MAX { Err(too_large()) } else { Ok(Some(text)) }
    })
}

/// A string that no memory should hold.
pub(super) fn too_large() -> crate::error::Error {
    invalid(format!("a string would be larger than {STRING_BYTES_MAX} bytes"))
}

fn concat(a: &Arguments) -> Out {
    a.texts(|row| {
        let mut text = String::new();
        for index in 0..a.count() {
            text.push_str(a.str(index, row));
        }
        if text.len() > STRING_BYTES_MAX { Err(too_large()) } else { Ok(Some(text)) }
    })
}

fn hamming(a: &Arguments) -> Out {
    a.bigints(|row| {
        let (left, right): (Vec<char>, Vec<char>) =
            (a.str(0, row).chars().collect(), a.str(1, row).chars().collect());
        if left.len() != right.len() {
            return Err(invalid("The input strings to hamming_distance function must have the same length"));
        }
        Ok(i64::try_from(left.iter().zip(&right).filter(|(left, right)| left != right).count()).ok())
    })
}

fn levenshtein(a: &Arguments) -> Out {
    a.bigints(|row| {
        let (left, right): (Vec<char>, Vec<char>) =
            (a.str(0, row).chars().collect(), a.str(1, row).chars().collect());
        // Trino's own bound, so that nobody pays a square of something large.
        if left.len().saturating_mul(right.len().saturating_sub(1)) > 1_000_000 {
            return Err(invalid("The combined inputs for Levenshtein distance are too large"));
        }
        let mut before: Vec<usize> = (0..=right.len()).collect();
        for (index, letter) in left.iter().enumerate() {
            let mut current = vec![index + 1];
            for (place, other) in right.iter().enumerate() {
                let swapped = before[place] + usize::from(letter != other);
                current.push(swapped.min(before[place + 1] + 1).min(current[place] + 1));
            }
            before = current;
        }
        Ok(i64::try_from(before[right.len()]).ok())
    })
}

fn translate(a: &Arguments) -> Out {
    a.texts(|row| {
        let (from, to): (Vec<char>, Vec<char>) =
            (a.str(1, row).chars().collect(), a.str(2, row).chars().collect());
        let change = |letter: char| match from.iter().position(|found| *found == letter) {
            Some(index) => to.get(index).copied(),
            None => Some(letter),
        };
        Ok(Some(a.str(0, row).chars().filter_map(change).collect::<String>()))
    })
}
