//! CreateTable: what it answers, and what it refuses in which words.

use super::house::{House, index, table};

const ON_DEMAND: &str = r#","BillingMode":"PAY_PER_REQUEST""#;

#[tokio::test]
async fn a_new_table_is_described_as_aws_does() {
    let house = House::new();
    let indexes = format!(
        r#","ProvisionedThroughput":{{"ReadCapacityUnits":5,"WriteCapacityUnits":6}},"LocalSecondaryIndexes":[{}],
        "Tags":[{{"Key":"k","Value":"v"}}],"StreamSpecification":{{"StreamEnabled":false}}"#,
        index("loc", &["id:HASH", "at:RANGE"])
    );
    let body = table("orders", &["id:S", "n:N", "at:S"], &["id:HASH", "n:RANGE"], &indexes);
    let (_, made) = house.ask("CreateTable", &body).await;
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
    let expected = [
        r#"{"TableDescription":{"AttributeDefinitions":[{"AttributeName":"at","AttributeType":"S"},"#,
        r#"{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}],"#,
        r#""TableName":"orders","KeySchema":[{"AttributeName":"id","KeyType":"HASH"},"#,
        r#"{"AttributeName":"n","KeyType":"RANGE"}],"TableStatus":"CREATING","CreationDateTime":1763650000.0,"#,
        r#""ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":5,"WriteCapacityUnits":6},"#,
        r#""TableSizeBytes":0,"ItemCount":0,"TableArn":""#,
        arn,
        r#"","TableId":"#,
    ];
    let expected = expected.concat();
    assert!(made.starts_with(&expected), "{made}\n{expected}");
    let local = format!(
        r#""LocalSecondaryIndexes":[{{"IndexName":"loc","KeySchema":[{{"AttributeName":"id","KeyType":"HASH"}},{{"AttributeName":"at","KeyType":"RANGE"}}],"Projection":{{"ProjectionType":"ALL"}},"IndexSizeBytes":0,"ItemCount":0,"IndexArn":"{arn}/index/loc"}}]"#
    );
    assert!(made.contains(&local), "{made}");
    assert!(
        made.contains(r#""DeletionProtectionEnabled":false"#) && !made.contains("BillingModeSummary"),
        "{made}"
    );
    let get = r#"{"TableName":"orders","Key":{"id":{"S":"a"},"n":{"N":"1"}}}"#;
    assert!(house.describe("orders").await.contains(r#""TableStatus":"ACTIVE""#));
    assert_eq!(house.ok("GetItem", get).await, "{}");
    let described = house.ok("DescribeTable", &format!(r#"{{"TableName":"{arn}"}}"#)).await;
    assert_eq!(described, house.describe("orders").await);
}

#[tokio::test]
async fn a_table_on_demand_says_so() {
    let house = House::new();
    let global = format!(
        r#","BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{{"MaxReadRequestUnits":9}},"GlobalSecondaryIndexes":[{}]"#,
        r#"{"IndexName":"glo","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],
            "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["z","c"]}}"#
    );
    let made = house.ok("CreateTable", &table("t.1", &["a:S", "b:B"], &["a:HASH"], &global)).await;
    assert!(made.contains(r#""TableStatus":"CREATING""#), "{made}");
    assert!(made.contains(r#""IndexStatus":"CREATING","Prov"#), "{made}");
    assert!(!made.contains("ACTIVE"), "{made}");
    let described = house.describe("t.1").await;
    let parts = [
        r#""ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0}"#,
        r#""BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1763650000.0}"#,
        r#""Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["c","z"]},"IndexStatus":"ACTIVE","Prov"#,
        r#""OnDemandThroughput":{"MaxReadRequestUnits":9}"#,
        r#""TableStatus":"ACTIVE""#,
    ];
    for part in parts {
        assert!(described.contains(part), "{part}: {described}");
    }
    assert!(!described.contains("CREATING"), "{described}");
}

#[tokio::test]
async fn keys_and_definitions_are_held_to_each_other() {
    let invalid = "One or more parameter values were invalid: ";
    let global = |keys: &[&str]| format!(r#"{ON_DEMAND},"GlobalSecondaryIndexes":[{}]"#, index("glo", keys));
    let local = |keys: &[&str]| format!(r#"{ON_DEMAND},"LocalSecondaryIndexes":[{}]"#, index("loc", keys));
    let cases: [(String, &str); 17] = [
        (
            table("ab", &["a:S"], &["a:HASH"], ON_DEMAND),
            "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
        ),
        (
            table("a;b", &["a:S"], &["a:HASH"], ON_DEMAND),
            "1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        ),
        (
            table("tab", &["a:S"], &["a:HASH", "b:RANGE"], ON_DEMAND),
            "Invalid KeySchema: Some index key attribute have no definition",
        ),
        (
            table("tab", &["a:S", "c:S"], &["a:HASH", "b:RANGE"], ON_DEMAND),
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [a, b], AttributeDefinitions: [a, c]",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH"], ON_DEMAND),
            "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
        ),
        (
            table("tab", &["a:S", "b:S", "c:S"], &["a:HASH"], &global(&["b:HASH"])),
            "Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, c], keys used: [a, b]",
        ),
        (table("tab", &["a:S", "a:N"], &["a:HASH"], ON_DEMAND), "Attribute Name is duplicated: a"),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH", "a:RANGE"], ON_DEMAND),
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        ),
        (
            table("tab", &["a:S"], &["a:RANGE"], ON_DEMAND),
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH", "b:HASH"], ON_DEMAND),
            "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH"], &global(&["c:HASH"])),
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [c], AttributeDefinitions: [a, b]",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH"], &local(&["a:HASH", "b:RANGE"])),
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH", "b:RANGE"], &local(&["b:HASH", "a:RANGE"])),
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: loc. index hash key: b, table hash key: a",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH", "b:RANGE"], &local(&["a:HASH"])),
            "Index KeySchema does not have a range key for index: loc",
        ),
        (
            table(
                "tab",
                &["a:S"],
                &["a:HASH"],
                &format!(r#"{ON_DEMAND},"GlobalSecondaryIndexes":[{0},{0}]"#, index("glo", &["a:HASH"])),
            ),
            "Duplicate index name: glo",
        ),
        (
            table("tab", &["a:S"], &["a:HASH"], &format!(r#"{ON_DEMAND},"GlobalSecondaryIndexes":[]"#)),
            "List of GlobalSecondaryIndexes is empty",
        ),
        (
            table("tab", &["a:S", "b:S"], &["a:HASH"], &global(&["a:HASH", "b:RANGE", "b:RANGE"])),
            "An index key of several HASH or several RANGE attributes is not supported by Pumphouse; its coverage page lists what is",
        ),
    ];
    let house = House::new();
    for (body, expected) in cases {
        let (code, message) = house.refused("CreateTable", &body).await;
        assert_eq!(
            (code.as_str(), message.strip_prefix(invalid).unwrap_or(&message)),
            ("ValidationException", expected)
        );
    }
    assert_eq!(house.ok("ListTables", "{}").await, r#"{"TableNames":[]}"#);
}

#[tokio::test]
async fn capacity_projections_and_what_is_missing_are_refused() {
    let projected = |projection: &str| {
        format!(
            r#"{ON_DEMAND},"GlobalSecondaryIndexes":[{{"IndexName":"glo","KeySchema":[{{"AttributeName":"a","KeyType":"HASH"}}],"Projection":{projection}}}]"#
        )
    };
    let units = r#""ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#;
    let many: Vec<String> = (0..21).map(|number| index(&format!("index{number}"), &["a:HASH"])).collect();
    let cases: [(String, &str); 16] = [
        (
            String::new(),
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        ),
        (
            format!("{ON_DEMAND},{units}"),
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        ),
        (
            r#","ProvisionedThroughput":{"ReadCapacityUnits":1000000000001,"WriteCapacityUnits":1}"#.into(),
            "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
        ),
        (
            r#","ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":1}"#.into(),
            "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            format!(r#",{units},"GlobalSecondaryIndexes":[{}]"#, index("glo", &["a:HASH"])),
            "ProvisionedThroughput is not specified for index: glo",
        ),
        (
            format!(r#",{units},"OnDemandThroughput":{{"MaxReadRequestUnits":1}}"#),
            "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.",
        ),
        (
            format!(r#"{ON_DEMAND},"OnDemandThroughput":{{"MaxWriteRequestUnits":0}}"#),
            "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range",
        ),
        (projected("{}"), "Unknown ProjectionType: null"),
        (
            projected(r#"{"ProjectionType":"INCLUDE"}"#),
            "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
        ),
        (
            projected(r#"{"ProjectionType":"ALL","NonKeyAttributes":["x"]}"#),
            "ProjectionType is ALL, but NonKeyAttributes is specified",
        ),
        (
            projected(r#"{"ProjectionType":"INCLUDE","NonKeyAttributes":["x","x"]}"#),
            "Duplicate element in NonKeyAttributes: x",
        ),
        (
            format!(r#"{ON_DEMAND},"GlobalSecondaryIndexes":[{}]"#, many.join(",")),
            "GlobalSecondaryIndex count exceeds the per-table limit of 20",
        ),
        (
            format!(r#"{ON_DEMAND},"StreamSpecification":{{"StreamEnabled":true}}"#),
            "Table is being created with a stream enabled, UpdateViewType is required",
        ),
        (
            format!(r#"{ON_DEMAND},"SSESpecification":{{"Enabled":true,"SSEType":"KMS"}}"#),
            "SSESpecification with Enabled true (a key of KMS) is not supported by Pumphouse; its coverage page lists what is",
        ),
        (
            format!(r#"{ON_DEMAND},"TableClass":"STANDARD_INFREQUENT_ACCESS""#),
            "TableClass STANDARD_INFREQUENT_ACCESS is not supported by Pumphouse; its coverage page lists what is",
        ),
        (
            format!(r#"{ON_DEMAND},"Tags":[{{"Key":"aws:x","Value":""}}]"#),
            "Tag Key cannot be prefixed with aws:, Key: aws:x",
        ),
    ];
    let house = House::new();
    for (rest, expected) in cases {
        let (code, message) = house.refused("CreateTable", &table("tab", &["a:S"], &["a:HASH"], &rest)).await;
        let message = message.strip_prefix("One or more parameter values were invalid: ").unwrap_or(&message);
        assert_eq!((code.as_str(), message), ("ValidationException", expected));
    }
    let (_, message) =
        house.refused("CreateTable", r#"{"TableName":"tab","BillingMode":"PAY_PER_REQUEST"}"#).await;
    assert_eq!(
        message,
        "1 validation error detected: Value null at 'keySchema' failed to satisfy constraint: Member must not be null"
    );
}
