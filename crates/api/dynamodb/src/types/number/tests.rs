//! Numbers against their written rules, and against plain integers.

use super::{Number, NumberError};

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn text(text: &str) -> String {
    number(text).to_string()
}

#[test]
fn writes_plain_decimals() {
    for (given, want) in [
        ("0", "0"),
        ("-0", "0"),
        ("+5", "5"),
        ("007", "7"),
        ("0042.1200", "42.12"),
        ("1E3", "1000"),
        ("1e2", "100"),
        ("123.4500e-2", "1.2345"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-1.5E-2", "-0.015"),
        ("100", "100"),
        ("0.0", "0"),
        ("0e999999999999", "0"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ("1000000000000000000000000000000000000000000", "1000000000000000000000000000000000000000000"),
    ] {
        assert_eq!(text(given), want, "{given}");
    }
    assert_eq!(text("1E-130"), format!("0.{}1", "0".repeat(129)));
    assert_eq!(text("1E125"), format!("1{}", "0".repeat(125)));
    assert_eq!(text("-9.9999999999999999999999999999999999999E+125").len(), 127);
}

#[test]
fn refuses_what_aws_refuses() {
    for text in
        ["", "abc", "1.2.3", " 1", "1 ", "0x10", "1e", "1e+", "NaN", "Infinity", ".", "-", "--1", "1_0"]
    {
        assert_eq!(text.parse::<Number>(), Err(NumberError::NotNumeric(text.to_owned())));
    }
    for text in ["1e126", "-1e126", "1e99999999999", "1e2147483648", "10E125"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Overflow), "{text}");
    }
    for text in ["1e-131", "-1e-131", "1e-99999999999", "0.9E-130"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Underflow), "{text}");
    }
    for text in [
        "123456789012345678901234567890123456789",
        "-1.23456789012345678901234567890123456789",
        "1234567890123456789012345678901234567890123456789.5",
        "100000000000000000000000000000000000000.1",
    ] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Precision), "{text}");
    }
    assert_eq!(
        NumberError::NotNumeric("b".to_owned()).to_string(),
        "The parameter cannot be converted to a numeric value: b"
    );
}

#[test]
fn adds_exactly() {
    for (left, right, sum) in [
        ("0.1", "0.2", "0.3"),
        ("1", "-1", "0"),
        ("1e38", "-1", "99999999999999999999999999999999999999"),
        ("99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000"),
        ("5", "-7.5", "-2.5"),
        ("1e125", "1e125", "2e125"),
        ("-3", "-4", "-7"),
        ("0", "1e-130", "1e-130"),
    ] {
        assert_eq!(number(left).checked_add(&number(right)), Ok(number(sum)), "{left} + {right}");
        assert_eq!(number(right).checked_add(&number(left)), Ok(number(sum)), "{right} + {left}");
    }
    assert_eq!(number("1").checked_sub(&number("3")), Ok(number("-2")));
    assert_eq!(number("1e38").checked_add(&number("1")), Err(NumberError::Precision));
    assert_eq!(number("1e125").checked_add(&number("1e-130")), Err(NumberError::Precision));
    assert_eq!(number("9e125").checked_add(&number("1e125")), Err(NumberError::Overflow));
    assert_eq!(number("1.1e-130").checked_sub(&number("1e-130")), Err(NumberError::Underflow));
}

#[test]
fn orders_by_value() {
    let ascending = [
        "-9e125", "-1e38", "-100", "-99.5", "-99", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.015", "0.02",
        "1", "1.5", "2", "10", "11", "99.999", "100", "1e38", "1e125",
    ];
    for (low, left) in ascending.iter().enumerate() {
        for (high, right) in ascending.iter().enumerate() {
            assert_eq!(number(left).cmp(&number(right)), low.cmp(&high), "{left} {right}");
        }
    }
    assert_eq!(number("1.0"), number("1"));
    assert_eq!(number("10E-1"), number("1"));
}

#[test]
fn agrees_with_integers() {
    let mut seed: u64 = 7;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let shift = (seed >> 58) % 60;
        (seed as i64) >> shift
    };
    for _ in 0..5_000 {
        let (a, b) = (next(), next());
        let (left, right) = (Number::from(a), Number::from(b));
        assert_eq!(left.to_string(), a.to_string());
        assert_eq!(left.to_string().parse(), Ok(left));
        assert_eq!(left.cmp(&right), a.cmp(&b));
        let sum = i128::from(a) + i128::from(b);
        assert_eq!(left.checked_add(&right), Number::new(sum, 0));
        assert_eq!(left.checked_sub(&right), Number::new(i128::from(a) - i128::from(b), 0));
    }
}
