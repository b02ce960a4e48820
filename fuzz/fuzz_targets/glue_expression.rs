//! Expressions over partition keys: refused, or evaluated, by the first values as by all.
#![no_main]

use glue_service::engine::Filter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, [String; 3])| {
    let (text, values) = input;
    let keys = [("country", "string"), ("year", "int"), ("day", "date")];
    let keys = keys.map(|(name, kind)| (name.to_owned(), kind.to_owned()));
    let Ok(Some(filter)) = Filter::parse(text, &keys) else { return };
    for known in 0..=values.len() {
        let _ = filter.evaluate(&values[..known]);
    }
});
