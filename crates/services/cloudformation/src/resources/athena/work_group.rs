//! `AWS::Athena::WorkGroup`. `Ref` is the name; attributes `CreationTime` (seconds since 1970) and
//! `WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion`. One that has queries is deleted only where
//! `RecursiveDeleteOption` says so.

use athena_api as api;
use serde_json::{Map, Value, json};

use super::work_group_updates::updates;
use super::{gone, is_there};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext, Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct WorkGroup(pub(in crate::resources) Calls);

const RESULTS: Kind = Kind::Object(&[
    Property::optional("OutputLocation", Kind::Text),
    Property::optional(
        "EncryptionConfiguration",
        Kind::Object(&[
            Property::required("EncryptionOption", Kind::Text),
            Property::optional("KmsKey", Kind::Text),
        ]),
    ),
    Property::optional("ExpectedBucketOwner", Kind::Text),
    Property::optional("AclConfiguration", Kind::Object(&[Property::required("S3AclOption", Kind::Text)])),
]);

const CONFIGURATION: Kind = Kind::Object(&[
    Property::optional("BytesScannedCutoffPerQuery", Kind::Integer),
    Property::optional("EnforceWorkGroupConfiguration", Kind::Boolean),
    Property::optional(
        "EngineVersion",
        Kind::Object(&[
            Property::optional("SelectedEngineVersion", Kind::Text),
            Property::optional("EffectiveEngineVersion", Kind::Text),
        ]),
    ),
    Property::optional("PublishCloudWatchMetricsEnabled", Kind::Boolean),
    Property::optional("RequesterPaysEnabled", Kind::Boolean),
    Property::optional("ResultConfiguration", RESULTS),
    Property::optional("AdditionalConfiguration", Kind::Unsupported),
    Property::optional("CustomerContentEncryptionConfiguration", Kind::Unsupported),
    Property::optional("EngineConfiguration", Kind::Unsupported),
    Property::optional("ExecutionRole", Kind::Unsupported),
    Property::optional("ManagedQueryResultsConfiguration", Kind::Unsupported),
    Property::optional("MonitoringConfiguration", Kind::Unsupported),
]);

const PROPERTIES: &[Property] = &[
    Property::required("Name", Kind::Text).replacing(),
    Property::optional("Description", Kind::Text),
    Property::optional("RecursiveDeleteOption", Kind::Boolean),
    Property::optional("State", Kind::Text),
    Property::optional("Tags", TAGS),
    Property::optional("WorkGroupConfiguration", CONFIGURATION),
    Property::optional("WorkGroupConfigurationUpdates", Kind::Unsupported),
];

impl WorkGroup {
    async fn describe(&self, stack: &StackContext<'_>, name: &str) -> Done<api::WorkGroup> {
        let input = properties::input(json!({"WorkGroup": name}))?;
        let output = self.0.call::<api::GetWorkGroup>(stack, input).await?;
        output.work_group.ok_or_else(|| properties::invalid(format!("WorkGroup {name} is not told of")))
    }
}

impl ResourceType for WorkGroup {
    fn type_name(&self) -> &'static str {
        "AWS::Athena::WorkGroup"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("Name", 128)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = properties::name_of(&request, "Name");
            let input = properties::input(json!({
                "Name": name,
                "Description": given.get("Description"),
                "Configuration": given.get("WorkGroupConfiguration"),
                "Tags": properties::tag_list(stack, given),
            }))?;
            match self.0.call::<api::CreateWorkGroup>(stack, input).await {
                Err(failure) if request.resumed && is_there(&failure) => {
                    let created = self.describe(stack, &name).await?.creation_time.unwrap_or_default();
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => result?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str();
            // Workgroups are made enabled.
            if let Some(state) = thing.properties.get("State") {
                let input = properties::input(json!({"WorkGroup": name, "State": state}))?;
                self.0.call::<api::UpdateWorkGroup>(&thing.stack, input).await?;
            }
            let group = self.describe(&thing.stack, name).await?;
            let version = group.configuration.and_then(|configuration| configuration.engine_version);
            Ok(properties::attributes([
                ("CreationTime", group.creation_time.map(|time| time.seconds().to_string()).into()),
                (
                    "WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion",
                    version.and_then(|version| version.effective_engine_version).into(),
                ),
            ]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = &change.thing;
            let (name, given) = (thing.physical_id.as_str(), thing.properties);
            let text = |name: &str, none: &str| given.get(name).cloned().unwrap_or_else(|| none.into());
            let input = properties::input(json!({
                "WorkGroup": name,
                "Description": text("Description", ""),
                "State": text("State", "ENABLED"),
                "ConfigurationUpdates": updates(given.get("WorkGroupConfiguration")),
            }))?;
            self.0.call::<api::UpdateWorkGroup>(&thing.stack, input).await?;
            let arn = thing.stack.place.arn("athena", &format!("workgroup/{name}")).to_string();
            let tags = TagChange::of(&change);
            if !tags.put.is_empty() {
                let input = properties::input(json!({"ResourceARN": arn, "Tags": tags.list()}))?;
                self.0.call::<api::TagResource>(&thing.stack, input).await?;
            }
            if !tags.take.is_empty() {
                let input = properties::input(json!({"ResourceARN": arn, "TagKeys": tags.take}))?;
                self.0.call::<api::UntagResource>(&thing.stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let with_all = thing.properties.get("RecursiveDeleteOption");
            let input = properties::input(
                json!({"WorkGroup": thing.physical_id.as_str(), "RecursiveDeleteOption": with_all}),
            )?;
            gone(self.0.call::<api::DeleteWorkGroup>(&thing.stack, input).await)
        })
    }
}
