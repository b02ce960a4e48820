//! Any bytes as an object that a crawler looks at: classified, with columns that can be read back.
#![no_main]

use glue_service::crawler::{Classifier, Classifiers, ColumnType, CsvRules, JsonPath, Object};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|case: (&[u8], u32, bool, bool)| {
    let (bytes, more, snappy, custom) = case;
    let key = if snappy { "a.snappy" } else { "a" };
    let size = bytes.len() as u64 + u64::from(more);
    let object = Object { key, size, head: bytes, tail: Some(bytes) };
    let classifiers = match custom {
        true => vec![
            Classifier::Json(JsonPath::read("$.a[*]").expect("a path")),
            Classifier::Csv(CsvRules { single_column: true, ..CsvRules::default() }),
        ],
        false => Vec::new(),
    };
    let find = Classifiers::new(classifiers).classify(object);
    for field in find.shape.columns.iter() {
        let text = field.kind.to_string();
        assert!(ColumnType::read(&text).is_some() || text.len() > 1_000, "{text}");
    }
});
