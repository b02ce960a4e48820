//! Templates in YAML and JSON: refused, or planned and evaluated.
#![no_main]

use std::collections::BTreeMap;

use cloudformation_service::engine::template::{PseudoParameters, Realized, Scope, Template};
use libfuzzer_sys::fuzz_target;
use serde_json::Map;

/// Smaller than what the service takes, so that quadratic work shows as a hang, not as patience.
const BYTES_MAX: usize = 8192;

fuzz_target!(|text: &str| {
    let _ = Template::tree(text, BYTES_MAX);
    let Ok(template) = Template::parse(text, BYTES_MAX) else { return };
    let Ok(parameters) = template.values(&BTreeMap::new()) else { return };
    let pseudo = PseudoParameters {
        place: kernel::Place::default(),
        stack_name: "fuzz".into(),
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/fuzz/1".into(),
        notification_arns: Vec::new(),
    };
    let Ok(plan) = template.plan(&parameters, &pseudo) else { return };
    let _ = (plan.levels(), template.capability(&plan));
    let exports = BTreeMap::from([("shared".to_owned(), "value".to_owned())]);
    let mut resources = BTreeMap::new();
    for planned in &plan.resources {
        let resource = template.resource(planned.id.as_str()).expect("a planned resource is one");
        let scope = Scope {
            parameters: &parameters,
            pseudo: &pseudo,
            conditions: &plan.conditions,
            resources: &resources,
            exports: &exports,
        };
        let _ = template.evaluate(&resource.properties, &scope);
        let made = Realized {
            type_name: resource.type_name.clone(),
            physical_id: "made".into(),
            attributes: Map::from_iter([("Arn".to_owned(), "arn:aws:x:::y".into())]),
            is_open: false,
        };
        resources.insert(planned.id.clone(), made);
    }
});
