//! Workgroups: made, described, listed, changed, enforced, deleted.

use api::{QueryExecutionState, WorkGroupState};
use athena_api as api;

use crate::house::{House, NOW, location, start, state, to};

fn create(name: &str, configuration: api::WorkGroupConfiguration) -> api::CreateWorkGroupInput {
    api::CreateWorkGroupInput {
        name: name.into(),
        configuration: Some(configuration),
        description: Some("what for".into()),
        tags: None,
    }
}

async fn get(house: &House, name: &str) -> api::WorkGroup {
    let input = api::GetWorkGroupInput { work_group: name.into() };
    house.call::<api::GetWorkGroup>(input).await.unwrap().work_group.unwrap()
}

fn update(name: &str) -> api::UpdateWorkGroupInput {
    api::UpdateWorkGroupInput {
        work_group: name.into(),
        description: None,
        configuration_updates: None,
        state: None,
    }
}

fn delete(name: &str, with_all: bool) -> api::DeleteWorkGroupInput {
    api::DeleteWorkGroupInput { work_group: name.into(), recursive_delete_option: Some(with_all) }
}

#[tokio::test]
async fn are_made_and_described() {
    let house = House::new();
    let configuration = api::WorkGroupConfiguration {
        result_configuration: Some(to("s3://results/w/")),
        bytes_scanned_cutoff_per_query: Some(10_000_000),
        ..Default::default()
    };
    house.call::<api::CreateWorkGroup>(create("w", configuration.clone())).await.unwrap();
    let group = get(&house, "w").await;
    assert_eq!(group.state, Some(WorkGroupState::Enabled));
    assert_eq!(group.description.as_deref(), Some("what for"));
    assert_eq!(group.creation_time.unwrap().0, NOW);
    let kept = group.configuration.unwrap();
    assert_eq!(kept.enforce_work_group_configuration, Some(true));
    assert_eq!(kept.bytes_scanned_cutoff_per_query, Some(10_000_000));
    let version = kept.engine_version.unwrap();
    assert_eq!(version.selected_engine_version.as_deref(), Some("AUTO"));
    assert_eq!(version.effective_engine_version.as_deref(), Some("Athena engine version 3"));
    let again = house.invalid::<api::CreateWorkGroup>(create("w", configuration)).await;
    assert_eq!(again, "WorkGroup is already created");
    let primary = house.invalid::<api::CreateWorkGroup>(create("primary", Default::default())).await;
    assert_eq!(primary, "WorkGroup is already created");
    let none = api::GetWorkGroupInput { work_group: "none".into() };
    assert_eq!(house.invalid::<api::GetWorkGroup>(none).await, "WorkGroup is not found.");
    let primary = get(&house, "primary").await.configuration.unwrap();
    assert_eq!(primary.enforce_work_group_configuration, Some(false));
    assert_eq!(primary.result_configuration, Some(api::ResultConfiguration::default()));
}

#[tokio::test]
async fn with_settings_that_cannot_be_honoured_are_refused() {
    let house = House::new();
    let refused = |change: fn(&mut api::WorkGroupConfiguration)| {
        let mut configuration = api::WorkGroupConfiguration::default();
        change(&mut configuration);
        house.invalid::<api::CreateWorkGroup>(create("w", configuration))
    };
    let managed = refused(|configuration| {
        configuration.managed_query_results_configuration =
            Some(api::ManagedQueryResultsConfiguration { enabled: true, encryption_configuration: None });
    });
    assert!(managed.await.starts_with("ManagedQueryResultsConfiguration is not supported by Pumphouse"));
    let spark = refused(|configuration| {
        let version = Some("PySpark engine version 3".to_owned());
        configuration.engine_version =
            Some(api::EngineVersion { selected_engine_version: version, effective_engine_version: None });
    });
    assert!(spark.await.starts_with("The engine version PySpark engine version 3 is not supported"));
    let wrong = refused(|configuration| configuration.result_configuration = Some(to("nowhere")));
    assert_eq!(wrong.await, "outputLocation is not a valid S3 path.");
    let low = refused(|configuration| configuration.bytes_scanned_cutoff_per_query = Some(1));
    assert!(low.await.contains("Member must have value greater than or equal to 10000000"));
    assert_eq!(get(&house, "primary").await.name, "primary");
    let list = house.call::<api::ListWorkGroups>(Default::default()).await.unwrap();
    assert_eq!(list.work_groups.unwrap().len(), 1);
}

#[tokio::test]
async fn are_listed_in_order_with_primary_among_them() {
    let house = House::new();
    for name in ["z", "a", "q"] {
        house.call::<api::CreateWorkGroup>(create(name, Default::default())).await.unwrap();
    }
    let list = async |next_token, max_results| {
        let input = api::ListWorkGroupsInput { next_token, max_results };
        let output = house.call::<api::ListWorkGroups>(input).await.unwrap();
        let names = output.work_groups.unwrap().into_iter().map(|group| group.name.unwrap());
        (names.collect::<Vec<_>>(), output.next_token)
    };
    assert_eq!(list(None, None).await, (["a", "primary", "q", "z"].map(String::from).to_vec(), None));
    let (first, token) = list(None, Some(2)).await;
    assert_eq!(first, ["a", "primary"]);
    assert_eq!(list(token, Some(2)).await, (["q", "z"].map(String::from).to_vec(), None));
}

#[tokio::test]
async fn enforce_their_settings_or_fill_in() {
    let house = House::new();
    for (name, enforced) in [("strict", true), ("mild", false)] {
        let configuration = api::WorkGroupConfiguration {
            result_configuration: Some(to("s3://results/group")),
            enforce_work_group_configuration: Some(enforced),
            ..Default::default()
        };
        house.call::<api::CreateWorkGroup>(create(name, configuration)).await.unwrap();
    }
    let run = async |group: &str, asked: Option<&str>| {
        let mut input = start("SELECT * FROM t");
        input.work_group = Some(group.into());
        input.result_configuration = asked.map(to);
        let id = house.start_with(input).await;
        let query = house.ended(&id).await;
        assert_eq!(state(&query), QueryExecutionState::Succeeded);
        location(&query).replace(&id, "ID")
    };
    assert_eq!(run("strict", Some("s3://results/mine")).await, "s3://results/group/ID.csv");
    assert_eq!(run("mild", Some("s3://results/mine")).await, "s3://results/mine/ID.csv");
    assert_eq!(run("mild", None).await, "s3://results/group/ID.csv");
}

#[tokio::test]
async fn that_are_disabled_take_no_queries() {
    let house = House::new();
    house.call::<api::CreateWorkGroup>(create("w", Default::default())).await.unwrap();
    let disable = api::UpdateWorkGroupInput { state: Some(WorkGroupState::Disabled), ..update("w") };
    house.call::<api::UpdateWorkGroup>(disable).await.unwrap();
    assert_eq!(get(&house, "w").await.state, Some(WorkGroupState::Disabled));
    let mut input = start("SELECT * FROM t");
    input.work_group = Some("w".into());
    assert_eq!(house.invalid::<api::StartQueryExecution>(input).await, "WorkGroup w is disabled.");
    let enable = api::UpdateWorkGroupInput { state: Some(WorkGroupState::Enabled), ..update("w") };
    house.call::<api::UpdateWorkGroup>(enable).await.unwrap();
    assert_eq!(get(&house, "w").await.description.as_deref(), Some("what for"));
}

#[tokio::test]
async fn are_changed_part_by_part() {
    let house = House::new();
    let results = api::ResultConfigurationUpdates {
        output_location: Some("s3://results/p".into()),
        ..Default::default()
    };
    let updates = api::WorkGroupConfigurationUpdates {
        result_configuration_updates: Some(results),
        bytes_scanned_cutoff_per_query: Some(20_000_000),
        ..Default::default()
    };
    let set = api::UpdateWorkGroupInput { configuration_updates: Some(updates), ..update("primary") };
    house.call::<api::UpdateWorkGroup>(set).await.unwrap();
    let kept = get(&house, "primary").await.configuration.unwrap();
    assert_eq!(kept.result_configuration, Some(to("s3://results/p")));
    assert_eq!(kept.enforce_work_group_configuration, Some(false));
    let results =
        api::ResultConfigurationUpdates { remove_output_location: Some(true), ..Default::default() };
    let updates = api::WorkGroupConfigurationUpdates {
        result_configuration_updates: Some(results),
        remove_bytes_scanned_cutoff_per_query: Some(true),
        enforce_work_group_configuration: Some(true),
        ..Default::default()
    };
    let unset = api::UpdateWorkGroupInput { configuration_updates: Some(updates), ..update("primary") };
    house.call::<api::UpdateWorkGroup>(unset).await.unwrap();
    let kept = get(&house, "primary").await.configuration.unwrap();
    assert_eq!(kept.result_configuration, Some(api::ResultConfiguration::default()));
    assert_eq!(kept.bytes_scanned_cutoff_per_query, None);
    assert_eq!(kept.enforce_work_group_configuration, Some(true));
    assert_eq!(house.invalid::<api::UpdateWorkGroup>(update("none")).await, "WorkGroup is not found.");
}

#[tokio::test]
async fn are_deleted_when_empty_or_with_all_they_have() {
    let house = House::new();
    house.call::<api::CreateWorkGroup>(create("w", Default::default())).await.unwrap();
    house.call::<api::DeleteWorkGroup>(delete("w", false)).await.unwrap();
    assert_eq!(house.invalid::<api::DeleteWorkGroup>(delete("w", false)).await, "WorkGroup is not found.");
    let free =
        api::WorkGroupConfiguration { enforce_work_group_configuration: Some(false), ..Default::default() };
    house.call::<api::CreateWorkGroup>(create("w", free)).await.unwrap();
    let mut input = start("SELECT * FROM gate");
    input.work_group = Some("w".into());
    let id = house.start_with(input).await;
    let named = api::CreateNamedQueryInput {
        name: "n".into(),
        description: None,
        database: "d".into(),
        query_string: "SELECT 1".into(),
        client_request_token: Some("n".repeat(32)),
        work_group: Some("w".into()),
    };
    let named = house.call::<api::CreateNamedQuery>(named).await.unwrap().named_query_id.unwrap();
    let text = house.invalid::<api::DeleteWorkGroup>(delete("w", false)).await;
    assert_eq!(text, "WorkGroup w is not empty");
    assert_eq!(state(&house.look(&id).await), QueryExecutionState::Running);
    house.call::<api::DeleteWorkGroup>(delete("w", true)).await.unwrap();
    let gone = api::GetQueryExecutionInput { query_execution_id: id.clone() };
    let text = format!("QueryExecution {id} was not found");
    assert_eq!(house.invalid::<api::GetQueryExecution>(gone).await, text);
    let text = format!("NamedQuery {named} was not found");
    let gone = api::GetNamedQueryInput { named_query_id: named };
    assert_eq!(house.invalid::<api::GetNamedQuery>(gone).await, text);
    let text = house.invalid::<api::DeleteWorkGroup>(delete("primary", true)).await;
    assert_eq!(text, "The primary workgroup cannot be deleted.");
}
