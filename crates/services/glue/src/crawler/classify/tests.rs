//! What objects are found to be.

use std::io::Write;

use super::*;

fn classify(custom: Vec<Classifier>, key: &str, bytes: &[u8]) -> Find {
    let object = Object { key, size: bytes.len() as u64, head: bytes, tail: Some(bytes) };
    Classifiers::new(custom).classify(object)
}

#[test]
fn formats_are_told_apart() {
    for (bytes, classification) in [
        (&b"{\"a\":1}\n"[..], "json"),
        (b"a,b\n1,2\n", "csv"),
        (
            b"1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 3 \"-\" \"x\"\n",
            "combined_apache",
        ),
        (b"1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 3\n", "apache"),
        (b"Jun 14 15:16:01 combo kernel: a, b\n", "linux_kernel"),
        (b"<a><b/></a>", "UNKNOWN"),
        (b"ORC\x00\x01", "UNKNOWN"),
        (b"PAR1 and no footer", "UNKNOWN"),
        (b"", "UNKNOWN"),
    ] {
        assert_eq!(classify(vec![], "x", bytes).shape.format.classification(), classification);
    }
}

#[test]
fn packed_objects_are_unpacked() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(b"{\"a\":1}\n{\"a\":2}\n").unwrap();
    let find = classify(vec![], "x.json.gz", &encoder.finish().unwrap());
    assert_eq!((find.shape.format.classification(), find.shape.compression.name()), ("json", "gzip"));
    assert_eq!(find.records, Records { count: 2, bytes: 16 });
    assert_eq!(classify(vec![], "x.bz2", b"BZh91AY").shape.compression.name(), "bzip2");
}

#[test]
fn custom_classifiers_come_first() {
    let lines = b"ann|rome\nbob|oslo\n";
    let rules =
        CsvRules { names: vec!["name".into(), "city".into()], header: Some(false), ..CsvRules::default() };
    let find = classify(vec![Classifier::Csv(rules.clone())], "x", lines);
    assert_eq!(
        find.shape.columns.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(),
        ["name", "city"]
    );

    let source = "%{WORD:who}\\|%{WORD:place}".to_owned();
    let pattern = Pattern::read(&source, "").unwrap();
    let grok = Classifier::Grok { classification: "people".into(), pattern, source, custom: None };
    assert_eq!(
        classify(vec![grok, Classifier::Csv(rules)], "x", lines).shape.format.classification(),
        "people"
    );

    let path = Classifier::Json(JsonPath::read("$[*]").unwrap());
    let find = classify(vec![path], "x", b"[{\"a\":1},{\"a\":2}]");
    assert_eq!((find.shape.columns.len(), find.records.count), (1, 2));
    assert_eq!(find.shape.format.parameters(), [("jsonPath", "$[*]".to_owned())]);
}

#[test]
fn records_of_a_large_object_are_estimated() {
    let rows = "{\"a\":1}\n".repeat(1_000);
    let object = Object { key: "x", size: 80_000, head: rows.as_bytes(), tail: None };
    let records = Classifiers::new(vec![]).classify(object).records;
    assert!(records.count.abs_diff(10_000) <= 10 && records.average() == 8, "{records:?}");
}
