//! Expressions of every kind: refused, or applied to an item without a panic.
#![no_main]

use std::collections::BTreeMap;

use dynamodb_api::{AttributeValue, Item};
use dynamodb_service::engine::expression::{
    Condition, ExpressionKind, KeyCondition, Placeholders, Projection, Update,
};
use dynamodb_service::engine::key::{KeyAttribute, KeySchema, ScalarType};
use libfuzzer_sys::fuzz_target;

fn item() -> Item {
    let text = AttributeValue::S("text".into());
    let list = AttributeValue::L(vec![text.clone(), AttributeValue::N(7.into()), AttributeValue::Null]);
    let map =
        AttributeValue::M(BTreeMap::from([("b".to_owned(), list.clone()), ("c".to_owned(), text.clone())]));
    let set = AttributeValue::Ss(["x".to_owned(), "y".to_owned()].into());
    let members = [("a", map), ("l", list), ("s", text), ("n", AttributeValue::N(1.into())), ("t", set)];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn placeholders() -> Placeholders {
    let names = [("#a", "a"), ("#l", "l")].map(|(key, name)| (key.to_owned(), name.to_owned()));
    let values = [
        (":n", AttributeValue::N(2.into())),
        (":s", AttributeValue::S("x".into())),
        (":t", AttributeValue::Ss(["x".to_owned()].into())),
        (":l", AttributeValue::L(vec![AttributeValue::Bool(true)])),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value));
    Placeholders::new(Some(names.into()), Some(values.into())).expect("sound placeholders")
}

fuzz_target!(|text: &str| {
    let item = item();
    let schema = KeySchema {
        partition: KeyAttribute::new("s", ScalarType::S),
        sort: Some(KeyAttribute::new("n", ScalarType::N)),
    };
    if let Ok(condition) = Condition::parse(ExpressionKind::Condition, text, &mut placeholders()) {
        let _ = (condition.holds(&item), condition.check_key_paths(&schema, &[&schema]));
    }
    if let Ok(condition) = KeyCondition::parse(text, &mut placeholders()) {
        let _ = condition.against(&schema);
    }
    if let Ok(projection) = Projection::parse(text, &mut placeholders()) {
        let _ = projection.apply(&item);
    }
    if let Ok(update) = Update::parse(text, &mut placeholders()) {
        let _ = update.check_keys(&schema, &[]);
        if let Ok(after) = update.apply(item) {
            let _ = update.touched(&after);
        }
    }
});
