//! `StopCrawler`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StopCrawler;

impl Operation for StopCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StopCrawler";
    type Input = StopCrawlerInput;
    type Output = StopCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `StopCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StopCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `StopCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StopCrawlerOutput {}
