//! Keys: whose they are, how long, and that they outlive the process.

use std::sync::Arc;

use dispatch::Principal;
use kernel::{AccountId, Timestamp};
use storage::{CrashDisk, Volume};
use sts_api as api;

use crate::house::{House, NOW, assume_input};

async fn who(house: &House, call: &dispatch::Call) -> (String, String, String) {
    let output = house.dispatch.call::<api::GetCallerIdentity>(call, Default::default()).await.unwrap();
    (output.user_id.unwrap(), output.account.unwrap(), output.arn.unwrap())
}

#[tokio::test]
async fn callers_are_told_who_they_are_whatever_they_may() {
    let house = House::new();
    let root = ("000000000000".into(), "000000000000".into(), "arn:aws:iam::000000000000:root".into());
    assert_eq!(who(&house, &house.call).await, root);
    let keys = house.assume(&house.call, assume_input()).await.unwrap().credentials.unwrap();
    let session = (
        "AROA0000000000000READ:run".into(),
        "000000000000".into(),
        "arn:aws:sts::000000000000:assumed-role/reader/run".into(),
    );
    assert_eq!(who(&house, &house.as_key(&keys.access_key_id)).await, session);
    let gone =
        Principal::Session { account: AccountId::default(), role: "gone".into(), session: "run".into() };
    let (code, status, _) =
        house.refused::<api::GetCallerIdentity>(&house.as_principal(gone), Default::default()).await;
    assert_eq!((code.as_str(), status), ("InvalidClientTokenId", 403));
}

#[tokio::test]
async fn an_account_has_sessions_of_an_hour_at_most() {
    let house = House::new();
    assert_eq!(house.session_token(None).await.expiration, Timestamp(NOW + 3_600_000));
    assert_eq!(house.session_token(Some(900)).await.expiration, Timestamp(NOW + 900_000));
    let keys = house.session_token(Some(129_600)).await;
    assert_eq!(keys.expiration, Timestamp(NOW + 3_600_000));
    assert_eq!(house.as_key(&keys.access_key_id).principal, house.call.principal);
    let role = house.assume(&house.call, assume_input()).await.unwrap().credentials.unwrap();
    let call = house.as_key(&role.access_key_id);
    assert_eq!(
        house.refused::<api::GetSessionToken>(&call, Default::default()).await,
        ("AccessDenied".into(), 403, "Cannot call GetSessionToken with session credentials".into())
    );
}

#[tokio::test]
async fn keys_survive_and_are_forgotten_long_after_their_end() {
    let disk = Arc::new(CrashDisk::default());
    let keys = House::on(Volume::on_disk(disk.clone())).session_token(None).await;
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(3))));
    let known = || house.dispatch.identify().unwrap().identify(&keys.access_key_id);
    assert_eq!(known().unwrap().secret_key, keys.secret_access_key);
    house.clock.advance(3_600_000 + 7 * 86_400_000);
    house.sts.sweep().await.unwrap();
    assert_eq!(known().unwrap().expires, Some(keys.expiration));
    house.clock.advance(1);
    house.sts.sweep().await.unwrap();
    assert!(known().is_none());
}

#[tokio::test]
async fn a_key_that_cannot_be_looked_up_is_no_strangers() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    volume.close().await;
    let identify = house.dispatch.identify().unwrap();
    assert_eq!(identify.identify("ASIAAAAAAAAAAAAAAAAA").unwrap().expires, Some(Timestamp(0)));
    assert!(identify.identify("test").is_none() && identify.identify("AKIAAAAAAAAAAAAAAAAA").is_none());
}

#[tokio::test]
async fn the_account_of_a_key() {
    let house = House::new();
    let other = house.as_principal(Principal::Account(AccountId::parse("123456789012").unwrap()));
    let output = house.dispatch.call::<api::GetSessionToken>(&other, Default::default()).await.unwrap();
    for (access_key_id, account) in [
        (output.credentials.unwrap().access_key_id, "123456789012"),
        ("AKIAIOSFODNN7EXAMPLE".to_owned(), "000000000000"),
    ] {
        let input = api::GetAccessKeyInfoInput { access_key_id };
        let output = house.dispatch.call::<api::GetAccessKeyInfo>(&house.call, input).await.unwrap();
        assert_eq!(output.account.as_deref(), Some(account));
    }
}
