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
    let carrier = house.dispatch.carrier("athena").unwrap();
    let answer = house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await;
    (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
}

#[tokio::test]
async fn of_requests_answers_and_errors() {
    let house = House::new();
    let start = r#"{"QueryString":"SELECT * FROM t","ClientRequestToken":"0123456789abcdef0123456789abcdef",
        "ResultConfiguration":{"OutputLocation":"s3://results/out/"}}"#;
    let (status, body) = ask(&house, "StartQueryExecution", start).await;
    assert_eq!(status, 200, "{body}");
    let id = body.strip_prefix("{\"QueryExecutionId\":\"").unwrap().strip_suffix("\"}").unwrap().to_owned();
    let of_id = format!(r#"{{"QueryExecutionId":"{id}"}}"#);
    let (_, body) = ask(&house, "GetQueryExecution", &of_id).await;
    let query: serde_json::Value = serde_json::from_str(&body).unwrap();
    let query = &query["QueryExecution"];
    assert_eq!(query["Status"]["State"], "SUCCEEDED");
    assert_eq!(query["Status"]["SubmissionDateTime"], 1_800_000_000.0);
    assert_eq!(query["StatementType"], "DML");
    assert_eq!(query["ResultConfiguration"]["OutputLocation"], format!("s3://results/out/{id}.csv"));
    assert_eq!(query["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"], false);
    let (_, body) = ask(&house, "GetQueryResults", &of_id).await;
    let results: serde_json::Value = serde_json::from_str(&body).unwrap();
    let row = &results["ResultSet"]["Rows"][2]["Data"];
    assert_eq!(row.to_string(), r#"[{"VarCharValue":"2"},{"VarCharValue":""},{}]"#);
    let column = &results["ResultSet"]["ResultSetMetadata"]["ColumnInfo"][1];
    assert_eq!((&column["Type"], &column["CaseSensitive"]), (&"varchar".into(), &true.into()));
    let (status, body) = ask(&house, "GetWorkGroup", r#"{"WorkGroup":"none"}"#).await;
    let text = r#"{"__type":"InvalidRequestException","message":"WorkGroup is not found.","AthenaErrorCode":"INVALID_INPUT","ErrorCode":"INVALID_INPUT"}"#;
    assert_eq!((status, body.as_str()), (400, text));
    let (status, body) = ask(&house, "GetQueryResults", r#"{"QueryExecutionId":"x","MaxResults":0}"#).await;
    assert_eq!(status, 400);
    assert!(body.contains("InvalidRequestException") && body.contains("'maxResults'"), "{body}");
    let (_, body) = ask(&house, "CreateNotebook", "{}").await;
    assert!(body.contains("UnknownOperationException"), "{body}");
}
