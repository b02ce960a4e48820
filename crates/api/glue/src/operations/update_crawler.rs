//! `UpdateCrawler`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{
    CrawlerTargets, LakeFormationConfiguration, LineageConfiguration, RecrawlPolicy, SERVICE,
    SchemaChangePolicy,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateCrawler;

impl Operation for UpdateCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateCrawler";
    type Input = UpdateCrawlerInput;
    type Output = UpdateCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `UpdateCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub role: Option<String>,
    pub database_name: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    pub targets: Option<CrawlerTargets>,
    pub schedule: Option<String>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub classifiers: Option<Vec<String>>,
    #[shape(length(0..=128))]
    pub table_prefix: Option<String>,
    pub schema_change_policy: Option<SchemaChangePolicy>,
    pub recrawl_policy: Option<RecrawlPolicy>,
    pub lineage_configuration: Option<LineageConfiguration>,
    pub lake_formation_configuration: Option<LakeFormationConfiguration>,
    pub configuration: Option<String>,
    #[shape(length(0..=128))]
    pub crawler_security_configuration: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}

/// Output of `UpdateCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateCrawlerOutput {}
