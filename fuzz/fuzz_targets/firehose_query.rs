//! Queries for partition keys: refused, or evaluated within their budget.
#![no_main]

use firehose_service::formats::partition::Query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|case: (&str, &[u8])| {
    let (text, record) = case;
    let Ok(query) = Query::parse(text) else { return };
    let _ = query.keys();
    for record in [record, br#"{"a":{"b":[1,"x",null]},"t":1565382027,"s":"a,b"}"#] {
        let _ = query.evaluate(record);
    }
});
