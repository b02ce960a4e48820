//! `GetCrawlers`.

use wire::{Operation, Service, Shape};

use crate::{Crawler, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetCrawlers;

impl Operation for GetCrawlers {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetCrawlers";
    type Input = GetCrawlersInput;
    type Output = GetCrawlersOutput;
}

/// Input of `GetCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlersInput {
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub next_token: Option<String>,
}

/// Output of `GetCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlersOutput {
    pub crawlers: Option<Vec<Crawler>>,
    pub next_token: Option<String>,
}
