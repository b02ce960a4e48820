//! What a bucket tells of its objects, from the template's form to the operation's.

use serde_json::{Map, Value, json};

use crate::engine::resource::{Kind, Property};

const FILTER: Kind = Kind::Object(&[Property::required(
    "S3Key",
    Kind::Object(&[Property::required(
        "Rules",
        Kind::List(&Kind::Object(&[
            Property::required("Name", Kind::Text),
            Property::required("Value", Kind::Text),
        ])),
    )]),
)]);

/// `NotificationConfiguration`.
pub(super) const NOTIFICATION: Kind = Kind::Object(&[
    Property::optional(
        "LambdaConfigurations",
        Kind::List(&Kind::Object(&[
            Property::required("Event", Kind::Text),
            Property::required("Function", Kind::Text),
            Property::optional("Filter", FILTER),
        ])),
    ),
    Property::optional(
        "QueueConfigurations",
        Kind::List(&Kind::Object(&[
            Property::required("Event", Kind::Text),
            Property::required("Queue", Kind::Text),
            Property::optional("Filter", FILTER),
        ])),
    ),
    Property::optional(
        "TopicConfigurations",
        Kind::List(&Kind::Object(&[
            Property::required("Event", Kind::Text),
            Property::required("Topic", Kind::Text),
            Property::optional("Filter", FILTER),
        ])),
    ),
    Property::optional(
        "EventBridgeConfiguration",
        Kind::Object(&[Property::optional("EventBridgeEnabled", Kind::Boolean)]),
    ),
]);

/// The notification configuration that operations take, of that of a template; none is empty.
pub(super) fn configuration(given: Option<&Value>) -> Value {
    let mut configuration = Map::new();
    for (list, target, element, name) in [
        ("LambdaConfigurations", "Function", "CloudFunctionConfiguration", "CloudFunction"),
        ("QueueConfigurations", "Queue", "QueueConfiguration", "Queue"),
        ("TopicConfigurations", "Topic", "TopicConfiguration", "Topic"),
    ] {
        let Some(entries) = given.and_then(|given| given.get(list)).and_then(Value::as_array) else {
            continue;
        };
        let entry = |entry: &Value| {
            let rules = entry.get("Filter").and_then(|filter| filter["S3Key"]["Rules"].as_array());
            let rules = rules.map(|rules| rules.iter().map(rule).collect::<Vec<Value>>());
            let mut made = json!({"Event": [entry["Event"]]});
            made[name] = entry[target].clone();
            if let Some(rules) = rules {
                made["Filter"] = json!({"S3Key": {"FilterRule": rules}});
            }
            made
        };
        configuration.insert(element.to_owned(), entries.iter().map(entry).collect());
    }
    let bridge = given.and_then(|given| given.get("EventBridgeConfiguration"));
    if bridge.is_some_and(|bridge| bridge["EventBridgeEnabled"] != Value::Bool(false)) {
        configuration.insert("EventBridgeConfiguration".to_owned(), json!({}));
    }
    Value::Object(configuration)
}

/// Templates may write the name of a rule in any case.
fn rule(rule: &Value) -> Value {
    let name = rule["Name"].as_str().unwrap_or_default().to_ascii_lowercase();
    json!({"Name": name, "Value": rule["Value"]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_notifications_become_operations() {
        let given = json!({
            "LambdaConfigurations": [{
                "Event": "s3:ObjectCreated:*",
                "Function": "arn:f",
                "Filter": {"S3Key": {"Rules": [{"Name": "Prefix", "Value": "in/"}]}},
            }],
            "EventBridgeConfiguration": {},
        });
        let expected = json!({
            "CloudFunctionConfiguration": [{
                "Event": ["s3:ObjectCreated:*"],
                "CloudFunction": "arn:f",
                "Filter": {"S3Key": {"FilterRule": [{"Name": "prefix", "Value": "in/"}]}},
            }],
            "EventBridgeConfiguration": {},
        });
        assert_eq!(configuration(Some(&given)), expected);
        assert_eq!(configuration(None), json!({}));
    }
}
