//! Literals with a type: `DATE '…'`, `TIMESTAMP '…'`, `DECIMAL '1.5'`.

use crate::functions::moment;

/// The type of `kind 'value'`: a decimal's digits and a timestamp's zone are in the text.
pub fn type_of(kind: &str, value: &str) -> String {
    match kind {
        "decimal" => {
            let digits = value.bytes().filter(u8::is_ascii_digit).count().clamp(1, 38);
            let scale = value.split_once('.').map_or(0, |(_, part)| part.len()).min(digits);
            format!("decimal({digits},{scale})")
        }
        "timestamp" => match moment(value) {
            Ok((_, Some(zone))) => crate::types::zoned_name(zone),
            _ => "timestamp(3)".to_owned(),
        },
        other => other.to_owned(),
    }
}
