//! Bills reckoned by hand.

use super::*;

fn bill(usage: &Usage) -> Bill {
    Bill::of(usage, &Prices::us_east_1().unwrap()).unwrap()
}

fn amount(bill: &Bill, price: &str) -> f64 {
    let of = |line: &&Line| line.price == price;
    bill.lines.iter().find(of).unwrap_or_else(|| panic!("no {price}: {bill:?}")).amount
}

fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 1e-9, "{actual} is not {expected}");
}

#[test]
fn nothing_costs_nothing() {
    assert_eq!(bill(&Usage::default()), Bill { lines: vec![], advice: vec![], total: 0.0 });
}

#[test]
fn a_day_of_a_stream_by_hand() {
    // Two shards for a day, a million records of 30 KB: two units each.
    let stream = StreamUsage {
        name: "clicks".to_owned(),
        shards: 2,
        records: 1e6,
        bytes_in: 30_720e6,
        bytes_out: 30_720e6,
        ..StreamUsage::default()
    };
    let provisioned = bill(&Usage { hours: 24.0, streams: vec![stream.clone()], ..Usage::default() });
    near(amount(&provisioned, "kinesis.shard-hour"), 48.0 * 0.015);
    // 1.2 units a record is the least that the metrics can tell.
    near(amount(&provisioned, "kinesis.put-unit"), 1.2 * 0.014);
    assert!(provisioned.lines[1].at_least);
    near(provisioned.total, 0.72 + 0.0168);
    let on_demand = StreamUsage { is_on_demand: true, ..stream };
    let on_demand = bill(&Usage { hours: 24.0, streams: vec![on_demand], ..Usage::default() });
    let gb = 30_720e6 / (1_u64 << 30) as f64;
    near(on_demand.total, 24.0 * 0.04 + gb * 0.08 + gb * 0.04);
    assert!(on_demand.advice[0].contains("provisioned with 1 shards"), "{:?}", on_demand.advice);
}

#[test]
fn hours_that_were_begun_count_and_small_records_are_rounded_up() {
    let stream = StreamUsage { shards: 1, records: 10.0, bytes_in: 100.0, ..StreamUsage::default() };
    near(
        amount(
            &bill(&Usage { hours: 0.01, streams: vec![stream], ..Usage::default() }),
            "kinesis.shard-hour",
        ),
        0.015,
    );
    let delivery = DeliveryUsage { records: 1e6, bytes: 1e8, converts: true, ..DeliveryUsage::default() };
    let bill = bill(&Usage { hours: 1.0, deliveries: vec![delivery], ..Usage::default() });
    let gb = 5_120e6 / (1_u64 << 30) as f64;
    near(amount(&bill, "firehose.in"), gb * 0.029);
    near(amount(&bill, "firehose.conversion"), gb * 0.018);
    assert!(bill.advice[0].contains("100 bytes"), "{:?}", bill.advice);
}

#[test]
fn tables_are_paid_by_their_mode_and_the_other_is_advised_where_it_is_cheaper() {
    let table = TableUsage { name: "t".to_owned(), writes: 2e6, reads: 1e6, ..TableUsage::default() };
    let usage = |table: TableUsage, hours| Usage { hours, tables: vec![table], ..Usage::default() };
    let on_demand = bill(&usage(table.clone(), 1000.0));
    near(on_demand.total, 2.0 * 0.625 + 0.125);
    assert!(
        on_demand.advice[0].contains("provisioned with 1 write and 1 read units"),
        "{:?}",
        on_demand.advice
    );
    let provisioned = TableUsage { provisioned: Some((100.0, 100.0)), ..table };
    let provisioned = bill(&usage(provisioned, 100.0));
    near(provisioned.total, 100.0 * 100.0 * (0.00065 + 0.00013));
    assert!(provisioned.advice[0].contains("on demand it would have cost $6.4"), "{:?}", provisioned.advice);
}

#[test]
fn functions_requests_and_queries() {
    let function = FunctionUsage {
        name: "f".to_owned(),
        memory_mb: 512.0,
        invocations: 3e6,
        duration_ms: 3.6e9,
        ..FunctionUsage::default()
    };
    let calls = [
        ("s3:PutObject", 1000),
        ("s3:ListObjectsV2", 1000),
        ("s3:GetObject", 10_000),
        ("s3:DeleteObject", 7),
        ("athena:StartQueryExecution", 100),
        ("sqs:SendMessage", 1_000_000),
        ("sns:Publish", 2_000_000),
        ("streams.dynamodb:GetRecords", 100_000),
    ];
    let calls = calls.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    let usage =
        Usage { hours: 730.0, functions: vec![function], calls, scanned_bytes: 5.0, ..Usage::default() };
    let bill = bill(&usage);
    near(amount(&bill, "lambda.request"), 0.6);
    near(amount(&bill, "lambda.gb-second"), 1.8e6 * 0.0000166667);
    near(amount(&bill, "s3.write"), 0.01);
    near(amount(&bill, "s3.read"), 0.004);
    near(amount(&bill, "athena.scan"), 5.0 * 100.0 * 10_485_760.0 / (1_u64 << 40) as f64);
    near(amount(&bill, "sqs.request"), 0.4);
    near(amount(&bill, "sns.publish"), 1.0);
    near(amount(&bill, "dynamodb.stream-read"), 0.02);
    assert!(bill.advice[0].contains("arm64"), "{:?}", bill.advice);
    let stored = Usage { hours: 73.0, object_bytes: 10.0 * (1_u64 << 30) as f64, ..Usage::default() };
    near(super::tests::bill(&stored).total, 0.023);
}
