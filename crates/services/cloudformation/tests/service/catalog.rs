//! The resource types of the catalogue: what each asks Glue for, and which changes make another thing.

use cloudformation_api::*;
use wire::Shape;

use crate::house::House;
use crate::types::story;

const CATALOG: &str = r#"
Parameters:
  Note: {Type: String, Default: old}
  Table: {Type: String, Default: cars}
Resources:
  D:
    Type: AWS::Glue::Database
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseInput: {Name: Lake, Description: !Ref Note}
  T:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref D
      TableInput:
        Name: !Ref Table
        TableType: EXTERNAL_TABLE
        Parameters: {classification: parquet, projection.enabled: true, rows: 7}
        PartitionKeys: [{Name: year, Type: int}]
        StorageDescriptor:
          Columns: [{Name: speed, Type: double, Comment: !Ref Note}]
          Location: s3://lake/cars/
          SerdeInfo: {SerializationLibrary: x.Serde, Parameters: {serialization.format: 1}}
          SortColumns: [{Column: speed, SortOrder: "1"}]
  P:
    Type: AWS::Glue::Partition
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref D
      TableName: !Ref T
      PartitionInput: {Values: [2024], Parameters: {note: !Ref Note}}
Outputs: {D: {Value: !Ref D}, T: {Value: !Ref T}, P: {Value: !Ref P}}
"#;

#[tokio::test]
async fn a_database_a_table_and_a_partition() {
    let (asked, outputs) = story(CATALOG).await;
    let expected = [
        r#"CreateDatabase {"CatalogId":"000000000000","DatabaseInput":{"Name":"Lake","Description":"old"}}"#,
        r#"CreateTable {"CatalogId":"000000000000","DatabaseName":"Lake","TableInput":{"Name":"cars","StorageDescriptor":{"Columns":[{"Name":"speed","Type":"double","Comment":"old"}],"Location":"s3://lake/cars/","SerdeInfo":{"SerializationLibrary":"x.Serde","Parameters":{"serialization.format":"1"}},"SortColumns":[{"Column":"speed","SortOrder":1}]},"PartitionKeys":[{"Name":"year","Type":"int"}],"TableType":"EXTERNAL_TABLE","Parameters":{"classification":"parquet","projection.enabled":"true","rows":"7"}}}"#,
        r#"CreatePartition {"CatalogId":"000000000000","DatabaseName":"Lake","TableName":"cars","PartitionInput":{"Values":["2024"],"Parameters":{"note":"old"}}}"#,
        r#"DeletePartition {"CatalogId":"000000000000","DatabaseName":"Lake","TableName":"cars","PartitionValues":["2024"]}"#,
        r#"DeleteTable {"CatalogId":"000000000000","DatabaseName":"Lake","Name":"cars"}"#,
        r#"DeleteDatabase {"CatalogId":"000000000000","Name":"Lake"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["Lake", "cars", "Lake|cars|2024"]);
}

async fn updated(parameter: &str, value: &str) -> Vec<String> {
    let house = House::new();
    let id = house.create(CATALOG).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let made = house.fakes.asked().len();
    let others = ["Note", "Table"].map(|key| Parameter {
        parameter_key: Some(key.to_owned()),
        parameter_value: (key == parameter).then(|| value.to_owned()),
        use_previous_value: (key != parameter).then_some(true),
        resolved_value: None,
    });
    let update = UpdateStackInput {
        stack_name: "s".to_owned(),
        use_previous_template: Some(true),
        parameters: Some(others.into()),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(update).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    house.fakes.asked()[made..].iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn changes_are_made_where_the_thing_is() {
    assert_eq!(updated("Note", "new").await, ["UpdateDatabase", "UpdateTable", "UpdatePartition"]);
}

#[tokio::test]
async fn another_name_is_another_thing() {
    let asked = updated("Table", "bikes").await;
    assert_eq!(asked, ["CreateTable", "CreatePartition", "DeletePartition", "DeleteTable"]);
}

#[tokio::test]
async fn names_are_made_up_in_lower_case_and_what_is_not_built_is_refused() {
    let house = House::new();
    let made = "Resources: {Db: {Type: AWS::Glue::Database, Properties: {CatalogId: !Ref AWS::AccountId, DatabaseInput: {}}}}";
    let id = house.create(made).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let name = house.fakes.things()[0].clone();
    assert!(name.starts_with("database/s-db-") && name == name.to_lowercase(), "{name}");
    let house = House::new();
    let refused = "Resources: {T: {Type: AWS::Glue::Table, Properties: {CatalogId: '1', DatabaseName: d, TableInput: {}, OpenTableFormatInput: {}}}}";
    let id = house.create(refused).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    let story = house.story(&id).await;
    assert!(
        story.iter().any(|line| line.contains("this property of AWS::Glue::Table is not supported")),
        "{story:#?}"
    );
}
