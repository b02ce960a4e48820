//! A stack's life: made, looked at, failed, deleted.

use cloudformation_api::*;
use wire::Fault;

use crate::house::{House, delete, new, session};

pub const TWO: &str = r#"
Description: two streams
Parameters:
  Secret: {Type: String, NoEcho: true, Default: hush}
  Shards: {Type: Number, Default: 2}
Resources:
  First: {Type: AWS::Kinesis::Stream, Properties: {Name: first, ShardCount: !Ref Shards}}
  Second: {Type: AWS::Kinesis::Stream, DependsOn: First, Metadata: {Why: because}, Properties: {ShardCount: 1}}
Outputs:
  Arn: {Value: !GetAtt First.Arn, Description: the first, Export: {Name: first-arn}}
"#;

#[tokio::test]
async fn a_stack_is_made_described_and_deleted() {
    let house = House::new();
    let mut input = new("s", TWO);
    input.tags = Some(vec![Tag { key: "team".into(), value: "a".into() }]);
    input.client_request_token = Some("once".into());
    let id = house.call::<CreateStack>(input.clone()).await.unwrap().stack_id.unwrap();
    assert!(id.starts_with("arn:aws:cloudformation:us-east-1:000000000000:stack/s/"), "{id}");
    // The same request again is the same stack; another one of the name is refused.
    assert_eq!(house.call::<CreateStack>(input).await.unwrap().stack_id.unwrap(), id);
    let taken = house.create(TWO).await.unwrap_err();
    assert_eq!((&*taken.code, &*taken.message), ("AlreadyExistsException", "Stack [s] already exists"));

    let stack = house.until(&id, StackStatus::CreateComplete).await;
    assert_eq!(stack.description.as_deref(), Some("two streams"));
    let parameter =
        |parameter: Parameter| (parameter.parameter_key.unwrap(), parameter.parameter_value.unwrap());
    let parameters: Vec<_> = stack.parameters.unwrap().into_iter().map(parameter).collect();
    assert_eq!(parameters, [("Secret".into(), "****".into()), ("Shards".into(), "2".into())]);
    let output = stack.outputs.unwrap().remove(0);
    assert_eq!(output.output_value.as_deref(), Some("arn:aws:kinesis:us-east-1:000000000000:stream/first"));
    assert_eq!(output.export_name.as_deref(), Some("first-arn"));
    assert_eq!(stack.tags.unwrap()[0].key, "team");
    let story = [
        "s CreateInProgress User Initiated",
        "First CreateInProgress -",
        "First CreateInProgress Resource creation Initiated",
        "First CreateComplete -",
        "Second CreateInProgress -",
        "Second CreateInProgress Resource creation Initiated",
        "Second CreateComplete -",
        "s CreateComplete -",
    ];
    assert_eq!(house.story("s").await, story);
    let input = DescribeStackEventsInput { stack_name: id.clone(), next_token: None };
    let events = house.call::<DescribeStackEvents>(input).await.unwrap().stack_events.unwrap();
    assert!(events.iter().all(|event| event.client_request_token.as_deref() == Some("once")));

    let input = DescribeStackResourcesInput { stack_name: Some("s".into()), ..Default::default() };
    let resources = house.call::<DescribeStackResources>(input).await.unwrap().stack_resources.unwrap();
    let second = resources[1].physical_resource_id.clone().unwrap();
    assert!(second.starts_with("s-Second-"), "{second}");
    let input =
        DescribeStackResourcesInput { physical_resource_id: Some(second.clone()), ..Default::default() };
    assert_eq!(
        house.call::<DescribeStackResources>(input).await.unwrap().stack_resources.unwrap(),
        resources
    );
    let input = DescribeStackResourceInput { stack_name: "s".into(), logical_resource_id: "Second".into() };
    let detail = house.call::<DescribeStackResource>(input).await.unwrap().stack_resource_detail.unwrap();
    assert_eq!(detail.metadata.as_deref(), Some(r#"{"Why":"because"}"#));
    let input = ListStackResourcesInput { stack_name: "s".into(), next_token: None };
    let listed = house.call::<ListStackResources>(input).await.unwrap().stack_resource_summaries.unwrap();
    assert_eq!(listed[1].physical_resource_id, Some(second));
    let input = GetTemplateInput { stack_name: Some("s".into()), ..Default::default() };
    assert_eq!(house.call::<GetTemplate>(input).await.unwrap().template_body.unwrap(), TWO);

    house.delete("s").await.unwrap();
    let gone = house.until(&id, StackStatus::DeleteComplete).await;
    assert!(gone.deletion_time.is_some() && house.fakes.things().is_empty());
    assert_eq!(house.stack("s").await.unwrap_err().message, "Stack with id s does not exist");
    house.delete("s").await.unwrap();
    house.delete("never").await.unwrap();
    assert_eq!(house.call::<DescribeStacks>(Default::default()).await.unwrap().stacks, Some(Vec::new()));
    let listed = house.call::<ListStacks>(Default::default()).await.unwrap().stack_summaries.unwrap();
    assert_eq!((listed.len(), listed[0].stack_status), (1, StackStatus::DeleteComplete));
    // The name is free again, and after 90 days the first stack is forgotten.
    let next = house.create(TWO).await.unwrap();
    house.until(&next, StackStatus::CreateComplete).await;
    assert_eq!(house.call::<ListStacks>(Default::default()).await.unwrap().stack_summaries.unwrap().len(), 2);
    house.clock.advance(91 * 24 * 3600 * 1000);
    house.call::<CreateStack>(new("other", &TWO.replace("first", "third"))).await.unwrap();
    assert_eq!(house.stack(&id).await.unwrap_err().message, format!("Stack with id {id} does not exist"));
}

#[tokio::test]
async fn a_failing_creation_takes_back_what_was_made() {
    let house = House::new();
    house.fakes.put("stream/first");
    house.fakes.fail("CreateStream", Fault::sender("LimitExceededException", "too many shards"));
    let with_group = TWO.replace("DependsOn: First", "DependsOn: Group") + "  Nothing: {Value: none}\n";
    let with_group = with_group.replace(
        "Resources:\n",
        "Resources:\n  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g}}\n",
    );
    let id = house.create(&with_group).await.unwrap();
    let stack = house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), ["stream/first"], "what was there before stays");
    assert_eq!(stack.stack_status_reason, None);
    let story = house.story(&id).await;
    let failed = "First CreateFailed Resource handler returned message: \"too many shards (Service: Kinesis, Status Code: 400";
    assert!(story.iter().any(|line| line == failed), "{story:#?}");
    let rolls = story.iter().find(|line| line.starts_with("s RollbackInProgress")).unwrap();
    assert!(rolls.ends_with("Rollback requested by user."), "{rolls}");
    let input = DescribeStackEventsInput { stack_name: id.clone(), next_token: None };
    let events = house.call::<DescribeStackEvents>(input).await.unwrap().stack_events.unwrap();
    let is_it = |event: &StackEvent| {
        event.resource_status == Some(ResourceStatus::CreateFailed)
            && event.logical_resource_id.as_deref() == Some("First")
    };
    let told = events.into_iter().find(is_it);
    assert!(
        told.unwrap().resource_status_reason.unwrap().ends_with("HandlerErrorCode: ServiceLimitExceeded)")
    );
    // A stack that was rolled back keeps its name until it is deleted.
    assert_eq!(house.create(TWO).await.unwrap_err().message, "Stack [s] already exists");
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
}

#[tokio::test]
async fn failure_may_leave_everything_or_delete_the_stack() {
    for (on_failure, ends, left) in [
        (OnFailure::DoNothing, StackStatus::CreateFailed, 1),
        (OnFailure::Delete, StackStatus::DeleteComplete, 0),
    ] {
        let house = House::new();
        house.fakes.fail("PutRetentionPolicy", Fault::sender("InvalidParameterException", "no"));
        let template = "Resources: {G: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 2}}}";
        let mut input = new("s", template);
        input.on_failure = Some(on_failure);
        let id = house.call::<CreateStack>(input).await.unwrap().stack_id.unwrap();
        house.until(&id, ends).await;
        assert_eq!(house.fakes.things().len(), left);
    }
}

#[tokio::test]
async fn a_stack_is_deleted_while_it_is_made() {
    let house = House::new();
    house.fakes.stick(true);
    let id = house.create(TWO).await.unwrap();
    let started = "First CreateInProgress Resource creation Initiated";
    house.wait(&id, async || house.story(&id).await.iter().any(|line| line == started).then_some(())).await;
    let mut input = delete("s");
    input.client_request_token = Some("away".into());
    house.call::<DeleteStack>(input).await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    assert!(house.fakes.things().is_empty());
    assert!(!house.story(&id).await.iter().any(|line| line.starts_with("Second CreateInProgress")));
    let input = DescribeStackEventsInput { stack_name: id.clone(), next_token: None };
    let events = house.call::<DescribeStackEvents>(input).await.unwrap().stack_events.unwrap();
    let (first, last) = (events.last().unwrap(), events.first().unwrap());
    assert_eq!(
        (first.client_request_token.as_deref(), last.client_request_token.as_deref()),
        (None, Some("away"))
    );
}

#[tokio::test]
async fn everything_is_done_with_the_rights_of_whoever_asked() {
    let house = House::new().called_by("watcher");
    let id = house.create(TWO).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    let story = house.story(&id).await;
    let denied = "not authorized to perform: kinesis:CreateStream";
    assert!(
        story.iter().any(|line| line.starts_with("First CreateFailed") && line.contains(denied)),
        "{story:#?}"
    );
    let house = house.called_by("deployer");
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    let id = house.create(TWO).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    assert!(house.fakes.principals().iter().all(|principal| *principal == session("deployer")));
    let house = house.called_by("watcher");
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteFailed).await;
    assert_eq!(house.fakes.things().len(), 2);
}

#[tokio::test]
async fn protection_holds_until_it_is_lifted() {
    let house = House::new();
    let mut input = new("s", TWO);
    input.enable_termination_protection = Some(true);
    let id = house.call::<CreateStack>(input).await.unwrap().stack_id.unwrap();
    let refused = house.delete("s").await.unwrap_err();
    assert_eq!(refused.message, "Stack [s] cannot be deleted while TerminationProtection is enabled");
    // Refused or protected while being made, it is made all the same.
    house.until(&id, StackStatus::CreateComplete).await;
    let input =
        UpdateTerminationProtectionInput { enable_termination_protection: false, stack_name: "s".into() };
    assert_eq!(house.call::<UpdateTerminationProtection>(input).await.unwrap().stack_id.unwrap(), id);
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
}

#[tokio::test]
async fn what_cannot_be_deleted_can_be_retained() {
    let house = House::new();
    let id = house.create(TWO).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let retain = |names: &[&str]| DeleteStackInput {
        retain_resources: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..delete("s")
    };
    let refused = house.call::<DeleteStack>(retain(&["First"])).await.unwrap_err();
    assert!(refused.message.starts_with("Invalid operation on stack [arn:"), "{}", refused.message);
    house.fakes.fail("DeleteStream", Fault::sender("InvalidArgumentException", "it will not go"));
    house.delete("s").await.unwrap();
    let stack = house.until(&id, StackStatus::DeleteFailed).await;
    assert_eq!(stack.stack_status_reason.unwrap(), "The following resource(s) failed to delete: [Second]. ");
    let refused = house.call::<DeleteStack>(retain(&["Third"])).await.unwrap_err();
    assert_eq!(refused.message, "Resource Third does not exist for stack s");
    house.call::<DeleteStack>(retain(&["First", "Second"])).await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    assert_eq!(house.fakes.things().len(), 2);
}

#[tokio::test]
async fn lists_and_events_come_in_pages() {
    let house = House::new();
    let streams: String = (0..40)
        .map(|number| format!("  R{number}: {{Type: AWS::Kinesis::Stream, Properties: {{ShardCount: 1}}}}\n"))
        .collect();
    let id = house.create(&format!("Resources:\n{streams}")).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let (mut seen, mut token) = (Vec::new(), None);
    loop {
        let input = DescribeStackEventsInput { stack_name: "s".into(), next_token: token };
        let page = house.call::<DescribeStackEvents>(input).await.unwrap();
        seen.extend(page.stack_events.unwrap().into_iter().map(|event| event.event_id));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 40 * 3 + 2);
    // In a new account and region there is nothing of it.
    let mut elsewhere = house.call.clone();
    elsewhere.place.region = kernel::Region::parse("eu-west-1").unwrap();
    let stacks = house.dispatch.call::<DescribeStacks>(&elsewhere, Default::default()).await.unwrap();
    assert_eq!(stacks.stacks, Some(Vec::new()));
    let input = DescribeStacksInput { stack_name: Some(id), next_token: None };
    assert!(house.dispatch.call::<DescribeStacks>(&elsewhere, input).await.is_err());
}
