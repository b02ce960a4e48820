//! The names of condition operators: `ForAllValues:StringLikeIfExists` taken apart.

/// What is compared, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Same text.
    String,
    /// Same text but for case.
    StringIgnoreCase,
    /// Text with `*` and `?`.
    StringLike,
    /// Numbers.
    Numeric(Order),
    /// Points in time.
    Date(Order),
    /// `true` or `false`.
    Bool,
    /// Bytes, written in base64.
    Binary,
    /// Blocks of addresses.
    Address,
    /// ARNs, part by part.
    Arn,
    /// Whether the key is there at all.
    Null,
}

/// How two numbers or dates must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    /// Whether `given`, of the request, stands to `wanted`, of the policy, as this says.
    pub(super) fn holds<T: PartialOrd>(self, given: &T, wanted: &T) -> bool {
        match self {
            Self::Equal => given == wanted,
            Self::Less => given < wanted,
            Self::LessOrEqual => given <= wanted,
            Self::Greater => given > wanted,
            Self::GreaterOrEqual => given >= wanted,
        }
    }
}

/// For a key with several values: how many of them must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    /// Every one; also where there are none.
    ForAll,
    /// At least one.
    ForAny,
}

/// An operator's name, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operator {
    pub(super) quantifier: Option<Quantifier>,
    pub(super) comparison: Comparison,
    /// `…Not…`: none of the policy's values may match.
    pub(super) negated: bool,
    /// `…IfExists`: holds where the key is missing.
    pub(super) if_exists: bool,
}

impl Operator {
    /// The operator called `name`; `None` if there is none.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (quantifier, rest) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
            (Some(Quantifier::ForAll), rest)
        } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
            (Some(Quantifier::ForAny), rest)
        } else {
            (None, name)
        };
        let (base, if_exists) = match rest.strip_suffix("IfExists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let (comparison, negated) = comparison(base)?;
        let sound = comparison != Comparison::Null || !if_exists;
        sound.then_some(Self { quantifier, comparison, negated, if_exists })
    }
}

fn comparison(base: &str) -> Option<(Comparison, bool)> {
    use Comparison::{Address, Arn, Binary, Bool, Date, Null, Numeric, String, StringIgnoreCase, StringLike};
    let plain = match base {
        "StringEquals" => String,
        "StringNotEquals" => return Some((String, true)),
        "StringEqualsIgnoreCase" => StringIgnoreCase,
        "StringNotEqualsIgnoreCase" => return Some((StringIgnoreCase, true)),
        "StringLike" => StringLike,
        "StringNotLike" => return Some((StringLike, true)),
        "NumericNotEquals" => return Some((Numeric(Order::Equal), true)),
        "DateNotEquals" => return Some((Date(Order::Equal), true)),
        "Bool" => Bool,
        "BinaryEquals" => Binary,
        "IpAddress" => Address,
        "NotIpAddress" => return Some((Address, true)),
        "ArnEquals" | "ArnLike" => Arn,
        "ArnNotEquals" | "ArnNotLike" => return Some((Arn, true)),
        "Null" => Null,
        _ => match (base.strip_prefix("Numeric"), base.strip_prefix("Date")) {
            (Some(order), _) => Numeric(parse_order(order)?),
            (_, Some(order)) => Date(parse_order(order)?),
            (None, None) => return None,
        },
    };
    Some((plain, false))
}

fn parse_order(name: &str) -> Option<Order> {
    Some(match name {
        "Equals" => Order::Equal,
        "LessThan" => Order::Less,
        "LessThanEquals" => Order::LessOrEqual,
        "GreaterThan" => Order::Greater,
        "GreaterThanEquals" => Order::GreaterOrEqual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let operator = Operator::parse("ForAnyValue:StringNotLikeIfExists").unwrap();
        assert_eq!(
            operator,
            Operator {
                quantifier: Some(Quantifier::ForAny),
                comparison: Comparison::StringLike,
                negated: true,
                if_exists: true,
            }
        );
        for known in ["NumericLessThanEquals", "DateGreaterThan", "Null", "BoolIfExists", "NotIpAddress"] {
            assert!(Operator::parse(known).is_some(), "{known}");
        }
        for unknown in ["", "x", "NullIfExists", "ForAnyValue::StringEquals", "stringequals", "NumericLike"] {
            assert!(Operator::parse(unknown).is_none(), "{unknown}");
        }
    }
}
