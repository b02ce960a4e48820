//! The stored form, byte by byte.

use dynamodb_api::{KeyType, ProjectionType, ScalarAttributeType};

use super::*;

const PINNED: &str = concat!(
    r#"{"Version":2,"Number":7,"Id":"i","Account":"000000000000","Region":"us-east-1","Name":"tab","#,
    r#""Created":1.500,"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"#,
    r#""KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Indexes":[{"Number":2,"Name":"idx","Global":true,"#,
    r#""Filling":true,"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"#,
    r#""Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},"Throughput":{"ReadUnits":0,"#,
    r#""WriteUnits":0,"LoweredCount":0},"OnDemandThroughput":{"MaxReadRequestUnits":4}}],"LastIndexNumber":2,"#,
    r#""BillingMode":"PAY_PER_REQUEST","PerRequestSince":1.500,"Throughput":{"ReadUnits":5,"WriteUnits":6,"#,
    r#""Raised":1.500,"Lowered":2.0,"LoweredCount":1},"DeletionProtection":true,"ExpiryAttribute":"t","#,
    r#""Tags":{"k":"v"},"Stream":{"Number":8,"Label":"l","ViewType":"KEYS_ONLY","Enabled":true},"#,
    r#""Destinations":[{"Number":9,"StreamArn":"arn","Status":"ENABLE_FAILED","Description":"d","#,
    r#""Precision":"MILLISECOND"}]}"#,
);

fn sample() -> StoredTable {
    let key = vec![KeySchemaElement { attribute_name: "a".into(), key_type: KeyType::Hash }];
    let projection = Projection {
        projection_type: Some(ProjectionType::Include),
        non_key_attributes: Some(vec!["x".into()]),
    };
    let limits = OnDemandThroughput { max_read_request_units: Some(4), max_write_request_units: None };
    let (early, late) = (Timestamp(1500), Timestamp(2000));
    StoredTable {
        version: VERSION,
        number: 7,
        id: "i".into(),
        account: "000000000000".into(),
        region: "us-east-1".into(),
        name: "tab".into(),
        created: early,
        attribute_definitions: vec![AttributeDefinition {
            attribute_name: "a".into(),
            attribute_type: ScalarAttributeType::S,
        }],
        key_schema: key.clone(),
        indexes: vec![StoredIndex {
            number: 2,
            name: "idx".into(),
            global: true,
            filling: true,
            key_schema: key,
            projection,
            throughput: StoredThroughput::default(),
            on_demand_throughput: Some(limits),
        }],
        last_index_number: 2,
        billing_mode: BillingMode::PayPerRequest,
        per_request_since: Some(early),
        throughput: StoredThroughput {
            read_units: 5,
            write_units: 6,
            raised: Some(early),
            lowered: Some(late),
            lowered_count: 1,
        },
        on_demand_throughput: None,
        deletion_protection: true,
        expiry_attribute: Some("t".into()),
        tags: [("k".to_owned(), "v".to_owned())].into(),
        stream: Some(StoredTableStream {
            number: 8,
            label: "l".into(),
            view_type: StreamViewType::KeysOnly,
            enabled: true,
        }),
        destinations: vec![StoredDestination {
            number: 9,
            stream_arn: "arn".into(),
            status: DestinationStatus::EnableFailed,
            description: Some("d".into()),
            precision: Some(ApproximateCreationDateTimePrecision::Millisecond),
        }],
    }
}

#[test]
fn bytes_are_pinned() {
    assert_eq!(String::from_utf8(sample().encode()).unwrap(), PINNED);
    assert_eq!(StoredTable::decode(PINNED.as_bytes()), Ok(sample()));
}

#[test]
fn version_1_had_no_streams() {
    let (before, _) = PINNED.split_once(r#","Stream""#).unwrap();
    let old = format!("{}}}", before.replacen(r#""Version":2"#, r#""Version":1"#, 1));
    let expected = StoredTable { stream: None, destinations: Vec::new(), ..sample() };
    assert_eq!(StoredTable::decode(old.as_bytes()), Ok(expected));
}

#[test]
fn what_is_no_description_is_refused() {
    for (from, to) in [
        (r#""Version":2"#, r#""Version":3"#),
        (r#""Number":7"#, r#""Number":0"#),
        (r#""Number":7"#, r#""Number":4294967296"#),
        (r#""Number":2,"#, r#""Number":65536,"#),
        (r#""Version":2,"#, ""),
        (r#""Number":8"#, r#""Number":0"#),
        (r#""Number":9"#, r#""Number":-1"#),
        ("}", ""),
    ] {
        assert!(StoredTable::decode(PINNED.replacen(from, to, 1).as_bytes()).is_err(), "{from} → {to}");
    }
}

#[test]
fn rubbish_is_an_error_and_no_panic() {
    arbtest::arbtest(|random| {
        let mut bytes = PINNED.as_bytes().to_vec();
        for _ in 0..random.int_in_range(1..=4)? {
            let at = random.choose_index(bytes.len())?;
            bytes[at] = random.arbitrary()?;
        }
        if let Ok(stored) = StoredTable::decode(&bytes) {
            let _ = (stored.table_id(), stored.place());
            let _: Vec<_> = stored.indexes.iter().map(StoredIndex::index_id).collect();
        }
        Ok(())
    });
}
