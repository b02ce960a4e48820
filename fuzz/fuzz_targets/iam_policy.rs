//! Policies of every dialect: refused, or decided with.
#![no_main]

use iam_service::engine::evaluate::{Policies, Principal, Request, decide};
use iam_service::engine::policy::{Context, Dialect, Policy};
use kernel::{AccountId, Timestamp};
use libfuzzer_sys::fuzz_target;

struct Held(Policy);

impl AsRef<Policy> for Held {
    fn as_ref(&self) -> &Policy {
        &self.0
    }
}

fuzz_target!(|document: &str| {
    let account = AccountId::default();
    let principal = Principal::session(&account, "/", "reader", "AROA0000000000000READ", "run");
    let context = Context::new().with("aws:SourceIp", "10.0.0.1").with("aws:RequestedRegion", "us-east-1");
    let resources = ["arn:aws:kinesis:us-east-1:000000000000:stream/s"];
    for dialect in [Dialect::Managed, Dialect::Inline, Dialect::Trust, Dialect::Resource] {
        let Ok(policy) = Policy::parse(document, dialect) else { continue };
        let request = Request {
            principal: &principal,
            action: "kinesis:PutRecord",
            resources: &resources,
            context: &context,
            now: Timestamp(1_763_650_000_000),
        };
        let held = [Held(policy)];
        let policies = Policies { identity: &held, boundary: None, session: None, resource: None };
        let _ = decide(&request, &policies);
    }
});
