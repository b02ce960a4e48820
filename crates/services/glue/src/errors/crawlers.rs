//! The same for crawlers, their schedules and classifiers.

use wire::Fault;

use super::{exists, invalid, not_found};
use crate::engine::CrawlerError;

impl From<CrawlerError> for Fault {
    fn from(error: CrawlerError) -> Self {
        match error {
            CrawlerError::NoCrawler(name) => {
                not_found(format!("Crawler entry with name {name} does not exist"))
            }
            CrawlerError::CrawlerExists(name) => exists(format!("Crawler with name {name} already exists")),
            CrawlerError::Running(name) => {
                Self::sender("CrawlerRunningException", format!("Crawler with name {name} is running"))
            }
            CrawlerError::Started(name) => Self::sender(
                "CrawlerRunningException",
                format!("Crawler with name {name} has already started"),
            ),
            CrawlerError::NotRunning(name) => {
                Self::sender("CrawlerNotRunningException", format!("Crawler with name {name} isn't running"))
            }
            CrawlerError::Stopping(name) => Self::sender(
                "CrawlerStoppingException",
                format!("Crawler with name {name} is already stopping"),
            ),
            CrawlerError::NoSchedule(name) => Self::sender(
                "NoScheduleException",
                format!("Crawler with name {name} doesn't have a schedule"),
            ),
            CrawlerError::Scheduled(name) => Self::sender(
                "SchedulerRunningException",
                format!("The schedule of crawler with name {name} is already scheduled"),
            ),
            CrawlerError::NotScheduled(name) => Self::sender(
                "SchedulerNotRunningException",
                format!("The schedule of crawler with name {name} is not scheduled"),
            ),
            CrawlerError::NoClassifier(name) => not_found(format!("Classifier {name} not found.")),
            CrawlerError::ClassifierExists(name) => exists(format!("Classifier {name} already exists.")),
            CrawlerError::OtherKind(name) => {
                invalid(format!("Classifier {name} is of another kind and cannot be changed into this one."))
            }
            CrawlerError::Invalid(text) => invalid(text),
            CrawlerError::Cron(error) => invalid(format!("Schedule is not valid: {error}.")),
            CrawlerError::Grok(error) => invalid(format!("GrokPattern is not valid: {error}.")),
            CrawlerError::Path(error) => invalid(format!("JsonPath is not valid: {error}.")),
            CrawlerError::Glob(error) => invalid(format!("Exclusions are not valid: {error}.")),
            CrawlerError::Engine(error) => error.into(),
        }
    }
}
