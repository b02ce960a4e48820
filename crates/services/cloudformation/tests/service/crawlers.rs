//! The resource types of crawlers: what each asks Glue for, and which changes make another thing.

use cloudformation_api::*;
use wire::Shape;

use crate::house::House;
use crate::types::story;

const CRAWLER: &str = r#"
Parameters:
  Prefix: {Type: String, Default: raw_}
  Path: {Type: String, Default: "$[*]"}
Resources:
  J:
    Type: AWS::Glue::Classifier
    Properties: {JsonClassifier: {Name: rows, JsonPath: !Ref Path}}
  C:
    Type: AWS::Glue::Crawler
    Properties:
      Name: days
      Role: reader
      DatabaseName: lake
      Classifiers: [!Ref J]
      TablePrefix: !Ref Prefix
      Schedule: {ScheduleExpression: cron(0 12 * * ? *)}
      SchemaChangePolicy: {UpdateBehavior: LOG}
      Tags: {of: !Ref Prefix}
      Targets:
        S3Targets: [{Path: s3://lake/d, Exclusions: ["*.tmp"], SampleSize: "5"}]
        DynamoDBTargets: [{Path: readings, ScanAll: false}]
Outputs: {C: {Value: !Ref C}, J: {Value: !Ref J}}
"#;

#[tokio::test]
async fn a_crawler_and_a_classifier() {
    let (asked, outputs) = story(CRAWLER).await;
    let expected = [
        r#"CreateClassifier {"JsonClassifier":{"Name":"rows","JsonPath":"$[*]"}}"#,
        r#"CreateCrawler {"Name":"days","Role":"reader","DatabaseName":"lake","Targets":{"S3Targets":[{"Path":"s3://lake/d","Exclusions":["*.tmp"],"SampleSize":5}],"DynamoDBTargets":[{"Path":"readings","scanAll":false}]},"Schedule":"cron(0 12 * * ? *)","Classifiers":["rows"],"TablePrefix":"raw_","SchemaChangePolicy":{"UpdateBehavior":"LOG"},"Tags":{"of":"raw_","team":"a"}}"#,
        r#"StopCrawler {"Name":"days"}"#,
        r#"DeleteCrawler {"Name":"days"}"#,
        r#"DeleteClassifier {"Name":"rows"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["days", "rows"]);
}

async fn updated(template: &str) -> Vec<String> {
    let house = House::new();
    let id = house.create(CRAWLER).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let made = house.fakes.asked().len();
    let update = UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: Some(template.to_owned()),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(update).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    house.fakes.asked()[made..].to_vec()
}

#[tokio::test]
async fn changes_are_made_where_the_thing_is() {
    let asked = updated(
        &CRAWLER
            .replace("Default: raw_", "Default: in_")
            .replace("      Schedule: {ScheduleExpression: cron(0 12 * * ? *)}\n", ""),
    )
    .await;
    assert_eq!(asked.len(), 2, "{asked:#?}");
    assert!(
        asked[0].starts_with("UpdateCrawler") && asked[0].contains(r#""TablePrefix":"in_""#),
        "{asked:#?}"
    );
    assert!(asked[0].contains(r#""Schedule":"""#), "{asked:#?}");
    let tagged = r#"TagResource {"ResourceArn":"arn:aws:glue:us-east-1:000000000000:crawler/days","TagsToAdd":{"of":"in_"}}"#;
    assert_eq!(asked[1], tagged);
    let asked = updated(&CRAWLER.replace("$[*]", "$.rows[*]")).await;
    assert_eq!(asked, [r#"UpdateClassifier {"JsonClassifier":{"Name":"rows","JsonPath":"$.rows[*]"}}"#]);
}

#[tokio::test]
async fn another_name_or_kind_is_another_thing() {
    let asked = updated(&CRAWLER.replace("Name: days", "Name: weeks")).await;
    let names: Vec<&str> = asked.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["CreateCrawler", "StopCrawler", "DeleteCrawler"]);
    let csv = CRAWLER.replace(
        "{JsonClassifier: {Name: rows, JsonPath: !Ref Path}}",
        "{CsvClassifier: {Name: cells, Delimiter: '~'}}",
    );
    let asked = updated(&csv).await;
    let names: Vec<&str> = asked.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["CreateClassifier", "UpdateCrawler", "DeleteClassifier"]);
}

#[tokio::test]
async fn what_is_not_built_is_refused() {
    let house = House::new();
    let template = "Resources: {C: {Type: AWS::Glue::Classifier, Properties: {XMLClassifier: {Name: x}}}}";
    let id = house.create(template).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    let story = house.story(&id).await;
    assert!(
        story.iter().any(|line| line.contains("of AWS::Glue::Classifier is not supported")),
        "{story:#?}"
    );
}
