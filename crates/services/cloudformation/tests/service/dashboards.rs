//! Dashboards: what they ask for, what an update changes, whose dashboard is not taken over.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};

use wire::Shape;

use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  D:
    Type: AWS::CloudWatch::Dashboard
    Properties:
      DashboardName: d
      DashboardBody: !Sub '{"widgets":[],"start":"${AWS::Region}"}'
Outputs: {R: {Value: !Ref D}}
"#;

const PUT: &str =
    r#"PutDashboard {"DashboardName":"d","DashboardBody":"{\"widgets\":[],\"start\":\"us-east-1\"}"}"#;

#[tokio::test]
async fn a_dashboard() {
    let (asked, outputs) = story(TEMPLATE).await;
    assert_eq!(asked, [PUT, r#"DeleteDashboards {"DashboardNames":["d"]}"#]);
    assert_eq!(outputs, ["d"]);
}

#[tokio::test]
async fn an_update_puts_it_again() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let template_body = Some(TEMPLATE.replace("start", "end"));
    let input = UpdateStackInput { stack_name: "s".into(), template_body, ..UpdateStackInput::placeholder() };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    assert_eq!(house.fakes.asked(), [PUT.to_owned(), PUT.replace("start", "end")]);
}

#[tokio::test]
async fn anothers_dashboard_is_left_alone() {
    let house = House::new();
    house.fakes.put("dashboard/d");
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), ["dashboard/d"]);
}
