//! A power cut at every commit, before and after it was kept; the stack is driven on from there.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use cloudformation_service::engine::stack::{OnFailure, ResourceStatus, StackStatus};

use crate::world::{Crash, Stage};

/// One thing at a time, so that the order of events is the same whatever happens.
const CHAIN: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a}}
  B: {Type: Made::Up::Thing, Properties: {Needs: !Ref A}}
  C: {Type: Made::Up::Thing, DeletionPolicy: Retain, Properties: {Name: c, Needs: !GetAtt B.Arn}}
  D: {Type: Made::Up::Thing, DependsOn: [C, B], Properties: {Fail: FAIL}}
Outputs: {O: {Value: !Ref C}}
"#;

/// Runs `template` to its end without a cut, then with one cut at every commit of both kinds, and
/// compares what is told and what is done.
async fn survives(template: &str, ends: StackStatus, delete: bool) {
    let prepare = async || {
        let stage = Stage::new(template, OnFailure::Rollback).await;
        if delete {
            assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
            stage.begin_delete().await;
        }
        stage
    };
    survives_from(prepare, ends).await;
}

/// The same from a stage that `prepare` makes.
async fn survives_from(prepare: impl AsyncFn() -> Stage, ends: StackStatus) {
    let calm = prepare().await;
    assert_eq!(calm.drive().await, Ok(ends));
    let mut cuts = 0;
    for at in 0.. {
        let mut crashed = false;
        for crash in [Crash::Before(at), Crash::After(at)] {
            let stage = prepare().await;
            stage.crash(crash);
            let first = stage.drive().await;
            stage.crash(Crash::Never);
            crashed |= first.is_err();
            assert_eq!(stage.drive().await, Ok(ends), "{crash:?}");
            assert_eq!(stage.store.story(), calm.store.story(), "{crash:?}");
            assert_eq!(stage.world.log(), calm.world.log(), "{crash:?}");
            let statuses = |stage: &Stage| -> Vec<ResourceStatus> {
                stage.store.stack().resources.iter().map(|each| each.status).collect()
            };
            assert_eq!(statuses(&stage), statuses(&calm), "{crash:?}");
        }
        if !crashed {
            break;
        }
        cuts += 1;
    }
    assert!(cuts > 5, "only {cuts} commits were cut");
}

#[tokio::test]
async fn creation_survives_a_cut_anywhere() {
    survives(&CHAIN.replace("FAIL", "no"), StackStatus::CreateComplete, false).await;
}

#[tokio::test]
async fn rollback_survives_a_cut_anywhere() {
    survives(&CHAIN.replace("FAIL", "create"), StackStatus::RollbackComplete, false).await;
    survives(&CHAIN.replace("FAIL", "settle"), StackStatus::RollbackComplete, false).await;
}

#[tokio::test]
async fn deletion_survives_a_cut_anywhere() {
    survives(&CHAIN.replace("FAIL", "no"), StackStatus::DeleteComplete, true).await;
}

/// Another size, another name and so another thing, one thing less and one more; one at a time.
const CHANGED: &str = r#"
Resources:
  A: {Type: Made::Up::Thing, Properties: {Name: a, Size: 2}}
  B: {Type: Made::Up::Thing, Properties: {Kind: x, Needs: !Ref A}}
  C: {Type: Made::Up::Thing, DeletionPolicy: Retain, Properties: {Name: c, Needs: !GetAtt B.Arn}}
  E: {Type: Made::Up::Thing, DependsOn: [C, B], Properties: {Fail: FAIL}}
Outputs: {O: {Value: !Ref E}}
"#;

#[tokio::test]
async fn updates_and_their_way_back_survive_a_cut_anywhere() {
    for (fail, ends) in [
        ("no", StackStatus::UpdateComplete),
        ("create", StackStatus::UpdateRollbackComplete),
        ("settle", StackStatus::UpdateRollbackComplete),
    ] {
        let prepare = async || {
            let stage = Stage::new(&CHAIN.replace("FAIL", "no"), OnFailure::Rollback).await;
            assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
            stage.begin_update(&CHANGED.replace("FAIL", fail)).await;
            stage
        };
        survives_from(prepare, ends).await;
    }
}

/// A template of up to eight things, each needing some of those before it, some of them failing.
fn template(random: &mut Unstructured) -> Result<String> {
    let mut text = String::from("Resources:\n");
    for index in 0..random.int_in_range(1..=8)? {
        let mut needs = Vec::new();
        for earlier in 0..index {
            if random.ratio(1, 3)? {
                needs.push(format!("!Ref R{earlier}"));
            }
        }
        let fail = random.choose(&["no", "no", "no", "no", "create", "settle"])?;
        let policy = random.choose(&["Delete", "Delete", "Delete", "Retain"])?;
        let needs = needs.join(", ");
        text += &format!(
            "  R{index}: {{Type: Made::Up::Thing, DeletionPolicy: {policy}, Properties: {{Name: r{index}, Needs: [{needs}], Fail: {fail}}}}}\n"
        );
    }
    Ok(text)
}

#[test]
fn any_graph_survives_any_number_of_cuts() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    arbtest(|random| {
        let template = template(random)?;
        let cuts: Vec<(bool, usize)> =
            (0..4).map(|_| Ok((random.arbitrary()?, random.int_in_range(0..=12)?))).collect::<Result<_>>()?;
        runtime.block_on(async {
            let stage = Stage::new(&template, OnFailure::Rollback).await;
            for (before, at) in cuts {
                stage.crash(if before { Crash::Before(at) } else { Crash::After(at) });
                let _ = stage.drive().await;
            }
            stage.crash(Crash::Never);
            let end = stage.drive().await.unwrap();
            check(&stage, end, &template);
            stage.begin_delete().await;
            assert_eq!(stage.drive().await, Ok(StackStatus::DeleteComplete));
        });
        Ok(())
    });
}

/// All is there or, but for what is retained, nothing; and nothing was made twice or out of turn.
fn check(stage: &Stage, end: StackStatus, template: &str) {
    let (stack, log) = (stage.store.stack(), stage.world.log());
    let there = stage.world.things();
    let failing = template.contains("Fail: create") || template.contains("Fail: settle");
    assert_eq!(
        end,
        if failing { StackStatus::RollbackComplete } else { StackStatus::CreateComplete },
        "{template}"
    );
    for resource in &stack.resources {
        let kept = matches!(resource.status, ResourceStatus::CreateComplete | ResourceStatus::DeleteSkipped);
        let name = resource.id.as_str().to_lowercase();
        assert_eq!(there.contains(&name), kept, "{} is {}: {template}", resource.id, resource.status);
        let made = format!("+{}", resource.id);
        assert!(log.iter().filter(|each| **each == made).count() <= 1, "{made} twice: {log:?}");
        let position = |line: &str| log.iter().position(|each| each == line);
        for need in &resource.depends_on {
            let before = |first: Option<usize>, then: Option<usize>| match (first, then) {
                (Some(first), Some(then)) => first < then,
                (None, Some(_)) => false,
                _ => true,
            };
            assert!(before(position(&format!("+{need}")), position(&made)), "{log:?}\n{template}");
            let (gone, need_gone) = (position(&format!("-{}", resource.id)), position(&format!("-{need}")));
            assert!(gone.is_none() || need_gone.is_none_or(|then| gone < Some(then)), "{log:?}\n{template}");
        }
    }
}

/// Some of eight things, of random size and kind, one in ten of them failing to be changed to.
fn variant(random: &mut Unstructured) -> Result<String> {
    let mut text = String::from("Resources:\n  Root: {Type: Made::Up::Thing}\n");
    let mut there: Vec<usize> = Vec::new();
    for index in 0..8 {
        if random.ratio(1, 3)? {
            continue;
        }
        let needs = match random.choose(&there) {
            Ok(earlier) => format!("!Ref R{earlier}"),
            Err(_) => "!Ref Root".to_owned(),
        };
        let (size, kind) = (random.int_in_range(0..=2)?, random.choose(&["x", "y"])?);
        let fail = if random.ratio(1, 10)? { ", Fail: update" } else { "" };
        text += &format!(
            "  R{index}: {{Type: Made::Up::Thing, Properties: {{Size: {size}, Kind: {kind}, Needs: {needs}{fail}}}}}\n"
        );
        there.push(index);
    }
    Ok(text)
}

#[test]
fn any_update_survives_any_number_of_cuts() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    arbtest(|random| {
        let (before, after) = (variant(random)?.replace(", Fail: update", ""), variant(random)?);
        let cuts: Vec<(bool, usize)> =
            (0..4).map(|_| Ok((random.arbitrary()?, random.int_in_range(0..=12)?))).collect::<Result<_>>()?;
        runtime.block_on(async {
            let stage = Stage::new(&before, OnFailure::Rollback).await;
            assert_eq!(stage.drive().await, Ok(StackStatus::CreateComplete));
            let created = stage.store.stack();
            stage.begin_update(&after).await;
            for (before, at) in cuts {
                stage.crash(if before { Crash::Before(at) } else { Crash::After(at) });
                let _ = stage.drive().await;
            }
            stage.crash(Crash::Never);
            let end = stage.drive().await.unwrap();
            let stack = stage.store.stack();
            let mut held: Vec<String> =
                stack.resources.iter().map(|each| each.physical_id.clone().unwrap().0).collect();
            held.sort();
            assert_eq!(stage.world.things(), held, "{before}{after}");
            let sizes = stage.world.sizes.lock().unwrap().clone();
            for resource in &stack.resources {
                assert!(resource.update.is_none(), "{before}{after}");
                let size = resource.request.as_ref().unwrap().properties.get("Size");
                let size = size.and_then(serde_json::Value::as_i64).unwrap_or_default();
                assert_eq!(sizes[&resource.physical_id.as_ref().unwrap().0], size, "{before}{after}");
            }
            match end {
                StackStatus::UpdateComplete => assert_eq!(stack.definition.template_body, after),
                StackStatus::UpdateRollbackComplete => {
                    assert!(after.contains("Fail"), "{before}{after}");
                    assert_eq!(stack.definition, created.definition);
                    assert_eq!(stack.resources.len(), created.resources.len());
                    for resource in &created.resources {
                        let now = stack.resources.iter().find(|each| each.id == resource.id).unwrap();
                        assert_eq!(now.physical_id, resource.physical_id);
                        assert_eq!(now.request, resource.request);
                        assert_eq!(now.depends_on, resource.depends_on);
                    }
                }
                end => panic!("{end}: {before}{after}"),
            }
        });
        Ok(())
    });
}
