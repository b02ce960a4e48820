//! `UpdateStack` as callers meet it.

use cloudformation_api::*;
use wire::{Fault, Shape};

use crate::house::House;

const GROUPS: &str = r#"
Parameters:
  Days: {Type: Number, Default: 3}
  Name: {Type: String, Default: /g}
Resources:
  G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Name, RetentionInDays: !Ref Days}}
Outputs:
  R: {Value: !Ref G}
"#;

fn parameter(key: &str, value: Option<&str>) -> Parameter {
    Parameter {
        parameter_key: Some(key.to_owned()),
        parameter_value: value.map(str::to_owned),
        use_previous_value: value.is_none().then_some(true),
        resolved_value: None,
    }
}

fn update(template: Option<&str>, parameters: Vec<Parameter>) -> UpdateStackInput {
    UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: template.map(str::to_owned),
        use_previous_template: template.is_none().then_some(true),
        parameters: Some(parameters),
        capabilities: Some(vec![Capability::CapabilityNamedIam]),
        ..UpdateStackInput::placeholder()
    }
}

async fn refused(house: &House, input: UpdateStackInput) -> String {
    house.call::<UpdateStack>(input).await.unwrap_err().message
}

#[tokio::test]
async fn a_stack_is_updated_by_parameters_alone_and_by_template() {
    let house = House::new();
    let id = house.create(GROUPS).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let none = "No updates are to be performed.";
    assert_eq!(refused(&house, update(Some(GROUPS), Vec::new())).await, none);
    assert_eq!(refused(&house, update(None, vec![parameter("Days", None)])).await, none);
    assert_eq!(house.story(&id).await.len(), 5);

    let mut input = update(None, vec![parameter("Days", Some("7")), parameter("Name", None)]);
    input.client_request_token = Some("once".into());
    let answer = house.call::<UpdateStack>(input).await.unwrap();
    assert_eq!(answer.stack_id.as_ref(), Some(&id));
    let stack = house.until(&id, StackStatus::UpdateComplete).await;
    assert!(stack.last_updated_time.is_some());
    assert_eq!(
        house.fakes.asked().last().unwrap(),
        r#"PutRetentionPolicy {"logGroupName":"/g","retentionInDays":7}"#
    );
    let story = house.story(&id).await;
    let expected = [
        "s UpdateInProgress User Initiated",
        "G UpdateInProgress -",
        "G UpdateComplete -",
        "s UpdateCompleteCleanupInProgress -",
        "s UpdateComplete -",
    ];
    assert_eq!(story[5..], expected);

    // Another name is another group; the value of the parameter before that was given is still there.
    let parameters = vec![parameter("Days", None), parameter("Name", Some("/h"))];
    house.call::<UpdateStack>(update(None, parameters)).await.unwrap();
    house
        .wait(&id, async || {
            let story = house.story(&id).await;
            (story.len() > 11 && story.last().unwrap() == "s UpdateComplete -").then_some(())
        })
        .await;
    assert_eq!(house.fakes.things(), ["group//h"]);
    let stack = house.stack("s").await.unwrap();
    assert_eq!(stack.outputs.unwrap()[0].output_value.as_deref(), Some("/h"));
    // An output alone is an update too.
    let more = GROUPS.to_owned() + "  D: {Value: !Ref Days}\n";
    let parameters = vec![parameter("Days", None), parameter("Name", None)];
    house.call::<UpdateStack>(update(Some(&more), parameters)).await.unwrap();
    house
        .wait(&id, async || {
            let stack = house.stack(&id).await.unwrap();
            let done = stack.stack_status == StackStatus::UpdateComplete;
            (done && stack.outputs.unwrap().len() == 2).then_some(())
        })
        .await;
}

#[tokio::test]
async fn updates_that_cannot_be_are_refused() {
    let house = House::new();
    assert_eq!(refused(&house, update(Some(GROUPS), Vec::new())).await, "Stack [s] does not exist");
    house.fakes.stick(true);
    let streams = "Resources: {S: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}}";
    let id = house.create(streams).await.unwrap();
    let busy = format!("Stack:{id} is in CREATE_IN_PROGRESS state and can not be updated.");
    assert_eq!(refused(&house, update(Some(GROUPS), Vec::new())).await, busy);
    house.fakes.stick(false);
    house.until(&id, StackStatus::CreateComplete).await;
    let retyped = "Resources: {S: {Type: AWS::Logs::LogGroup}}";
    let text = "Update of resource type is not permitted. The new template modifies resource type of the \
                following resources: [S]";
    assert_eq!(refused(&house, update(Some(retyped), Vec::new())).await, text);
    let parameters = vec![parameter("Gone", None)];
    let text = "Invalid input for parameter key Gone. Cannot specify usePreviousValue as true for a parameter key not in the previous template";
    assert_eq!(refused(&house, update(None, parameters)).await, text);
    let both = UpdateStackInput { template_body: Some("{}".into()), ..update(None, Vec::new()) };
    assert!(refused(&house, both).await.starts_with("You must specify exactly one of"));
    let keep = UpdateStackInput { disable_rollback: Some(true), ..update(None, Vec::new()) };
    assert!(refused(&house, keep).await.starts_with("DisableRollback is not supported"));
}

#[tokio::test]
async fn a_failing_update_is_taken_back() {
    let house = House::new();
    let id = house.create(GROUPS).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    house.fakes.fail("CreateStream", Fault::sender("LimitExceededException", "too many shards"));
    let more = GROUPS.replace(
        "Outputs:",
        "  S: {Type: AWS::Kinesis::Stream, DependsOn: G, Properties: {ShardCount: 1}}\nOutputs:",
    );
    house.call::<UpdateStack>(update(Some(&more), vec![parameter("Days", Some("5"))])).await.unwrap();
    let stack = house.until(&id, StackStatus::UpdateRollbackComplete).await;
    assert_eq!(
        house.fakes.asked().last().unwrap(),
        r#"PutRetentionPolicy {"logGroupName":"/g","retentionInDays":3}"#
    );
    let days =
        stack.parameters.unwrap().into_iter().find(|each| each.parameter_key.as_deref() == Some("Days"));
    assert_eq!(days.unwrap().parameter_value.as_deref(), Some("3"));
    let input = GetTemplateInput { stack_name: Some("s".into()), ..Default::default() };
    assert_eq!(house.call::<GetTemplate>(input).await.unwrap().template_body.unwrap(), GROUPS);
    let input = ListStackResourcesInput { stack_name: "s".into(), next_token: None };
    let listed = house.call::<ListStackResources>(input).await.unwrap().stack_resource_summaries.unwrap();
    assert_eq!(listed.len(), 1);
}

#[tokio::test]
async fn tags_of_the_stack_reach_what_takes_tags() {
    let house = House::new();
    let streams = "Resources: {S: {Type: AWS::Kinesis::Stream, Properties: {Name: st, ShardCount: 1}}}";
    let id = house.create(streams).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let tagged = |tags: &[(&str, &str)]| UpdateStackInput {
        tags: Some(
            tags.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect(),
        ),
        ..update(None, Vec::new())
    };
    house.call::<UpdateStack>(tagged(&[("team", "a")])).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    assert_eq!(
        house.fakes.asked().last().unwrap(),
        r#"AddTagsToStream {"StreamName":"st","Tags":{"team":"a"}}"#
    );
    // Not given, they stay.
    let none = "No updates are to be performed.";
    assert_eq!(refused(&house, update(None, Vec::new())).await, none);
    house.call::<UpdateStack>(tagged(&[])).await.unwrap();
    house
        .wait(&id, async || {
            let asked = house.fakes.asked();
            let last = r#"RemoveTagsFromStream {"StreamName":"st","TagKeys":["team"]}"#;
            (asked.last().unwrap() == last).then_some(())
        })
        .await;
}

#[tokio::test]
async fn an_update_is_cancelled() {
    let house = House::new();
    let id = house.create(GROUPS).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let cancel =
        || CancelUpdateStackInput { stack_name: "s".into(), ..CancelUpdateStackInput::placeholder() };
    let refused = house.call::<CancelUpdateStack>(cancel()).await.unwrap_err();
    assert_eq!(refused.message, "CancelUpdateStack cannot be called from current stack status");
    house.fakes.stick(true);
    let more = GROUPS
        .replace("Outputs:", "  S: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}\nOutputs:");
    house.call::<UpdateStack>(update(Some(&more), vec![parameter("Days", Some("5"))])).await.unwrap();
    let started = "S CreateInProgress Resource creation Initiated";
    house.wait(&id, async || house.story(&id).await.iter().any(|line| line == started).then_some(())).await;
    let busy = house.delete("s").await.unwrap_err();
    assert_eq!(busy.message, "Stack [s] cannot be deleted while in status UPDATE_IN_PROGRESS");
    house.call::<CancelUpdateStack>(cancel()).await.unwrap();
    house.until(&id, StackStatus::UpdateRollbackComplete).await;
    assert_eq!(house.fakes.things(), ["group//g"]);
    let story = house.story(&id).await;
    assert!(story.contains(&"s UpdateRollbackInProgress User Initiated".to_owned()), "{story:#?}");
}
