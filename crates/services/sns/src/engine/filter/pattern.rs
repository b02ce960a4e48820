//! What a plain value must be.

use std::net::IpAddr;

/// A plain value of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Text.
    Text(&'a str),
    /// A number, and the text that it came as.
    Number(f64, Option<&'a str>),
    /// Yes or no.
    Boolean(bool),
    /// JSON's null.
    Null,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// This text.
    Text(String),
    /// This number.
    Number(f64),
    /// This truth value.
    Boolean(bool),
    /// Null.
    Null,
    /// Text that begins so.
    Prefix(String),
    /// Text that ends so.
    Suffix(String),
    /// This text, capital or not.
    EqualsIgnoreCase(String),
    /// Text of these parts with anything in between.
    Wildcard(Vec<String>),
    /// Anything that fits none of these.
    AnythingBut(Vec<Pattern>),
    /// A number of which all this holds.
    Numeric(Vec<(Comparison, f64)>),
    /// Whether there is a value at all; decided where it is looked for.
    Exists(bool),
    /// An address of a network.
    Cidr(Network),
}

/// How numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A network: an address and how many of its bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The address.
    pub address: IpAddr,
    /// The bits.
    pub bits: u8,
}

impl Pattern {
    /// Whether `scalar` is as wanted.
    pub fn fits(&self, scalar: &Scalar<'_>) -> bool {
        let text = match scalar {
            Scalar::Text(text) | Scalar::Number(_, Some(text)) => Some(*text),
            _ => None,
        };
        let is = |holds: &dyn Fn(&str) -> bool| text.is_some_and(holds);
        match self {
            Self::Text(wanted) => is(&|text| text == wanted),
            Self::Number(wanted) => matches!(scalar, Scalar::Number(number, _) if number == wanted),
            Self::Boolean(wanted) => matches!(scalar, Scalar::Boolean(value) if value == wanted),
            Self::Null => *scalar == Scalar::Null,
            Self::Prefix(prefix) => is(&|text| text.starts_with(prefix.as_str())),
            Self::Suffix(suffix) => is(&|text| text.ends_with(suffix.as_str())),
            Self::EqualsIgnoreCase(wanted) => is(&|text| text.to_lowercase() == wanted.to_lowercase()),
            Self::Wildcard(parts) => is(&|text| consists_of(text, parts)),
            Self::AnythingBut(patterns) => !patterns.iter().any(|pattern| pattern.fits(scalar)),
            Self::Numeric(terms) => match scalar {
                Scalar::Number(number, _) => terms.iter().all(|(how, wanted)| how.holds(*number, *wanted)),
                _ => false,
            },
            Self::Exists(wanted) => *wanted,
            Self::Cidr(network) => is(&|text| text.parse().is_ok_and(|address| network.has(address))),
        }
    }
}

impl Comparison {
    /// The comparison of a sign.
    pub fn parse(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Equal,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, number: f64, wanted: f64) -> bool {
        match self {
            Self::Equal => number == wanted,
            Self::Less => number < wanted,
            Self::LessOrEqual => number <= wanted,
            Self::Greater => number > wanted,
            Self::GreaterOrEqual => number >= wanted,
        }
    }
}

impl Network {
    fn has(&self, address: IpAddr) -> bool {
        let same = |own: u128, other: u128, width: u8| {
            let shift = u32::from(width - self.bits.min(width));
            own.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
        };
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(u32::from(own).into(), u32::from(other).into(), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.into(), other.into(), 128),
            _ => false,
        }
    }
}

/// Whether `text` is `parts` with anything in between; one part is the whole text.
fn consists_of(text: &str, parts: &[String]) -> bool {
    let [first, between @ .., last] = parts else { return parts.first().is_some_and(|whole| whole == text) };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for part in between {
        let Some(at) = rest.find(part.as_str()) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_anything() {
        let parts = |text: &str| text.split('*').map(str::to_owned).collect::<Vec<_>>();
        for (pattern, text) in
            [("a*c", "abc"), ("a*c", "ac"), ("*", ""), ("*b*", "abc"), ("a*b*c", "axbxbxc"), ("a", "a")]
        {
            assert!(consists_of(text, &parts(pattern)), "{pattern} {text}");
        }
        for (pattern, text) in [("a*a", "a"), ("a*c", "abd"), ("*b*c", "cb"), ("a", "ab")] {
            assert!(!consists_of(text, &parts(pattern)), "{pattern} {text}");
        }
    }

    #[test]
    fn networks_have_addresses() {
        let has = |address: &str, bits, other: &str| {
            Network { address: address.parse().unwrap(), bits }.has(other.parse().unwrap())
        };
        assert!(has("10.0.0.0", 24, "10.0.0.255") && !has("10.0.0.0", 24, "10.0.1.0"));
        assert!(has("0.0.0.0", 0, "255.1.1.1") && has("::", 0, "ff::1") && !has("::", 0, "1.1.1.1"));
        assert!(has("2001:db8::", 32, "2001:db8:1::") && !has("10.0.0.1", 32, "10.0.0.2"));
    }

    #[test]
    fn anything_but_takes_what_fits_none() {
        let pattern = Pattern::AnythingBut(vec![Pattern::Text("a".into()), Pattern::Prefix("b".into())]);
        assert!(pattern.fits(&Scalar::Text("c")) && pattern.fits(&Scalar::Number(1.0, None)));
        assert!(!pattern.fits(&Scalar::Text("a")) && !pattern.fits(&Scalar::Text("bc")));
    }
}
