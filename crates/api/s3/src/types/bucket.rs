//! Shapes of buckets, and the tags that objects have too.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `CreateBucketConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateBucketConfiguration {
    pub location_constraint: Option<BucketLocationConstraint>,
    pub location: Option<LocationInfo>,
    pub bucket: Option<BucketInfo>,
    #[shape(element = "Tag")]
    pub tags: Option<Vec<Tag>>,
}

/// AWS's `BucketLocationConstraint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BucketLocationConstraint {
    #[shape(name = "af-south-1")]
    AfSouth1,
    #[shape(name = "ap-east-1")]
    ApEast1,
    #[shape(name = "ap-east-2")]
    ApEast2,
    #[shape(name = "ap-northeast-1")]
    ApNortheast1,
    #[shape(name = "ap-northeast-2")]
    ApNortheast2,
    #[shape(name = "ap-northeast-3")]
    ApNortheast3,
    #[shape(name = "ap-south-1")]
    ApSouth1,
    #[shape(name = "ap-south-2")]
    ApSouth2,
    #[shape(name = "ap-southeast-1")]
    ApSoutheast1,
    #[shape(name = "ap-southeast-2")]
    ApSoutheast2,
    #[shape(name = "ap-southeast-3")]
    ApSoutheast3,
    #[shape(name = "ap-southeast-4")]
    ApSoutheast4,
    #[shape(name = "ap-southeast-5")]
    ApSoutheast5,
    #[shape(name = "ap-southeast-6")]
    ApSoutheast6,
    #[shape(name = "ap-southeast-7")]
    ApSoutheast7,
    #[shape(name = "ca-central-1")]
    CaCentral1,
    #[shape(name = "ca-west-1")]
    CaWest1,
    #[shape(name = "cn-north-1")]
    CnNorth1,
    #[shape(name = "cn-northwest-1")]
    CnNorthwest1,
    Eu,
    #[shape(name = "eu-central-1")]
    EuCentral1,
    #[shape(name = "eu-central-2")]
    EuCentral2,
    #[shape(name = "eu-north-1")]
    EuNorth1,
    #[shape(name = "eu-south-1")]
    EuSouth1,
    #[shape(name = "eu-south-2")]
    EuSouth2,
    #[shape(name = "eu-west-1")]
    EuWest1,
    #[shape(name = "eu-west-2")]
    EuWest2,
    #[shape(name = "eu-west-3")]
    EuWest3,
    #[shape(name = "il-central-1")]
    IlCentral1,
    #[shape(name = "me-central-1")]
    MeCentral1,
    #[shape(name = "me-south-1")]
    MeSouth1,
    #[shape(name = "mx-central-1")]
    MxCentral1,
    #[shape(name = "sa-east-1")]
    SaEast1,
    #[shape(name = "us-east-2")]
    UsEast2,
    #[shape(name = "us-gov-east-1")]
    UsGovEast1,
    #[shape(name = "us-gov-west-1")]
    UsGovWest1,
    #[shape(name = "us-west-1")]
    UsWest1,
    #[shape(name = "us-west-2")]
    UsWest2,
}

/// AWS's `LocationInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LocationInfo {
    pub r#type: Option<LocationType>,
    pub name: Option<String>,
}

/// AWS's `LocationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum LocationType {
    AvailabilityZone,
    LocalZone,
}

/// AWS's `BucketInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BucketInfo {
    pub data_redundancy: Option<DataRedundancy>,
    pub r#type: Option<BucketType>,
}

/// AWS's `DataRedundancy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum DataRedundancy {
    SingleAvailabilityZone,
    SingleLocalZone,
}

/// AWS's `BucketType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum BucketType {
    Directory,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=u64::MAX))]
    pub key: String,
    pub value: String,
}

/// AWS's `BucketNamespace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BucketNamespace {
    #[shape(name = "account-regional")]
    AccountRegional,
    #[shape(name = "global")]
    Global,
}

/// AWS's `Bucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Bucket {
    pub name: Option<String>,
    pub creation_date: Option<Timestamp>,
    pub bucket_region: Option<String>,
    #[shape(length(1..=128), pattern = r"arn:[^:]+:(s3|s3express):.*")]
    pub bucket_arn: Option<String>,
}

/// AWS's `VersioningConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct VersioningConfiguration {
    pub mfa_delete: Option<MFADelete>,
    pub status: Option<BucketVersioningStatus>,
}

/// AWS's `MFADelete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum MFADelete {
    Enabled,
    Disabled,
}

/// AWS's `BucketVersioningStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum BucketVersioningStatus {
    Enabled,
    Suspended,
}

/// AWS's `MFADeleteStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum MFADeleteStatus {
    Enabled,
    Disabled,
}

/// AWS's `Tagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Tagging {
    #[shape(element = "Tag")]
    pub tag_set: Vec<Tag>,
}
