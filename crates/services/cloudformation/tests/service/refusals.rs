//! What is refused before anything is kept.

use cloudformation_api::*;
use wire::Fault;

use crate::house::{House, delete, new};

const ROLE: &str = r#"
Parameters: {Name: {Type: String, Default: r}}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Name, AssumeRolePolicyDocument: {}}}
"#;

type Set = fn(&mut CreateStackInput);

async fn refused(house: &House, input: CreateStackInput) -> (String, String) {
    let Fault { code, message, .. } = house.call::<CreateStack>(input).await.unwrap_err();
    (code.into_owned(), message)
}

#[tokio::test]
async fn creation_refuses_what_it_does_not_have() {
    let house = House::new();
    let set: [(&str, Set); 8] = [
        ("RollbackConfiguration", |input| {
            let configuration =
                RollbackConfiguration { monitoring_time_in_minutes: Some(1), ..Default::default() };
            input.rollback_configuration = Some(configuration);
        }),
        ("TimeoutInMinutes", |input| input.timeout_in_minutes = Some(1)),
        ("NotificationARNs", |input| input.notification_ar_ns = Some(vec!["arn:aws:sns:::t".into()])),
        ("ResourceTypes", |input| input.resource_types = Some(vec!["AWS::*".into()])),
        ("RoleARN", |input| input.role_arn = Some("arn:aws:iam::000000000000:role/r".into())),
        ("StackPolicyBody", |input| input.stack_policy_body = Some("{}".into())),
        ("StackPolicyURL", |input| input.stack_policy_url = Some("https://x".into())),
        ("RetainExceptOnCreate", |input| input.retain_except_on_create = Some(true)),
    ];
    for (member, set) in set {
        let mut input = new("s", ROLE);
        set(&mut input);
        let text = format!("{member} is not supported by Pumphouse; leave it out");
        assert_eq!(refused(&house, input).await, ("ValidationError".to_owned(), text));
    }
    let template = |url: &str| CreateStackInput {
        template_body: None,
        template_url: Some(url.to_owned()),
        ..new("u", ROLE)
    };
    let (_, text) = refused(&house, template("file:///t")).await;
    assert_eq!(text, "TemplateURL must be a supported URL.");
    let (_, text) = refused(&house, template("https://b.s3.amazonaws.com/t.yaml")).await;
    assert!(text.starts_with("S3 error: The specified key does not exist.\n"), "{text}");
    house.fakes.objects.lock().unwrap().insert("b/t.yaml".into(), ROLE.into());
    assert!(house.call::<CreateStack>(template("http://localhost:4566/b/t.yaml")).await.is_ok());
    let empty = CreateStackInput { notification_ar_ns: Some(Vec::new()), ..new("s", ROLE) };
    assert!(house.call::<CreateStack>(empty).await.is_ok());
    let forced = DeleteStackInput { deletion_mode: Some(DeletionMode::ForceDeleteStack), ..delete("s") };
    assert!(house.call::<DeleteStack>(forced).await.is_err());
}

#[tokio::test]
async fn creation_refuses_what_makes_no_sense() {
    let house = House::new();
    let parameter = |key: &str, value: &str| Parameter {
        parameter_key: Some(key.into()),
        parameter_value: Some(value.into()),
        ..Default::default()
    };
    let base = || new("s", ROLE);
    let cases = [
        (
            CreateStackInput { stack_name: "1 x".into(), ..base() },
            "1 validation error detected: Value '1 x' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
        ),
        (
            CreateStackInput { template_body: None, ..base() },
            "Either Template URL or Template Body must be specified.",
        ),
        (
            CreateStackInput { parameters: Some(vec![parameter("Tea", "x")]), ..base() },
            "Parameters: [Tea] do not exist in the template",
        ),
        (
            CreateStackInput {
                template_body: Some("Resources: {P: {Type: AWS::Tea::Pot}}".into()),
                ..base()
            },
            "Template format error: Unrecognized resource types: [AWS::Tea::Pot]",
        ),
        (
            CreateStackInput { on_failure: Some(OnFailure::Delete), disable_rollback: Some(true), ..base() },
            "You can specify either DisableRollback or OnFailure, but not both.",
        ),
    ];
    for (input, message) in cases {
        assert_eq!(refused(&house, input).await, ("ValidationError".to_owned(), message.to_owned()));
    }
    let input = CreateStackInput { capabilities: Some(vec![Capability::CapabilityIam]), ..base() };
    let requires = "Requires capabilities : [CAPABILITY_NAMED_IAM]".to_owned();
    assert_eq!(refused(&house, input).await, ("InsufficientCapabilitiesException".to_owned(), requires));
    assert_eq!(house.call::<ListStacks>(Default::default()).await.unwrap().stack_summaries, Some(Vec::new()));
}

#[tokio::test]
async fn what_is_not_there_is_said_in_each_operations_words() {
    let house = House::new();
    let events = DescribeStackEventsInput { stack_name: "n".into(), next_token: None };
    let resource = DescribeStackResourceInput { stack_name: "n".into(), logical_resource_id: "R".into() };
    let holder = DescribeStackResourcesInput { physical_resource_id: Some("p".into()), ..Default::default() };
    let resources = ListStackResourcesInput { stack_name: "n".into(), next_token: None };
    let said = [
        house.stack("n").await.unwrap_err(),
        house.call::<DescribeStackEvents>(events).await.unwrap_err(),
        house.call::<DescribeStackResource>(resource).await.unwrap_err(),
        house.call::<DescribeStackResources>(holder).await.unwrap_err(),
        house.call::<ListStackResources>(resources).await.unwrap_err(),
    ];
    let messages: Vec<_> = said.iter().map(|fault| (&*fault.code, &*fault.message)).collect();
    let expected = [
        ("ValidationError", "Stack with id n does not exist"),
        ("ValidationError", "Stack [n] does not exist"),
        ("ValidationError", "Stack 'n' does not exist"),
        ("ValidationError", "Stack for p does not exist"),
        ("ValidationError", "Stack with id n does not exist"),
    ];
    assert_eq!(messages, expected);
}

#[tokio::test]
async fn a_template_is_validated_without_parameters() {
    let house = House::new();
    let input = ValidateTemplateInput { template_body: Some(ROLE.into()), template_url: None };
    let said = house.call::<ValidateTemplate>(input).await.unwrap();
    assert_eq!(said.capabilities, Some(vec![Capability::CapabilityNamedIam]));
    let reason = "The following resource(s) require capabilities: [AWS::IAM::Role]";
    assert_eq!(said.capabilities_reason.as_deref(), Some(reason));
    assert_eq!(said.parameters.unwrap()[0].default_value.as_deref(), Some("r"));
}
