//! Dashboards and their tags.

use cloudwatch_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW_S};

const BODY: &str = r##"{"start":"-PT3H","widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{"metrics":[["AWS/Kinesis","IncomingRecords","StreamName","s"],[".",".",".","t",{"stat":"Sum"}],[{"expression":"m1*2"}]],"region":"us-east-1"}},{"type":"text","properties":{"markdown":"# hi"}}]}"##;

fn put(name: &str, body: &str) -> api::PutDashboardInput {
    api::PutDashboardInput { dashboard_name: name.into(), dashboard_body: body.into(), tags: None }
}

#[tokio::test]
async fn a_dashboards_life() {
    let house = House::new();
    let tags = Some(vec![api::Tag { key: "k".into(), value: "v".into() }]);
    let output =
        house.call::<api::PutDashboard>(api::PutDashboardInput { tags, ..put("d", BODY) }).await.unwrap();
    assert_eq!(output.dashboard_validation_messages, []);
    house.call::<api::PutDashboard>(put("e", r#"{"widgets":[]}"#)).await.unwrap();
    let get = api::GetDashboardInput { dashboard_name: "d".into() };
    let got = house.call::<api::GetDashboard>(get.clone()).await.unwrap();
    assert_eq!(got.dashboard_body.as_deref(), Some(BODY));
    let arn = got.dashboard_arn.unwrap();
    assert_eq!(arn, "arn:aws:cloudwatch::000000000000:dashboard/d");
    let list = |prefix: &str| api::ListDashboardsInput {
        dashboard_name_prefix: Some(prefix.into()),
        next_token: None,
    };
    let entries = house.call::<api::ListDashboards>(list("d")).await.unwrap().dashboard_entries;
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (entries[0].size, entries[0].last_modified),
        (Some(BODY.len() as i64), Some(Timestamp(NOW_S * 1000)))
    );
    let more = vec![api::Tag { key: "k2".into(), value: String::new() }];
    house
        .call::<api::TagResource>(api::TagResourceInput { resource_arn: arn.clone(), tags: more })
        .await
        .unwrap();
    house
        .call::<api::UntagResource>(api::UntagResourceInput {
            resource_arn: arn.clone(),
            tag_keys: vec!["k".into()],
        })
        .await
        .unwrap();
    let tags = house
        .call::<api::ListTagsForResource>(api::ListTagsForResourceInput { resource_arn: arn.clone() })
        .await
        .unwrap()
        .tags;
    assert_eq!(tags, [api::Tag { key: "k2".into(), value: String::new() }]);
    let delete = |names: &[&str]| api::DeleteDashboardsInput {
        dashboard_names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let (code, text) = house.refused::<api::DeleteDashboards>(delete(&["d", "x"])).await;
    assert_eq!((code.as_str(), text.as_str()), ("DashboardNotFoundError", "Dashboard x does not exist"));
    assert!(house.call::<api::GetDashboard>(get.clone()).await.is_ok(), "nothing was deleted");
    house.call::<api::DeleteDashboards>(delete(&["d", "e"])).await.unwrap();
    assert_eq!(house.refused::<api::GetDashboard>(get).await.0, "DashboardNotFoundError");
    let gone = api::ListTagsForResourceInput { resource_arn: arn };
    assert_eq!(house.refused::<api::ListTagsForResource>(gone).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn bodies_that_are_none() {
    let house = House::new();
    for (body, path) in [
        ("", None),
        ("[]", None),
        ("{}", Some("/")),
        (r#"{"widgets":[1]}"#, Some("/widgets/0")),
        (r#"{"widgets":[{"type":"pie","properties":{}}]}"#, Some("/widgets/0/type")),
        (r#"{"widgets":[{"type":"text"}]}"#, Some("/widgets/0")),
        (r#"{"widgets":[{"type":"text","properties":{}}]}"#, Some("/widgets/0/properties")),
        (r#"{"widgets":[{"type":"text","x":24,"properties":{"markdown":""}}]}"#, Some("/widgets/0/x")),
        (
            r#"{"widgets":[{"type":"metric","properties":{"metrics":[["N"]],"region":"r"}}]}"#,
            Some("/widgets/0/properties/metrics/0"),
        ),
    ] {
        let fault = house.call::<api::PutDashboard>(put("d", body)).await.unwrap_err();
        assert_eq!(fault.code, "DashboardInvalidInputError", "{body}");
        let (name, members) = &fault.members[0];
        assert_eq!(*name, "dashboardValidationMessages");
        if let Some(path) = path {
            assert!(members.contains(&format!(r#""DataPath":"{path}""#)), "{body}: {members}");
        }
    }
    assert_eq!(
        house.refused::<api::PutDashboard>(put("no good", BODY)).await.0,
        "DashboardInvalidInputError"
    );
    let odd = house.call::<api::PutDashboard>(put("d", r#"{"widgets":[],"more":1}"#)).await.unwrap();
    assert_eq!(odd.dashboard_validation_messages[0].data_path.as_deref(), Some("/more"));
}
