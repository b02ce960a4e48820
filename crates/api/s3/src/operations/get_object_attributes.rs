//! `GetObjectAttributes`.

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{
    Checksum, GetObjectAttributesParts, RequestCharged, RequestPayer, SERVICE, StorageClass, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetObjectAttributes;

impl Operation for GetObjectAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetObjectAttributes";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}/{Key+}?attributes", status: 200 };
    const ELEMENT: &'static str = "GetObjectAttributesResponse";
    type Input = GetObjectAttributesInput;
    type Output = GetObjectAttributesOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action() -> String {
        "s3:GetObject".to_owned()
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:GetObject{version}")
    }
}

/// Input of `GetObjectAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectAttributesInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-max-parts")]
    pub max_parts: Option<i32>,
    #[shape(header = "x-amz-part-number-marker")]
    pub part_number_marker: Option<i32>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKey", header = "x-amz-server-side-encryption-customer-key")]
    pub sse_customer_key: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// A list of [`crate::ObjectAttributes`] with commas between them.
    #[shape(header = "x-amz-object-attributes")]
    pub object_attributes: String,
}

/// Output of `GetObjectAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectAttributesOutput {
    #[shape(header = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    #[shape(header = "last-modified")]
    pub last_modified: Option<Timestamp>,
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
    pub e_tag: Option<String>,
    pub checksum: Option<Checksum>,
    pub object_parts: Option<GetObjectAttributesParts>,
    pub storage_class: Option<StorageClass>,
    pub object_size: Option<i64>,
}
