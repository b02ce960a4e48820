//! Creation: order, parallelism, failure and what follows from it.

use std::sync::atomic::Ordering;

use cloudformation_service::engine::stack::{OnFailure, StackStatus};

use crate::world::Stage;

const CHAIN: &str = r#"
Resources:
  C: {Type: Made::Up::Thing, Properties: {Needs: !GetAtt B.Arn}}
  B: {Type: Made::Up::Thing, Properties: {Name: b, Needs: !Ref A, Size: "3"}}
  A: {Type: Made::Up::Thing, Properties: {Name: a}}
Outputs:
  Of: {Value: !Sub "${B}/${B.Arn}", Description: both, Export: {Name: !Sub "${AWS::StackName}-b"}}
"#;

#[tokio::test]
async fn a_chain_is_created_in_order_and_told_as_aws_tells_it() {
    let stage = Stage::new(CHAIN, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    assert_eq!(stage.world.log(), ["+A", "+B", "+C"]);
    let story = [
        "stage CREATE_IN_PROGRESS User Initiated",
        "A CREATE_IN_PROGRESS -",
        "A CREATE_IN_PROGRESS Resource creation Initiated",
        "A CREATE_COMPLETE -",
        "B CREATE_IN_PROGRESS -",
        "B CREATE_IN_PROGRESS Resource creation Initiated",
        "B CREATE_COMPLETE -",
        "C CREATE_IN_PROGRESS -",
        "C CREATE_IN_PROGRESS Resource creation Initiated",
        "C CREATE_COMPLETE -",
        "stage CREATE_COMPLETE -",
    ];
    assert_eq!(stage.store.story(), story);
    let stack = stage.store.stack();
    assert_eq!(stack.outputs[0].value, "b/arn:b");
    assert_eq!(stack.outputs[0].export_name.as_deref(), Some("stage-b"));
    let name = &stack.resources[0].physical_id.as_ref().unwrap().0;
    assert!(name.starts_with("stage-C-") && name.len() == "stage-C-".len() + 12, "{name}");
    let request = stack.resources[1].request.as_ref().unwrap();
    assert_eq!(request.properties["Size"], 3);
    // Driving what is done changes nothing.
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    assert_eq!(stage.store.events().len(), story.len());
}

#[tokio::test]
async fn what_does_not_wait_is_created_at_once() {
    let template = "Resources:\n".to_owned()
        + &(0..20).map(|index| format!("  R{index}: {{Type: Made::Up::Thing}}\n")).collect::<String>();
    let stage = Stage::new(&template, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    assert_eq!(stage.world.under_way_max.load(Ordering::Relaxed), 16);
    assert_eq!(stage.world.things().len(), 20);
}

const BROKEN: &str = r#"
Resources:
  First: {Type: Made::Up::Thing, Properties: {Name: first}}
  Kept: {Type: Made::Up::Thing, DeletionPolicy: Retain, Properties: {Name: kept}}
  Made: {Type: Made::Up::Thing, DeletionPolicy: RetainExceptOnCreate, Properties: {Name: made}}
  Slow: {Type: Made::Up::Thing, Properties: {Name: slow, Hang: true}}
  Bad: {Type: Made::Up::Thing, DependsOn: First, Properties: {Name: bad, Fail: FAIL}}
  Never: {Type: Made::Up::Thing, DependsOn: Bad}
"#;

#[tokio::test]
async fn a_failure_takes_everything_back_but_what_is_retained() {
    let stage = Stage::new(&BROKEN.replace("FAIL", "create"), OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::RollbackComplete));
    assert_eq!(stage.world.things(), ["kept"]);
    let story = stage.store.story();
    let after = |line: &str| {
        story.iter().position(|each| each == line).unwrap_or_else(|| panic!("{line}: {story:#?}"))
    };
    let order = [
        "Bad CREATE_FAILED Resource handler returned message: \"create is broken\"",
        "Slow CREATE_FAILED Resource creation cancelled",
        "stage ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Slow, Bad]. Rollback requested by user.",
        "Bad DELETE_COMPLETE -",
        "First DELETE_IN_PROGRESS -",
        "First DELETE_COMPLETE -",
        "stage ROLLBACK_COMPLETE -",
    ];
    assert!(order.windows(2).all(|pair| after(pair[0]) < after(pair[1])), "{story:#?}");
    after("Kept DELETE_SKIPPED -");
    after("Made DELETE_COMPLETE -");
    assert!(!story.iter().any(|line| line.starts_with("Never")), "{story:#?}");
    let reason = &stage.store.stack().resources[4].status_reason;
    assert_eq!(*reason, None, "the reason belongs to the last status");
    let failed =
        stage.store.events().into_iter().find(|event| event.id.starts_with("Bad-CREATE_FAILED-")).unwrap();
    assert!(failed.reason.unwrap().ends_with("HandlerErrorCode: GeneralServiceException)"));
}

#[tokio::test]
async fn a_thing_that_never_settles_is_removed_too() {
    let stage = Stage::new(&BROKEN.replace("FAIL", "settle"), OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::RollbackComplete));
    assert_eq!(stage.world.things(), ["kept"]);
    assert!(stage.store.story().contains(&"Bad DELETE_IN_PROGRESS -".to_owned()));
}

#[tokio::test]
async fn failure_can_leave_everything_or_nothing() {
    let stage = Stage::new(&BROKEN.replace("FAIL", "create"), OnFailure::DoNothing).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateFailed));
    assert_eq!(stage.world.things(), ["first", "kept", "made", "slow"]);
    let reason = "The following resource(s) failed to create: [Slow, Bad]. ";
    assert_eq!(stage.store.stack().status_reason.as_deref(), Some(reason));

    let stage = Stage::new(&BROKEN.replace("FAIL", "create"), OnFailure::Delete).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
    assert_eq!(stage.world.things(), ["kept", "made"]);
}

#[tokio::test]
async fn what_is_wrong_with_properties_and_outputs_is_told_in_the_events() {
    let told = async |template: &str, line: &str| {
        let stage = Stage::new(template, OnFailure::Rollback).await;
        assert_eq!(stage.drive().await, Ok(StackStatus::RollbackComplete));
        let story = stage.store.story();
        assert!(story.iter().any(|each| each == line), "{line}: {story:#?}");
        assert!(stage.world.things().is_empty());
    };
    told(
        "Resources: {A: {Type: Made::Up::Thing, Properties: {Colour: red}}}",
        "A CREATE_FAILED Encountered unsupported property Colour",
    )
    .await;
    told(
        "Resources: {A: {Type: Made::Up::Thing}, B: {Type: Made::Up::Thing, Properties: {Needs: !GetAtt A.Colour}}}",
        "B CREATE_FAILED Requested attribute Colour does not exist in schema for Made::Up::Thing",
    )
    .await;
    told(
        "Resources: {A: {Type: Made::Up::Thing}}\nOutputs: {O: {Value: !GetAtt A.Colour}}",
        "stage ROLLBACK_IN_PROGRESS Requested attribute Colour does not exist in schema for Made::Up::Thing. Rollback requested by user.",
    )
    .await;
    told(
        "Resources: {A: {Type: Un::Known::Thing}}",
        "A CREATE_FAILED Template format error: Unrecognized resource types: [Un::Known::Thing]",
    )
    .await;
}
