//! Listing partitions: in order of their values, by expression, page and segment, of tables with many.

use glue_api as api;

use crate::house::{House, fault, get_partitions, partition, strings, values_of};

async fn house(keys: &[(&str, &str)], all: &[&[&str]]) -> House {
    let house = House::new();
    house.create_table("cars", keys).await;
    house.create_partitions(all).await;
    house
}

#[tokio::test]
async fn is_in_the_order_of_values() {
    let keys = [("country", "string"), ("year", "int")];
    let house = house(&keys, &[&["de", "1"], &["a", "3"], &["a", "2"], &["a!", "1"], &["ab", "1"]]).await;
    let found = house.partitions("").await;
    assert_eq!(found, [["a", "2"], ["a", "3"], ["a!", "1"], ["ab", "1"], ["de", "1"]]);
}

#[tokio::test]
async fn holds_to_expressions_of_every_type() {
    let keys = [("country", "string"), ("year", "int"), ("day", "date"), ("price", "decimal(6,2)")];
    let all: [&[&str]; 4] = [
        &["at", "9", "2024-01-31", "9.5"],
        &["at", "10", "2024-02-01", "10.25"],
        &["de", "010", "2024-02-02", "-1"],
        &["__HIVE_DEFAULT_PARTITION__", "11", "2025-01-01", "0"],
    ];
    let house = house(&keys, &all).await;
    // By their prices, which tell them apart.
    for (expression, prices) in [
        ("year > 9", vec!["0", "10.25", "-1"]),
        ("year = 10", vec!["10.25", "-1"]),
        ("country = 'at' and year = 10", vec!["10.25"]),
        ("country = 'at' or price < 0", vec!["10.25", "9.5", "-1"]),
        ("country <> 'at'", vec!["-1"]),
        ("country is null", vec!["0"]),
        ("country is not null and not (year = 9)", vec!["10.25", "-1"]),
        ("country like 'a_' and price >= 10", vec!["10.25"]),
        ("day between '2024-02-01' and '2024-12-31'", vec!["10.25", "-1"]),
        ("price in (9.50, -1.0)", vec!["9.5", "-1"]),
        ("COUNTRY = 'fr'", vec![]),
    ] {
        let found = house.partitions(expression).await;
        let found: Vec<&str> = found.iter().map(|values| values[3].as_str()).collect();
        assert_eq!(found, prices, "{expression}");
    }
}

#[tokio::test]
async fn refuses_expressions_in_aws_words() {
    let keys = [("country", "string"), ("year", "int"), ("at", "timestamp"), ("x", "double")];
    let house = house(&keys, &[&["at", "null", "2024-01-01 00:00:00", "1"]]).await;
    for (expression, code, text) in [
        ("country = ", "InvalidInputException", "Unsupported expression 'country = '"),
        ("planet = 'earth'", "InvalidInputException", "Invalid partition expression!"),
        ("year = 'x'", "InvalidInputException", "For input string: \"x\" is not an integer."),
        ("year like '1%'", "InvalidInputException", "Integral data type doesn't support operation 'LIKE'"),
        ("x = 1", "InvalidInputException", "Unknown type : 'double'"),
        (
            "at = 'noon'",
            "InvalidInputException",
            "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] noon is not a timestamp.",
        ),
        ("year > 0", "InvalidStateException", "For input string: \"null\" is not an integer."),
    ] {
        assert_eq!(
            house.refused::<api::GetPartitions>(get_partitions(expression)).await,
            fault(code, text),
            "{expression}"
        );
    }
}

#[tokio::test]
async fn leaves_out_columns_and_shares_out_segments() {
    let house = House::new();
    house.create_table("cars", &[("n", "int")]).await;
    let numbers: Vec<String> = (0..50).map(|number: u32| number.to_string()).collect();
    let all: Vec<[&str; 1]> = numbers.iter().map(|number| [number.as_str()]).collect();
    house.create_partitions(&all.iter().map(<[&str; 1]>::as_slice).collect::<Vec<_>>()).await;
    let bare = api::GetPartitionsInput { exclude_column_schema: Some(true), ..get_partitions("n = 1") };
    let found = house.call::<api::GetPartitions>(bare).await.unwrap().partitions.unwrap();
    let storage = found[0].storage_descriptor.clone().unwrap();
    assert_eq!((storage.columns, storage.location.is_some()), (None, true));
    let mut seen = Vec::new();
    for segment_number in 0..3 {
        let segment = api::Segment { segment_number, total_segments: 3 };
        let input = api::GetPartitionsInput { segment: Some(segment), ..get_partitions("") };
        let part = values_of(house.call::<api::GetPartitions>(input).await.unwrap().partitions);
        assert!((5..40).contains(&part.len()), "{}", part.len());
        seen.extend(part);
    }
    seen.sort();
    assert_eq!(seen, house.partitions("").await);
    let segment = api::Segment { segment_number: 3, total_segments: 3 };
    let input = api::GetPartitionsInput { segment: Some(segment), ..get_partitions("") };
    assert_eq!(house.refused::<api::GetPartitions>(input).await.0, "InvalidInputException");
}

/// 20,000 partitions by year, day and hour.
async fn many() -> House {
    let house = House::new();
    house.create_table("cars", &[("year", "int"), ("day", "string"), ("hour", "int")]).await;
    let mut all = Vec::new();
    for number in 0..20_000 {
        let (year, day, hour) = (2000 + number / 5000, number / 20 % 250, number % 20);
        all.push([year.to_string(), format!("d{day:03}"), hour.to_string()]);
    }
    for chunk in all.chunks(100) {
        let inputs = chunk.iter().map(|values| {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            partition(&values)
        });
        let batch = api::BatchCreatePartitionInput {
            database_name: "lake".into(),
            table_name: "cars".into(),
            partition_input_list: inputs.collect(),
            ..Default::default()
        };
        let output = house.call::<api::BatchCreatePartition>(batch).await.unwrap();
        assert_eq!(output.errors, Some(Vec::new()));
    }
    house
}

#[tokio::test]
async fn pages_over_many_without_loss() {
    let house = many().await;
    let (mut found, mut next_token, mut pages) = (Vec::new(), None, 0);
    loop {
        let input = api::GetPartitionsInput { next_token, ..get_partitions("") };
        let output = house.call::<api::GetPartitions>(input).await.unwrap();
        found.extend(values_of(output.partitions));
        pages += 1;
        next_token = output.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!((found.len(), pages), (20_000, 20));
    assert!(found.is_sorted());
    found.dedup();
    assert_eq!(found.len(), 20_000);
    // All of the way is decided by first values, so that nearly all keys are passed over.
    let days = house.partitions("year = 2001 and day in ('d007', 'd009') and hour > 17").await;
    let expected = [("d007", "18"), ("d007", "19"), ("d009", "18"), ("d009", "19")];
    assert_eq!(days, expected.map(|(day, hour)| strings(&["2001", day, hour])));
    let last = house.partitions("year = 2003 and day = 'd249' and hour = 19").await;
    assert_eq!(last, [strings(&["2003", "d249", "19"])]);
    let limited = api::GetPartitionsInput { max_results: Some(7), ..get_partitions("hour = 3") };
    let output = house.call::<api::GetPartitions>(limited).await.unwrap();
    assert_eq!((values_of(output.partitions).len(), output.next_token.is_some()), (7, true));
}
