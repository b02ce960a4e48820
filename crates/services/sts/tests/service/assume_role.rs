//! `AssumeRole`: who may, for how long, and what comes of it.

use dispatch::{Call, Principal};
use kernel::Timestamp;
use sts_api as api;

use crate::house::{House, NOW, READER, assume_input};

#[tokio::test]
async fn gives_keys_of_the_role() {
    let house = House::new();
    let output = house.assume(&house.call, assume_input()).await.unwrap();
    let user = output.assumed_role_user.unwrap();
    assert_eq!(user.arn, "arn:aws:sts::000000000000:assumed-role/reader/run");
    assert_eq!(user.assumed_role_id, "AROA0000000000000READ:run");
    let keys = output.credentials.unwrap();
    assert_eq!(
        (keys.access_key_id.len(), &keys.access_key_id[..4], keys.secret_access_key.len()),
        (20, "ASIA", 40)
    );
    assert_eq!(keys.expiration, Timestamp(NOW + 3_600_000));
    let identity = house.dispatch.identify().unwrap().identify(&keys.access_key_id).unwrap();
    assert_eq!(identity.principal.arn(), user.arn);
    assert_eq!(
        (identity.secret_key, identity.session_token),
        (keys.secret_access_key, Some(keys.session_token))
    );
    assert_eq!(identity.expires, Some(keys.expiration));
    let asked = format!(
        r#"arn:aws:iam::000000000000:root {READER} [("sts:RoleSessionName", "run"), ("sts:ExternalId", "friend")]"#
    );
    assert_eq!(*house.iam.asked.lock().unwrap(), [asked]);
    let again = house.assume(&house.call, assume_input()).await.unwrap().credentials.unwrap();
    assert_ne!(again.access_key_id, keys.access_key_id);
}

#[tokio::test]
async fn refuses_as_aws_does() {
    let house = House::new();
    let text = |role: &str| {
        format!(
            "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: {role}"
        )
    };
    let denied = |role: &str| ("AccessDenied".to_owned(), 403, text(role));
    let stranger = api::AssumeRoleInput { external_id: None, ..assume_input() };
    assert_eq!(house.refused::<api::AssumeRole>(&house.call, stranger).await, denied(READER));
    for missing in ["arn:aws:iam::000000000000:role/none", "arn:aws:iam::000000000000:role/reader"] {
        let input = api::AssumeRoleInput { role_arn: missing.into(), ..assume_input() };
        assert_eq!(house.refused::<api::AssumeRole>(&house.call, input).await, denied(missing));
    }
    for wrong in
        ["not an ARN of any kind", "arn:aws:iam::000000000000:user/anna", "arn:aws:iam::12:role/reader"]
    {
        let input = api::AssumeRoleInput { role_arn: wrong.into(), ..assume_input() };
        let expected = ("ValidationError".to_owned(), 400, "Request ARN is invalid".to_owned());
        assert_eq!(house.refused::<api::AssumeRole>(&house.call, input).await, expected);
    }
    let policy = api::AssumeRoleInput { policy: Some("{}".into()), ..assume_input() };
    assert_eq!(
        house.refused::<api::AssumeRole>(&house.call, policy).await.2,
        "Policy is not supported here; leave it out."
    );
    let short =
        api::AssumeRoleInput { role_session_name: "x".into(), duration_seconds: Some(1), ..assume_input() };
    let (code, _, text) = house.refused::<api::AssumeRole>(&house.call, short).await;
    assert!(code == "ValidationError" && text.starts_with("2 validation errors detected"), "{text}");
}

#[tokio::test]
async fn lasts_as_long_as_the_role_and_the_caller_allow() {
    let house = House::new();
    let input = |seconds| api::AssumeRoleInput { duration_seconds: Some(seconds), ..assume_input() };
    let expiry = async |call: &Call, seconds| {
        house.assume(call, input(seconds)).await.map(|output| output.credentials.unwrap().expiration.0 - NOW)
    };
    assert_eq!(expiry(&house.call, 7200).await, Ok(7_200_000));
    let fault = expiry(&house.call, 7201).await.unwrap_err();
    assert_eq!(
        fault.message,
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
    let keys = house.assume(&house.call, assume_input()).await.unwrap().credentials.unwrap();
    let chained = house.as_key(&keys.access_key_id);
    assert_eq!(expiry(&chained, 3600).await, Ok(3_600_000));
    assert_eq!(
        expiry(&chained, 3601).await.unwrap_err().message,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    let lambda = house.as_principal(Principal::Service("lambda.amazonaws.com"));
    assert_eq!(expiry(&lambda, 43_200).await, Ok(43_200_000));
}
