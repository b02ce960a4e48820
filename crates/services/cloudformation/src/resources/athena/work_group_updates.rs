//! What makes a workgroup's configuration what a template says, whatever it was: an update that sets all that is
//! said and removes the rest.

use serde_json::{Value, json};

/// `configuration` as AWS's `WorkGroupConfigurationUpdates`.
pub fn updates(configuration: Option<&Value>) -> Value {
    let nothing = Value::Null;
    let given = configuration.unwrap_or(&nothing);
    let results = &given["ResultConfiguration"];
    let mut result_updates = json!({});
    for name in ["OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration"] {
        match &results[name] {
            Value::Null => result_updates[format!("Remove{name}")] = true.into(),
            value => result_updates[name] = value.clone(),
        }
    }
    let or = |name: &str, default: bool| given[name].as_bool().unwrap_or(default);
    let mut updates = json!({
        "EnforceWorkGroupConfiguration": or("EnforceWorkGroupConfiguration", true),
        "PublishCloudWatchMetricsEnabled": or("PublishCloudWatchMetricsEnabled", false),
        "RequesterPaysEnabled": or("RequesterPaysEnabled", false),
        "EngineVersion": {
            "SelectedEngineVersion": given["EngineVersion"]["SelectedEngineVersion"].as_str().unwrap_or("AUTO"),
        },
        "ResultConfigurationUpdates": result_updates,
    });
    match &given["BytesScannedCutoffPerQuery"] {
        Value::Null => updates["RemoveBytesScannedCutoffPerQuery"] = true.into(),
        bytes => updates["BytesScannedCutoffPerQuery"] = bytes.clone(),
    }
    updates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_removed() {
        let said = json!({"BytesScannedCutoffPerQuery": 10_000_000, "ResultConfiguration": {"OutputLocation": "s3://b/"}});
        let updates = updates(Some(&said));
        assert_eq!(updates["BytesScannedCutoffPerQuery"], 10_000_000);
        assert_eq!(updates["ResultConfigurationUpdates"]["OutputLocation"], "s3://b/");
        assert_eq!(updates["ResultConfigurationUpdates"]["RemoveAclConfiguration"], true);
        let none = super::updates(None);
        assert_eq!(none["RemoveBytesScannedCutoffPerQuery"], true);
        assert_eq!(none["ResultConfigurationUpdates"]["RemoveOutputLocation"], true);
        assert_eq!(none["EnforceWorkGroupConfiguration"], true);
    }
}
