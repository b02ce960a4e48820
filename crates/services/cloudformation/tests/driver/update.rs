//! Updates: what is changed, replaced, added and removed, in what order, and the way back.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use cloudformation_service::engine::names::StackName;
use cloudformation_service::engine::stack::{
    Action, ExportRefusal, OnFailure, StackResource, StackStatus, Update,
};

use crate::world::Stage;

/// A is changed, B is replaced and so changes C, which draws on it; D goes; E stays.
const BEFORE: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Size: 1}}
  B: {Type: Made::Up::Thing, Properties: {Name: b, Size: 1, Needs: !Ref A}}
  C: {Type: Made::Up::Thing, Properties: {Name: c, Needs: !Ref B}}
  D: {Type: Made::Up::Thing, Properties: {Name: d, Needs: !Ref A}}
  E: {Type: Made::Up::Thing, Properties: {Name: e}}
Outputs: {O: {Value: !Ref B}}
"#;
const AFTER: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Size: 2}}
  B: {Type: Made::Up::Thing, Properties: {Name: b2, Size: 1, Needs: !Ref A}}
  C: {Type: Made::Up::Thing, Properties: {Name: c, Needs: !Ref B}}
  E: {Type: Made::Up::Thing, Properties: {Name: e}}
  F: {Type: Made::Up::Thing, Properties: {Name: f, Needs: !Ref C, Fail: FAIL}}
Outputs: {O: {Value: !Ref B}, P: {Value: !Ref F}}
"#;

/// A stage whose stack is `before`.
async fn stage(before: &str) -> Stage {
    let stage = Stage::new(before, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    stage.world.log.lock().unwrap().clear();
    stage
}

/// What is told of an update to `after`, and how it ends.
async fn update(stage: &Stage, after: &str) -> (Vec<String>, StackStatus) {
    let told = stage.store.story().len();
    stage.begin_update(after).await;
    let end = stage.drive().await.unwrap();
    (stage.store.story()[told..].to_vec(), end)
}

const REPLACING: &str =
    "Requested update requires the creation of a new physical resource; hence creating one.";

#[tokio::test]
async fn an_update_does_what_is_needed_and_then_cleans_up() {
    let stage = stage(BEFORE).await;
    let (story, end) = update(&stage, AFTER).await;
    assert_eq!(end, StackStatus::UpdateComplete);
    let expected = [
        "stage UPDATE_IN_PROGRESS User Initiated",
        "A UPDATE_IN_PROGRESS -",
        "A UPDATE_COMPLETE -",
        &format!("B UPDATE_IN_PROGRESS {REPLACING}"),
        "B UPDATE_IN_PROGRESS Resource creation Initiated",
        "B UPDATE_COMPLETE -",
        "C UPDATE_IN_PROGRESS -",
        "C UPDATE_COMPLETE -",
        "F CREATE_IN_PROGRESS -",
        "F CREATE_IN_PROGRESS Resource creation Initiated",
        "F CREATE_COMPLETE -",
        "stage UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -",
        "B DELETE_IN_PROGRESS -",
        "D DELETE_IN_PROGRESS -",
        "B DELETE_COMPLETE -",
        "D DELETE_COMPLETE -",
        "stage UPDATE_COMPLETE -",
    ];
    assert_eq!(story, expected);
    assert_eq!(stage.world.log(), ["A=2", "+B", "+F", "-B", "-D"]);
    assert_eq!(stage.world.things(), ["a", "b2", "c", "e", "f"]);
    let stack = stage.store.stack();
    let ids: Vec<&str> = stack.resources.iter().map(|each| each.id.as_str()).collect();
    assert_eq!(ids, ["A", "B", "C", "E", "F"]);
    assert!(stack.resources.iter().all(|each| each.update.is_none()) && stack.former.is_none());
    let outputs: Vec<&str> = stack.outputs.iter().map(|output| output.value.as_str()).collect();
    assert_eq!(outputs, ["b2", "f"]);
    assert!(stack.updated.is_some());
    // And back again, and away.
    assert_eq!(update(&stage, BEFORE).await.1, StackStatus::UpdateComplete);
    assert_eq!(stage.world.things(), ["a", "b", "c", "d", "e"]);
    stage.begin_delete().await;
    assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
    assert_eq!(stage.world.things(), Vec::<String>::new());
}

#[tokio::test]
async fn a_failure_takes_an_update_back() {
    for fail in ["create", "settle"] {
        let stage = stage(BEFORE).await;
        let (story, end) = update(&stage, &AFTER.replace("FAIL", fail)).await;
        assert_eq!(end, StackStatus::UpdateRollbackComplete);
        let failed = format!("F CREATE_FAILED Resource handler returned message: \"{fail} is broken\"");
        let from = story.iter().position(|line| *line == failed).unwrap_or_else(|| panic!("{story:#?}"));
        let mut expected = vec![
            "stage UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [F]. ",
            "A UPDATE_IN_PROGRESS -",
            "A UPDATE_COMPLETE -",
            "B UPDATE_IN_PROGRESS -",
            "B UPDATE_COMPLETE -",
            "C UPDATE_IN_PROGRESS -",
            "C UPDATE_COMPLETE -",
            "stage UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -",
        ];
        match fail {
            "create" => expected.extend(["F DELETE_COMPLETE -", "B DELETE_IN_PROGRESS -"]),
            _ => expected.extend(["F DELETE_IN_PROGRESS -", "B DELETE_IN_PROGRESS -", "F DELETE_COMPLETE -"]),
        }
        expected.extend(["B DELETE_COMPLETE -", "stage UPDATE_ROLLBACK_COMPLETE -"]);
        assert_eq!(story[from + 1..], expected);
        assert_eq!(stage.world.things(), ["a", "b", "c", "d", "e"]);
        assert_eq!(*stage.world.sizes.lock().unwrap().get("a").unwrap(), 1);
        let stack = stage.store.stack();
        assert_eq!((stack.definition.template_body.as_str(), stack.former), (BEFORE, None));
        assert_eq!((stack.outputs[0].value.as_str(), stack.resources.len()), ("b", 5));
        // What was taken back can be updated again.
        assert_eq!(update(&stage, AFTER).await.1, StackStatus::UpdateComplete);
    }
}

#[tokio::test]
async fn what_is_under_way_is_cancelled_when_another_fails() {
    const BEFORE: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a}}
  B: {Type: Made::Up::Thing, Properties: {Name: b}}
"#;
    const AFTER: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Hang: true}}
  B: {Type: Made::Up::Thing, Properties: {Name: b, Fail: update}}
  C: {Type: Made::Up::Thing, Properties: {Name: c, Hang: true}}
"#;
    let stage = stage(BEFORE).await;
    let (story, end) = update(&stage, AFTER).await;
    assert_eq!(end, StackStatus::UpdateRollbackComplete);
    for line in [
        "A UPDATE_FAILED Resource update cancelled",
        "C CREATE_FAILED Resource creation cancelled",
        "stage UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [C]. The following \
         resource(s) failed to update: [A, B]. ",
        "C DELETE_COMPLETE -",
    ] {
        assert!(story.iter().any(|each| each == line), "{line}: {story:#?}");
    }
    assert_eq!(stage.world.things(), ["a", "b"]);
}

#[tokio::test]
async fn a_way_back_that_fails_can_be_gone_on_with_or_left_behind() {
    const BEFORE: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Size: 1}}
  B: {Type: Made::Up::Thing, DependsOn: A, Properties: {Name: b}}
"#;
    const AFTER: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Size: 2, Fail: restore}}
  B: {Type: Made::Up::Thing, DependsOn: A, Properties: {Name: b, Fail: update}}
  C: {Type: Made::Up::Thing, Properties: {Name: c}}
"#;
    for (skip, mended) in [(&["A"][..], false), (&[], true), (&[], false)] {
        let stage = stage(BEFORE).await;
        let (story, end) = update(&stage, AFTER).await;
        assert_eq!(end, StackStatus::UpdateRollbackFailed);
        assert_eq!(
            story.last().unwrap(),
            "stage UPDATE_ROLLBACK_FAILED The following resource(s) failed to update: [A]. "
        );
        if mended {
            stage.world.mended.lock().unwrap().insert("A".to_owned());
        }
        stage.continue_rollback(skip).await;
        let goes = mended || !skip.is_empty();
        let end = if goes { StackStatus::UpdateRollbackComplete } else { StackStatus::UpdateRollbackFailed };
        assert_eq!(stage.drive().await, Ok(end));
        assert_eq!(stage.world.sizes.lock().unwrap()["a"], if mended { 1 } else { 2 });
        let left = if goes { &["a", "b"][..] } else { &["a", "b", "c"] };
        assert_eq!(stage.world.things(), left);
        stage.begin_delete().await;
        assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
        assert_eq!(stage.world.things(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn policies_hold_in_updates() {
    const BEFORE: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a}}
  B: {Type: Made::Up::Thing, DeletionPolicy: Retain, Properties: {Name: b}}
  C: {Type: Made::Up::Thing, Properties: {Name: c, Fail: delete}}
"#;
    const AFTER: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, UpdateReplacePolicy: Retain, Properties: {Name: a2}}
"#;
    let stage = stage(BEFORE).await;
    let (story, end) = update(&stage, AFTER).await;
    assert_eq!(end, StackStatus::UpdateComplete);
    for line in [
        "A DELETE_SKIPPED -",
        "B DELETE_SKIPPED -",
        "C DELETE_FAILED Resource handler returned message: \"delete is broken\"",
        "stage UPDATE_COMPLETE Update successful. One or more resources could not be deleted.",
    ] {
        assert!(story.iter().any(|each| each == line), "{line}: {story:#?}");
    }
    assert_eq!(stage.world.things(), ["a", "a2", "b", "c"]);
    assert_eq!(stage.store.stack().resources.len(), 1);
}

#[tokio::test]
async fn a_custom_name_stands_in_the_way_of_a_replacement() {
    let before = "Resources: {A: {Type: Made::Up::Thing, Properties: {Name: a, Kind: x}}}";
    let stage = stage(before).await;
    let (story, end) = update(&stage, &before.replace("Kind: x", "Kind: y")).await;
    assert_eq!(end, StackStatus::UpdateRollbackComplete);
    let line = "A UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires \
                replacing. Rename a and update the stack again.";
    assert!(story.iter().any(|each| each == line), "{story:#?}");
    let renamed = before.replace("Kind: x", "Kind: y").replace("Name: a", "Name: b");
    assert_eq!(update(&stage, &renamed).await.1, StackStatus::UpdateComplete);
    assert_eq!(stage.world.things(), ["b"]);
}

#[tokio::test]
async fn exports_are_drawn_on_and_may_be_refused() {
    const IMPORTS: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Needs: !ImportValue {"Fn::Sub": "${AWS::Region}-x"}}}
Outputs: {O: {Value: !Ref A, Export: {Name: o}}}
"#;
    let stage = Stage::new(IMPORTS, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::RollbackComplete));
    let rolls = "stage ROLLBACK_IN_PROGRESS No export named us-east-1-x found. Rollback requested by user.";
    assert!(stage.store.story().iter().any(|line| line == rolls), "{:#?}", stage.store.story());
    assert!(stage.store.stack().definition.imports.is_empty(), "what is rolled back holds on to nothing");

    let stage = Stage::new(IMPORTS, OnFailure::Rollback).await;
    stage.store.exports.lock().unwrap().insert("us-east-1-x".into(), "value".into());
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    let stack = stage.store.stack();
    assert_eq!(stack.imports().collect::<Vec<_>>(), ["us-east-1-x"]);
    assert_eq!(stack.resources[0].request.as_ref().unwrap().properties["Needs"], "value");

    let by = vec![StackName::from("p"), StackName::from("q")];
    let refusal = ExportRefusal::ChangedInUse { name: "o".into(), by };
    *stage.store.refusal.lock().unwrap() = Some(refusal);
    let (story, end) = update(&stage, &IMPORTS.replace("Name: a", "Name: b")).await;
    assert_eq!(end, StackStatus::UpdateRollbackComplete);
    let refused = "stage UPDATE_ROLLBACK_IN_PROGRESS Cannot update export o as it is in use by p and q";
    assert!(story.iter().any(|line| line == refused), "{story:#?}");
    assert_eq!(stage.world.things(), ["a"]);
}

/// While the former thing goes, only the one that is in its place is shown.
#[tokio::test]
async fn a_resource_is_shown_once() {
    let before = "Resources: {A: {Type: Made::Up::Thing, Properties: {Name: a}}}";
    let stage = stage(before).await;
    stage.begin_update(&before.replace("Name: a", "Name: b")).await;
    stage.drive().await.unwrap();
    let events = stage.store.events();
    assert_eq!(events.iter().filter(|event| event.status.as_str() == "DELETE_COMPLETE").count(), 1);
    let mut stack = stage.store.stack();
    let former = stack.resources[0].clone();
    let leaving = Update { action: Some(Action::Leave), former: None };
    stack.resources.push(StackResource { physical_id: Some("a".into()), update: Some(leaving), ..former });
    let shown: Vec<_> = stack.shown().map(|each| each.physical_id.clone().unwrap().0).collect();
    assert_eq!(shown, ["b"]);
    stack.resources.remove(0);
    assert_eq!(stack.shown().count(), 1, "what is no longer in the template is shown until it is gone");
}

/// The driver is dropped after any number of polls; what it had asked for, known or not, is taken back.
#[tokio::test]
async fn an_update_can_be_cancelled_anywhere() {
    let after = AFTER.replace("Fail: FAIL", "Hang: true");
    for polls in 0..24 {
        let stage = stage(BEFORE).await;
        stage.begin_update(&after).await;
        {
            let driver = stage.driver();
            let mut drive = pin!(driver.drive(&stage.id));
            for _ in 0..polls {
                assert!(drive.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            }
        }
        stage.cancel_update().await;
        assert_eq!(stage.drive().await, Ok(StackStatus::UpdateRollbackComplete), "{polls} polls");
        assert_eq!(stage.world.things(), ["a", "b", "c", "d", "e"], "{polls} polls");
        assert_eq!(stage.world.sizes.lock().unwrap()["a"], 1, "{polls} polls");
        let stack = stage.store.stack();
        assert_eq!(stack.definition.template_body, BEFORE);
        assert!(stack.resources.iter().all(|each| each.update.is_none()), "{polls} polls");
    }
}
