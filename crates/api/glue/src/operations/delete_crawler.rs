//! `DeleteCrawler`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteCrawler;

impl Operation for DeleteCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteCrawler";
    type Input = DeleteCrawlerInput;
    type Output = DeleteCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `DeleteCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `DeleteCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteCrawlerOutput {}
