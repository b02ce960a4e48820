//! `AbortMultipartUpload`.

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{RequestCharged, RequestPayer, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AbortMultipartUpload;

impl Operation for AbortMultipartUpload {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AbortMultipartUpload";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}/{Key+}?uploadId", status: 204 };
    type Input = AbortMultipartUploadInput;
    type Output = AbortMultipartUploadOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }
}

/// Input of `AbortMultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AbortMultipartUploadInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "uploadId")]
    pub upload_id: String,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-if-match-initiated-time")]
    pub if_match_initiated_time: Option<Timestamp>,
}

/// Output of `AbortMultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AbortMultipartUploadOutput {
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
