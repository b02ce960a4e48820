//! Random texts never panic, and syntax trees survive being written and read.

use arbtest::arbitrary::{Result, Unstructured};

use super::super::syntax::{
    Call, Comparator, Keyword, RawAction, RawCondition, RawOperand, RawPath, RawSetValue, RawStep, Section,
    comma_separated,
};
use super::super::{Condition, ExpressionKind, KeyCondition, Projection, Update, parser};
use super::{item, list, map, n, placeholders, s};

const WORDS: [&str; 40] = [
    "a",
    "b.c",
    "#a",
    ":v",
    ":n",
    "(",
    ")",
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "=",
    "<>",
    "<",
    ">=",
    ",",
    "size(",
    "attribute_exists(",
    "contains(",
    "begins_with(",
    "attribute_type(",
    "if_not_exists(",
    "list_append(",
    "SET",
    "REMOVE",
    "ADD",
    "DELETE",
    "+",
    "-",
    "[0]",
    "[",
    "]",
    ".",
    "é",
    "!",
    "99999999999",
    "name",
];

fn any_text(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(1, 4)? {
        return u.arbitrary();
    }
    let count = u.int_in_range(0..=30)?;
    (0..count).map(|_| Ok(format!("{}{}", u.choose(&WORDS)?, u.choose(&[" ", ""])?))).collect()
}

#[test]
fn random_texts_never_panic() {
    let thing = item([("a", n("1")), ("b", map([("c", list([s("x")]))]))]);
    arbtest::arbtest(|u| {
        let text = any_text(u)?;
        let given = || placeholders(&[("#a", "a")], &[(":v", s("x")), (":n", n("1"))]);
        if let Ok(condition) = Condition::parse(ExpressionKind::Filter, &text, &mut given()) {
            let _ = condition.holds(&thing);
        }
        if let Ok(update) = Update::parse(&text, &mut given())
            && let Ok(after) = update.apply(thing.clone())
        {
            let _ = update.touched(&after);
        }
        if let Ok(projection) = Projection::parse(&text, &mut given()) {
            let _ = projection.apply(&thing);
        }
        let _ = KeyCondition::parse(&text, &mut given());
        Ok(())
    });
}

#[test]
fn deep_texts_are_errors() {
    for text in [
        "(".repeat(4096),
        format!("{}a = b", "(".repeat(4000)),
        "NOT ".repeat(1023),
        format!("{}a=b", "NOT ".repeat(1000)),
        format!("{}a=b{}", "NOT(".repeat(800), ")".repeat(800)),
        format!("{}a", "size(".repeat(800)),
        format!("{}a", "a<b and (".repeat(450)),
        format!("{}a<b{}", "a<b or (".repeat(400), ")".repeat(400)),
        format!("SET a = {}", "(".repeat(4000)),
        format!("SET a = {}", "f(".repeat(2000)),
        "SET ".repeat(1000),
        "[".repeat(4096),
    ] {
        let mut given = placeholders(&[], &[]);
        assert!(Condition::parse(ExpressionKind::Condition, &text, &mut given).is_err());
        assert!(Update::parse(&text, &mut given).is_err());
        assert!(Projection::parse(&text, &mut given).is_err());
    }
    let deepest = format!("{}a=b{}", "NOT(".repeat(299), ")".repeat(299));
    let condition =
        Condition::parse(ExpressionKind::Condition, &deepest, &mut placeholders(&[], &[])).unwrap();
    assert!(condition.holds(&item([])));
}

fn any_path(u: &mut Unstructured<'_>) -> Result<RawPath<'static>> {
    let name = |u: &mut Unstructured<'_>| {
        Ok(*u.choose(&[RawStep::Name("a"), RawStep::Name("b1_"), RawStep::Placeholder("#p")])?)
    };
    let mut steps = vec![name(u)?];
    for _ in 0..u.int_in_range(0..=3)? {
        steps.push(if u.arbitrary()? { RawStep::Index("12") } else { name(u)? });
    }
    Ok(RawPath(steps))
}

fn any_operand(u: &mut Unstructured<'_>, depth: usize) -> Result<RawOperand<'static>> {
    Ok(match u.int_in_range(0..=if depth == 0 { 1 } else { 2 })? {
        0 => RawOperand::Path(any_path(u)?),
        1 => RawOperand::Value(":v"),
        _ => RawOperand::Call(any_call(u, depth - 1)?),
    })
}

fn any_call(u: &mut Unstructured<'_>, depth: usize) -> Result<Call<'static>> {
    let arguments = (0..u.int_in_range(1..=3)?).map(|_| any_operand(u, depth)).collect::<Result<_>>()?;
    Ok(Call { function: u.choose(&["size", "contains", "whatever"])?, arguments })
}

fn any_condition(u: &mut Unstructured<'_>, depth: usize) -> Result<RawCondition<'static>> {
    const COMPARATORS: [Comparator; 6] = [
        Comparator::Equal,
        Comparator::NotEqual,
        Comparator::Less,
        Comparator::LessOrEqual,
        Comparator::Greater,
        Comparator::GreaterOrEqual,
    ];
    let several = |u: &mut Unstructured<'_>| {
        (0..u.int_in_range(2..=3)?).map(|_| any_condition(u, depth - 1)).collect::<Result<Vec<_>>>()
    };
    let operand = |u: &mut Unstructured<'_>| any_operand(u, 2);
    Ok(match u.int_in_range(0..=if depth == 0 { 3 } else { 6 })? {
        0 => RawCondition::Compare(*u.choose(&COMPARATORS)?, operand(u)?, operand(u)?),
        1 => RawCondition::Between(operand(u)?, operand(u)?, operand(u)?),
        2 => RawCondition::In(operand(u)?, vec![operand(u)?, operand(u)?]),
        3 => RawCondition::Call(any_call(u, 2)?),
        4 => RawCondition::Not(Box::new(any_condition(u, depth - 1)?)),
        5 => RawCondition::And(several(u)?),
        _ => RawCondition::Or(several(u)?),
    })
}

fn any_section(u: &mut Unstructured<'_>) -> Result<Section<'static>> {
    let keyword = *u.choose(&[Keyword::Set, Keyword::Remove, Keyword::Add, Keyword::Delete])?;
    let action = |u: &mut Unstructured<'_>| {
        let path = any_path(u)?;
        Ok(match keyword {
            Keyword::Remove => RawAction::Remove(path),
            Keyword::Add => RawAction::Add(path, ":v"),
            Keyword::Delete => RawAction::Delete(path, ":v"),
            Keyword::Set => {
                let (left, right) = (any_operand(u, 2)?, any_operand(u, 2)?);
                let value = match u.int_in_range(0..=2)? {
                    0 => RawSetValue::Operand(left),
                    1 => RawSetValue::Sum(left, right),
                    _ => RawSetValue::Difference(left, right),
                };
                RawAction::Set(path, value)
            }
        })
    };
    Ok(Section { keyword, actions: (0..u.int_in_range(1..=3)?).map(|_| action(u)).collect::<Result<_>>()? })
}

#[test]
fn trees_survive_their_text() {
    arbtest::arbtest(|u| {
        let condition = any_condition(u, 3)?;
        let text = condition.to_string();
        if text.len() <= super::super::EXPRESSION_BYTES_MAX {
            assert_eq!(parser::condition(ExpressionKind::Filter, &text).as_ref(), Ok(&condition), "{text}");
        }
        let sections = (0..u.int_in_range(1..=3)?).map(|_| any_section(u)).collect::<Result<Vec<_>>>()?;
        let text = sections.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(parser::update(&text).as_ref(), Ok(&sections), "{text}");
        let paths = (0..u.int_in_range(1..=4)?).map(|_| any_path(u)).collect::<Result<Vec<_>>>()?;
        let mut text = String::new();
        comma_separated(&mut text, &paths).expect("strings take everything");
        assert_eq!(parser::projection(&text).as_ref(), Ok(&paths), "{text}");
        Ok(())
    });
}
