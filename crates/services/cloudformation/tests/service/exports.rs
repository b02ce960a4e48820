//! Exports: drawn on by other stacks, listed, and held on to.

use cloudformation_api::*;

use crate::house::{House, new};

const GIVES: &str = r#"
Resources: {G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /given}}}
Outputs: {O: {Value: !Ref G, Export: {Name: group}}}
"#;
const TAKES: &str = r#"
Resources:
  S: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1, Tags: [{Key: group, Value: !ImportValue group}]}}
"#;

async fn made(house: &House, name: &str, template: &str) -> String {
    let id = house.call::<CreateStack>(new(name, template)).await.unwrap().stack_id.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    id
}

#[tokio::test]
async fn an_export_is_held_on_to_by_those_who_draw_on_it() {
    let house = House::new();
    let early = house.call::<CreateStack>(new("early", TAKES)).await.unwrap().stack_id.unwrap();
    house.until(&early, StackStatus::RollbackComplete).await;
    let rolls = "early RollbackInProgress No export named group found. Rollback requested by user.";
    assert!(house.story(&early).await.iter().any(|line| line == rolls));

    let giver = made(&house, "giver", GIVES).await;
    let taker = made(&house, "taker", TAKES).await;
    assert!(house.fakes.asked().iter().any(|line| line.contains(r#""Tags":{"group":"/given"}"#)));
    let exports = house.call::<ListExports>(Default::default()).await.unwrap().exports.unwrap();
    let export = Export {
        exporting_stack_id: Some(giver.clone()),
        name: Some("group".into()),
        value: Some("/given".into()),
    };
    assert_eq!(exports, [export]);
    let imports = |name: &str| ListImportsInput { export_name: name.to_owned(), next_token: None };
    let listed = house.call::<ListImports>(imports("group")).await.unwrap();
    assert_eq!(listed.imports, Some(vec!["taker".to_owned()]));
    let nobody = house.call::<ListImports>(imports("other")).await.unwrap_err();
    assert_eq!(nobody.message, "Export 'other' is not imported by any stack.");

    // A second export of the name is refused, as is deletion or change of the first.
    let second = new("second", &GIVES.replace("/given", "/second"));
    let second = house.call::<CreateStack>(second).await.unwrap().stack_id.unwrap();
    house.until(&second, StackStatus::RollbackComplete).await;
    let taken = "second RollbackInProgress Export with name group is already exported by stack giver. Rollback requested by user.";
    assert!(house.story(&second).await.iter().any(|line| line == taken), "{:#?}", house.story(&second).await);
    house.delete("giver").await.unwrap();
    let stack = house.stack("giver").await.unwrap();
    let in_use = "Delete canceled. Cannot delete export group as it is in use by taker";
    assert_eq!(
        (stack.stack_status, stack.stack_status_reason.as_deref()),
        (StackStatus::CreateComplete, Some(in_use))
    );
    let update = |template: &str| UpdateStackInput {
        stack_name: "giver".to_owned(),
        template_body: Some(template.to_owned()),
        ..wire::Shape::placeholder()
    };
    for (template, verb) in [
        (GIVES.replace("/given", "/other"), "update"),
        (GIVES.replace("Name: group", "Name: other"), "delete"),
    ] {
        let told = house.story(&giver).await.len();
        house.call::<UpdateStack>(update(&template)).await.unwrap();
        let refused =
            format!("giver UpdateRollbackInProgress Cannot {verb} export group as it is in use by taker");
        house
            .wait(&giver, async || {
                let story = house.story(&giver).await;
                (story.last().unwrap() == "giver UpdateRollbackComplete -" && story.len() > told + 1)
                    .then(|| assert!(story[told..].contains(&refused), "{story:#?}"))
            })
            .await;
    }
    assert_eq!(house.fakes.things().iter().filter(|thing| thing.starts_with("group/")).count(), 1);

    house.delete("taker").await.unwrap();
    house.until(&taker, StackStatus::DeleteComplete).await;
    house.delete("giver").await.unwrap();
    house.until(&giver, StackStatus::DeleteComplete).await;
    assert_eq!(house.call::<ListExports>(Default::default()).await.unwrap().exports, Some(Vec::new()));
}
