//! `StartCrawlerSchedule`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StartCrawlerSchedule;

impl Operation for StartCrawlerSchedule {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StartCrawlerSchedule";
    type Input = StartCrawlerScheduleInput;
    type Output = StartCrawlerScheduleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.crawler_name])
    }
}

/// Input of `StartCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartCrawlerScheduleInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub crawler_name: String,
}

/// Output of `StartCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartCrawlerScheduleOutput {}
