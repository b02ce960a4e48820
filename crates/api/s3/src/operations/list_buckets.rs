//! `ListBuckets`.

use wire::{Http, Operation, Service, Shape};

use crate::{Bucket, Owner, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListBuckets;

impl Operation for ListBuckets {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListBuckets";
    const HTTP: Http = Http { method: "GET", path: "/", status: 200 };
    const ELEMENT: &'static str = "ListAllMyBucketsResult";
    type Input = ListBucketsInput;
    type Output = ListBucketsOutput;

    fn action() -> String {
        "s3:ListAllMyBuckets".to_owned()
    }
}

/// Input of `ListBuckets`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListBucketsInput {
    #[shape(query = "max-buckets", range(1..=10000))]
    pub max_buckets: Option<i32>,
    #[shape(query = "continuation-token")]
    pub continuation_token: Option<String>,
    #[shape(query = "prefix")]
    pub prefix: Option<String>,
    #[shape(query = "bucket-region")]
    pub bucket_region: Option<String>,
}

/// Output of `ListBuckets`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListBucketsOutput {
    #[shape(element = "Bucket")]
    pub buckets: Option<Vec<Bucket>>,
    pub owner: Option<Owner>,
    pub continuation_token: Option<String>,
    pub prefix: Option<String>,
}
