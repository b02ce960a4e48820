//! Order, ranges and the pinned layout of stored keys.

use arbtest::arbitrary::{Result, Unstructured};
use bytes::Bytes;
use dynamodb_api::{AttributeValue, Number};

use super::{IndexId, Keyspace, Scalar, ScalarType, SortCondition, TableId};
use crate::engine::codec::tests::any_number;

const SPACE: Keyspace = Keyspace::table(TableId(1));

fn any_scalar(u: &mut Unstructured<'_>, scalar: ScalarType) -> Result<AttributeValue> {
    let short = |u: &mut Unstructured<'_>| -> Result<Vec<u8>> {
        (0..u.int_in_range(0..=4)?).map(|_| Ok(*u.choose(&[0, 1, b'a', b'b', 0xfe, 0xff])?)).collect()
    };
    Ok(match scalar {
        ScalarType::S => AttributeValue::S(String::from_utf8_lossy(&short(u)?).into_owned()),
        ScalarType::B => AttributeValue::B(Bytes::from(short(u)?)),
        ScalarType::N => AttributeValue::N(any_number(u)?),
    })
}

fn any_type(u: &mut Unstructured<'_>) -> Result<ScalarType> {
    Ok(*u.choose(&[ScalarType::S, ScalarType::N, ScalarType::B])?)
}

fn scalar(value: &AttributeValue) -> Scalar<'_> {
    Scalar::of(value).unwrap()
}

#[test]
fn bytes_sort_as_values_do() {
    arbtest::arbtest(|u| {
        let (first, second) = (any_type(u)?, any_type(u)?);
        let partition = AttributeValue::S("p".to_owned());
        let [a, b] = [any_scalar(u, first)?, any_scalar(u, first)?];
        let [c, d] = [any_scalar(u, second)?, any_scalar(u, second)?];
        let left = SPACE.local_entry(scalar(&partition), scalar(&a), scalar(&c));
        let right = SPACE.local_entry(scalar(&partition), scalar(&b), scalar(&d));
        let want = scalar(&a).cmp(&scalar(&b)).then_with(|| scalar(&c).cmp(&scalar(&d)));
        assert_eq!(left.cmp(&right), want, "{a:?} {c:?} / {b:?} {d:?}");
        Ok(())
    });
}

#[test]
fn keys_come_back() {
    arbtest::arbtest(|u| {
        let types = [any_type(u)?, any_type(u)?, any_type(u)?, any_type(u)?];
        let values = types.iter().map(|&kind| any_scalar(u, kind)).collect::<Result<Vec<_>>>()?;
        let [a, b, c, d] = values.as_slice() else { unreachable!() };
        let key = SPACE.global_entry(scalar(a), Some(scalar(b)), scalar(c), Some(scalar(d)));
        assert_eq!(SPACE.values(&key, &types), Ok(values));
        Ok(())
    });
}

#[test]
fn rubbish_is_an_error() {
    arbtest::arbtest(|u| {
        let mut key = SPACE.all().start;
        key.extend(u.arbitrary::<Vec<u8>>()?);
        let types = [any_type(u)?, any_type(u)?];
        if let Ok(values) = SPACE.values(&key, &types) {
            let again = SPACE.row(scalar(&values[0]), Some(scalar(&values[1])));
            assert_eq!(again[10..], key[10..]);
        }
        Ok(())
    });
}

#[test]
fn ranges_hold_what_their_conditions_say() {
    arbtest::arbtest(|u| {
        let kind = any_type(u)?;
        let values = [any_scalar(u, kind)?, any_scalar(u, kind)?, any_scalar(u, kind)?];
        let [x, low, high] = values.each_ref().map(scalar);
        let partition = Scalar::S("p\0");
        let row = SPACE.row(partition, Some(x));
        let entry = SPACE.local_entry(partition, x, Scalar::B(&[0xff, 0xff]));
        let begins = match (x, low) {
            (Scalar::S(x), Scalar::S(low)) => x.starts_with(low),
            (Scalar::B(x), Scalar::B(low)) => x.starts_with(low),
            _ => x == low,
        };
        for (condition, want) in [
            (SortCondition::Equal(low), x == low),
            (SortCondition::Less(low), x < low),
            (SortCondition::LessOrEqual(low), x <= low),
            (SortCondition::Greater(low), x > low),
            (SortCondition::GreaterOrEqual(low), x >= low),
            (SortCondition::Between(low, high), low <= x && x <= high),
            (SortCondition::BeginsWith(low), begins),
        ] {
            let range = SPACE.query(partition, Some(condition));
            assert_eq!(range.contains(&row), want, "{x:?} {condition:?}");
            assert_eq!(range.contains(&entry), want, "{x:?} {condition:?}");
        }
        assert!(SPACE.query(partition, None).contains(&entry));
        assert!(!SPACE.query(Scalar::S("p"), None).contains(&entry));
        assert!(SPACE.all().contains(&entry));
        assert!(Keyspace::everything(TableId(1)).contains(&entry));
        assert!(!Keyspace::index(TableId(1), IndexId(1)).all().contains(&entry));
        Ok(())
    });
}

#[test]
fn segments_cover_everything_once() {
    for total in [1, 2, 3, 7, 1000, 1_000_000] {
        for number in 0..200 {
            let number = Number::from(number);
            let key = SPACE.row(Scalar::N(&number), None);
            let inside = |&segment: &u32| SPACE.segment(segment, total).contains(&key);
            let hash = u32::from_be_bytes(key[6..10].try_into().unwrap());
            let near = u32::try_from((u64::from(hash) * u64::from(total)) >> 32).unwrap();
            let hits = (near.saturating_sub(1)..=near + 1).filter(|&segment| segment < total).filter(inside);
            assert_eq!(hits.count(), 1, "{total} {number}");
        }
        assert_eq!(SPACE.segment(total - 1, total).end, SPACE.all().end);
    }
    let used: std::collections::BTreeSet<u8> =
        (0..2000).map(|number| SPACE.row(Scalar::N(&Number::from(number)), None)[6]).collect();
    assert!(used.len() > 250, "{} of 256 first bytes in use", used.len());
}

#[test]
fn pages_go_on_after_a_key() {
    let all = SPACE.query(Scalar::S("p"), None);
    let [a, b, c] = ["a", "b", "c"].map(|sort| SPACE.row(Scalar::S("p"), Some(Scalar::S(sort))));
    let after = all.clone().after(&b);
    assert!(!after.contains(&a) && !after.contains(&b) && after.contains(&c));
    let before = all.clone().before(&b);
    assert!(before.contains(&a) && !before.contains(&b) && !before.contains(&c));
    assert!(before.after(&b).is_empty());
}

#[test]
fn the_layout_is_pinned() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    let part = |scalar: Scalar<'_>| {
        let mut out = Vec::new();
        scalar.append(&mut out);
        out
    };
    assert_eq!(part(Scalar::S("a\0b")), [b'a', 0, 0xff, b'b', 0, 1]);
    assert_eq!(part(Scalar::B(&[])), [0, 1]);
    assert_eq!(part(Scalar::N(&Number::ZERO)), [1]);
    assert_eq!(part(Scalar::N(&number("5"))), [2, 130, 51, 0]);
    assert_eq!(part(Scalar::N(&number("-5"))), [0, 125, 204, 255]);
    assert_eq!(part(Scalar::N(&number("123"))), [2, 132, 13, 31, 0]);
    assert_eq!(part(Scalar::N(&number("1E-130"))), [2, 0, 11, 0]);
    assert_eq!(part(Scalar::N(&number("1E125"))), [2, 255, 11, 0]);
    assert_eq!(
        Keyspace::index(TableId(0x0102_0304), IndexId(0x0506)).row(Scalar::S("p"), Some(Scalar::S("s"))),
        [1, 2, 3, 4, 5, 6, 144, 19, 126, 45, b'p', 0, 1, b's', 0, 1]
    );
}
