//! A house with STS and a small IAM in it.

use std::sync::{Arc, Mutex};

use dispatch::{Authorize, Call, Carrier, Dispatch, Future, Handle, Origin, Principal, Routes};
use iam_api::{GetRole, GetRoleInput, GetRoleOutput, Role};
use kernel::{Arn, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use sts_api as api;
use sts_service::Sts;
use wire::{Fault, Operation};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;
/// A role that trusts everybody who knows the id `friend`, and the services of AWS.
pub const READER: &str = "arn:aws:iam::000000000000:role/team/reader";

/// Knows the role `reader`, and who may assume what.
#[derive(Default)]
pub struct SmallIam {
    pub asked: Mutex<Vec<String>>,
}

impl Handle<GetRole> for SmallIam {
    async fn handle(&self, call: &Call, input: GetRoleInput) -> Result<GetRoleOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("sts.amazonaws.com"));
        if input.role_name != "reader" {
            return Err(Fault::with_status("NoSuchEntity", 404, "no such role"));
        }
        let role = Role {
            path: "/team/".into(),
            role_name: "reader".into(),
            role_id: "AROA0000000000000READ".into(),
            arn: READER.into(),
            create_date: Timestamp(0),
            assume_role_policy_document: None,
            description: None,
            max_session_duration: Some(7200),
            permissions_boundary: None,
            tags: None,
            role_last_used: None,
        };
        Ok(GetRoleOutput { role })
    }
}

impl Authorize for SmallIam {
    fn authorize<'a>(
        &'a self,
        _: &'a Call,
        action: &'a str,
        _: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        Box::pin(async move { Ok(Err(format!("nobody may {action}"))) })
    }

    fn assume<'a>(
        &'a self,
        call: &'a Call,
        role: &'a Arn,
        facts: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let who = call.principal.arn();
        self.asked.lock().unwrap().push(format!("{who} {role} {facts:?}"));
        let trusted = facts.contains(&("sts:ExternalId", "friend")) || who.ends_with("amazonaws.com");
        let refused = format!("User: {who} is not authorized to perform: sts:AssumeRole on resource: {role}");
        Box::pin(async move { Ok(if trusted { Ok(()) } else { Err(refused) }) })
    }
}

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub sts: Arc<Sts>,
    pub iam: Arc<SmallIam>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let sts = Sts::new(volume, &dispatch);
        let iam = Arc::new(SmallIam::default());
        let roles = Routes::new(&iam_api::SERVICE, iam.clone()).with::<GetRole>();
        dispatch.connect([Carrier::embedded(sts.routes()), Carrier::embedded(roles)]);
        dispatch.secure(sts.clone(), iam.clone());
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, sts, iam, call }
    }

    /// The house, called by somebody else.
    pub fn as_principal(&self, principal: Principal) -> Call {
        Call { principal, ..self.call.clone() }
    }

    /// Calls with the principal of an access key.
    pub fn as_key(&self, access_key: &str) -> Call {
        self.as_principal(self.dispatch.identify().unwrap().identify(access_key).unwrap().principal)
    }

    pub async fn assume(
        &self,
        call: &Call,
        input: api::AssumeRoleInput,
    ) -> Result<api::AssumeRoleOutput, Fault> {
        self.dispatch.call::<api::AssumeRole>(call, input).await
    }

    /// What a refused call answers: code, status and text.
    pub async fn refused<O: Operation>(&self, call: &Call, input: O::Input) -> (String, u16, String) {
        match self.dispatch.call::<O>(call, input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.status, fault.message),
        }
    }

    pub async fn session_token(&self, seconds: Option<i32>) -> api::Credentials {
        let input = api::GetSessionTokenInput { duration_seconds: seconds, ..Default::default() };
        self.dispatch.call::<api::GetSessionToken>(&self.call, input).await.unwrap().credentials.unwrap()
    }
}

/// Asks for the role `reader` as a friend.
pub fn assume_input() -> api::AssumeRoleInput {
    api::AssumeRoleInput {
        role_arn: READER.into(),
        role_session_name: "run".into(),
        policy_arns: None,
        policy: None,
        duration_seconds: None,
        tags: None,
        transitive_tag_keys: None,
        external_id: Some("friend".into()),
        serial_number: None,
        token_code: None,
        source_identity: None,
        provided_contexts: None,
    }
}
