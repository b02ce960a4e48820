//! Prepared statements, by operations and by statements.

use athena_api as api;

use crate::house::{House, NOW, reason, rows, start, state};

fn create(name: &str, query: &str) -> api::CreatePreparedStatementInput {
    api::CreatePreparedStatementInput {
        statement_name: name.into(),
        work_group: "primary".into(),
        query_statement: query.into(),
        description: None,
    }
}

fn get(name: &str) -> api::GetPreparedStatementInput {
    api::GetPreparedStatementInput { statement_name: name.into(), work_group: "primary".into() }
}

const QUERY: &str = "SELECT * FROM t WHERE id = ?";

#[tokio::test]
async fn live() {
    let house = House::new();
    house.call::<api::CreatePreparedStatement>(create("by_id", QUERY)).await.unwrap();
    let twice = house.invalid::<api::CreatePreparedStatement>(create("by_id", QUERY)).await;
    assert_eq!(twice, "PreparedStatement by_id already exists in workGroup primary");
    let found =
        house.call::<api::GetPreparedStatement>(get("by_id")).await.unwrap().prepared_statement.unwrap();
    assert_eq!(found.query_statement.as_deref(), Some(QUERY));
    assert_eq!(found.last_modified_time.unwrap().0, NOW);
    house.clock.advance(1000);
    let change = api::UpdatePreparedStatementInput {
        statement_name: "by_id".into(),
        work_group: "primary".into(),
        query_statement: "SELECT 1".into(),
        description: Some("d".into()),
    };
    house.call::<api::UpdatePreparedStatement>(change).await.unwrap();
    let found =
        house.call::<api::GetPreparedStatement>(get("by_id")).await.unwrap().prepared_statement.unwrap();
    assert_eq!(found.query_statement.as_deref(), Some("SELECT 1"));
    assert_eq!(found.last_modified_time.unwrap().0, NOW + 1000);
    let gone =
        api::DeletePreparedStatementInput { statement_name: "by_id".into(), work_group: "primary".into() };
    house.call::<api::DeletePreparedStatement>(gone.clone()).await.unwrap();
    let (code, text) = house.refused::<api::DeletePreparedStatement>(gone).await;
    assert_eq!(code, "ResourceNotFoundException");
    assert_eq!(text, "PreparedStatement by_id was not found in workGroup primary");
}

#[tokio::test]
async fn are_listed_by_page_and_had_in_batches() {
    let house = House::new();
    for name in ["s_c", "s_a", "s_b"] {
        house.call::<api::CreatePreparedStatement>(create(name, QUERY)).await.unwrap();
    }
    let list = async |next_token| {
        let input = api::ListPreparedStatementsInput {
            work_group: "primary".into(),
            next_token,
            max_results: Some(2),
        };
        let output = house.call::<api::ListPreparedStatements>(input).await.unwrap();
        let names = output.prepared_statements.unwrap().into_iter().map(|each| each.statement_name.unwrap());
        (names.collect::<Vec<_>>(), output.next_token)
    };
    let (first, token) = list(None).await;
    assert_eq!(first, ["s_a", "s_b"]);
    assert_eq!(list(token).await, (vec!["s_c".to_owned()], None));
    let batch = api::BatchGetPreparedStatementInput {
        prepared_statement_names: vec!["s_a".into(), "none".into()],
        work_group: "primary".into(),
    };
    let output = house.call::<api::BatchGetPreparedStatement>(batch).await.unwrap();
    assert_eq!(output.prepared_statements.unwrap()[0].statement_name.as_deref(), Some("s_a"));
    let missing = output.unprocessed_prepared_statement_names.unwrap();
    assert_eq!(missing[0].statement_name.as_deref(), Some("none"));
    assert_eq!(missing[0].error_code.as_deref(), Some("STATEMENT_NOT_FOUND"));
}

#[tokio::test]
async fn are_prepared_executed_and_deallocated_by_statements() {
    let house = House::new();
    let query = house.run(&format!("PREPARE by_id FROM {QUERY}")).await;
    assert_eq!(query.substatement_type.as_deref(), Some("PREPARE"));
    // Preparing anew replaces.
    house.succeed(&format!("PREPARE by_id FROM {QUERY}")).await;
    let id = house.succeed("EXECUTE by_id USING 2").await;
    let found = rows(&house.page(&id, None, None).await);
    assert_eq!((found.len(), found[1][0].as_deref()), (2, Some("2")));
    let looked = house.look(&id).await;
    assert_eq!(looked.query.as_deref(), Some("EXECUTE by_id USING 2"));
    assert_eq!(looked.substatement_type.as_deref(), Some("SELECT"));
    let mut input = start("EXECUTE by_id");
    input.execution_parameters = Some(vec!["1".into()]);
    let id = house.start_with(input).await;
    house.ended(&id).await;
    assert_eq!(rows(&house.page(&id, None, None).await)[1][0].as_deref(), Some("1"));
    let id = house.succeed(&format!("EXECUTE IMMEDIATE '{QUERY}' USING 2")).await;
    assert_eq!(rows(&house.page(&id, None, None).await)[1][0].as_deref(), Some("2"));
    house.succeed("DEALLOCATE PREPARE by_id").await;
    let none = "PreparedStatement by_id was not found in workGroup primary";
    for text in ["EXECUTE by_id USING 1", "DEALLOCATE PREPARE by_id"] {
        assert_eq!(house.invalid::<api::StartQueryExecution>(start(text)).await, none);
    }
    let wrong = house.invalid::<api::StartQueryExecution>(start("PREPARE by_id")).await;
    assert!(wrong.starts_with("mismatched input"), "{wrong}");
    let wrong = house.invalid::<api::StartQueryExecution>(start("PREPARE x FROM SELEC 1")).await;
    assert_eq!(wrong, "line 1:1: mismatched input 'SELEC'");
}

#[tokio::test]
async fn take_parameters_of_the_call_too() {
    let house = House::new();
    let mut input = start(QUERY);
    input.execution_parameters = Some(vec!["2".into()]);
    let id = house.start_with(input).await;
    let query = house.ended(&id).await;
    assert_eq!(query.execution_parameters, Some(vec!["2".into()]));
    assert_eq!(rows(&house.page(&id, None, None).await).len(), 2);
    let failed = house.run("SELECT * FROM nothing").await;
    assert_eq!((state(&failed).as_str(), reason(&failed).is_empty()), ("FAILED", false));
}
