//! `INTERVAL '1' DAY`, `INTERVAL -'2' MONTH`, `INTERVAL '1 02:03' DAY TO MINUTE`.

use datafusion::sql::sqlparser::ast::{Expr, Interval, Value, ValueWithSpan};
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Span, Token};

use super::call::{arguments, call, cast, text};

/// Reads what follows the word INTERVAL.
pub fn parse(parser: &mut Parser<'_>, span: Span) -> Result<Expr, ParserError> {
    let is_negative = parser.consume_token(&Token::Minus);
    if !is_negative {
        let _ = parser.consume_token(&Token::Plus);
    }
    let value = parser.parse_literal_string()?;
    let from = unit(parser)?;
    let is_range =
        matches!(&parser.peek_token_ref().token, Token::Word(word) if word.value.eq_ignore_ascii_case("to"));
    let to = if is_range {
        parser.next_token();
        unit(parser)?
    } else {
        from
    };
    let refused = || ParserError::ParserError(format!("Invalid interval literal: {value}"));
    let amount = read(&value, from, to).ok_or_else(refused)?;
    let amount = if is_negative { -amount } else { amount };
    let name = if from.is_calendar() { "$months" } else { "$millis" };
    let amount = cast(text(amount.to_string(), span), "bigint", span);
    Ok(call(name, vec![amount], span))
}

/// What [`parse`] made of an interval, as the literal that it was; `None` of anything else.
pub fn literal(interval: &Expr) -> Option<Expr> {
    let Expr::Function(function) = interval else { return None };
    let unit = match function.name.0.first()?.as_ident()?.value.as_str() {
        "$months" => "months",
        "$millis" => "milliseconds",
        _ => return None,
    };
    let Expr::Function(amount) = arguments(function)?.pop()? else { return None };
    let amount = match arguments(&amount)?.into_iter().next()? {
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(amount), .. }) => amount,
        _ => return None,
    };
    Some(Expr::Interval(Interval {
        value: Box::new(text(format!("{amount} {unit}"), Span::empty())),
        leading_field: None,
        leading_precision: None,
        last_field: None,
        fractional_seconds_precision: None,
    }))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    fn is_calendar(self) -> bool {
        matches!(self, Self::Year | Self::Month)
    }

    /// Months or milliseconds.
    fn size(self) -> i64 {
        match self {
            Self::Year => 12,
            Self::Month => 1,
            Self::Week => 604_800_000,
            Self::Day => 86_400_000,
            Self::Hour => 3_600_000,
            Self::Minute => 60_000,
            Self::Second => 1_000,
        }
    }

    fn next(self) -> Option<Self> {
        match self {
            Self::Year => Some(Self::Month),
            Self::Day => Some(Self::Hour),
            Self::Hour => Some(Self::Minute),
            Self::Minute => Some(Self::Second),
            _ => None,
        }
    }
}

fn unit(parser: &mut Parser<'_>) -> Result<Unit, ParserError> {
    let token = parser.next_token();
    let Token::Word(word) = &token.token else { return parser.expected("an interval's unit", token) };
    match word.value.to_ascii_lowercase().trim_end_matches('s') {
        "year" => Ok(Unit::Year),
        "month" => Ok(Unit::Month),
        "week" => Ok(Unit::Week),
        "day" => Ok(Unit::Day),
        "hour" => Ok(Unit::Hour),
        "minute" => Ok(Unit::Minute),
        "second" => Ok(Unit::Second),
        _ => parser.expected("an interval's unit", token),
    }
}

/// The amount in months or milliseconds.
fn read(value: &str, from: Unit, to: Unit) -> Option<i64> {
    let (sign, value) = match value.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, value.trim().trim_start_matches('+')),
    };
    let mut parts = value.split([' ', ':', '-']);
    let (mut unit, mut amount) = (Some(from), 0_i64);
    loop {
        let current = unit?;
        amount = amount.checked_add(part(parts.next()?, current)?)?;
        if current == to {
            break;
        }
        unit = current.next();
    }
    parts.next().is_none().then_some(sign * amount)
}

fn part(text: &str, unit: Unit) -> Option<i64> {
    match text.split_once('.') {
        Some((whole, fraction)) if unit == Unit::Second => {
            let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
            whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(fraction)
        }
        _ => text.parse::<i64>().ok()?.checked_mul(unit.size()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_by_unit() {
        assert_eq!(read("3", Unit::Day, Unit::Day), Some(259_200_000));
        assert_eq!(read("1-2", Unit::Year, Unit::Month), Some(14));
        assert_eq!(read("1 02:03", Unit::Day, Unit::Minute), Some(93_780_000));
        assert_eq!(read("-1.5", Unit::Second, Unit::Second), Some(-1_500));
        assert_eq!(read("1.5", Unit::Day, Unit::Day), None);
        assert_eq!(read("1 2", Unit::Day, Unit::Day), None);
    }
}
