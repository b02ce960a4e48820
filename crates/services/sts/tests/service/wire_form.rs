//! The form on the wire: forms in, XML out.

use http::{HeaderMap, Method, Uri};
use wire::Question;

use crate::house::{House, READER};

async fn ask(house: &House, operation: &str, body: String) -> (u16, String) {
    let question = Question {
        method: Method::POST,
        uri: Uri::from_static("/"),
        headers: HeaderMap::new(),
        body: body.into(),
    };
    let carrier = house.dispatch.carrier("sts").unwrap();
    let answer = house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await;
    (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
}

#[tokio::test]
async fn of_requests_answers_and_errors() {
    let house = House::new();
    let (status, body) =
        ask(&house, "GetCallerIdentity", "Action=GetCallerIdentity&Version=2011-06-15".into()).await;
    assert_eq!(status, 200);
    let root = "<GetCallerIdentityResult><UserId>000000000000</UserId><Account>000000000000</Account>\
                <Arn>arn:aws:iam::000000000000:root</Arn></GetCallerIdentityResult>";
    assert!(body.contains(root) && body.contains("https://sts.amazonaws.com/doc/2011-06-15/"), "{body}");
    let assume = |more: &str| {
        format!("Action=AssumeRole&Version=2011-06-15&RoleArn={READER}&RoleSessionName=run{more}")
    };
    let (status, body) = ask(&house, "AssumeRole", assume("&ExternalId=friend&Tags=")).await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("<AssumedRoleId>AROA0000000000000READ:run</AssumedRoleId>"), "{body}");
    assert!(body.contains("<Expiration>2027-01-15T09:00:00Z</Expiration>"), "{body}");
    let (status, body) = ask(&house, "AssumeRole", assume("")).await;
    assert_eq!(status, 403);
    assert!(
        body.contains("<Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::"),
        "{body}"
    );
}
