//! What a plain YAML scalar is: YAML 1.1's rules, which CloudFormation keeps.
//!
//! So `yes` and `on` are booleans, `0755` is octal and `1:30` is base 60, and an account id with a
//! leading zero and no 8 or 9 in it changes its value, as on AWS. Dates are left as text there
//! (`Version: 2012-10-17`), and so they are here.

use serde_json::{Number, Value};

/// The value of an untagged plain scalar.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return Value::from(text);
    }
    integer(text).or_else(|| float(text)).map_or_else(|| Value::from(text), Value::Number)
}

/// A YAML 1.1 integer: decimal, `0b`, `0x`, octal after a leading 0, base 60 with colons. What does
/// not fit 64 bits stays text rather than lose digits.
fn integer(text: &str) -> Option<Number> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let first = digits.bytes().next()?;
    if first == b'_' {
        return None;
    }
    let plain = digits.replace('_', "");
    let magnitude = if let Some(binary) = plain.strip_prefix("0b") {
        radix(binary, 2)?
    } else if let Some(hexadecimal) = plain.strip_prefix("0x") {
        radix(hexadecimal, 16)?
    } else if plain.len() > 1 && first == b'0' {
        radix(&plain[1..], 8)?
    } else if plain.contains(':') {
        sexagesimal(&plain)?
    } else {
        radix(&plain, 10)?
    };
    if negative {
        let value = i128::from(magnitude).checked_neg()?;
        i64::try_from(value).ok().map(Number::from)
    } else {
        Some(Number::from(magnitude))
    }
}

fn radix(digits: &str, radix: u32) -> Option<u64> {
    let sound = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    sound.then(|| u64::from_str_radix(digits, radix).ok()).flatten()
}

fn sexagesimal(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let mut value = radix(parts.next()?, 10)?;
    for part in parts {
        let part = radix(part, 10).filter(|value| part.len() <= 2 && *value < 60)?;
        value = value.checked_mul(60)?.checked_add(part)?;
    }
    Some(value)
}

/// A decimal with a point; an exponent needs one too in YAML 1.1. Infinities and NaN have no JSON
/// form and stay text.
fn float(text: &str) -> Option<Number> {
    let plain = text.replace('_', "");
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "+0"));
    let (whole, fraction) = mantissa.split_once('.')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let signed = exponent.strip_prefix(['-', '+']).is_some_and(|rest| !rest.is_empty() && digits(rest));
    let sound = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && signed;
    sound.then(|| plain.parse().ok().and_then(Number::from_f64)).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scalars_are_yaml_1_1() {
        let cases = [
            ("2012-10-17", json!("2012-10-17")),
            ("2010-09-09", json!("2010-09-09")),
            ("yes", json!(true)),
            ("Off", json!(false)),
            ("y", json!("y")),
            ("~", json!(null)),
            ("0", json!(0)),
            ("-12", json!(-12)),
            ("+3", json!(3)),
            ("1_000", json!(1000)),
            ("0755", json!(493)),
            ("065115117704", json!(7_133_765_572_u64)),
            ("012345678901", json!("012345678901")),
            ("417141415827", json!(417_141_415_827_u64)),
            ("0x1F", json!(31)),
            ("0b101", json!(5)),
            ("1:30", json!(90)),
            ("80:80", json!("80:80")),
            ("1.5", json!(1.5)),
            (".5", json!(0.5)),
            ("1.5e+3", json!(1500.0)),
            ("1e3", json!("1e3")),
            ("1.2.3", json!("1.2.3")),
            (".", json!(".")),
            ("-", json!("-")),
            (".inf", json!(".inf")),
            ("99999999999999999999", json!("99999999999999999999")),
            ("10.0.0.0/16", json!("10.0.0.0/16")),
            ("*", json!("*")),
        ];
        for (text, value) in cases {
            assert_eq!(resolve(text), value, "{text}");
        }
    }
}
