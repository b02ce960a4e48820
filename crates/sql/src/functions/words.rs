//! Strings, less common: joined with separators, checked by Luhn's digits.

use std::sync::Arc;

use arrow::array::{AsArray, StringBuilder};
use arrow::datatypes::DataType;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::error::Error;
use crate::limits::STRING_BYTES_MAX;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &["concat_ws(varchar, array(varchar)) -> varchar", "concat_ws(varchar, varchar...) -> varchar"],
            concat_ws,
        ),
        scalar(&["luhn_check(varchar) -> boolean"], |a| a.booleans(|row| luhn(a.str(0, row)).map(Some))),
    ]
}

/// Texts that are null are left out; only a separator that is null makes null.
fn concat_ws(a: &Arguments) -> Out {
    let mut builder = StringBuilder::new();
    let is_array = a.count() == 2 && matches!(a.kind(1), DataType::List(_));
    for row in 0..a.rows {
        if a.is_null(0, row) {
            builder.append_null();
            continue;
        }
        let mut parts: Vec<String> = Vec::new();
        if is_array && !a.is_null(1, row) {
            parts.extend(a.list(1, row).as_string::<i32>().iter().flatten().map(str::to_owned));
        } else if !is_array {
            let all = (1..a.count()).filter(|index| !a.is_null(*index, row));
            parts.extend(all.map(|index| a.str(index, row).to_owned()));
        }
        let text = parts.join(a.str(0, row));
        if text.len() > STRING_BYTES_MAX {
            return Err(super::string::too_large());
        }
        builder.append_value(text);
    }
    Ok(Arc::new(builder.finish()))
}

fn luhn(text: &str) -> Result<bool, Error> {
    if text.is_empty() {
        return Ok(false);
    }
    let mut sum = 0;
    for (index, letter) in text.chars().rev().enumerate() {
        let digit = letter.to_digit(10).ok_or_else(|| invalid("Input string must contain only digits"))?;
        let doubled = if index % 2 == 1 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    Ok(sum % 10 == 0)
}
