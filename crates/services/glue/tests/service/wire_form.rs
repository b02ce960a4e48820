//! The form on the wire: names of members, and error bodies.

use http::{HeaderMap, Method, Uri};
use wire::Question;

use crate::house::House;

async fn ask(house: &House, operation: &str, body: &str) -> (u16, String) {
    let question = Question {
        method: Method::POST,
        uri: Uri::from_static("/"),
        headers: HeaderMap::new(),
        body: body.to_owned().into(),
    };
    let carrier = house.dispatch.carrier("glue").unwrap();
    let answer = house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await;
    (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
}

#[tokio::test]
async fn of_requests_answers_and_errors() {
    let house = House::new();
    let created = ask(&house, "CreateDatabase", r#"{"DatabaseInput":{"Name":"Lake"}}"#).await;
    assert_eq!(created, (200, "{}".to_owned()));
    let table = r#"{"DatabaseName":"lake","TableInput":{"Name":"t","PartitionKeys":[{"Name":"y","Type":"int"}],
        "StorageDescriptor":{"Columns":[{"Name":"a","Type":"string"}],"SerdeInfo":{"Parameters":{"k":"v"}}}}}"#;
    assert_eq!(ask(&house, "CreateTable", table).await.0, 200);
    let (_, body) = ask(&house, "GetTable", r#"{"DatabaseName":"lake","Name":"t"}"#).await;
    for part in [
        r#""CreateTime":1800000000.0"#,
        r#""Columns":[{"Name":"a","Type":"string"}]"#,
        r#""SerdeInfo":{"Parameters":{"k":"v"}}"#,
        r#""VersionId":"0""#,
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    let reference = r#""SchemaReference":{"SchemaId":{"SchemaName":"a-b_c$#.","RegistryName":"r"}}"#;
    let (_, body) =
        ask(&house, "CreateTable", &table.replace(r#""Columns""#, &format!(r#"{reference},"Columns""#)))
            .await;
    assert!(body.contains("SchemaReference is not supported here."), "{body}");
    let missing = ask(&house, "GetDatabase", r#"{"Name":"none"}"#).await;
    let text = r#"{"__type":"EntityNotFoundException","message":"Database none not found."}"#;
    assert_eq!(missing, (400, text.to_owned()));
    let (status, body) = ask(&house, "GetDatabase", r#"{"Name":"a\nb"}"#).await;
    assert_eq!(status, 400);
    assert!(
        body.contains("ValidationException") && body.contains("1 validation error detected: Value 'a"),
        "{body}"
    );
}
