//! User-defined functions: kept and shown, never called.

use glue_api as api;

use crate::house::{House, fault};

fn create(name: &str) -> api::CreateUserDefinedFunctionInput {
    api::CreateUserDefinedFunctionInput {
        database_name: "lake".into(),
        function_input: api::UserDefinedFunctionInput {
            function_name: Some(name.into()),
            class_name: Some("com.example.F".into()),
            ..Default::default()
        },
        ..Default::default()
    }
}

#[tokio::test]
async fn are_made_listed_changed_and_deleted() {
    let house = House::new();
    house.create_database("lake").await;
    for name in ["Plus", "minus"] {
        house.call::<api::CreateUserDefinedFunction>(create(name)).await.unwrap();
    }
    assert_eq!(
        house.refused::<api::CreateUserDefinedFunction>(create("PLUS")).await.0,
        "AlreadyExistsException"
    );
    let list = api::GetUserDefinedFunctionsInput {
        database_name: Some("lake".into()),
        pattern: "p*".into(),
        ..Default::default()
    };
    let found = house.call::<api::GetUserDefinedFunctions>(list).await.unwrap();
    let found = found.user_defined_functions.unwrap();
    assert_eq!((found.len(), found[0].function_name.as_deref()), (1, Some("plus")));
    let update = api::UpdateUserDefinedFunctionInput {
        database_name: "lake".into(),
        function_name: "plus".into(),
        function_input: api::UserDefinedFunctionInput { class_name: Some("G".into()), ..Default::default() },
        ..Default::default()
    };
    house.call::<api::UpdateUserDefinedFunction>(update).await.unwrap();
    let get = || api::GetUserDefinedFunctionInput {
        database_name: "lake".into(),
        function_name: "plus".into(),
        ..Default::default()
    };
    let shown =
        house.call::<api::GetUserDefinedFunction>(get()).await.unwrap().user_defined_function.unwrap();
    assert_eq!((shown.class_name.as_deref(), shown.function_name.as_deref()), (Some("G"), Some("plus")));
    let delete = api::DeleteUserDefinedFunctionInput {
        database_name: "lake".into(),
        function_name: "Plus".into(),
        ..Default::default()
    };
    house.call::<api::DeleteUserDefinedFunction>(delete).await.unwrap();
    assert_eq!(
        house.refused::<api::GetUserDefinedFunction>(get()).await,
        fault("EntityNotFoundException", "Function plus not found.")
    );
}
