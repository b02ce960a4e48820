//! Shapes of who owns and may use what, and how it is encrypted.

use wire::Shape;

use crate::ServerSideEncryption;

/// AWS's `BucketCannedACL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BucketCannedACL {
    #[shape(name = "private")]
    Private,
    #[shape(name = "public-read")]
    PublicRead,
    #[shape(name = "public-read-write")]
    PublicReadWrite,
    #[shape(name = "authenticated-read")]
    AuthenticatedRead,
}

/// AWS's `ObjectOwnership`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ObjectOwnership {
    BucketOwnerPreferred,
    ObjectWriter,
    BucketOwnerEnforced,
}

/// AWS's `Owner`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Owner {
    pub display_name: Option<String>,
    #[shape(name = "ID")]
    pub id: Option<String>,
}

/// AWS's `ObjectCannedACL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ObjectCannedACL {
    #[shape(name = "private")]
    Private,
    #[shape(name = "public-read")]
    PublicRead,
    #[shape(name = "public-read-write")]
    PublicReadWrite,
    #[shape(name = "authenticated-read")]
    AuthenticatedRead,
    #[shape(name = "aws-exec-read")]
    AwsExecRead,
    #[shape(name = "bucket-owner-read")]
    BucketOwnerRead,
    #[shape(name = "bucket-owner-full-control")]
    BucketOwnerFullControl,
}

/// AWS's `Grant`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Grant {
    pub grantee: Option<Grantee>,
    pub permission: Option<Permission>,
}

/// AWS's `Grantee`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Grantee {
    pub display_name: Option<String>,
    pub email_address: Option<String>,
    #[shape(name = "ID")]
    pub id: Option<String>,
    #[shape(name = "xsi:type", attribute)]
    pub r#type: Type,
    #[shape(name = "URI")]
    pub uri: Option<String>,
}

/// AWS's `Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum Type {
    CanonicalUser,
    AmazonCustomerByEmail,
    Group,
}

/// AWS's `Permission`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Permission {
    FullControl,
    Write,
    WriteAcp,
    Read,
    ReadAcp,
}

/// AWS's `ServerSideEncryptionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ServerSideEncryptionConfiguration {
    #[shape(name = "Rule", flat)]
    pub rules: Vec<ServerSideEncryptionRule>,
}

/// AWS's `ServerSideEncryptionRule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ServerSideEncryptionRule {
    pub apply_server_side_encryption_by_default: Option<ServerSideEncryptionByDefault>,
    pub bucket_key_enabled: Option<bool>,
    pub blocked_encryption_types: Option<BlockedEncryptionTypes>,
}

/// AWS's `ServerSideEncryptionByDefault`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ServerSideEncryptionByDefault {
    #[shape(name = "SSEAlgorithm")]
    pub sse_algorithm: ServerSideEncryption,
    #[shape(name = "KMSMasterKeyID")]
    pub kms_master_key_id: Option<String>,
}

/// AWS's `BlockedEncryptionTypes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BlockedEncryptionTypes {
    #[shape(flat)]
    pub encryption_type: Option<Vec<EncryptionType>>,
}

/// AWS's `EncryptionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EncryptionType {
    None,
    #[shape(name = "SSE-C")]
    SseC,
}

/// AWS's `PublicAccessBlockConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublicAccessBlockConfiguration {
    pub block_public_acls: Option<bool>,
    pub ignore_public_acls: Option<bool>,
    pub block_public_policy: Option<bool>,
    pub restrict_public_buckets: Option<bool>,
}
