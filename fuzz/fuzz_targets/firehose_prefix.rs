//! Prefixes, time patterns, time zones: refused, or rendered; times read by the patterns.
#![no_main]

use std::collections::BTreeMap;

use firehose_service::formats::pattern::Pattern;
use firehose_service::formats::prefix::{Context, Partitioning, Prefix, Prefixes, RENDERED_MAX, Zone};
use kernel::{SeededRandom, Timestamp};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|case: (&str, Option<&str>, &str, u64)| {
    let (prefix, error, other, arrived) = case;
    let zone = Zone::parse(other).unwrap_or_default();
    if let Ok(pattern) = Pattern::parse(prefix) {
        let _ = pattern.read(other);
    }
    let keys = BTreeMap::from([("a".to_owned(), other.to_owned())]);
    let context = Context {
        arrived: Timestamp(arrived),
        zone: &zone,
        random: &SeededRandom::new(1),
        error_output_type: "processing-failed",
        keys_from_query: &keys,
        keys_from_lambda: &keys,
    };
    let partitioning = Partitioning { enabled: true, query_keys: Some(&[]), function: true };
    let both = Prefixes::new(Some(prefix), error, partitioning).map(|both| [both.sound, both.failed]);
    for prefix in both.into_iter().flatten().chain(Prefix::parse(prefix)) {
        if let Ok(rendered) = prefix.render(&context) {
            assert!(rendered.chars().count() <= RENDERED_MAX);
        }
    }
});
