//! Signatures as Trino's documentation writes them, and which of them a call means.
//!
//! `name(type, …) -> type`. A capital letter stands for any type, the same everywhere; `decimal` for any decimal;
//! `timestamp with time zone` for any zone, which the result takes over; the last parameter may be repeated (`T...`).

use std::collections::BTreeMap;

use arrow::datatypes::DataType;

use super::coercion::{becomes, common};
use crate::types::{array_of, entry_of, item_of, map_of, of_trino, timestamp_with_zone, to_trino};

/// One parameter's or the result's type, with variables in it.
#[derive(Clone, Debug, PartialEq)]
enum Pattern {
    Exactly(DataType),
    Variable(char),
    Decimal,
    Zoned,
    Array(Box<Pattern>),
    Map(Box<Pattern>, Box<Pattern>),
}

/// One signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// As it is written.
    pub text: &'static str,
    /// The function's name.
    pub name: &'static str,
    parameters: Vec<Pattern>,
    repeats: bool,
    result: Pattern,
}

/// A call that a signature fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// What the arguments become.
    pub arguments: Vec<DataType>,
    /// The type of the result.
    pub result: DataType,
    /// How many of the arguments have to become something else.
    pub changes: usize,
}

impl Signature {
    /// Reads a signature, which is part of the program.
    pub fn of(text: &'static str) -> Self {
        let parts = text.split_once("->").and_then(|(call, result)| {
            let (name, parameters) = call.trim().strip_suffix(')')?.split_once('(')?;
            Some((name, parameters, result.trim()))
        });
        let (name, parameters, result) = parts.expect("invariant: signatures are `name(types) -> type`");
        let mut parameters = split(parameters);
        let repeats = parameters.last().is_some_and(|last| last.ends_with("..."));
        if let Some(last) = parameters.last_mut() {
            *last = last.trim_end_matches("...");
        }
        let parameters = parameters.into_iter().map(Pattern::of).collect();
        Self { text, name, parameters, repeats, result: Pattern::of(result) }
    }

    /// How a call with arguments of these types fits, if it does.
    pub fn fit(&self, arguments: &[DataType]) -> Option<Fit> {
        let fixed = self.parameters.len();
        let enough = if self.repeats { arguments.len() + 1 >= fixed } else { arguments.len() == fixed };
        if !enough {
            return None;
        }
        let pattern = |index: usize| &self.parameters[index.min(fixed - 1)];
        let mut variables = BTreeMap::new();
        for (index, argument) in arguments.iter().enumerate() {
            pattern(index).bind(argument, &mut variables)?;
        }
        let mut becoming = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let wanted = pattern(index).fill(&variables, Some(argument))?;
            if !becomes(argument, &wanted) {
                return None;
            }
            becoming.push(wanted);
        }
        let changes = becoming.iter().zip(arguments).filter(|(wanted, argument)| wanted != argument).count();
        Some(Fit { result: self.result.fill(&variables, None)?, arguments: becoming, changes })
    }
}

/// Trino's words for a call that fits no signature.
pub fn refusal(name: &str, signatures: &[&str], arguments: &[DataType]) -> String {
    let given: Vec<String> = arguments.iter().map(to_trino).collect();
    let expected = signatures.iter().map(|text| text.split("->").next().unwrap_or("").trim());
    let expected: Vec<&str> = expected.collect();
    format!(
        "Unexpected parameters ({}) for function {name}. Expected: {}",
        given.join(", "),
        expected.join(", ")
    )
}

/// Splits at commas that are in no brackets.
fn split(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (index, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

impl Pattern {
    fn of(text: &'static str) -> Self {
        if let Some(letter) =
            text.chars().next().filter(|letter| text.len() == 1 && letter.is_ascii_uppercase())
        {
            return Self::Variable(letter);
        }
        let inner = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(item) = inner("array") {
            return Self::Array(Box::new(Self::of(item)));
        }
        if let Some(entry) = inner("map") {
            let mut parts = split(entry).into_iter().map(|part| Box::new(Self::of(part)));
            if let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                return Self::Map(key, value);
            }
        }
        match text {
            "decimal" => Self::Decimal,
            "timestamp with time zone" => Self::Zoned,
            _ => Self::Exactly(of_trino(text).expect("invariant: signatures name types that there are")),
        }
    }

    /// Learns from an argument's type what the variables stand for.
    fn bind(&self, argument: &DataType, variables: &mut BTreeMap<char, DataType>) -> Option<()> {
        match self {
            Self::Exactly(_) => {}
            Self::Variable(letter) => {
                let bound = match variables.get(letter) {
                    Some(bound) => common(bound, argument)?,
                    None => argument.clone(),
                };
                variables.insert(*letter, bound);
            }
            Self::Decimal => {
                if let DataType::Decimal128(..) = argument {
                    variables.insert('#', argument.clone());
                }
            }
            Self::Zoned => {
                if let DataType::Timestamp(_, Some(_)) = argument {
                    variables.entry('@').or_insert_with(|| argument.clone());
                }
            }
            Self::Array(item) => match argument {
                DataType::Null => item.bind(&DataType::Null, variables)?,
                _ => item.bind(item_of(argument)?, variables)?,
            },
            Self::Map(key, value) => match argument {
                DataType::Null => {
                    key.bind(&DataType::Null, variables)?;
                    value.bind(&DataType::Null, variables)?;
                }
                _ => {
                    let entry = entry_of(argument)?;
                    key.bind(entry.0, variables)?;
                    value.bind(entry.1, variables)?;
                }
            },
        }
        Some(())
    }

    /// The type, the variables being known.
    fn fill(&self, variables: &BTreeMap<char, DataType>, argument: Option<&DataType>) -> Option<DataType> {
        match self {
            Self::Exactly(kind) => Some(kind.clone()),
            Self::Variable(letter) => variables.get(letter).cloned(),
            Self::Decimal => match argument {
                Some(kind @ DataType::Decimal128(..)) => Some(kind.clone()),
                Some(_) => None,
                None => variables.get(&'#').cloned(),
            },
            Self::Zoned => match argument {
                Some(kind @ DataType::Timestamp(_, Some(_))) => Some(kind.clone()),
                _ => Some(variables.get(&'@').cloned().unwrap_or_else(|| timestamp_with_zone("UTC"))),
            },
            Self::Array(item) => Some(array_of(item.fill(variables, argument.and_then(item_of))?)),
            Self::Map(key, value) => {
                let entry = argument.and_then(entry_of);
                let key = key.fill(variables, entry.map(|entry| entry.0))?;
                Some(map_of(key, value.fill(variables, entry.map(|entry| entry.1))?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(text: &'static str, arguments: &[&str]) -> Option<String> {
        let arguments: Vec<DataType> = arguments.iter().map(|kind| of_trino(kind).unwrap()).collect();
        Signature::of(text).fit(&arguments).map(|fit| to_trino(&fit.result))
    }

    #[test]
    fn variables_are_the_same_everywhere() {
        assert_eq!(fit("f(array(T), T) -> T", &["array(integer)", "bigint"]).as_deref(), Some("bigint"));
        assert_eq!(fit("f(array(T), T) -> T", &["array(integer)", "varchar"]), None);
        assert_eq!(
            fit("f(map(K, V), K) -> V", &["map(varchar, double)", "varchar"]).as_deref(),
            Some("double")
        );
        assert_eq!(fit("f(decimal) -> decimal", &["decimal(5,2)"]).as_deref(), Some("decimal(5,2)"));
        assert_eq!(fit("f(varchar...) -> varchar", &["varchar", "varchar"]).as_deref(), Some("varchar"));
        assert_eq!(fit("f(double) -> double", &["integer"]).as_deref(), Some("double"));
        assert_eq!(fit("f(bigint) -> bigint", &["double"]), None);
    }

    #[test]
    fn refusals_name_what_there_is() {
        let signatures = ["abs(double) -> double", "abs(bigint) -> bigint"];
        assert_eq!(
            refusal("abs", &signatures, &[DataType::Utf8]),
            "Unexpected parameters (varchar) for function abs. Expected: abs(double), abs(bigint)"
        );
    }
}
