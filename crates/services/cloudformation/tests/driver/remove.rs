//! Deletion: order, policies, failure and another try, and deletion of what is still being created.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use cloudformation_service::engine::stack::{OnFailure, StackStatus};

use crate::world::Stage;

const TEMPLATE: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a}}
  B: {Type: Made::Up::Thing, Properties: {Name: b, Needs: !Ref A, Fail: delete}}
  C: {Type: Made::Up::Thing, Properties: {Name: c, Needs: !Ref B}}
  D: {Type: Made::Up::Thing, DeletionPolicy: RetainExceptOnCreate, Properties: {Name: d, Needs: !Ref A}}
"#;

#[tokio::test]
async fn deletion_goes_backwards_and_can_be_tried_again() {
    let stage = Stage::new(TEMPLATE, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
    let told = stage.store.story().len();
    stage.begin_delete().await;
    assert_eq!(stage.drive().await, Ok(StackStatus::DeleteFailed));
    let story = [
        "stage DELETE_IN_PROGRESS User Initiated",
        "D DELETE_SKIPPED -",
        "C DELETE_IN_PROGRESS -",
        "C DELETE_COMPLETE -",
        "B DELETE_IN_PROGRESS -",
        "B DELETE_FAILED Resource handler returned message: \"delete is broken\"",
        "stage DELETE_FAILED The following resource(s) failed to delete: [B]. ",
    ];
    assert_eq!(stage.store.story()[told..], story);
    assert_eq!(stage.world.things(), ["a", "b", "d"]);

    stage.world.mended.lock().unwrap().insert("B".to_owned());
    stage.begin_delete().await;
    assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
    assert_eq!(stage.world.things(), ["d"]);
    assert_eq!(stage.world.log()[4..], ["-C", "-B", "-A"]);
    assert!(stage.store.stack().deleted.is_some());
    // What is gone cannot be deleted again.
    let told = stage.store.story().len();
    stage.begin_delete().await;
    assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
    assert_eq!(stage.store.story().len(), told);
}

#[tokio::test]
async fn a_rollback_that_cannot_finish_says_what_is_left() {
    let template =
        TEMPLATE.to_owned() + "  E: {Type: Made::Up::Thing, DependsOn: C, Properties: {Fail: create}}\n";
    let stage = Stage::new(&template, OnFailure::Rollback).await;
    assert_eq!(stage.drive().await, Ok(StackStatus::RollbackFailed));
    let reason = "The following resource(s) failed to delete: [B]. ";
    assert_eq!(stage.store.stack().status_reason.as_deref(), Some(reason));
    assert_eq!(stage.world.things(), ["a", "b"]);
}

/// The driver is dropped after any number of polls; what it had asked for, known or not, goes.
#[tokio::test]
async fn a_stack_can_be_deleted_while_it_is_being_created() {
    let template = "Resources:\n  A: {Type: Made::Up::Thing, Properties: {Name: a}}\n  \
                    B: {Type: Made::Up::Thing, DependsOn: A, Properties: {Name: b, Hang: true}}\n";
    for polls in 0..8 {
        let stage = Stage::new(template, OnFailure::Rollback).await;
        {
            let driver = stage.driver();
            let mut drive = pin!(driver.drive(&stage.id));
            for _ in 0..polls {
                assert!(drive.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            }
        }
        stage.begin_delete().await;
        assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete), "{polls} polls");
        assert_eq!(stage.world.things(), Vec::<String>::new(), "{polls} polls");
    }
}
