//! `BatchGetCrawlers`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Crawler, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetCrawlers;

impl Operation for BatchGetCrawlers {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetCrawlers";
    type Input = BatchGetCrawlersInput;
    type Output = BatchGetCrawlersOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &input.crawler_names)
    }
}

/// Input of `BatchGetCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetCrawlersInput {
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub crawler_names: Vec<String>,
}

/// Output of `BatchGetCrawlers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetCrawlersOutput {
    pub crawlers: Option<Vec<Crawler>>,
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub crawlers_not_found: Option<Vec<String>>,
}
