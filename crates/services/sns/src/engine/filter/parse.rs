//! From a policy's text to rules, in the limits of AWS and with its words for what makes no sense.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::Rule;
use super::pattern::{Comparison, Network, Pattern};
use crate::engine::terms::Scope;
use crate::limits::{FILTER_BYTES_MAX, FILTER_COMBINATIONS_MAX, FILTER_DEPTH_MAX, FILTER_KEYS_MAX};

type Result<T> = std::result::Result<T, String>;

/// The rules of a policy.
pub fn read(text: &str, scope: Scope) -> Result<Rule> {
    if text.len() > FILTER_BYTES_MAX {
        return Err("Filter policy is too long".to_owned());
    }
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err("failed to parse JSON.".to_owned());
    };
    if policy.len() > FILTER_KEYS_MAX {
        return Err(format!("Filter policy can not have more than {FILTER_KEYS_MAX} keys"));
    }
    let mut combinations = 1;
    let rule = object(&policy, scope, 1, &mut combinations)?;
    match combinations <= FILTER_COMBINATIONS_MAX {
        true => Ok(rule),
        false => Err("Filter policy is too complex".to_owned()),
    }
}

/// The rule of an object. Values count as often as they are deep, those of a branch of `$or` for themselves.
fn object(policy: &Map<String, Value>, scope: Scope, depth: usize, combinations: &mut u64) -> Result<Rule> {
    if scope == Scope::MessageAttributes && depth > 1 {
        return Err("Filter policy scope MessageAttributes does not support nested filter policy".to_owned());
    }
    if depth > FILTER_DEPTH_MAX {
        return Err("Filter policy is too complex".to_owned());
    }
    let mut rules = Vec::with_capacity(policy.len());
    for (key, value) in policy {
        rules.push(match value {
            Value::Object(nested) => {
                Rule::Nested(key.clone(), Box::new(object(nested, scope, depth + 1, combinations)?))
            }
            Value::Array(values) if values.is_empty() => {
                return Err("Empty arrays are not allowed".to_owned());
            }
            Value::Array(branches) if key == "$or" && is_or(branches) => {
                let (before, mut sum) = (*combinations, 0_u64);
                let mut rules = Vec::with_capacity(branches.len());
                for branch in branches.iter().filter_map(Value::as_object) {
                    let mut own = before;
                    rules.push(object(branch, scope, depth, &mut own)?);
                    sum = sum.saturating_add(own);
                }
                *combinations = sum;
                Rule::Any(rules)
            }
            Value::Array(values) => {
                *combinations = combinations.saturating_mul(values.len() as u64).saturating_mul(depth as u64);
                Rule::Values(key.clone(), values.iter().map(pattern).collect::<Result<_>>()?)
            }
            _ => return Err(format!("\"{key}\" must be an object or an array")),
        });
        if *combinations > FILTER_COMBINATIONS_MAX.saturating_mul(1_000) {
            return Err("Filter policy is too complex".to_owned());
        }
    }
    Ok(Rule::All(rules))
}

/// `$or` has two branches or more; else it is a key as others are.
fn is_or(values: &[Value]) -> bool {
    values.len() > 1 && values.iter().all(Value::is_object)
}

fn pattern(value: &Value) -> Result<Pattern> {
    Ok(match value {
        Value::Null => Pattern::Null,
        Value::Bool(value) => Pattern::Boolean(*value),
        Value::String(text) => Pattern::Text(text.clone()),
        Value::Number(number) => Pattern::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::Array(_) => return Err("Match value must be String, number, true, false, or null".to_owned()),
        Value::Object(operator) => {
            let mut operators = operator.iter();
            match (operators.next(), operators.next()) {
                (Some((name, value)), None) => operation(name, value)?,
                _ => return Err("Only one key allowed in match expression".to_owned()),
            }
        }
    })
}

fn operation(name: &str, value: &Value) -> Result<Pattern> {
    let text = || match value {
        Value::String(text) => Ok(text.clone()),
        _ => Err(format!("{name} match pattern must be a string")),
    };
    Ok(match name {
        "prefix" => Pattern::Prefix(text()?),
        "suffix" => Pattern::Suffix(text()?),
        "equals-ignore-case" => Pattern::EqualsIgnoreCase(text()?),
        "wildcard" => Pattern::Wildcard(wildcard(&text()?)?),
        "anything-but" => Pattern::AnythingBut(anything_but(value)?),
        "numeric" => Pattern::Numeric(numeric(value)?),
        "exists" => match value {
            Value::Bool(wanted) => Pattern::Exists(*wanted),
            _ => return Err("exists match pattern must be either true or false.".to_owned()),
        },
        "cidr" => match value {
            Value::String(text) => Pattern::Cidr(network(text)?),
            _ => return Err("prefix match pattern must be a string".to_owned()),
        },
        other => return Err(format!("Unrecognized match type {other}")),
    })
}

/// What a value must not be: plain values, or one or more texts of an operator.
fn anything_but(value: &Value) -> Result<Vec<Pattern>> {
    let plain = |value: &Value| match value {
        Value::Object(_) | Value::Array(_) => {
            Err("Inside anything but list, either all values are number or string".to_owned())
        }
        value => pattern(value),
    };
    match value {
        Value::Array(values) if values.is_empty() => Err("Empty arrays are not allowed".to_owned()),
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Object(operator) => {
            let mut operators = operator.iter();
            let (Some((name, value)), None) = (operators.next(), operators.next()) else {
                return Err("Only one key allowed in match expression".to_owned());
            };
            if !["prefix", "suffix", "equals-ignore-case", "wildcard"].contains(&name.as_str()) {
                return Err(format!("Unsupported anything-but pattern: {name}"));
            }
            match value {
                Value::Array(values) if !values.is_empty() => {
                    values.iter().map(|value| operation(name, value)).collect()
                }
                value => Ok(vec![operation(name, value)?]),
            }
        }
        value => Ok(vec![plain(value)?]),
    }
}

fn numeric(value: &Value) -> Result<Vec<(Comparison, f64)>> {
    let empty = || "Invalid member in numeric match: ]".to_owned();
    let terms = value.as_array().filter(|terms| !terms.is_empty()).ok_or_else(empty)?;
    let term = |at: usize, known: &str| {
        let sign = terms[at].as_str().ok_or_else(|| format!("{known}: {}", terms[at]))?;
        let of_number = terms.get(at + 1).and_then(Value::as_f64);
        let name = if sign == "=" { "equals" } else { sign };
        Ok::<_, String>((sign, of_number.ok_or_else(|| format!("Value of {name} must be numeric"))))
    };
    let (sign, bottom) = term(0, "Invalid member in numeric match")?;
    let how =
        Comparison::parse(sign).ok_or_else(|| format!("Unrecognized numeric range operator: {sign}"))?;
    let bottom = bottom?;
    if terms.len() <= 2 {
        return Ok(vec![(how, bottom)]);
    }
    if !matches!(how, Comparison::Greater | Comparison::GreaterOrEqual) {
        return Err("Too many elements in numeric expression".to_owned());
    }
    let (sign, top) = term(2, "Bad value in numeric range")?;
    let to = Comparison::parse(sign)
        .filter(|to| matches!(to, Comparison::Less | Comparison::LessOrEqual))
        .ok_or_else(|| format!("Bad numeric range operator: {sign}"))?;
    let top = top?;
    if top <= bottom {
        return Err("Bottom must be less than top".to_owned());
    }
    if terms.len() > 4 {
        return Err("Too many terms in numeric range expression".to_owned());
    }
    Ok(vec![(how, bottom), (to, top)])
}

fn network(text: &str) -> Result<Network> {
    let Some((address, bits)) = text.split_once('/').filter(|(_, bits)| !bits.contains('/')) else {
        return Err("Malformed CIDR, one '/' required".to_owned());
    };
    let bits: u32 = bits.parse().map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
    let parsed: IpAddr = address.parse().map_err(|_| format!("Nonstandard IP address: {address}"))?;
    let width = if parsed.is_ipv4() { 32 } else { 128 };
    match u8::try_from(bits).ok().filter(|bits| *bits <= width) {
        Some(bits) => Ok(Network { address: parsed, bits }),
        None => Err(format!("Malformed CIDR, mask bits must be 0 to {width}")),
    }
}

/// The parts between the stars of a pattern; `\*` is a star and `\\` a backslash.
fn wildcard(text: &str) -> Result<Vec<String>> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut letters = text.chars().enumerate();
    let mut last_star = None;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '*' if last_star.is_some_and(|star| star + 1 == at) => {
                return Err(format!("Consecutive wildcard characters at pos {}", at - 1));
            }
            '*' => {
                last_star = Some(at);
                parts.push(std::mem::take(&mut part));
            }
            '\\' => match letters.next() {
                Some((_, letter @ ('*' | '\\'))) => part.push(letter),
                _ => return Err(format!("Invalid escape character at pos {at}")),
            },
            letter => part.push(letter),
        }
    }
    parts.push(part);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(policy: &str) -> String {
        read(policy, Scope::MessageBody).expect_err(policy)
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_awss_words() {
        for (policy, reason) in [
            ("[", "failed to parse JSON."),
            (r#"{"a":"b"}"#, r#""a" must be an object or an array"#),
            (r#"{"a":[]}"#, "Empty arrays are not allowed"),
            (r#"{"a":[["b"]]}"#, "Match value must be String, number, true, false, or null"),
            (r#"{"a":[{"prefix":"b","suffix":"c"}]}"#, "Only one key allowed in match expression"),
            (r#"{"a":[{"prefix":1}]}"#, "prefix match pattern must be a string"),
            (r#"{"a":[{"odd":1}]}"#, "Unrecognized match type odd"),
            (r#"{"a":[{"exists":1}]}"#, "exists match pattern must be either true or false."),
            (r#"{"a":[{"anything-but":{"numeric":1}}]}"#, "Unsupported anything-but pattern: numeric"),
            (r#"{"a":[{"numeric":[]}]}"#, "Invalid member in numeric match: ]"),
            (r#"{"a":[{"numeric":["~",1]}]}"#, "Unrecognized numeric range operator: ~"),
            (r#"{"a":[{"numeric":["=","1"]}]}"#, "Value of equals must be numeric"),
            (r#"{"a":[{"numeric":["<",1,">",2]}]}"#, "Too many elements in numeric expression"),
            (r#"{"a":[{"numeric":[">",1,">",2]}]}"#, "Bad numeric range operator: >"),
            (r#"{"a":[{"numeric":[">",2,"<",2]}]}"#, "Bottom must be less than top"),
            (r#"{"a":[{"numeric":[">",1,"<",2,"<"]}]}"#, "Too many terms in numeric range expression"),
            (r#"{"a":[{"cidr":"10.0.0.0"}]}"#, "Malformed CIDR, one '/' required"),
            (r#"{"a":[{"cidr":"10.0.0/8"}]}"#, "Nonstandard IP address: 10.0.0"),
            (r#"{"a":[{"cidr":"10.0.0.0/x"}]}"#, "Malformed CIDR, mask bits must be an integer"),
            (r#"{"a":[{"wildcard":"a**b"}]}"#, "Consecutive wildcard characters at pos 1"),
            (
                r#"{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}"#,
                "Filter policy can not have more than 5 keys",
            ),
        ] {
            assert_eq!(refused(policy), reason, "{policy}");
        }
        let nested = read(r#"{"a":{"b":["c"]}}"#, Scope::MessageAttributes).unwrap_err();
        assert_eq!(nested, "Filter policy scope MessageAttributes does not support nested filter policy");
    }

    #[test]
    fn combinations_are_bounded() {
        let values = |count: usize| vec!["1"; count].join(",");
        // AWS's example: 3 × 4 × 2 × 3 = 72.
        let example = format!(r#"{{"a":{{"b":{{"c":[{}]}}}},"d":{{"e":[{}]}}}}"#, values(4), values(3));
        assert!(read(&example, Scope::MessageBody).is_ok());
        assert!(read(&format!(r#"{{"a":[{}]}}"#, values(150)), Scope::MessageAttributes).is_ok());
        assert_eq!(refused(&format!(r#"{{"a":[{}]}}"#, values(151))), "Filter policy is too complex");
        let or = format!(r#"{{"$or":[{{"a":[{0}]}},{{"b":[{0}]}}]}}"#, values(75));
        assert!(read(&or, Scope::MessageBody).is_ok());
        assert!(read(&or.replace("\"b\":[1", "\"b\":[1,1"), Scope::MessageBody).is_err());
    }
}
