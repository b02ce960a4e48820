//! `StopCrawlerSchedule`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StopCrawlerSchedule;

impl Operation for StopCrawlerSchedule {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StopCrawlerSchedule";
    type Input = StopCrawlerScheduleInput;
    type Output = StopCrawlerScheduleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.crawler_name])
    }
}

/// Input of `StopCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StopCrawlerScheduleInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub crawler_name: String,
}

/// Output of `StopCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StopCrawlerScheduleOutput {}
