//! Bytes as text and as numbers, and back.

use arrow::datatypes::{Float32Type, Int32Type};
use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["to_hex(varbinary) -> varchar"], |a| {
            a.texts(|row| {
                Ok(Some(a.bytes(0, row).iter().map(|byte| format!("{byte:02X}")).collect::<String>()))
            })
        }),
        scalar(&["from_hex(varchar) -> varbinary", "from_hex(varbinary) -> varbinary"], |a| {
            decoded(a, of_hex)
        }),
        scalar(&["to_base64(varbinary) -> varchar"], |a| base64_of(a, &STANDARD)),
        scalar(&["to_base64url(varbinary) -> varchar"], |a| base64_of(a, &URL_SAFE)),
        scalar(&["from_base64(varchar) -> varbinary", "from_base64(varbinary) -> varbinary"], |a| {
            decoded(a, |text| of_base64(text, &STANDARD))
        }),
        scalar(&["from_base64url(varchar) -> varbinary", "from_base64url(varbinary) -> varbinary"], |a| {
            decoded(a, |text| of_base64(text, &URL_SAFE))
        }),
        scalar(&["to_base32(varbinary) -> varchar"], |a| a.texts(|row| Ok(Some(base32(a.bytes(0, row)))))),
        scalar(&["from_base32(varchar) -> varbinary", "from_base32(varbinary) -> varbinary"], |a| {
            decoded(a, of_base32)
        }),
        scalar(&["to_big_endian_64(bigint) -> varbinary"], |a| {
            a.binaries(|row| Ok(Some(a.long(0, row).to_be_bytes())))
        }),
        scalar(&["to_big_endian_32(integer) -> varbinary"], |a| {
            a.binaries(|row| Ok(i32::try_from(a.long(0, row)).ok().map(i32::to_be_bytes)))
        }),
        scalar(&["to_ieee754_64(double) -> varbinary"], |a| {
            a.binaries(|row| Ok(Some(a.double(0, row).to_be_bytes())))
        }),
        scalar(&["to_ieee754_32(real) -> varbinary"], |a| {
            a.binaries(|row| Ok(Some((a.double(0, row) as f32).to_be_bytes())))
        }),
        scalar(&["from_big_endian_64(varbinary) -> bigint"], |a| {
            a.bigints(|row| sized(a, row, "bigint").map(|bytes| Some(i64::from_be_bytes(bytes))))
        }),
        scalar(&["from_big_endian_32(varbinary) -> integer"], |a| {
            a.primitives::<Int32Type>(|row| {
                sized(a, row, "integer").map(|bytes| Some(i32::from_be_bytes(bytes)))
            })
        }),
        scalar(&["from_ieee754_64(varbinary) -> double"], |a| {
            a.doubles(|row| sized(a, row, "double").map(|bytes| Some(f64::from_be_bytes(bytes))))
        }),
        scalar(&["from_ieee754_32(varbinary) -> real"], |a| {
            a.primitives::<Float32Type>(|row| {
                sized(a, row, "real").map(|bytes| Some(f32::from_be_bytes(bytes)))
            })
        }),
    ]
}

/// The bytes of a number of exactly that size.
fn sized<const N: usize>(a: &Arguments, row: usize, kind: &str) -> Result<[u8; N], Error> {
    let bytes = a.bytes(0, row);
    bytes.try_into().map_err(|_| {
        invalid(format!("expected {N}-byte input for {kind}, but got instead {} bytes", bytes.len()))
    })
}

fn decoded(a: &Arguments, decode: fn(&[u8]) -> Result<Vec<u8>, Error>) -> Out {
    let is_text = *a.kind(0) == arrow::datatypes::DataType::Utf8;
    a.binaries(|row| decode(if is_text { a.str(0, row).as_bytes() } else { a.bytes(0, row) }).map(Some))
}

fn of_hex(text: &[u8]) -> Result<Vec<u8>, Error> {
    if !text.len().is_multiple_of(2) {
        return Err(invalid("Hex string must have an even number of digits"));
    }
    let pair = |pair: &[u8]| {
        let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        Some(digit(pair[0])? << 4 | digit(pair[1])?)
    };
    text.chunks_exact(2)
        .map(pair)
        .collect::<Option<_>>()
        .ok_or_else(|| invalid(format!("not a hexadecimal string: {}", String::from_utf8_lossy(text))))
}

fn base64_of(a: &Arguments, alphabet: &Alphabet) -> Out {
    let engine = GeneralPurpose::new(alphabet, GeneralPurposeConfig::new());
    a.texts(|row| Ok(Some(engine.encode(a.bytes(0, row)))))
}

/// Java takes text without its padding, and bits that are left over.
fn of_base64(text: &[u8], alphabet: &Alphabet) -> Result<Vec<u8>, Error> {
    let mode = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, mode)
        .decode(text)
        .map_err(|error| invalid(format!("Illegal base64: {error}")))
}

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 4648, with padding.
fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for block in bytes.chunks(5) {
        let bits = block
            .iter()
            .enumerate()
            .fold(0_u64, |bits, (index, byte)| bits | u64::from(*byte) << (32 - 8 * index));
        let count = (block.len() * 8).div_ceil(5);
        for index in 0..8 {
            let letter = LETTERS[(bits >> (35 - 5 * index) & 31) as usize];
            out.push(if index < count { char::from(letter) } else { '=' });
        }
    }
    out
}

fn of_base32(text: &[u8]) -> Result<Vec<u8>, Error> {
    let refused = || invalid(format!("Illegal base32: {}", String::from_utf8_lossy(text)));
    let end = text.iter().rposition(|letter| *letter != b'=').map_or(0, |last| last + 1);
    if matches!(end % 8, 1 | 3 | 6) {
        return Err(refused());
    }
    let (mut bits, mut count, mut out) = (0_u32, 0, Vec::with_capacity(end * 5 / 8));
    for letter in &text[..end] {
        let value = LETTERS.iter().position(|known| known == letter).ok_or_else(refused)?;
        bits = bits << 5 | u32::try_from(value).unwrap_or(0);
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_rfc() {
        let pairs = [
            ("", ""),
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("foobar", "MZXW6YTBOI======"),
        ];
        for (plain, coded) in pairs {
            assert_eq!(base32(plain.as_bytes()), coded);
            assert_eq!(of_base32(coded.as_bytes()).unwrap(), plain.as_bytes());
        }
        assert!(of_base32(b"A").is_err());
        assert!(of_base32(b"a1======").is_err());
    }
}
