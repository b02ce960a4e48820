//! Change sets: made, looked at, executed, deleted; as `aws cloudformation deploy` goes about it.

use cloudformation_api::*;
use wire::Shape;

use crate::house::House;

const FIRST: &str = r#"
Parameters: {Name: {Type: String, Default: st}, Days: {Type: Number, Default: 3}}
Resources:
  S: {Type: AWS::Kinesis::Stream, Properties: {Name: !Ref Name, ShardCount: 1}}
  G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g, RetentionInDays: !Ref Days}}
  P:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: p, Roles: [r], PolicyDocument: {Resource: !GetAtt S.Arn}}
  Q: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /q}}
"#;

fn change(
    kind: ChangeSetType,
    name: &str,
    template: &str,
    parameters: &[(&str, &str)],
) -> CreateChangeSetInput {
    let parameter = |(key, value): &(&str, &str)| Parameter {
        parameter_key: Some((*key).to_owned()),
        parameter_value: Some((*value).to_owned()),
        ..Parameter::default()
    };
    CreateChangeSetInput {
        stack_name: "s".to_owned(),
        change_set_name: name.to_owned(),
        template_body: Some(template.to_owned()),
        change_set_type: Some(kind),
        parameters: Some(parameters.iter().map(parameter).collect()),
        capabilities: Some(vec![Capability::CapabilityIam]),
        ..CreateChangeSetInput::placeholder()
    }
}

async fn describe(house: &House, name: &str) -> DescribeChangeSetOutput {
    let input = DescribeChangeSetInput {
        change_set_name: name.to_owned(),
        stack_name: Some("s".to_owned()),
        ..DescribeChangeSetInput::placeholder()
    };
    house.call::<DescribeChangeSet>(input).await.unwrap()
}

fn execute(name: &str) -> ExecuteChangeSetInput {
    ExecuteChangeSetInput {
        change_set_name: name.to_owned(),
        stack_name: Some("s".to_owned()),
        disable_rollback: Some(false),
        ..ExecuteChangeSetInput::placeholder()
    }
}

/// One line per change: what, whether replaced, and the properties with their causes.
fn told(changes: Vec<Change>) -> Vec<String> {
    let line = |change: Change| {
        let change = change.resource_change.unwrap();
        let details = change.details.unwrap().into_iter().map(|detail| {
            let target = detail.target.unwrap();
            let entity = detail.causing_entity.unwrap_or_default();
            format!(
                " {}:{:?}:{:?}:{entity}",
                target.name.unwrap_or_default(),
                detail.evaluation.unwrap(),
                detail.change_source.unwrap()
            )
        });
        let details: String = details.collect();
        let replacement = change.replacement.map(|each| format!(" {each:?}")).unwrap_or_default();
        format!("{:?} {}{replacement}{details}", change.action.unwrap(), change.logical_resource_id.unwrap())
    };
    changes.into_iter().map(line).collect()
}

#[tokio::test]
async fn a_stack_is_deployed_by_change_sets() {
    let house = House::new();
    let made = house.call::<CreateChangeSet>(change(ChangeSetType::Create, "c1", FIRST, &[])).await.unwrap();
    let id = made.stack_id.unwrap();
    assert!(made.id.as_ref().unwrap().contains(":changeSet/c1/"));
    let stack = house.stack("s").await.unwrap();
    assert_eq!(stack.stack_status, StackStatus::ReviewInProgress);
    assert_eq!(house.story("s").await, ["s ReviewInProgress User Initiated"]);
    let found = describe(&house, "c1").await;
    assert_eq!(
        (found.status, found.execution_status, found.stack_id),
        (Some(ChangeSetStatus::CreateComplete), Some(ExecutionStatus::Available), Some(id.clone()))
    );
    assert_eq!(told(found.changes.unwrap()), ["Add S", "Add G", "Add P", "Add Q"]);
    let again =
        house.call::<CreateChangeSet>(change(ChangeSetType::Create, "c1", FIRST, &[])).await.unwrap_err();
    assert_eq!(again.code, "AlreadyExistsException");

    house.call::<ExecuteChangeSet>(execute("c1")).await.unwrap();
    let stack = house.until(&id, StackStatus::CreateComplete).await;
    assert_eq!(stack.change_set_id, made.id);
    assert_eq!(describe(&house, "c1").await.execution_status, Some(ExecutionStatus::ExecuteComplete));
    let twice = house.call::<ExecuteChangeSet>(execute("c1")).await.unwrap_err();
    assert_eq!(twice.code, "InvalidChangeSetStatus");

    // Nothing to do: it fails, and clients know it by the text.
    let exists =
        house.call::<CreateChangeSet>(change(ChangeSetType::Create, "c2", FIRST, &[])).await.unwrap_err();
    assert_eq!(
        exists.message,
        "Stack [s] already exists and cannot be created again with the changeSet [c2]."
    );
    house.call::<CreateChangeSet>(change(ChangeSetType::Update, "c2", FIRST, &[])).await.unwrap();
    let found = describe(&house, "c2").await;
    assert_eq!(found.status, Some(ChangeSetStatus::Failed));
    assert!(found.status_reason.unwrap().starts_with("The submitted information didn't contain changes."));
    assert_eq!(
        house.call::<ExecuteChangeSet>(execute("c2")).await.unwrap_err().code,
        "InvalidChangeSetStatus"
    );

    // What is of no use gives way to another of its name.
    house.call::<CreateChangeSet>(change(ChangeSetType::Update, "c2", FIRST, &[])).await.unwrap();
    let next = FIRST.replace("  Q: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /q}}\n", "");
    let parameters = [("Name", "st2"), ("Days", "7")];
    house.call::<CreateChangeSet>(change(ChangeSetType::Update, "c3", &next, &parameters)).await.unwrap();
    let found = describe(&house, "c3").await;
    let expected = [
        "Modify S True Name:Static:ParameterReference:Name",
        "Modify G False RetentionInDays:Static:ParameterReference:Days",
        "Modify P False PolicyDocument:Dynamic:ResourceAttribute:S.Arn",
        "Remove Q",
    ];
    assert_eq!(told(found.changes.unwrap()), expected);
    let input = ListChangeSetsInput { stack_name: "s".into(), next_token: None };
    let listed = house.call::<ListChangeSets>(input.clone()).await.unwrap().summaries.unwrap();
    assert_eq!(listed.len(), 3);
    let input = GetTemplateInput {
        stack_name: Some("s".into()),
        change_set_name: Some("c3".into()),
        ..Default::default()
    };
    assert_eq!(house.call::<GetTemplate>(input).await.unwrap().template_body.unwrap(), next);
    let input = DeleteChangeSetInput { change_set_name: "c2".into(), stack_name: Some("s".into()) };
    house.call::<DeleteChangeSet>(input.clone()).await.unwrap();
    house.call::<DeleteChangeSet>(input).await.unwrap();

    house.call::<ExecuteChangeSet>(execute("c3")).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    assert_eq!(house.fakes.things(), ["group//g", "stream/st2"]);
    // The others are void.
    let input = ListChangeSetsInput { stack_name: "s".into(), next_token: None };
    let listed = house.call::<ListChangeSets>(input).await.unwrap().summaries.unwrap();
    assert_eq!(listed[0].change_set_name.as_deref(), Some("c3"));
    assert_eq!(listed.len(), 1);
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
}

#[tokio::test]
async fn change_sets_refuse_what_cannot_be() {
    let house = House::new();
    let text = |fault: wire::Fault| fault.message;
    let none = house.call::<CreateChangeSet>(change(ChangeSetType::Update, "c", FIRST, &[])).await;
    assert_eq!(text(none.unwrap_err()), "Stack [s] does not exist");
    house.call::<CreateChangeSet>(change(ChangeSetType::Create, "c", FIRST, &[])).await.unwrap();
    let missing = house.call::<ExecuteChangeSet>(execute("d")).await.unwrap_err();
    assert_eq!((&*missing.code, missing.status), ("ChangeSetNotFound", 404));
    assert_eq!(missing.message, "ChangeSet [d] does not exist");
    let bare = ExecuteChangeSetInput { stack_name: None, ..execute("c") };
    assert!(text(house.call::<ExecuteChangeSet>(bare).await.unwrap_err()).starts_with("StackName must be"));
    let mut import = change(ChangeSetType::Import, "i", FIRST, &[]);
    import.stack_name = "other".into();
    assert!(
        text(house.call::<CreateChangeSet>(import).await.unwrap_err()).contains("IMPORT is not supported")
    );
    // A stack in review is deleted like any other; its change set goes along.
    let id = house.stack("s").await.unwrap().stack_id.unwrap();
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    assert_eq!(
        text(house.call::<ExecuteChangeSet>(execute("c")).await.unwrap_err()),
        "Stack [s] does not exist"
    );
}

#[tokio::test]
async fn a_template_is_summed_up() {
    let house = House::new();
    let input = GetTemplateSummaryInput { template_body: Some(FIRST.into()), ..Default::default() };
    let summary = house.call::<GetTemplateSummary>(input).await.unwrap();
    assert_eq!(summary.capabilities, Some(vec![Capability::CapabilityIam]));
    let types = ["AWS::Kinesis::Stream", "AWS::Logs::LogGroup", "AWS::IAM::Policy"];
    assert_eq!(summary.resource_types.unwrap(), types);
    let parameter = summary.parameters.unwrap().remove(1);
    assert_eq!(parameter.parameter_type.as_deref(), Some("Number"));
}

#[tokio::test]
async fn a_stream_that_is_made_anew_may_take_its_readers_along() {
    const TABLE: &str = r#"
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties: {TableName: ta, KeySchema: [{AttributeName: a, KeyType: HASH}], BillingMode: PAY_PER_REQUEST}
  M:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {FunctionName: f, StartingPosition: LATEST, EventSourceArn: "arn:aws:kinesis:us-east-1:000000000000:stream/st"}
"#;
    let house = House::new();
    let id = house.create(TABLE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let next = TABLE
        .replace("BillingMode", "StreamSpecification: {StreamViewType: NEW_IMAGE}, BillingMode")
        .replace(r#""arn:aws:kinesis:us-east-1:000000000000:stream/st""#, "!GetAtt T.StreamArn");
    house.call::<CreateChangeSet>(change(ChangeSetType::Update, "c", &next, &[])).await.unwrap();
    let expected = [
        "Modify T False StreamSpecification:Static:DirectModification:",
        "Modify M Conditional EventSourceArn:Dynamic:DirectModification:",
    ];
    assert_eq!(told(describe(&house, "c").await.changes.unwrap()), expected);
}
