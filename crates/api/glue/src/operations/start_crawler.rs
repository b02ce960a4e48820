//! `StartCrawler`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StartCrawler;

impl Operation for StartCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StartCrawler";
    type Input = StartCrawlerInput;
    type Output = StartCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `StartCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `StartCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartCrawlerOutput {}
