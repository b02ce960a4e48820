//! What operations on crawlers share: how a crawler is completed and checked before it is kept.

use dispatch::{Call, Principal};
use glue_api::{
    Crawler, CrawlerLineageSettings, CrawlerState, DeleteBehavior, LakeFormationConfiguration,
    LineageConfiguration, RecrawlBehavior, RecrawlPolicy, UpdateBehavior,
};
use s3_api::{HeadBucket, HeadBucketInput};
use wire::Fault;

use crate::Glue;
use crate::crawl::{Plan, Role, Target};
use crate::engine::StoredCrawler;
use crate::errors::invalid;

/// What is looked at outside the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Whether Glue may take the role.
    pub role: bool,
    /// Whether the buckets are there.
    pub buckets: bool,
}

/// A crawler with what AWS shows where nothing was said.
pub fn with_defaults(mut crawler: Crawler) -> Crawler {
    crawler.state = None::<CrawlerState>;
    crawler.classifiers.get_or_insert_default();
    if let Some(targets) = &mut crawler.targets {
        targets.s3_targets.get_or_insert_default();
        targets.jdbc_targets.get_or_insert_default();
        targets.mongodb_targets.get_or_insert_default();
        targets.dynamodb_targets.get_or_insert_default();
        targets.catalog_targets.get_or_insert_default();
        targets.delta_targets.get_or_insert_default();
        targets.iceberg_targets.get_or_insert_default();
        targets.hudi_targets.get_or_insert_default();
        for target in targets.s3_targets.iter_mut().flatten() {
            target.exclusions.get_or_insert_default();
        }
    }
    let everything = RecrawlPolicy { recrawl_behavior: Some(RecrawlBehavior::CrawlEverything) };
    let new_folders = crawler.recrawl_policy.get_or_insert(everything).recrawl_behavior
        == Some(RecrawlBehavior::CrawlNewFoldersOnly);
    let policy = crawler.schema_change_policy.get_or_insert_default();
    let (update, delete) = match new_folders {
        true => (UpdateBehavior::Log, DeleteBehavior::Log),
        false => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::DeprecateInDatabase),
    };
    policy.update_behavior.get_or_insert(update);
    policy.delete_behavior.get_or_insert(delete);
    let off = Some(CrawlerLineageSettings::Disable);
    crawler.lineage_configuration.get_or_insert(LineageConfiguration { crawler_lineage_settings: off });
    crawler.lake_formation_configuration.get_or_insert(LakeFormationConfiguration {
        use_lake_formation_credentials: Some(false),
        account_id: Some(String::new()),
    });
    crawler
}

impl Glue {
    /// The crawler as it is kept, if it makes sense.
    pub(super) async fn check_crawler(
        &self,
        call: &Call,
        mut crawler: Crawler,
        check: Check,
    ) -> Result<Crawler, Fault> {
        let plan = Plan::read(&crawler, &call.place)?;
        for name in &plan.classifiers {
            self.engine.classifier(&call.place, name)?;
        }
        if check.role {
            self.check_role(call, &plan.role).await?;
        }
        if check.buckets {
            self.check_buckets(call, &plan).await?;
        }
        crawler.role = crawler.role.map(|role| Role::shown(&role, &call.place));
        Ok(crawler)
    }

    /// That Glue may take the role.
    async fn check_role(&self, call: &Call, role: &Role) -> Result<(), Fault> {
        let Some(authorize) = self.dispatch.authorize() else { return Ok(()) };
        let principal = Principal::Service("glue.amazonaws.com");
        let call = Call::inside("glue", principal, call.place.clone(), call.request_id.clone());
        let unable =
            |_| invalid("Service is unable to assume provided role. Please verify role's TrustPolicy");
        authorize.assume(&call, &role.arn, &[]).await?.map_err(unable)
    }

    /// That no bucket is missing. What cannot be asked now is seen when the crawler crawls.
    async fn check_buckets(&self, call: &Call, plan: &Plan) -> Result<(), Fault> {
        let principal = Principal::Service("glue.amazonaws.com");
        let call = Call::inside("glue", principal, call.place.clone(), call.request_id.clone());
        for target in &plan.targets {
            let Target::Objects(include) = target else { continue };
            let input = HeadBucketInput { bucket: include.bucket.clone(), ..HeadBucketInput::default() };
            match self.dispatch.call::<HeadBucket>(&call, input).await {
                Err(fault) if fault.status == 404 => {
                    return Err(invalid(format!("S3 bucket {} does not exist.", include.bucket)));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A crawler as AWS shows it.
    pub(super) fn shown(&self, crawler: StoredCrawler) -> Crawler {
        crawler.show(self.engine.now())
    }
}
