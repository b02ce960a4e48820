//! A table that is changed: one `UpdateTable` for each change, for the service does one at a time.
//!
//! What is to be done is found by looking at the table as it is, wherever an earlier try may have left it.

use dynamodb_api as api;
use serde_json::{Value, json};

use super::Table;
use crate::engine::resource::{Modification, Thing};
use crate::resources::calls::Done;
use crate::resources::properties::{self, Properties, TagChange};

impl Table {
    pub(super) async fn change(&self, change: &Modification<'_>) -> Done<()> {
        let thing = &change.thing;
        let given = thing.properties;
        if change.changes("DeletionProtectionEnabled") {
            let protected = given.get("DeletionProtectionEnabled").cloned().unwrap_or(json!(false));
            self.edit(thing, json!({"DeletionProtectionEnabled": protected})).await?;
        }
        if change.changes("TableClass") {
            let class = given.get("TableClass").cloned().unwrap_or(json!("STANDARD"));
            self.edit(thing, json!({"TableClass": class})).await?;
        }
        self.change_capacity(change).await?;
        self.change_indexes(change).await?;
        self.change_stream(thing).await?;
        if change.changes("KinesisStreamSpecification") {
            self.stop_streams(thing).await?;
        }
        if change.changes("TimeToLiveSpecification") {
            self.stop_expiry(change).await?;
        }
        self.retag(change).await
    }

    /// One `UpdateTable`, when the table is ready for it.
    async fn edit(&self, thing: &Thing<'_>, mut edit: Value) -> Done<()> {
        self.active(thing).await?;
        edit["TableName"] = Value::from(thing.physical_id.as_str());
        self.0.call::<api::UpdateTable>(&thing.stack, properties::input(edit)?).await?;
        self.active(thing).await.map(drop)
    }

    async fn change_capacity(&self, change: &Modification<'_>) -> Done<()> {
        if !["BillingMode", "ProvisionedThroughput", "OnDemandThroughput"]
            .iter()
            .any(|name| change.changes(name))
        {
            return Ok(());
        }
        let (thing, given) = (&change.thing, change.thing.properties);
        let table = self.active(thing).await?;
        let mode = properties::text(given, "BillingMode").unwrap_or("PROVISIONED");
        let now = table.billing_mode_summary.and_then(|summary| summary.billing_mode);
        let now = now.unwrap_or(api::BillingMode::Provisioned);
        let switches = now.as_str() != mode;
        let units = |name: &str| {
            given.get("ProvisionedThroughput").and_then(|units| units.get(name)).and_then(Value::as_i64)
        };
        let wanted = (units("ReadCapacityUnits"), units("WriteCapacityUnits"));
        let there = table.provisioned_throughput.unwrap_or_default();
        let differs = wanted != (there.read_capacity_units, there.write_capacity_units);
        if mode == "PROVISIONED" && (switches || differs) {
            let throughput = given.get("ProvisionedThroughput");
            let edit = json!({"BillingMode": mode, "ProvisionedThroughput": throughput});
            return self.edit(thing, edit).await;
        }
        if switches {
            self.edit(thing, json!({"BillingMode": mode})).await?;
        }
        match given.get("OnDemandThroughput") {
            Some(limits) if change.changes("OnDemandThroughput") => {
                self.edit(thing, json!({"OnDemandThroughput": limits})).await
            }
            _ => Ok(()),
        }
    }

    async fn change_indexes(&self, change: &Modification<'_>) -> Done<()> {
        if !change.changes("GlobalSecondaryIndexes") {
            return Ok(());
        }
        let (thing, given) = (&change.thing, change.thing.properties);
        let wanted = indexes(given.get("GlobalSecondaryIndexes"));
        let before = indexes(change.before.get("GlobalSecondaryIndexes"));
        let table = self.active(thing).await?;
        let there: Vec<String> = table
            .global_secondary_indexes
            .unwrap_or_default()
            .into_iter()
            .filter_map(|index| index.index_name)
            .collect();
        for name in there.iter().filter(|name| !wanted.iter().any(|(each, _)| each == *name)) {
            let update = json!([{"Delete": {"IndexName": name}}]);
            self.edit(thing, json!({"GlobalSecondaryIndexUpdates": update})).await?;
        }
        for (name, index) in wanted {
            if !there.contains(&name) {
                let update = json!([{"Create": index}]);
                let attributes = given.get("AttributeDefinitions");
                let edit = json!({"AttributeDefinitions": attributes, "GlobalSecondaryIndexUpdates": update});
                self.edit(thing, edit).await?;
                continue;
            }
            let Some((_, former)) = before.iter().find(|(each, _)| *each == name) else { continue };
            if former.get("ProvisionedThroughput") != index.get("ProvisionedThroughput") {
                let throughput = index.get("ProvisionedThroughput");
                let update = json!([{"Update": {"IndexName": name, "ProvisionedThroughput": throughput}}]);
                self.edit(thing, json!({"GlobalSecondaryIndexUpdates": update})).await?;
            }
        }
        Ok(())
    }

    /// Ends the stream that there is, if it is not the one wanted, and begins that.
    async fn change_stream(&self, thing: &Thing<'_>) -> Done<()> {
        let wanted = thing.properties.get("StreamSpecification");
        let wanted = wanted.and_then(|stream| stream.get("StreamViewType")).and_then(Value::as_str);
        let table = self.active(thing).await?;
        let there = table.stream_specification.filter(|stream| stream.stream_enabled);
        let there = there.and_then(|stream| stream.stream_view_type).map(|view| view.as_str());
        if there == wanted {
            return Ok(());
        }
        if there.is_some() {
            self.edit(thing, json!({"StreamSpecification": {"StreamEnabled": false}})).await?;
        }
        match wanted {
            Some(view) => {
                let stream = json!({"StreamEnabled": true, "StreamViewType": view});
                self.edit(thing, json!({"StreamSpecification": stream})).await
            }
            None => Ok(()),
        }
    }

    /// Switches expiry off, if it is on by another attribute than the one wanted.
    async fn stop_expiry(&self, change: &Modification<'_>) -> Done<()> {
        let (stack, table_name) = (&change.thing.stack, change.thing.physical_id.as_str());
        let wanted = change.thing.properties.get("TimeToLiveSpecification");
        let wanted = wanted.filter(|wanted| wanted["Enabled"] == Value::Bool(true));
        let wanted = wanted.and_then(|wanted| wanted["AttributeName"].as_str());
        let input = api::DescribeTimeToLiveInput { table_name: table_name.to_owned() };
        let now = self.0.call::<api::DescribeTimeToLive>(stack, input).await?.time_to_live_description;
        match now.and_then(|now| now.attribute_name) {
            Some(name) if wanted != Some(name.as_str()) => {
                let input = properties::input(json!({
                    "TableName": table_name,
                    "TimeToLiveSpecification": {"Enabled": false, "AttributeName": name},
                }))?;
                self.0.call::<api::UpdateTimeToLive>(stack, input).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    async fn retag(&self, change: &Modification<'_>) -> Done<()> {
        let (stack, tags) = (&change.thing.stack, TagChange::of(change));
        if tags.put.is_empty() && tags.take.is_empty() {
            return Ok(());
        }
        let arn = self.active(&change.thing).await?.table_arn.unwrap_or_default();
        if !tags.put.is_empty() {
            let input = properties::input(json!({"ResourceArn": arn, "Tags": tags.list()}))?;
            self.0.call::<api::TagResource>(stack, input).await?;
        }
        if !tags.take.is_empty() {
            let input = api::UntagResourceInput { resource_arn: arn, tag_keys: tags.take };
            self.0.call::<api::UntagResource>(stack, input).await?;
        }
        Ok(())
    }
}

/// Why the indexes of `before` cannot become those of `after`, as AWS words it.
pub(super) fn refusal(before: &Properties, after: &Properties) -> Option<String> {
    let before = indexes(before.get("GlobalSecondaryIndexes"));
    let other = |(name, index): &(String, Value)| {
        let former = before.iter().find(|(each, _)| each == name);
        let differs =
            |member: &str| former.is_some_and(|(_, former)| former.get(member) != index.get(member));
        differs("KeySchema") || differs("Projection")
    };
    let (name, _) = indexes(after.get("GlobalSecondaryIndexes")).into_iter().find(other)?;
    Some(format!(
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. \
         You can create a new GSI with a different name. ({name})"
    ))
}

/// Indexes by name.
fn indexes(list: Option<&Value>) -> Vec<(String, Value)> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|index| Some((index.get("IndexName")?.as_str()?.to_owned(), index.clone()))).collect()
}
