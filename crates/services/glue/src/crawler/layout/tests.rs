//! Which tables and partitions are made of folders.

use super::*;
use crate::crawler::{ColumnType, Compression, Csv, CsvSerde, Fields, Format, Json, Records, Shape};

fn json(columns: &str) -> Find {
    let names = columns.split(',').map(str::to_owned);
    let fields: Fields = names.clone().map(|name| (name, ColumnType::Int)).collect();
    let format = Format::Json(Json { path: None, names: names.collect() });
    find(format, fields)
}

fn csv(columns: &str) -> Find {
    let fields: Fields = columns.split(',').map(|name| (name, ColumnType::BigInt)).collect();
    find(Format::Csv(Csv { delimiter: ',', quote: None, header: true, serde: CsvSerde::AsFound }), fields)
}

fn unknown() -> Find {
    find(Format::Unknown, Fields::default())
}

fn find(format: Format, columns: Fields) -> Find {
    let shape = Shape { compression: Compression::None, format, columns };
    Find { shape, records: Records { count: 2, bytes: 20 } }
}

/// `location [keys] values values`, a line a table.
fn tables(prefix: &str, grouping: Grouping, objects: &[(&str, Find)]) -> Vec<String> {
    let mut layout = Layout::new("lake", prefix, grouping);
    for (path, find) in objects {
        layout.add(path, 100, Some(find.clone())).unwrap();
    }
    let line = |table: FoundTable| {
        let values = table.partitions.iter().map(|partition| format!(" {}", partition.values.join("/")));
        let place = table.location.strip_prefix("s3://lake/").unwrap().to_owned();
        format!("{}@{place} [{}]{}", table.folder, table.keys.join(","), values.collect::<String>())
    };
    layout.tables().into_iter().map(line).collect()
}

const FREELY: Grouping = Grouping { combine: false, level: None };

#[test]
fn date_folders_of_a_bucket_are_one_table() {
    let row = json("age,job,balance");
    let hours = [
        ("2022/05/14/09/a", row.clone()),
        ("2022/05/14/10/b", row.clone()),
        ("2022/05/15/00/c", row.clone()),
    ];
    assert_eq!(
        tables("", FREELY, &hours),
        ["2022@2022/ [partition_0,partition_1,partition_2] 05/14/09 05/14/10 05/15/00"]
    );
    assert_eq!(
        tables("", FREELY, &hours[..1]),
        ["2022@2022/ [partition_0,partition_1,partition_2] 05/14/09"]
    );
    let years = [("2022/12/31/23/a", row.clone()), ("2023/01/01/00/b", row)];
    assert_eq!(
        tables("raw", FREELY, &years),
        ["raw@raw/ [partition_0,partition_1,partition_2,partition_3] 2022/12/31/23 2023/01/01/00"]
    );
}

#[test]
fn keys_name_partitions() {
    let row = json("a,b,c");
    let sales = [
        ("year=2019/month=Jan/day=1/x.json", row.clone()),
        ("year=2019/month=Jan/day=2/x.json", row.clone()),
        ("year=2019/month=Feb/day=1/x.json", row.clone()),
    ];
    assert_eq!(
        tables("sales/", FREELY, &sales),
        ["sales@sales/ [year,month,day] 2019/Feb/1 2019/Jan/1 2019/Jan/2"]
    );
    // A key that is a column's name as well would be two columns of one name.
    assert_eq!(tables("s", FREELY, &[("a=1/x", row.clone()), ("a=2/x", row)]), ["s@s/ [partition_0] 1 2"]);
}

#[test]
fn folders_that_are_alike_are_one_table_and_others_are_not() {
    let (one, other) = (json("id,name,price"), json("id,city,zip,street"));
    assert_eq!(
        tables(
            "folder1/",
            FREELY,
            &[("table1/p1/f", one.clone()), ("table1/p2/f", one.clone()), ("table2/p3/f", one.clone())]
        ),
        ["folder1@folder1/ [partition_0,partition_1] table1/p1 table1/p2 table2/p3"]
    );
    assert_eq!(
        tables(
            "",
            FREELY,
            &[("items/p=1/f", one.clone()), ("items/p=2/f", one.clone()), ("places/f", other.clone())]
        ),
        ["items@items/ [p] 1 2", "places@places/ []"]
    );
    assert_eq!(
        tables("", FREELY, &[("items/f", one.clone()), ("csv/f", csv("id,name,price"))]),
        ["csv@csv/ []", "items@items/ []"]
    );
    // The guide's example.
    let years = [("year=2017/d.json", json("a,b")), ("year=2018/d.json", json("c,d"))];
    assert_eq!(
        tables("table1/", FREELY, &years),
        ["year=2017@table1/year=2017/ []", "year=2018@table1/year=2018/ []"]
    );
    let combined = Grouping { combine: true, level: None };
    assert_eq!(tables("table1/", combined, &years), ["table1@table1/ [year] 2017 2018"]);
}

#[test]
fn a_schema_that_has_grown_is_alike() {
    let alike = |one: &str, other: &str| json(one).shape.alike(&json(other).shape);
    for (one, other, expected) in [
        ("a,b", "a,b,c", true),
        ("a,b", "a,b,c,d", true),
        ("a", "a,b,c", false),
        ("a,b", "a,c", false),
        ("a,b,c", "b,c,d", false),
        ("a,b,c,d", "b,c,d,e", true),
    ] {
        assert_eq!((alike(one, other), alike(other, one)), (expected, expected), "{one} {other}");
    }
}

#[test]
fn schemas_may_change_with_time() {
    let mut layout = Layout::new("lake", "events", FREELY);
    for (folder, columns) in
        [("d=1", "a,b,c"), ("d=2", "a,b,c,d"), ("d=3", "a,b,c,d,e"), ("d=4", "b,c,d,e,f")]
    {
        layout.add(&format!("{folder}/x"), 100, Some(json(columns))).unwrap();
    }
    let tables = layout.tables();
    assert_eq!(tables.len(), 1);
    let columns: Vec<&str> = tables[0].shape.columns.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(columns, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(tables[0].partitions[3].shape.columns.len(), 5);
    assert_eq!(
        (tables[0].amount.objects, tables[0].amount.bytes, tables[0].amount.records.count),
        (4, 400, 8)
    );
}

#[test]
fn objects_with_nothing_in_common_are_a_table_each() {
    assert_eq!(
        tables("", FREELY, &[("a.json", json("a,b")), ("b.csv", csv("x,y")), ("c.json", json("q,r"))]),
        ["a.json@a.json []", "b.csv@b.csv []", "c.json@c.json []"]
    );
    let mostly: Vec<(String, Find)> = (0..9).map(|n| (format!("{n}.json"), json("a,b"))).collect();
    let mut objects: Vec<(&str, Find)> =
        mostly.iter().map(|(path, find)| (path.as_str(), find.clone())).collect();
    objects.push(("odd.csv", csv("x,y")));
    assert_eq!(tables("d/", FREELY, &objects), ["d@d/ []", "odd.csv@d/odd.csv []"]);
}

#[test]
fn what_is_not_known_is_no_table_beside_what_is() {
    assert_eq!(tables("d", FREELY, &[("a.json", json("a")), ("b.bin", unknown())]), ["d@d/ []"]);
    assert_eq!(
        tables("d", FREELY, &[("p=1/a", json("a")), ("p=2/a", json("a")), ("p=3/a", unknown())]),
        ["d@d/ [p] 1 2"]
    );
    assert_eq!(tables("d", FREELY, &[("b.bin", unknown())]), ["d@d/ []"]);
}

#[test]
fn folders_of_different_depth_have_the_partitions_that_all_have() {
    let row = json("a,b");
    assert_eq!(tables("d", FREELY, &[("x", row.clone()), ("p=1/x", row.clone())]), ["d@d/ []"]);
    assert_eq!(
        tables("d", FREELY, &[("p=1/x", row.clone()), ("p=2/q=1/x", row.clone()), ("p=2/q=2/x", row)]),
        ["d@d/ [p] 1 2"]
    );
}

#[test]
fn a_level_says_where_tables_are() {
    let row = json("a,b");
    let objects = [("year/month/day/1", row.clone()), ("year/month2/day/1", row)];
    let at = |level| tables("", Grouping { combine: false, level: Some(level) }, &objects);
    assert_eq!(at(1), ["lake@ [partition_0,partition_1,partition_2] year/month/day year/month2/day"]);
    assert_eq!(at(2), ["year@year/ [partition_0,partition_1] month/day month2/day"]);
    assert_eq!(at(3), ["month@year/month/ [partition_0] day", "month2@year/month2/ [partition_0] day"]);
    assert_eq!(at(9), ["day@year/month/day/ []", "day@year/month2/day/ []"]);
}

#[test]
fn what_was_not_looked_at_is_taken_to_be_alike() {
    let mut layout = Layout::new("lake", "d", FREELY);
    layout.add("p=1/a", 100, Some(json("a,b"))).unwrap();
    assert_eq!(layout.looked_at("p=1/b"), 1);
    layout.add("p=1/b", 300, None).unwrap();
    let tables = layout.tables();
    let amount = tables[0].partitions[0].amount;
    assert_eq!((amount.objects, amount.bytes, amount.records), (2, 400, Records { count: 8, bytes: 80 }));
}

#[test]
fn different_shapes_are_bounded() {
    let mut layout = Layout::new("lake", "", FREELY);
    let wide: Vec<String> = (0..5_000).map(|n| format!("c{n}")).collect();
    let mut refused = None;
    for folder in 0..200 {
        let columns = format!("own{folder},{}", wide.join(","));
        if let Err(error) = layout.add(&format!("{folder}/x"), 1, Some(json(&columns))) {
            refused = Some(error);
            break;
        }
    }
    assert_eq!(refused, Some(LayoutError::Shapes));
}
