//! `ListCrawls`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{CrawlerHistory, CrawlsFilter, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListCrawls;

impl Operation for ListCrawls {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListCrawls";
    type Input = ListCrawlsInput;
    type Output = ListCrawlsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.crawler_name])
    }
}

/// Input of `ListCrawls`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListCrawlsInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub crawler_name: String,
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub filters: Option<Vec<CrawlsFilter>>,
    pub next_token: Option<String>,
}

/// Output of `ListCrawls`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListCrawlsOutput {
    pub crawls: Option<Vec<CrawlerHistory>>,
    pub next_token: Option<String>,
}
