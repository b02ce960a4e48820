//! `CreateCrawler`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{
    CrawlerTargets, LakeFormationConfiguration, LineageConfiguration, RecrawlPolicy, SERVICE,
    SchemaChangePolicy,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateCrawler;

impl Operation for CreateCrawler {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateCrawler";
    type Input = CreateCrawlerInput;
    type Output = CreateCrawlerOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::crawlers(place, &[&input.name])
    }
}

/// Input of `CreateCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateCrawlerInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub role: String,
    pub database_name: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    pub targets: CrawlerTargets,
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
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}

/// Output of `CreateCrawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateCrawlerOutput {}
