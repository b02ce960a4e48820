//! What the JSON classifier makes of documents.

use super::*;

fn columns(found: &Documents) -> String {
    ColumnType::Struct(found.columns.clone()).to_string()
}

fn read_whole(text: &str) -> Option<Documents> {
    read(text.as_bytes(), false, None)
}

#[test]
fn lines_are_records() {
    let found = read_whole("{\"Id\":1,\"at\":1.5,\"on\":true}\n{\"Id\":3000000000,\"at\":2,\"name\":null}\n")
        .unwrap();
    assert_eq!(columns(&found), "struct<id:bigint,at:double,on:boolean,name:string>");
    assert_eq!(found.names.into_iter().collect::<Vec<_>>(), ["Id", "at", "name", "on"]);
    assert_eq!(found.records, Records { count: 2, bytes: 65 });
}

#[test]
fn documents_may_touch_and_span_lines() {
    let found = read_whole("{\"a\":1}{\"a\":2}\n\n{\n \"b\" : [ 1 , 2.5 ]\n}").unwrap();
    assert_eq!(columns(&found), "struct<a:int,b:array<double>>");
    assert_eq!(found.records.count, 3);
}

#[test]
fn what_is_nested_is_kept() {
    let found = read_whole(
        r#"{"person":{"firstName":"a","tags":["x"],"age":3},"none":[],"empty":{},"mixed":[1,"a"]}
           {"person":{"age":4.5,"zip":"1"},"none":[{"a":true}]}"#,
    )
    .unwrap();
    assert_eq!(
        columns(&found),
        "struct<person:struct<firstname:string,tags:array<string>,age:double,zip:string>,\
         none:array<struct<a:boolean>>,empty:string,mixed:array<string>>"
    );
}

#[test]
fn an_array_is_one_column() {
    let found = read_whole(r#"[{"a":1},{"a":2,"b":"x"}]"#).unwrap();
    assert_eq!(columns(&found), "struct<array:array<struct<a:int,b:string>>>");
    assert_eq!(found.records.count, 1);
}

#[test]
fn a_path_picks_records() {
    let picked = |text: &str, path: &str| {
        let path = JsonPath::read(path).unwrap();
        read(text.as_bytes(), false, Some(&path)).map(|found| (columns(&found), found.records.count))
    };
    let array = r#"[{"a":1},{"a":2.5,"b":"x"}]"#;
    assert_eq!(picked(array, "$[*]"), Some(("struct<a:double,b:string>".into(), 2)));
    assert_eq!(picked(array, "$[0]"), Some(("struct<a:int>".into(), 1)));
    let nested = r#"{"meta":{"n":1},"results":[{"id":"x"},{"id":"y"}]}"#;
    assert_eq!(picked(nested, "$.results[*]"), Some(("struct<id:string>".into(), 2)));
    assert_eq!(picked(nested, "$.results[*].id"), Some(("struct<record:string>".into(), 2)));
    assert_eq!(picked(nested, "$.absent"), None);
}

#[test]
fn what_is_cut_counts_as_far_as_it_goes() {
    let lines = "{\"a\":1}\n{\"a\":2}\n{\"a\":3,\"b\":12";
    let found = read(lines.as_bytes(), true, None).unwrap();
    assert_eq!(
        (columns(&found).as_str(), found.records),
        ("struct<a:int,b:string>", Records { count: 2, bytes: 16 })
    );
    let array = r#"[{"a":1,"b":"x"},{"a":2.5,"b":"cut off he"#;
    assert_eq!(
        columns(&read(array.as_bytes(), true, None).unwrap()),
        "struct<array:array<struct<a:double,b:string>>>"
    );
    assert!(read(array.as_bytes(), false, None).is_none(), "the same as a whole object is damaged");
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        "  ",
        "a,b\n1,2",
        "1\n2\n",
        "{a:1}",
        "{\"a\":1,}",
        "[1 2]",
        "[section]\nkey=value\n",
        "{\"a\":tru}",
    ] {
        assert!(read_whole(text).is_none(), "{text}");
    }
}

#[test]
fn a_torn_line_among_many_is_passed_over() {
    let mut lines = "{\"a\":1}\n".repeat(200);
    lines.insert_str(80, "{\"a\":\"torn\n");
    let found = read_whole(&lines).unwrap();
    assert_eq!((columns(&found).as_str(), found.records.count), ("struct<a:int>", 200));
    let mut torn = "{\"a\":1}\n".repeat(20);
    torn.insert_str(80, "{\"a\":\"torn\n");
    assert!(read_whole(&torn).is_none());
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
    assert!(columns(&read_whole(&deep).unwrap()).contains("string"));
    assert!(read_whole(&"[".repeat(1_000_000)).is_none());
}

#[test]
fn no_bytes_make_it_panic() {
    arbtest::arbtest(|u| {
        const PIECES: [&str; 14] =
            ["{", "}", "[", "]", ",", ":", "\"a\"", "\"\\", "1", "-2.5e", "tru", "null", "\n", "\u{e9}"];
        let mut text = String::new();
        for _ in 0..u.arbitrary_len::<u8>()?.min(60) {
            text.push_str(u.choose(&PIECES)?);
        }
        let path = JsonPath::read("$[*].a").unwrap();
        read(text.as_bytes(), u.arbitrary()?, u.arbitrary::<bool>()?.then_some(&path));
        Ok(())
    });
}
