//! Custom classifiers: made, changed, used, removed.

use glue_api as api;

use crate::house::{House, NOW};

fn rows() -> api::CreateClassifierInput {
    let json = api::CreateJsonClassifierRequest { name: "rows".into(), json_path: "$.rows[*]".into() };
    api::CreateClassifierInput { json_classifier: Some(json), ..Default::default() }
}

async fn get(house: &House, name: &str) -> api::Classifier {
    let input = api::GetClassifierInput { name: name.into() };
    house.call::<api::GetClassifier>(input).await.unwrap().classifier.unwrap()
}

#[tokio::test]
async fn a_classifier_is_used_before_those_that_are_built_in() {
    let house = House::new();
    house.s3.put("d/x.json", r#"{"rows":[{"id":1},{"id":2,"name":"a"}]}"#);
    house.call::<api::CreateClassifier>(rows()).await.unwrap();
    house.create("d", |input| input.classifiers = Some(vec!["rows".into()])).await;
    house.crawl().await;
    assert_eq!(house.tables().await, ["d []: id int, name string @s3://lake/d/"]);
    assert_eq!(house.table("d").await.parameters.unwrap()["jsonPath"], "$.rows[*]");
}

#[tokio::test]
async fn a_classifier_lives() {
    let house = House::new();
    house.call::<api::CreateClassifier>(rows()).await.unwrap();
    assert_eq!(house.refused::<api::CreateClassifier>(rows()).await.0, "AlreadyExistsException");
    let grok = api::CreateGrokClassifierRequest {
        name: "lines".into(),
        classification: "mine".into(),
        grok_pattern: "%{WORD:who} %{MINE:what}".into(),
        custom_patterns: Some("MINE [a-z]+".into()),
    };
    let input = api::CreateClassifierInput { grok_classifier: Some(grok), ..Default::default() };
    house.call::<api::CreateClassifier>(input).await.unwrap();
    house.clock.advance(1_000);
    let change = api::UpdateJsonClassifierRequest { name: "rows".into(), json_path: Some("$[*]".into()) };
    let change = api::UpdateClassifierInput { json_classifier: Some(change), ..Default::default() };
    house.call::<api::UpdateClassifier>(change).await.unwrap();
    let json = get(&house, "rows").await.json_classifier.unwrap();
    assert_eq!((json.json_path.as_str(), json.version), ("$[*]", Some(2)));
    assert_eq!((json.creation_time.unwrap().0, json.last_updated.unwrap().0), (NOW, NOW + 1_000));
    let other = api::UpdateCsvClassifierRequest { name: "rows".into(), ..Default::default() };
    let other = api::UpdateClassifierInput { csv_classifier: Some(other), ..Default::default() };
    assert_eq!(house.refused::<api::UpdateClassifier>(other).await.0, "InvalidInputException");
    let page = api::GetClassifiersInput { max_results: Some(1), next_token: None };
    let page = house.call::<api::GetClassifiers>(page).await.unwrap();
    assert_eq!(page.classifiers.unwrap()[0].grok_classifier.as_ref().unwrap().name, "lines");
    let rest = api::GetClassifiersInput { max_results: None, next_token: page.next_token };
    assert_eq!(house.call::<api::GetClassifiers>(rest).await.unwrap().classifiers.unwrap().len(), 1);
    let delete = api::DeleteClassifierInput { name: "rows".into() };
    house.call::<api::DeleteClassifier>(delete.clone()).await.unwrap();
    assert_eq!(
        house.refused::<api::DeleteClassifier>(delete).await,
        ("EntityNotFoundException".into(), "Classifier rows not found.".into())
    );
}

#[tokio::test]
async fn what_cannot_be_used_is_refused() {
    let house = House::new();
    let refused = async |change: fn(&mut api::CreateClassifierInput)| {
        let mut input = api::CreateClassifierInput::default();
        change(&mut input);
        let (code, text) = house.refused::<api::CreateClassifier>(input).await;
        assert_eq!(code, "InvalidInputException");
        text
    };
    let xml = |input: &mut api::CreateClassifierInput| {
        input.xml_classifier = Some(api::CreateXmlClassifierRequest {
            name: "x".into(),
            classification: "xml".into(),
            row_tag: Some("row".into()),
        });
    };
    assert_eq!(refused(xml).await, "XMLClassifier is not supported here.");
    assert!(refused(|_| {}).await.contains("Exactly one"));
    let grok = |input: &mut api::CreateClassifierInput| {
        input.grok_classifier = Some(api::CreateGrokClassifierRequest {
            name: "g".into(),
            classification: "g".into(),
            grok_pattern: "%{NOWHERE:x}".into(),
            custom_patterns: None,
        });
    };
    assert!(refused(grok).await.contains("there is no pattern `NOWHERE`"));
    let csv = |input: &mut api::CreateClassifierInput| {
        input.csv_classifier = Some(api::CreateCsvClassifierRequest {
            name: "c".into(),
            custom_datatype_configured: Some(true),
            custom_datatypes: Some(vec!["UUID".into()]),
            ..Default::default()
        });
    };
    assert!(refused(csv).await.contains("UUID"));
}
