//! The types of Athena: what they ask for, what an update changes, what a restart finds.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};
use wire::Shape;

use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  Group:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: w
      Description: d
      State: DISABLED
      RecursiveDeleteOption: true
      WorkGroupConfiguration:
        BytesScannedCutoffPerQuery: '10000000'
        ResultConfiguration: {OutputLocation: s3://results/w/}
  Named:
    Type: AWS::Athena::NamedQuery
    Properties: {Name: n, Database: lake, QueryString: SELECT 1, WorkGroup: !Ref Group}
  Statement:
    Type: AWS::Athena::PreparedStatement
    Properties: {StatementName: by_id, QueryStatement: SELECT ?, WorkGroup: !Ref Group}
    DependsOn: Named
Outputs:
  G: {Value: !Ref Group}
  N: {Value: !GetAtt Named.NamedQueryId}
  S: {Value: !Ref Statement}
  V: {Value: !GetAtt Group.WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion}
"#;

#[tokio::test]
async fn a_workgroup_with_queries() {
    let (asked, outputs) = story(TEMPLATE).await;
    let tokenless: Vec<String> = asked.iter().map(|line| without_token(line)).collect();
    let expected = [
        r#"CreateWorkGroup {"Name":"w","Configuration":{"ResultConfiguration":{"OutputLocation":"s3://results/w/"},"BytesScannedCutoffPerQuery":10000000},"Description":"d","Tags":[{"Key":"team","Value":"a"}]}"#,
        r#"UpdateWorkGroup {"WorkGroup":"w","State":"DISABLED"}"#,
        r#"CreateNamedQuery {"Name":"n","Database":"lake","QueryString":"SELECT 1","WorkGroup":"w"}"#,
        r#"CreatePreparedStatement {"StatementName":"by_id","WorkGroup":"w","QueryStatement":"SELECT ?"}"#,
        r#"DeletePreparedStatement {"StatementName":"by_id","WorkGroup":"w"}"#,
        r#"DeleteNamedQuery {"NamedQueryId":"query-n"}"#,
        r#"DeleteWorkGroup {"WorkGroup":"w","RecursiveDeleteOption":true}"#,
    ];
    assert_eq!(tokenless, expected);
    assert_eq!(outputs, ["w", "query-n", "by_id", "Athena engine version 3"]);
}

/// The line without its request token, which is made up.
fn without_token(line: &str) -> String {
    match line.split_once(",\"ClientRequestToken\":\"") {
        Some((before, after)) => format!("{before}{}", &after[after.find('"').unwrap() + 1..]),
        None => line.to_owned(),
    }
}

#[tokio::test]
async fn what_is_gone_already_is_no_failure() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    for thing in ["workgroup/w", "query-n", "statement/by_id"] {
        house.fakes.take(thing);
    }
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
}

#[tokio::test]
async fn a_change_is_made_where_the_workgroup_is() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let changed = TEMPLATE
        .replace("      Description: d\n      State: DISABLED\n", "")
        .replace("BytesScannedCutoffPerQuery: '10000000'", "EnforceWorkGroupConfiguration: false");
    let input = UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: Some(changed),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    let asked = house.fakes.asked();
    let update = asked.iter().filter(|line| line.starts_with("UpdateWorkGroup")).nth(1).unwrap();
    for part in [
        r#""Description":"""#,
        r#""State":"ENABLED""#,
        r#""EnforceWorkGroupConfiguration":false"#,
        r#""RemoveBytesScannedCutoffPerQuery":true"#,
        r#""OutputLocation":"s3://results/w/""#,
        r#""RemoveEncryptionConfiguration":true"#,
    ] {
        assert!(update.contains(part), "{part} in {update}");
    }
}
