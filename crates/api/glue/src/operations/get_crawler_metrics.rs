//! `GetCrawlerMetrics`.

use wire::{Operation, Service, Shape};

use crate::{CrawlerMetrics, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetCrawlerMetrics;

impl Operation for GetCrawlerMetrics {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetCrawlerMetrics";
    type Input = GetCrawlerMetricsInput;
    type Output = GetCrawlerMetricsOutput;
}

/// Input of `GetCrawlerMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlerMetricsInput {
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub crawler_name_list: Option<Vec<String>>,
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub next_token: Option<String>,
}

/// Output of `GetCrawlerMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlerMetricsOutput {
    pub crawler_metrics_list: Option<Vec<CrawlerMetrics>>,
    pub next_token: Option<String>,
}
