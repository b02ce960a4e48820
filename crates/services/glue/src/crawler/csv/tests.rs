//! What the CSV classifier makes of text.

use super::*;

fn read_whole(text: &str) -> Option<Table> {
    read(text.as_bytes(), false, &CsvRules::default())
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|field| format!("{}:{}", field.name, field.kind)).collect::<Vec<_>>().join(",")
}

#[test]
fn a_header_names_the_columns() {
    let table =
        read_whole("Age,job,balance,ok,when\n59,admin.,2343.5,true,2020-01-15\n56,none,45,false,\n").unwrap();
    assert_eq!(columns(&table), "age:bigint,job:string,balance:double,ok:boolean,when:string");
    assert_eq!(table.format, Csv { delimiter: ',', quote: None, header: true, serde: CsvSerde::AsFound });
    assert_eq!(table.records, Records { count: 2, bytes: 51 });
}

#[test]
fn every_delimiter_is_found() {
    for delimiter in DELIMITERS {
        let text = "id,name,x\n1,a b,2.5\n2,c d,3.5\n".replace(',', &delimiter.to_string());
        let table = read_whole(&text).unwrap();
        assert_eq!(table.format.delimiter, delimiter);
        assert_eq!(columns(&table), "id:bigint,name:string,x:double");
    }
    let mixed = read_whole("1|a,b|2\n2|c|3\n3|d,e,f|4\n").unwrap();
    assert_eq!(mixed.format.delimiter, '|');
}

#[test]
fn without_a_header_columns_are_numbered() {
    let table = read_whole("1,a\n2,b\n").unwrap();
    assert_eq!((columns(&table).as_str(), table.format.header), ("col0:bigint,col1:string", false));
    assert_eq!(table.records.count, 2);
    // All text: the first row is not different enough.
    let text = read_whole("name,city\nann,rome\nbob,oslo\n").unwrap();
    assert_eq!((columns(&text).as_str(), text.format.header), ("col0:string,col1:string", false));
    // A cell of the first row that is a number names nothing.
    assert!(!read_whole("a,2019\nb,3\n").unwrap().format.header);
    // Nor does one that is empty, but for the last.
    assert!(!read_whole("a,,c\nb,3,4\n").unwrap().format.header);
    let long = "x".repeat(HEADER_CHARS);
    assert!(!read_whole(&format!("a,{long},c\nb,3,4\n")).unwrap().format.header);
}

const HEADER_CHARS: usize = crate::crawler::limits::HEADER_CHARS_MAX;

#[test]
fn a_trailing_delimiter_makes_a_column() {
    let table = read_whole("a,b,\n1,2,\n3,4,\n").unwrap();
    assert_eq!(columns(&table), "a:bigint,b:bigint,col2:string");
    let table = read_whole("a,b\n1,2,\n3,4,\n").unwrap();
    assert_eq!(columns(&table), "a:bigint,b:bigint,col2:string");
}

#[test]
fn quotes_are_seen_and_undone() {
    let table = read_whole("id,\"full name\"\r\n1,\"a, \"\"b\"\"\nc\"\r\n2,\"\"\r\n").unwrap();
    assert_eq!(columns(&table), "id:bigint,full name:string");
    assert_eq!((table.format.quote, table.records.count), (Some('"'), 2));
    let quoted_numbers = read_whole("a,b\n\"1\",\"2.5\"\n").unwrap();
    assert_eq!(columns(&quoted_numbers), "a:bigint,b:double");
    let open = read_whole("id,size\n1,5\" pipe\n2,\"open\n").unwrap();
    assert_eq!(open.records.count, 2);
}

#[test]
fn names_that_come_twice_are_told_apart() {
    assert_eq!(columns(&read_whole("a,A,a\n1,2,3\n").unwrap()), "a:bigint,a_1:bigint,a_2:bigint");
}

#[test]
fn what_is_no_table_is_refused() {
    for text in
        ["", "\n\n", "one line, with a comma\n", "a\nb\nc\n", "free text, here\nand more, of, it\nyes\n"]
    {
        assert!(read_whole(text).is_none(), "{text}");
    }
    assert!(read(b"a,b\n1,\xff\n", false, &CsvRules::default()).is_none());
    assert!(read(b"a,b\0\n1,2\n", false, &CsvRules::default()).is_none());
}

#[test]
fn a_ragged_row_among_many_is_passed_over() {
    let rows = format!("a,b\n{}ragged\n", "1,2\n".repeat(150));
    assert_eq!(columns(&read_whole(&rows).unwrap()), "a:string,b:bigint");
    assert!(read_whole("a,b\n1,2\nragged\n1,2\n").is_none());
}

#[test]
fn the_last_row_of_a_cut_text_is_left_out() {
    let table = read("a,b\n1,2\n3,4\n5,notwho".as_bytes(), true, &CsvRules::default()).unwrap();
    assert_eq!((columns(&table).as_str(), table.records.count), ("a:bigint,b:bigint", 2));
    let torn = read(
        "a,b\n1,\u{e9}\n2,\u{e9}\n3,\u{e9}".as_bytes().split_last().unwrap().1,
        true,
        &CsvRules::default(),
    );
    assert_eq!(torn.unwrap().records.count, 2);
}

#[test]
fn a_custom_classifier_has_its_way() {
    let rules =
        CsvRules { names: vec!["Name".into(), "City".into()], header: Some(false), ..CsvRules::default() };
    let table = read(b"ann,rome\nbob,oslo\n", false, &rules).unwrap();
    assert_eq!((columns(&table).as_str(), table.records.count), ("name:string,city:string", 2));
    assert!(read(b"a,b,c\nd,e,f\n", false, &rules).is_none(), "another number of columns is another table");

    let present = CsvRules { header: Some(true), delimiter: Some('~'), ..CsvRules::default() };
    let table = read(b"name~city\nann~rome\n", false, &present).unwrap();
    assert_eq!((columns(&table).as_str(), table.format.header), ("name:string,city:string", true));

    let single =
        CsvRules { single_column: true, header: Some(true), delimiter: Some(','), ..CsvRules::default() };
    assert_eq!(columns(&read(b"name\nann\nbob\n", false, &single).unwrap()), "name:string");

    let typed = CsvRules { kinds: vec![ColumnType::Date, ColumnType::String], ..CsvRules::default() };
    assert_eq!(columns(&read(b"a,b\n2020-01-01,1\n", false, &typed).unwrap()), "a:date,b:string");
}

#[test]
fn no_text_makes_it_panic() {
    arbtest::arbtest(|u| {
        const PIECES: [&str; 10] = ["a", "1", ",", "|", "\"", "\\", "\n", "\r\n", "\u{e9}", " "];
        let mut text = String::new();
        for _ in 0..u.arbitrary_len::<u8>()?.min(60) {
            text.push_str(u.choose(&PIECES)?);
        }
        read(text.as_bytes(), u.arbitrary()?, &CsvRules::default());
        Ok(())
    });
}
