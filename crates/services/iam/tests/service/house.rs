//! A house with IAM in it, a clock that stands and known randomness; no tests of its own.

use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Identify, Identity, Origin, Principal};
use iam_api::*;
use iam_service::Iam;
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation, Question};

pub const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub const KINESIS: &str = "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole";
pub const DYNAMODB: &str = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess";

/// A policy that allows one thing.
pub fn allow(action: &str, resource: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}}}"#
    )
}

pub struct House {
    pub dispatch: Dispatch,
    pub iam: Arc<Iam>,
    pub call: Call,
}

/// Has given out no keys.
struct Nobody;

impl Identify for Nobody {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl House {
    pub fn new() -> Self {
        let clock = ManualClock::at(Timestamp(1_763_650_000_250));
        let dispatch = Dispatch::new(clock, Arc::new(SeededRandom::new(1)));
        let iam = Iam::new(Volume::memory(), &dispatch);
        dispatch.connect([Carrier::embedded(iam.routes())]);
        dispatch.secure(Arc::new(Nobody), iam.clone());
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, iam, call }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// Calls as a session of `role`.
    pub async fn call_as<O: Operation>(&self, role: &str, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.session(role), input).await
    }

    pub fn session(&self, role: &str) -> Call {
        let (role, session) = (role.to_owned(), "run".to_owned());
        let principal = Principal::Session { account: AccountId::default(), role, session };
        Call { principal, ..self.call.clone() }
    }

    /// Sends a form as a client does; answers status and body.
    pub async fn ask(&self, operation: &str, form: &'static str) -> (u16, String) {
        let carrier = self.dispatch.carrier("iam").unwrap();
        let mut question: Question = SERVICE.protocol.write_input::<ListRoles>(&ListRolesInput::default());
        question.body = Bytes::from_static(form.as_bytes());
        let answer = self.dispatch.serve_named(carrier, operation, self.call.clone(), question).await;
        (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
    }

    pub async fn role(&self, name: &str) -> Role {
        self.call::<CreateRole>(new_role(name)).await.unwrap().role
    }

    pub async fn policy(&self, name: &str, document: String) -> String {
        let policy = self.call::<CreatePolicy>(new_policy(name, document)).await.unwrap().policy;
        policy.unwrap().arn.unwrap()
    }

    pub async fn attach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        let input = AttachRolePolicyInput { role_name: role.into(), policy_arn: arn.into() };
        self.call::<AttachRolePolicy>(input).await
    }

    pub async fn detach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        let input = DetachRolePolicyInput { role_name: role.into(), policy_arn: arn.into() };
        self.call::<DetachRolePolicy>(input).await
    }

    pub async fn put(&self, role: &str, name: &str, document: String) -> Result<(), Fault> {
        let (role_name, policy_name) = (role.into(), name.into());
        self.call::<PutRolePolicy>(PutRolePolicyInput { role_name, policy_name, policy_document: document })
            .await
    }

    pub async fn delete_role(&self, name: &str) -> Result<(), Fault> {
        self.call::<DeleteRole>(DeleteRoleInput { role_name: name.into() }).await
    }
}

pub fn new_role(name: &str) -> CreateRoleInput {
    CreateRoleInput {
        path: None,
        role_name: name.into(),
        assume_role_policy_document: TRUST.into(),
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
    }
}

pub fn new_policy(name: &str, document: String) -> CreatePolicyInput {
    CreatePolicyInput {
        policy_name: name.into(),
        path: None,
        policy_document: document,
        description: None,
        tags: None,
    }
}

pub fn get_role(name: &str) -> GetRoleInput {
    GetRoleInput { role_name: name.into() }
}

pub fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

/// Code, status and message of a refusal.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Fault>) -> (String, u16, String) {
    let fault = result.unwrap_err();
    (fault.code.into_owned(), fault.status, fault.message)
}

/// As [`refusal`] answers it.
pub fn said(code: &str, status: u16, message: &str) -> (String, u16, String) {
    (code.to_owned(), status, message.to_owned())
}
