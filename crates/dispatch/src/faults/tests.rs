//! Rules held against calls: shares, counts, times, patterns, and what AWS would answer.

use kernel::{AccountId, SeededRandom, Timestamp};
use wire::{Protocol, Service};

use super::*;
use crate::Principal;

static TABLES: Service =
    Service { name: "dynamodb", title: "DynamoDB", protocol: Protocol::AwsJson10, ..Service::PLAIN };
static FUNCTIONS: Service =
    Service { name: "lambda", title: "Lambda", protocol: Protocol::RestJson, ..Service::PLAIN };

fn role() -> Principal {
    Principal::Session { account: AccountId::default(), role: "writer".into(), session: "s".into() }
}

fn put(principal: &Principal) -> Aim<'_> {
    Aim {
        service: &TABLES,
        operation: "PutItem",
        action: "dynamodb:PutItem".to_owned(),
        resources: vec!["arn:aws:dynamodb:us-east-1:000000000000:table/orders".to_owned()],
        principal,
    }
}

fn hits(faults: &Faults, times: usize, now: u64) -> usize {
    let (random, principal) = (SeededRandom::new(3), role());
    let aim = put(&principal);
    (0..times)
        .filter(|_| faults.strike(Point::Call, &aim, Timestamp(now), &random) != Blow::default())
        .count()
}

#[test]
fn a_share_of_calls_is_struck_and_counted() {
    let faults = Faults::default();
    assert!(!faults.is_armed());
    let id = faults
        .add(FaultRule { percent: 20.0, ..FaultRule::new("dynamodb:*", FaultEffect::Throttle) })
        .unwrap();
    assert!(faults.is_armed());
    let struck = hits(&faults, 10_000, 0);
    assert!((1_800..2_200).contains(&struck), "{struck} of 10,000");
    let report = &faults.list(Timestamp(0))[0];
    assert_eq!((report.id, report.calls, report.hits), (id, 10_000, struck as u64));
    assert!(faults.remove(id) && !faults.remove(id) && !faults.is_armed());
}

#[test]
fn rules_end_by_count_and_by_time_and_strike_the_nth() {
    let faults = Faults::default();
    faults
        .add(FaultRule { count: Some(3), ..FaultRule::new("dynamodb:PutItem", FaultEffect::Drop) })
        .unwrap();
    assert_eq!(hits(&faults, 10, 0), 3);
    assert!(faults.list(Timestamp(0)).is_empty() && !faults.is_armed());
    let until = Some(Timestamp(500));
    faults.add(FaultRule { until, ..FaultRule::new("DynamoDB:putitem", FaultEffect::Internal) }).unwrap();
    assert_eq!((hits(&faults, 2, 499), hits(&faults, 2, 500)), (2, 0));
    faults.clear();
    faults.add(FaultRule { nth: Some(4), ..FaultRule::new("*", FaultEffect::Crash) }).unwrap();
    assert_eq!((hits(&faults, 3, 0), hits(&faults, 1, 0), hits(&faults, 9, 0)), (0, 1, 0));
}

#[test]
fn patterns_of_resources_and_principals_choose() {
    let principal = role();
    let aim = put(&principal);
    let meant = |resource: Option<&str>, principal: Option<&str>| {
        let (resource, principal) = (resource.map(str::to_owned), principal.map(str::to_owned));
        aim.is_meant_by(&FaultRule {
            resource,
            principal,
            ..FaultRule::new("dynamodb:Put*", FaultEffect::Throttle)
        })
    };
    assert!(meant(None, None) && meant(Some("orders"), Some("writer")) && meant(Some("ord*"), None));
    assert!(meant(Some("arn:aws:dynamodb:*:table/orders"), Some("arn:aws:sts:*assumed-role/writer/*")));
    assert!(!meant(Some("order"), None) && !meant(None, Some("reader")));
    assert!(!aim.is_meant_by(&FaultRule::new("dynamodb:GetItem", FaultEffect::Throttle)));
    assert!(!aim.is_meant_by(&FaultRule::new("kinesis:*", FaultEffect::Throttle)));
}

#[tokio::test(start_paused = true)]
async fn effects_are_what_aws_would_answer() {
    let (faults, random, principal) = (Faults::default(), SeededRandom::new(1), role());
    let aim = put(&principal);
    let delay = FaultEffect::Delay { delay_ms: 400, jitter_ms: 200 };
    faults.add(FaultRule::new("*", delay)).unwrap();
    let began = tokio::time::Instant::now();
    assert_eq!(faults.suffer(&aim, Timestamp(0), &random).await, Ok(Sequel::NONE));
    assert!((400..=601).contains(&began.elapsed().as_millis()), "{:?}", began.elapsed());
    faults.add(FaultRule::new("*", FaultEffect::Throttle)).unwrap();
    let fault = faults.suffer(&aim, Timestamp(0), &random).await.unwrap_err();
    assert_eq!((fault.code.as_ref(), fault.status), ("ProvisionedThroughputExceededException", 400));
    faults.clear();
    faults.add(FaultRule::new("*", FaultEffect::LoseAnswer)).unwrap();
    let sequel = faults.suffer(&aim, Timestamp(0), &random).await.unwrap();
    assert_eq!(inside(sequel.apply(Ok(())).unwrap_err()).status, 503);
    faults.clear();
    let message = None;
    faults.add(FaultRule::new("*", FaultEffect::Error { code: "Odd".into(), status: 418, message })).unwrap();
    let fault = faults.suffer(&aim, Timestamp(0), &random).await.unwrap_err();
    assert_eq!((fault.code.as_ref(), fault.status), ("Odd", 418));
}

#[test]
fn functions_are_lost_where_they_run_and_nowhere_else() {
    let (faults, random, principal) = (Faults::default(), SeededRandom::new(1), role());
    let refused = faults.add(FaultRule::new("dynamodb:*", FaultEffect::LoseFunction));
    assert!(matches!(refused, Err(FaultRuleError::NotFunction(_))));
    faults.add(FaultRule::new("lambda:*", FaultEffect::LoseFunction)).unwrap();
    let aim = Aim {
        service: &FUNCTIONS,
        operation: "Invoke",
        action: "lambda:InvokeFunction".into(),
        ..put(&principal)
    };
    assert!(faults.loses_function(&aim, Timestamp(0), &random));
    assert_eq!(faults.strike(Point::Call, &aim, Timestamp(0), &random), Blow::default());
}

#[test]
fn senseless_rules_are_refused() {
    let faults = Faults::default();
    let plain = || FaultRule::new("s3:GetObject", FaultEffect::Throttle);
    let error = |code: &str, status| FaultEffect::Error { code: code.to_owned(), status, message: None };
    for rule in [
        FaultRule::new("s3", FaultEffect::Throttle),
        FaultRule::new(":x", FaultEffect::Throttle),
        FaultRule { percent: 0.0, ..plain() },
        FaultRule { percent: f64::NAN, ..plain() },
        FaultRule { percent: 100.1, ..plain() },
        FaultRule { nth: Some(0), ..plain() },
        FaultRule { count: Some(0), ..plain() },
        FaultRule { resource: Some("x".repeat(3000)), ..plain() },
        FaultRule::new("s3:*", FaultEffect::Delay { delay_ms: 0, jitter_ms: 0 }),
        FaultRule::new("s3:*", FaultEffect::Delay { delay_ms: 1 << 60, jitter_ms: u64::MAX }),
        FaultRule::new("s3:*", error("Bad code", 400)),
        FaultRule::new("s3:*", error("Code", 200)),
        FaultRule::new("s3:*", error("Code", CUT_STATUS)),
    ] {
        assert!(faults.add(rule.clone()).is_err(), "{rule:?}");
    }
    for _ in 0..RULES_MAX {
        faults.add(plain()).unwrap();
    }
    assert_eq!(faults.add(plain()), Err(FaultRuleError::TooMany));
}
