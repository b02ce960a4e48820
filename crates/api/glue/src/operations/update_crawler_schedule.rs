//! `UpdateCrawlerSchedule`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateCrawlerSchedule;

impl Operation for UpdateCrawlerSchedule {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateCrawlerSchedule";
    type Input = UpdateCrawlerScheduleInput;
    type Output = UpdateCrawlerScheduleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.crawler_name])
    }
}

/// Input of `UpdateCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateCrawlerScheduleInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub crawler_name: String,
    pub schedule: Option<String>,
}

/// Output of `UpdateCrawlerSchedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateCrawlerScheduleOutput {}
