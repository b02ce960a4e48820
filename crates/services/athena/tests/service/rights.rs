//! What policies are asked.

use athena_api as api;

use crate::house::{House, results, start};

const PRIMARY: &str = "arn:aws:athena:us-east-1:000000000000:workgroup/primary";

#[tokio::test]
async fn operations_on_a_query_ask_for_its_workgroup() {
    let house = House::new().with_role("analyst");
    let id = house.succeed("SELECT * FROM t").await;
    house.page(&id, None, None).await;
    let asked = house.rights.asked.lock().unwrap().clone();
    let for_primary = |action: &str| asked.contains(&(action.to_owned(), vec![PRIMARY.to_owned()]));
    for action in ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"] {
        assert!(for_primary(action), "{action} in {asked:?}");
    }
    let object = format!("arn:aws:s3:::results/out/{id}.csv");
    for action in ["s3:PutObject", "s3:GetObject"] {
        assert!(asked.contains(&(action.to_owned(), vec![object.clone()])), "{action} in {asked:?}");
    }
    let bucket = vec!["arn:aws:s3:::results".to_owned()];
    assert!(asked.contains(&("s3:GetBucketLocation".to_owned(), bucket)));
}

#[tokio::test]
async fn what_is_denied_is_not_done() {
    let house = House::new().with_role("analyst");
    let id = house.succeed("SELECT * FROM t").await;
    *house.rights.denied.lock().unwrap() = vec![
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:StopQueryExecution",
        "athena:BatchGetQueryExecution",
        "athena:GetQueryRuntimeStatistics",
        "athena:StartQueryExecution",
        "athena:CreateWorkGroup",
        "athena:GetNamedQuery",
    ];
    let denied = |(code, _): (String, String)| assert_eq!(code, "AccessDeniedException");
    let get = api::GetQueryExecutionInput { query_execution_id: id.clone() };
    denied(house.refused::<api::GetQueryExecution>(get).await);
    denied(house.refused::<api::GetQueryResults>(results(&id, None, None)).await);
    let stop = api::StopQueryExecutionInput { query_execution_id: id.clone() };
    denied(house.refused::<api::StopQueryExecution>(stop).await);
    let batch = api::BatchGetQueryExecutionInput { query_execution_ids: vec![id.clone()] };
    denied(house.refused::<api::BatchGetQueryExecution>(batch).await);
    let statistics = api::GetQueryRuntimeStatisticsInput { query_execution_id: id };
    denied(house.refused::<api::GetQueryRuntimeStatistics>(statistics).await);
    denied(house.refused::<api::StartQueryExecution>(start("SELECT * FROM t")).await);
    let create =
        api::CreateWorkGroupInput { name: "w".into(), configuration: None, description: None, tags: None };
    denied(house.refused::<api::CreateWorkGroup>(create).await);
    let named = api::CreateNamedQueryInput {
        name: "n".into(),
        description: None,
        database: "d".into(),
        query_string: "SELECT 1".into(),
        client_request_token: None,
        work_group: None,
    };
    let id = house.call::<api::CreateNamedQuery>(named).await.unwrap().named_query_id.unwrap();
    denied(house.refused::<api::GetNamedQuery>(api::GetNamedQueryInput { named_query_id: id }).await);
}

#[tokio::test]
async fn who_may_not_write_results_gets_no_query() {
    let house = House::new().with_role("analyst");
    house.rights.denied.lock().unwrap().push("s3:GetBucketLocation");
    let text = house.invalid::<api::StartQueryExecution>(start("SELECT * FROM t")).await;
    assert_eq!(text, "Unable to verify/create output bucket results");
}
