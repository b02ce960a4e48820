//! `ListCrawlers`.

use std::collections::BTreeMap;

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListCrawlers;

impl Operation for ListCrawlers {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListCrawlers";
    type Input = ListCrawlersInput;
    type Output = ListCrawlersOutput;
}

/// Input of `ListCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListCrawlersInput {
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub next_token: Option<String>,
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Output of `ListCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListCrawlersOutput {
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub crawler_names: Option<Vec<String>>,
    pub next_token: Option<String>,
}
