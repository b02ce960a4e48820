//! One file per operation; beside them what several share.

mod add_permission;
mod create_event_source_mapping;
mod create_function;
mod delete_event_source_mapping;
mod delete_function;
mod delete_function_concurrency;
mod delete_function_event_invoke_config;
mod event_settings;
mod get_account_settings;
mod get_event_source_mapping;
mod get_function;
mod get_function_concurrency;
mod get_function_configuration;
mod get_function_event_invoke_config;
mod get_policy;
mod invoke;
mod list_event_source_mappings;
mod list_function_event_invoke_configs;
mod list_functions;
mod list_tags;
mod list_versions_by_function;
mod mapping_settings;
mod permission;
mod put_function_concurrency;
mod put_function_event_invoke_config;
mod queue_settings;
mod remove_permission;
mod revision;
mod settings;
mod tag_resource;
mod untag_resource;
mod update_event_source_mapping;
mod update_function_code;
mod update_function_configuration;
mod update_function_event_invoke_config;

use std::sync::Arc;

use dispatch::Call;
use kernel::Place;
use wire::Fault;

use crate::Lambda;
use crate::errors::mapping_not_found;
use crate::mappings::Mapping;

impl Lambda {
    /// The mapping with this id, if it belongs to the caller.
    fn mapping_of(&self, call: &Call, id: &str) -> Result<Arc<Mapping>, Fault> {
        Some(self.mapping(id)?).filter(|mapping| mapping.is_in(&call.place)).ok_or_else(mapping_not_found)
    }
}

impl Mapping {
    /// Whether it belongs to `place`.
    fn is_in(&self, place: &Place) -> bool {
        let function = kernel::Arn::parse(&self.stored.function);
        function
            .is_ok_and(|arn| arn.account() == place.account.as_str() && arn.region() == place.region.as_str())
    }
}
