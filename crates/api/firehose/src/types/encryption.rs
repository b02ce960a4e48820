//! Encryption of what is buffered, which is refused, and why a stream failed, which none does.

use wire::Shape;

/// AWS's `DeliveryStreamEncryptionConfigurationInput`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeliveryStreamEncryptionConfigurationInput {
    #[shape(name = "KeyARN", length(1..=512), pattern = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub key_arn: Option<String>,
    pub key_type: KeyType,
}

/// AWS's `KeyType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KeyType {
    AwsOwnedCmk,
    CustomerManagedCmk,
}

/// AWS's `DeliveryStreamEncryptionConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeliveryStreamEncryptionConfiguration {
    #[shape(name = "KeyARN", length(1..=512), pattern = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub key_arn: Option<String>,
    pub key_type: Option<KeyType>,
    pub status: Option<DeliveryStreamEncryptionStatus>,
    pub failure_description: Option<FailureDescription>,
}

/// AWS's `DeliveryStreamEncryptionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamEncryptionStatus {
    Enabled,
    Enabling,
    EnablingFailed,
    Disabled,
    Disabling,
    DisablingFailed,
}

/// AWS's `FailureDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct FailureDescription {
    pub r#type: DeliveryStreamFailureType,
    #[shape(length(1..=1024))]
    pub details: String,
}

/// AWS's `DeliveryStreamFailureType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamFailureType {
    VpcEndpointServiceNameNotFound,
    VpcInterfaceEndpointServiceAccessDenied,
    RetireKmsGrantFailed,
    CreateKmsGrantFailed,
    KmsAccessDenied,
    DisabledKmsKey,
    InvalidKmsKey,
    KmsKeyNotFound,
    KmsOptInRequired,
    CreateEniFailed,
    DeleteEniFailed,
    SubnetNotFound,
    SecurityGroupNotFound,
    EniAccessDenied,
    SubnetAccessDenied,
    SecurityGroupAccessDenied,
    UnknownError,
}
