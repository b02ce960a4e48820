//! `AssumeRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{AssumedRoleUser, Credentials, PolicyDescriptorType, ProvidedContext, SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AssumeRole;

impl Operation for AssumeRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AssumeRole";
    type Input = AssumeRoleInput;
    type Output = AssumeRoleOutput;

    fn resources(_input: &Self::Input, _place: &Place) -> Vec<String> {
        // The role's trust policy decides, with the caller's own: the handler asks.
        Vec::new()
    }
}

/// Input of `AssumeRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AssumeRoleInput {
    #[shape(length(20..=2048))]
    pub role_arn: String,
    #[shape(length(2..=64), pattern = r"[\w+=,.@-]*")]
    pub role_session_name: String,
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    #[shape(length(1..=u64::MAX), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy: Option<String>,
    #[shape(range(900..=43200))]
    pub duration_seconds: Option<i32>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    #[shape(length(0..=50), member(length(1..=128)))]
    pub transitive_tag_keys: Option<Vec<String>>,
    #[shape(length(2..=1224), pattern = r"[\w+=,.@:\/-]*")]
    pub external_id: Option<String>,
    #[shape(length(9..=256), pattern = r"[\w+=/:,.@-]*")]
    pub serial_number: Option<String>,
    #[shape(length(6..=6), pattern = r"[\d]*")]
    pub token_code: Option<String>,
    #[shape(length(2..=64), pattern = r"[\w+=,.@-]*")]
    pub source_identity: Option<String>,
    #[shape(length(1..=5))]
    pub provided_contexts: Option<Vec<ProvidedContext>>,
}

/// Output of `AssumeRole`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AssumeRoleOutput {
    pub credentials: Option<Credentials>,
    pub assumed_role_user: Option<AssumedRoleUser>,
    #[shape(range(0..=i64::MAX))]
    pub packed_policy_size: Option<i32>,
    #[shape(length(2..=64), pattern = r"[\w+=,.@-]*")]
    pub source_identity: Option<String>,
}
