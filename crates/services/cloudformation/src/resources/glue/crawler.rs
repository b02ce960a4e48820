//! `AWS::Glue::Crawler`. `Ref` is the name.

use std::collections::BTreeMap;

use glue_api as api;
use serde_json::{Map, Value, json};

use super::schema::{CRAWLER_TARGETS, SCHEDULE};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct Crawler(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("Classifiers", Kind::List(&Kind::Text)),
    Property::optional("Configuration", Kind::Text),
    Property::optional("CrawlerSecurityConfiguration", Kind::Text),
    Property::optional("DatabaseName", Kind::Text),
    Property::optional("Description", Kind::Text),
    Property::optional("LakeFormationConfiguration", Kind::Unsupported),
    Property::optional("Name", Kind::Text).replacing(),
    Property::optional("RecrawlPolicy", Kind::Object(&[Property::optional("RecrawlBehavior", Kind::Text)])),
    Property::required("Role", Kind::Text),
    Property::optional("Schedule", SCHEDULE),
    Property::optional(
        "SchemaChangePolicy",
        Kind::Object(&[
            Property::optional("UpdateBehavior", Kind::Text),
            Property::optional("DeleteBehavior", Kind::Text),
        ]),
    ),
    Property::optional("TablePrefix", Kind::Text),
    // AWS calls them JSON; they are texts by key.
    Property::optional("Tags", Kind::Map(&Kind::Text)),
    Property::required("Targets", CRAWLER_TARGETS),
];

/// What the operations take under the same names.
const SAME: [&str; 8] = [
    "Classifiers",
    "Configuration",
    "CrawlerSecurityConfiguration",
    "DatabaseName",
    "Description",
    "Role",
    "SchemaChangePolicy",
    "TablePrefix",
];

/// What an update makes of properties that are no longer given.
const UNSET: [(&str, &str); 6] = [
    ("Classifiers", "[]"),
    ("Configuration", "\"\""),
    ("Description", "\"\""),
    ("Schedule", "\"\""),
    ("SchemaChangePolicy", "{}"),
    ("TablePrefix", "\"\""),
];

/// The input of an operation that makes or changes the crawler.
fn given(name: &str, properties: &Properties) -> Map<String, Value> {
    let mut input = Map::new();
    input.insert("Name".to_owned(), Value::from(name));
    for member in SAME {
        if let Some(value) = properties.get(member) {
            input.insert(member.to_owned(), value.clone());
        }
    }
    if let Some(policy) = properties.get("RecrawlPolicy") {
        input.insert("RecrawlPolicy".to_owned(), policy.clone());
    }
    if let Some(expression) =
        properties.get("Schedule").and_then(|schedule| schedule.get("ScheduleExpression"))
    {
        input.insert("Schedule".to_owned(), expression.clone());
    }
    input.insert("Targets".to_owned(), targets(properties.get("Targets")));
    input
}

/// Targets as the operations take them: two members of DynamoDB's are written in another case there.
fn targets(given: Option<&Value>) -> Value {
    let mut targets = given.cloned().unwrap_or_default();
    for target in targets.get_mut("DynamoDBTargets").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(members) = target.as_object_mut() else { continue };
        for (from, to) in [("ScanAll", "scanAll"), ("ScanRate", "scanRate")] {
            if let Some(value) = members.remove(from) {
                members.insert(to.to_owned(), value);
            }
        }
    }
    targets
}

/// The stack's tags and over them the crawler's own.
fn tags(of_stack: &[(String, String)], properties: &Properties) -> BTreeMap<String, String> {
    let mut tags: BTreeMap<String, String> = of_stack.iter().cloned().collect();
    for (key, value) in properties.get("Tags").and_then(Value::as_object).into_iter().flatten() {
        tags.insert(key.clone(), value.as_str().unwrap_or_default().to_owned());
    }
    tags
}

impl Crawler {
    async fn retag(&self, stack: &StackContext<'_>, change: &Modification<'_>) -> Done<()> {
        let before = tags(change.tags_before, change.before);
        let mut put = tags(stack.tags, change.thing.properties);
        let take: Vec<String> = before.keys().filter(|key| !put.contains_key(*key)).cloned().collect();
        put.retain(|key, value| before.get(key) != Some(value));
        let resource_arn = stack
            .place
            .arn("glue", &format!("crawler/{}", change.thing.physical_id.as_str()))
            .as_str()
            .to_owned();
        if !take.is_empty() {
            let input = json!({"ResourceArn": resource_arn, "TagsToRemove": take});
            self.0.call::<api::UntagResource>(stack, properties::input(input)?).await?;
        }
        if !put.is_empty() {
            let input = json!({"ResourceArn": resource_arn, "TagsToAdd": put});
            self.0.call::<api::TagResource>(stack, properties::input(input)?).await?;
        }
        Ok(())
    }
}

impl ResourceType for Crawler {
    fn type_name(&self) -> &'static str {
        "AWS::Glue::Crawler"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("Name", 255)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, name) = (&request.stack, properties::name_of(&request, "Name"));
            let mut input = given(&name, request.properties);
            let tags = tags(stack.tags, request.properties);
            if !tags.is_empty() {
                input.insert("Tags".to_owned(), json!(tags));
            }
            let input = properties::input(Value::Object(input))?;
            match self.0.call::<api::CreateCrawler>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input = api::GetCrawlerInput { name: name.clone() };
                    let there = self.0.call::<api::GetCrawler>(stack, input).await?.crawler;
                    let created = there.and_then(|crawler| crawler.creation_time).unwrap_or_default();
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => result.map(|_| ())?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, _thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        // It is there at once.
        Box::pin(async { Ok(Map::new()) })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (thing, stack) = (&change.thing, &change.thing.stack);
            let mut input = given(thing.physical_id.as_str(), thing.properties);
            for (member, nothing) in UNSET {
                if !input.contains_key(member) {
                    input.insert(member.to_owned(), serde_json::from_str(nothing).unwrap_or_default());
                }
            }
            let input = properties::input(Value::Object(input))?;
            self.0.call::<api::UpdateCrawler>(stack, input).await?;
            self.retag(stack, &change).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str().to_owned();
            // One that crawls cannot be deleted. Where it does not, there is nothing to stop.
            let stop = api::StopCrawlerInput { name: name.clone() };
            let _ = self.0.call::<api::StopCrawler>(&thing.stack, stop).await;
            let mut pace = Pace::new();
            loop {
                let get = api::GetCrawlerInput { name: name.clone() };
                let there =
                    crate::resources::calls::there(self.0.call::<api::GetCrawler>(&thing.stack, get).await)?;
                let Some(crawler) = there.and_then(|output| output.crawler) else { return Ok(()) };
                if crawler.state == Some(api::CrawlerState::Ready) {
                    break;
                }
                pace.wait().await?;
            }
            self.0.remove::<api::DeleteCrawler>(&thing.stack, api::DeleteCrawlerInput { name }).await
        })
    }
}
