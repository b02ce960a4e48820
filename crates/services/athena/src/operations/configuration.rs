//! Configurations of workgroups: what is refused, what is filled in, what an update changes.

use athena_api as api;
use wire::Fault;

use super::describe::{AUTO, ENGINE_VERSION};
use crate::errors::{invalid, not_built};
use crate::results::location::Location;

/// A configuration with defaults filled in, if all it says can be honoured.
pub fn complete(given: api::WorkGroupConfiguration) -> Result<api::WorkGroupConfiguration, Fault> {
    if given.managed_query_results_configuration.as_ref().is_some_and(|managed| managed.enabled) {
        return Err(not_built("ManagedQueryResultsConfiguration"));
    }
    let monitoring = given.monitoring_configuration.as_ref().is_some_and(monitors);
    let unbuilt = [
        ("ExecutionRole", given.execution_role.is_some()),
        ("AdditionalConfiguration", given.additional_configuration.is_some()),
        ("MonitoringConfiguration", monitoring),
        ("EngineConfiguration", given.engine_configuration.is_some()),
        ("CustomerContentEncryptionConfiguration", given.customer_content_encryption_configuration.is_some()),
        (
            "IdentityCenterConfiguration",
            given
                .identity_center_configuration
                .as_ref()
                .is_some_and(|c| c.enable_identity_center == Some(true)),
        ),
        (
            "QueryResultsS3AccessGrantsConfiguration",
            given
                .query_results_s3_access_grants_configuration
                .as_ref()
                .is_some_and(|c| c.enable_s3_access_grants),
        ),
        ("SystemTableStatuses", given.system_table_statuses.iter().flatten().any(|status| status.enabled)),
    ];
    if let Some((name, _)) = unbuilt.iter().find(|(_, is_given)| *is_given) {
        return Err(not_built(name));
    }
    check_version(given.engine_version.as_ref())?;
    if let Some(results) = &given.result_configuration {
        check_results(results)?;
    }
    Ok(api::WorkGroupConfiguration {
        enforce_work_group_configuration: Some(given.enforce_work_group_configuration.unwrap_or(true)),
        publish_cloud_watch_metrics_enabled: Some(given.publish_cloud_watch_metrics_enabled.unwrap_or(false)),
        requester_pays_enabled: Some(given.requester_pays_enabled.unwrap_or(false)),
        ..given
    })
}

fn monitors(given: &api::MonitoringConfiguration) -> bool {
    given.cloud_watch_logging_configuration.as_ref().is_some_and(|logging| logging.enabled)
        || given.managed_logging_configuration.as_ref().is_some_and(|logging| logging.enabled)
        || given.s3_logging_configuration.as_ref().is_some_and(|logging| logging.enabled)
}

fn check_version(given: Option<&api::EngineVersion>) -> Result<(), Fault> {
    match given.and_then(|version| version.selected_engine_version.as_deref()) {
        None | Some(AUTO | ENGINE_VERSION) => Ok(()),
        Some(other) => Err(not_built(&format!("The engine version {other}"))),
    }
}

/// Whether results can be written as `given` says.
pub fn check_results(given: &api::ResultConfiguration) -> Result<(), Fault> {
    if let Some(encryption) = &given.encryption_configuration
        && encryption.encryption_option != api::EncryptionOption::SseS3
    {
        return Err(not_built(&format!("The encryption option {}", encryption.encryption_option.as_str())));
    }
    match given.output_location.as_deref() {
        Some(location) if Location::folder(location).is_none() => {
            Err(invalid("outputLocation is not a valid S3 path."))
        }
        _ => Ok(()),
    }
}

/// What `before` becomes by an update.
pub fn update(
    before: api::WorkGroupConfiguration,
    given: api::WorkGroupConfigurationUpdates,
) -> Result<api::WorkGroupConfiguration, Fault> {
    if given.managed_query_results_configuration_updates.as_ref().is_some_and(|u| u.enabled == Some(true)) {
        return Err(not_built("ManagedQueryResultsConfiguration"));
    }
    let cutoff = given.bytes_scanned_cutoff_per_query.or(before.bytes_scanned_cutoff_per_query);
    let removed = given.remove_bytes_scanned_cutoff_per_query == Some(true);
    let results = match given.result_configuration_updates {
        Some(updates) => Some(update_results(before.result_configuration.unwrap_or_default(), updates)),
        None => before.result_configuration,
    };
    complete(api::WorkGroupConfiguration {
        result_configuration: results,
        enforce_work_group_configuration: given
            .enforce_work_group_configuration
            .or(before.enforce_work_group_configuration),
        publish_cloud_watch_metrics_enabled: given
            .publish_cloud_watch_metrics_enabled
            .or(before.publish_cloud_watch_metrics_enabled),
        bytes_scanned_cutoff_per_query: cutoff.filter(|_| !removed),
        requester_pays_enabled: given.requester_pays_enabled.or(before.requester_pays_enabled),
        engine_version: given.engine_version.or(before.engine_version),
        enable_minimum_encryption_configuration: given
            .enable_minimum_encryption_configuration
            .or(before.enable_minimum_encryption_configuration),
        additional_configuration: given.additional_configuration,
        execution_role: given.execution_role,
        monitoring_configuration: given.monitoring_configuration,
        engine_configuration: given.engine_configuration,
        customer_content_encryption_configuration: given.customer_content_encryption_configuration,
        query_results_s3_access_grants_configuration: given.query_results_s3_access_grants_configuration,
        managed_query_results_configuration: before.managed_query_results_configuration,
        identity_center_configuration: before.identity_center_configuration,
        system_table_statuses: before.system_table_statuses,
    })
}

fn update_results(
    before: api::ResultConfiguration,
    given: api::ResultConfigurationUpdates,
) -> api::ResultConfiguration {
    fn changed<T>(given: Option<T>, before: Option<T>, removed: Option<bool>) -> Option<T> {
        given.or(before).filter(|_| removed != Some(true))
    }
    api::ResultConfiguration {
        output_location: changed(given.output_location, before.output_location, given.remove_output_location),
        encryption_configuration: changed(
            given.encryption_configuration,
            before.encryption_configuration,
            given.remove_encryption_configuration,
        ),
        expected_bucket_owner: changed(
            given.expected_bucket_owner,
            before.expected_bucket_owner,
            given.remove_expected_bucket_owner,
        ),
        acl_configuration: changed(
            given.acl_configuration,
            before.acl_configuration,
            given.remove_acl_configuration,
        ),
    }
}
