//! `GetCrawler`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Crawler, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetCrawler;

impl Operation for GetCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetCrawler";
    type Input = GetCrawlerInput;
    type Output = GetCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `GetCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `GetCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCrawlerOutput {
    pub crawler: Option<Crawler>,
}
