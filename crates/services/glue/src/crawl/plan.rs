//! What a crawler is told, read: every text parsed, every choice made. Made when a crawler is created or changed,
//! where it says what is wrong, and again when it crawls.

use glue_api::{
    Crawler, CrawlerTargets, DeleteBehavior, DynamoDbTarget, RecrawlBehavior, S3Target, UpdateBehavior,
};
use kernel::{AccountId, Arn, Place};

use super::configuration::Configuration;
use crate::crawler::Glob;
use crate::engine::{CrawlerError, Cron};

/// The database of a crawler that names none (Guide: how crawlers work).
const DEFAULT_DATABASE: &str = "default";
/// Longest prefix of table names, in characters (Guide: how crawlers work).
const TABLE_PREFIX_CHARS_MAX: usize = 64;
/// Objects of a folder that may be asked for as a sample (API: S3Target).
const SAMPLE_MAX: i32 = 249;

/// How a crawler crawls.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The crawler's name.
    pub name: String,
    /// Whom it crawls as.
    pub role: Role,
    /// Where its tables are.
    pub database: String,
    /// What their names begin with.
    pub table_prefix: String,
    /// What it looks at.
    pub targets: Vec<Target>,
    /// Its custom classifiers, in their order.
    pub classifiers: Vec<String>,
    /// What becomes of tables that have changed.
    pub update: Update,
    /// What becomes of tables whose data is gone.
    pub delete: DeleteBehavior,
    /// Whether folders that were crawled before are left alone.
    pub new_folders_only: bool,
    /// The rest.
    pub configuration: Configuration,
}

/// A role.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its account.
    pub account: AccountId,
    /// Its name, without path.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
}

/// What becomes of tables that have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// They are described anew.
    Replace,
    /// They get columns that they do not have.
    Merge,
    /// They stay as they are.
    Log,
}

/// What is looked at.
#[derive(Clone, Debug)]
pub enum Target {
    /// Objects.
    Objects(Include),
    /// The items of a DynamoDB table.
    Items(Table),
}

/// An include path.
#[derive(Clone, Debug)]
pub struct Include {
    /// The bucket.
    pub bucket: String,
    /// The folder or object in it, without a slash at the end; empty for all.
    pub prefix: String,
    /// What is passed over.
    pub exclusions: Vec<Glob>,
    /// The same as it was told.
    pub exclusion_texts: Vec<String>,
    /// How many objects of a folder are looked at.
    pub sample: Option<u64>,
}

/// A DynamoDB table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Whether all items are looked at.
    pub all: bool,
}

impl Plan {
    /// Reads what `crawler` is told.
    pub fn read(crawler: &Crawler, place: &Place) -> Result<Self, CrawlerError> {
        let not_here = [
            (
                crawler.crawler_security_configuration.as_deref().is_some_and(|name| !name.is_empty()),
                "CrawlerSecurityConfiguration",
            ),
            (
                crawler
                    .lake_formation_configuration
                    .as_ref()
                    .is_some_and(|lake| lake.use_lake_formation_credentials == Some(true)),
                "UseLakeFormationCredentials",
            ),
        ];
        if let Some((_, member)) = not_here.iter().find(|(is_set, _)| *is_set) {
            return Err(CrawlerError::Invalid(format!("{member} is not supported here.")));
        }
        if let Some(expression) =
            crawler.schedule.as_ref().and_then(|schedule| schedule.schedule_expression.as_deref())
        {
            Cron::read(expression)?;
        }
        let configuration = Configuration::read(crawler.configuration.as_deref())?;
        let table_prefix = crawler.table_prefix.clone().unwrap_or_default();
        if table_prefix.chars().count() > TABLE_PREFIX_CHARS_MAX {
            let text = format!("TablePrefix cannot be longer than {TABLE_PREFIX_CHARS_MAX} characters.");
            return Err(CrawlerError::Invalid(text));
        }
        let behavior = crawler.recrawl_policy.as_ref().and_then(|policy| policy.recrawl_behavior);
        if behavior == Some(RecrawlBehavior::CrawlEventMode) {
            return Err(CrawlerError::Invalid(
                "RecrawlBehavior CRAWL_EVENT_MODE is not supported here.".to_owned(),
            ));
        }
        let new_folders_only = behavior == Some(RecrawlBehavior::CrawlNewFoldersOnly);
        let policy = crawler.schema_change_policy.clone().unwrap_or_default();
        let (update, delete) = match new_folders_only {
            // Guide: incremental crawls force both.
            true => (Update::Log, DeleteBehavior::Log),
            false => (
                match policy.update_behavior {
                    _ if configuration.merge_new_columns => Update::Merge,
                    Some(UpdateBehavior::Log) => Update::Log,
                    Some(UpdateBehavior::UpdateInDatabase) | None => Update::Replace,
                },
                policy.delete_behavior.unwrap_or(DeleteBehavior::DeprecateInDatabase),
            ),
        };
        let database = crawler.database_name.clone().filter(|name| !name.is_empty());
        Ok(Self {
            name: crawler.name.clone().unwrap_or_default(),
            role: Role::read(crawler.role.as_deref().unwrap_or_default(), place)?,
            database: database.unwrap_or_else(|| DEFAULT_DATABASE.to_owned()),
            table_prefix,
            targets: targets(crawler.targets.as_ref())?,
            classifiers: crawler.classifiers.clone().unwrap_or_default(),
            update,
            delete,
            new_folders_only,
            configuration,
        })
    }
}

fn targets(targets: Option<&CrawlerTargets>) -> Result<Vec<Target>, CrawlerError> {
    let targets = targets.cloned().unwrap_or_default();
    for (others, member) in [
        (&targets.jdbc_targets, "JdbcTargets"),
        (&targets.mongodb_targets, "MongoDBTargets"),
        (&targets.catalog_targets, "CatalogTargets"),
        (&targets.delta_targets, "DeltaTargets"),
        (&targets.iceberg_targets, "IcebergTargets"),
        (&targets.hudi_targets, "HudiTargets"),
    ] {
        if others.as_ref().is_some_and(|others| !others.is_empty()) {
            let text = format!("{member} are not supported here: a crawler crawls S3 and DynamoDB.");
            return Err(CrawlerError::Invalid(text));
        }
    }
    let mut read = Vec::new();
    for target in targets.s3_targets.iter().flatten() {
        read.push(Target::Objects(include(target)?));
    }
    for target in targets.dynamodb_targets.iter().flatten() {
        read.push(Target::Items(table(target)?));
    }
    if read.is_empty() {
        return Err(CrawlerError::Invalid("A crawler must have at least one target.".to_owned()));
    }
    Ok(read)
}

fn include(target: &S3Target) -> Result<Include, CrawlerError> {
    let path = target.path.as_deref().unwrap_or_default();
    let refused =
        || CrawlerError::Invalid(format!("The S3 path {path} is not valid: it is s3://bucket/folder."));
    let inner = path.split_once("://").map_or(Ok(path), |(scheme, rest)| match scheme {
        "s3" | "s3a" | "s3n" => Ok(rest),
        _ => Err(refused()),
    })?;
    let (bucket, prefix) = inner.split_once('/').unwrap_or((inner, ""));
    if bucket.is_empty() {
        return Err(refused());
    }
    if target.event_queue_arn.is_some() || target.dlq_event_queue_arn.is_some() {
        return Err(CrawlerError::Invalid("EventQueueArn is not supported here.".to_owned()));
    }
    if target.connection_name.as_deref().is_some_and(|name| !name.is_empty()) {
        return Err(CrawlerError::Invalid(
            "ConnectionName of an S3 target is not supported here.".to_owned(),
        ));
    }
    let sample = match target.sample_size {
        None => None,
        Some(size @ 1..=SAMPLE_MAX) => Some(size as u64),
        Some(_) => {
            let text = format!("SampleSize must be between 1 and {SAMPLE_MAX}.");
            return Err(CrawlerError::Invalid(text));
        }
    };
    let exclusion_texts = target.exclusions.clone().unwrap_or_default();
    let exclusions = exclusion_texts.iter().map(|text| Glob::read(text)).collect::<Result<_, _>>()?;
    let (bucket, prefix) = (bucket.to_owned(), prefix.trim_end_matches('/').to_owned());
    Ok(Include { bucket, prefix, exclusions, exclusion_texts, sample })
}

fn table(target: &DynamoDbTarget) -> Result<Table, CrawlerError> {
    let name = target.path.clone().filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        CrawlerError::Invalid("A DynamoDB target needs the table's name as Path.".to_owned())
    })?;
    if target.scan_rate.is_some_and(|rate| !(0.1..=1.5).contains(&rate)) {
        return Err(CrawlerError::Invalid("scanRate must be between 0.1 and 1.5.".to_owned()));
    }
    Ok(Table { name, all: target.scan_all != Some(false) })
}

impl Role {
    /// Reads the name or the ARN of a role.
    pub fn read(text: &str, place: &Place) -> Result<Self, CrawlerError> {
        let refused =
            || CrawlerError::Invalid(format!("Role {text} is not valid: it is a role's name or ARN."));
        let arn = match text.starts_with("arn:") {
            true => Arn::parse(text).map_err(|_| refused())?,
            false => Arn::new("iam", "", place.account.as_str(), &format!("role/{text}")),
        };
        let path =
            arn.resource().strip_prefix("role/").filter(|_| arn.service() == "iam").ok_or_else(refused)?;
        let name = path.rsplit('/').next().filter(|name| !name.is_empty()).ok_or_else(refused)?.to_owned();
        let account = AccountId::parse(arn.account()).ok_or_else(refused)?;
        Ok(Self { account, name, arn })
    }

    /// As AWS shows it: a role of one's own without what its ARN has before its name.
    pub fn shown(text: &str, place: &Place) -> String {
        let own = Arn::new("iam", "", place.account.as_str(), "role/");
        text.strip_prefix(own.as_str()).unwrap_or(text).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crawler(targets: CrawlerTargets) -> Crawler {
        let role = Some("reader".to_owned());
        Crawler { name: Some("c".to_owned()), role, targets: Some(targets), ..Crawler::default() }
    }

    fn of_path(path: &str) -> Crawler {
        let target = S3Target { path: Some(path.to_owned()), ..S3Target::default() };
        crawler(CrawlerTargets { s3_targets: Some(vec![target]), ..CrawlerTargets::default() })
    }

    #[test]
    fn paths_are_read() {
        for (path, bucket, prefix) in [
            ("s3://lake", "lake", ""),
            ("s3://lake/", "lake", ""),
            ("lake/a/b/", "lake", "a/b"),
            ("s3a://lake/a", "lake", "a"),
        ] {
            let plan = Plan::read(&of_path(path), &Place::default()).unwrap();
            let Target::Objects(include) = &plan.targets[0] else { panic!("no objects") };
            assert_eq!((include.bucket.as_str(), include.prefix.as_str()), (bucket, prefix));
        }
        for path in ["", "s3://", "http://lake/a"] {
            assert!(Plan::read(&of_path(path), &Place::default()).is_err(), "{path}");
        }
    }

    #[test]
    fn roles_are_read() {
        let place = Place::default();
        let by_name = Role::read("service-role/reader", &place).unwrap();
        let by_arn = Role::read("arn:aws:iam::000000000000:role/service-role/reader", &place).unwrap();
        assert_eq!((by_name.name.as_str(), &by_name), ("reader", &by_arn));
        assert_eq!(
            Role::shown("arn:aws:iam::000000000000:role/service-role/reader", &place),
            "service-role/reader"
        );
        for text in ["", "arn:aws:iam::000000000000:user/reader", "arn:x"] {
            assert!(Role::read(text, &place).is_err(), "{text}");
        }
    }

    #[test]
    fn policies_are_chosen() {
        let mut crawler = of_path("s3://lake");
        let read = |crawler: &Crawler| {
            let plan = Plan::read(crawler, &Place::default()).unwrap();
            (plan.update, plan.delete, plan.database)
        };
        let default = || DEFAULT_DATABASE.to_owned();
        assert_eq!(read(&crawler), (Update::Replace, DeleteBehavior::DeprecateInDatabase, default()));
        crawler.configuration = Some(
            r#"{"Version":1.0,"CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"MergeNewColumns"}}}"#.into(),
        );
        assert_eq!(read(&crawler).0, Update::Merge);
        crawler.recrawl_policy =
            Some(glue_api::RecrawlPolicy { recrawl_behavior: Some(RecrawlBehavior::CrawlNewFoldersOnly) });
        assert_eq!(read(&crawler), (Update::Log, DeleteBehavior::Log, default()));
    }

    #[test]
    fn what_is_not_built_is_refused() {
        let jdbc = vec![wire::Document(r#"{"Path":"db/%"}"#.to_owned())];
        let targets = CrawlerTargets { jdbc_targets: Some(jdbc), ..CrawlerTargets::default() };
        let error = Plan::read(&crawler(targets), &Place::default()).unwrap_err();
        assert!(error.to_string().contains("JdbcTargets"));
        assert!(Plan::read(&crawler(CrawlerTargets::default()), &Place::default()).is_err());
    }
}
