//! Expressions as callers write them.

use super::*;

fn keys() -> Vec<(String, String)> {
    let key = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    vec![key("country", "string"), key("year", "int"), key("day", "date"), key("price", "decimal(8,2)")]
}

fn filter(text: &str) -> Filter {
    Filter::parse(text, &keys()).unwrap().unwrap()
}

fn evaluate(text: &str, values: &[&str]) -> Truth {
    let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
    filter(text).evaluate(&values).unwrap()
}

const HERE: [&str; 4] = ["at", "2024", "2024-02-29", "10.50"];

#[test]
fn what_holds() {
    for text in [
        "country = 'at'",
        "COUNTRY='at' and Year = 2024",
        "year = '2024'",
        "2024 = year and 2023 < year",
        "year > 999 AND year >= 2024 AND year < 10000 and year <= 2024 and year <> 1 and year != 2",
        "(year) = (2024)",
        "((country = 'de') OR ((year = 2024)))",
        "NOT country = 'de' and not (year = 1)",
        "country in ('de', 'at') and year not in (1, 2)",
        "year between 2023 and 2024 and price between 9 and 10.5 and year not between 1 and 2",
        "country like 'a%' and country like '_t' and country not like 'd%'",
        "day = '2024-02-29' and day > date '2024-01-31'",
        "country is not null and not country is null",
        "\"country\" = 'at' and `year` = 2024",
    ] {
        assert_eq!(evaluate(text, &HERE), Truth::Yes, "{text}");
    }
}

#[test]
fn what_does_not() {
    for text in [
        "country = 'AT'",
        "country = 'at' and year = 1",
        "country = 'de' or year = 1",
        // AND binds closer.
        "year = 1 and country = 'de' or country = 'fr'",
        "not (country = 'at' or year = 1)",
        "country is null",
        "country like 'a'",
        "year between 2024 and 2023",
    ] {
        assert_eq!(evaluate(text, &HERE), Truth::No, "{text}");
    }
}

#[test]
fn nulls_are_neither() {
    let null = ["__HIVE_DEFAULT_PARTITION__", "2024", "2024-02-29", "1"];
    assert_eq!(evaluate("country = 'at'", &null), Truth::Null);
    assert_eq!(evaluate("country <> 'at'", &null), Truth::Null);
    assert_eq!(evaluate("country = 'at' or year = 2024", &null), Truth::Yes);
    assert_eq!(evaluate("country = 'at' and year = 1", &null), Truth::No);
    assert_eq!(evaluate("country = '__HIVE_DEFAULT_PARTITION__'", &null), Truth::Yes);
    assert_eq!(evaluate("country is null", &null), Truth::Yes);
}

#[test]
fn the_first_values_may_decide() {
    assert_eq!(evaluate("country = 'at' and year = 1", &["at"]), Truth::Open);
    assert_eq!(evaluate("country = 'de' and year = 1", &["at"]), Truth::No);
    assert_eq!(evaluate("country = 'at' or year = 1", &["at"]), Truth::Yes);
    assert_eq!(evaluate("not (year > 2000)", &["at"]), Truth::Open);
    assert_eq!(evaluate("not (year > 2000)", &["at", "2001"]), Truth::No);
}

#[test]
fn strings_cut_the_range_of_keys() {
    let prefix = |text: &str| filter(text).prefix().to_vec();
    assert_eq!(prefix("year = 2024 and country = 'at'"), b"at\0\x01");
    assert_eq!(prefix("country like 'a%'"), b"a");
    for text in ["year = 2024", "country = 'at' or year = 1", "not country = 'at'", "country > 'a'"] {
        assert_eq!(prefix(text), b"", "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    for text in [
        "country",
        "'at'",
        "country =",
        "country = 'at' and",
        "(country = 'at'",
        "country = 'at')",
        "country = year",
        "1 = 1",
        "country in ()",
        "country in 'at'",
        "country between 1",
        "country is 'at'",
        "country not = 'at'",
        "country = 'at' year = 1",
        "country = 'at",
        "country = 'at' and 1",
        "upper(country) = 'AT'",
    ] {
        let error = Filter::parse(text, &keys()).unwrap_err();
        let known = matches!(&error, ExpressionError::Unreadable(_) | ExpressionError::UnknownKey(_));
        assert!(known, "{text}: {error:?}");
    }
    let deep = format!("{}country = 'at'{}", "(".repeat(1000), ")".repeat(1000));
    assert!(Filter::parse(&deep, &keys()).is_err());
    let nots = format!("{}country = 'at'", "not ".repeat(500));
    assert!(Filter::parse(&nots, &keys()).is_err());
    assert!(Filter::parse("  ", &keys()).unwrap().is_none());
    assert_eq!(
        Filter::parse("planet = 'earth'", &keys()).unwrap_err(),
        ExpressionError::UnknownKey("planet".into())
    );
}

#[test]
fn literals_and_values_are_of_their_type() {
    let literal = |text: &str, kind| ExpressionError::Literal { text: text.to_owned(), kind };
    let refused = |text: &str| Filter::parse(text, &keys()).unwrap_err();
    assert_eq!(refused("year = 'x'"), literal("x", "an integer"));
    assert_eq!(refused("day = '2023-02-29'"), literal("2023-02-29", "a date"));
    assert_eq!(refused("price in (1, 'x')"), literal("x", "a decimal"));
    assert_eq!(refused("year like '2%'"), ExpressionError::NotText("Integral"));
    let stored = filter("year = 1").evaluate(&["at".to_owned(), "null".to_owned()]).unwrap_err();
    assert_eq!(stored, ExpressionError::Stored { text: "null".to_owned(), kind: "an integer" });
}

#[test]
fn rubbish_never_panics() {
    let words = [
        "country", "year", "'a'", "1", "(", ")", "and", "or", "not", "in", ",", "=", "<", "like", "is",
        "null", "between", "ä", "'", "-",
    ];
    arbtest::arbtest(|input| {
        let count = input.int_in_range(0..=12)?;
        let text =
            (0..count).map(|_| input.choose(&words).copied()).collect::<Result<Vec<_>, _>>()?.join(" ");
        if let Ok(Some(filter)) = Filter::parse(&text, &keys()) {
            let values = HERE.map(str::to_owned);
            let whole = filter.evaluate(&values).unwrap();
            // What the first values decide, all decide alike; and what holds lies behind the prefix.
            for known in 1..values.len() {
                let part = filter.evaluate(&values[..known]).unwrap();
                assert!(part == Truth::Open || part == whole, "{text}");
            }
            let mut key = Vec::new();
            values::encode(&mut key, &values);
            assert!(whole != Truth::Yes || key.starts_with(filter.prefix()), "{text}");
        }
        Ok(())
    });
}
