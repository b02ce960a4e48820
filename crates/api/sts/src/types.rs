//! Shapes that several operations use.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `PolicyDescriptorType`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct PolicyDescriptorType {
    #[shape(length(20..=2048))]
    pub arn: Option<String>,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: String,
}

/// AWS's `ProvidedContext`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProvidedContext {
    #[shape(length(20..=2048))]
    pub provider_arn: Option<String>,
    #[shape(length(4..=2048))]
    pub context_assertion: Option<String>,
}

/// AWS's `Credentials`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Credentials {
    #[shape(length(16..=128), pattern = r"[\w]*")]
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: String,
    pub expiration: Timestamp,
}

/// AWS's `AssumedRoleUser`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AssumedRoleUser {
    #[shape(length(2..=193), pattern = r"[\w+=,.@:-]*")]
    pub assumed_role_id: String,
    #[shape(length(20..=2048))]
    pub arn: String,
}
