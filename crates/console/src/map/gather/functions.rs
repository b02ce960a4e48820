//! Functions, what they are subscribed to, and what their environment names.

use lambda_api::{
    EventSourceMappingConfiguration, FunctionConfiguration, ListEventSourceMappings,
    ListEventSourceMappingsInput, ListFunctions, ListFunctionsInput,
};
use wire::Fault;

use super::{Ask, BY_SETTINGS, Kind, Scene, State, all, id, id_of_arn};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let functions = all(async |next| {
        let input = ListFunctionsInput { marker: next, ..ListFunctionsInput::default() };
        let output = ask.of::<ListFunctions>(input).await?;
        Ok((output.functions.unwrap_or_default(), output.next_marker))
    });
    for function in functions.await? {
        show(scene, &function);
    }
    let mappings = all(async |next| {
        let input = ListEventSourceMappingsInput { marker: next, ..ListEventSourceMappingsInput::default() };
        let output = ask.of::<ListEventSourceMappings>(input).await?;
        Ok((output.event_source_mappings.unwrap_or_default(), output.next_marker))
    });
    for mapping in mappings.await? {
        subscribe(scene, &mapping);
    }
    Ok(())
}

fn show(scene: &mut Scene, function: &FunctionConfiguration) {
    let name = function.function_name.clone().unwrap_or_default();
    let node = id(Kind::Function, &name);
    let state = function.state.map_or("Active", |state| state.as_str());
    scene.add(Kind::Function, &name, State::of_word(state), "");
    let role = function.role.as_deref().and_then(|role| role.rsplit('/').next()).unwrap_or_default();
    scene.actors.insert((role.to_owned(), name), node.clone());
    // A setting that is the name, the ARN or the URL of a part is a way to it, as far as one can tell.
    let settings = function.environment.as_ref().and_then(|environment| environment.variables.as_ref());
    for value in settings.into_iter().flat_map(|settings| settings.values()) {
        let last = value.rsplit('/').next().unwrap_or_default();
        let is_meant =
            |id: &&String| id.split_once('/').is_some_and(|(kind, name)| kind != "function" && name == last);
        let named = id_of_arn(value).or_else(|| scene.nodes.keys().find(is_meant).cloned());
        if let Some(to) = named.filter(|to| scene.nodes.contains_key(to)) {
            scene.connect(&node, &to, BY_SETTINGS);
        }
    }
}

fn subscribe(scene: &mut Scene, mapping: &EventSourceMappingConfiguration) {
    let from = mapping.event_source_arn.as_deref().and_then(id_of_arn);
    let to = mapping.function_arn.as_deref().and_then(id_of_arn);
    let (Some(from), Some(to)) = (from, to) else { return };
    let state = mapping.state.as_deref().unwrap_or_default();
    let arrow = scene.connect(&from, &to, "subscription");
    if state == "Disabled" {
        arrow.complaint = Some("the subscription is disabled".to_owned());
    } else if let Some(problem) =
        mapping.last_processing_result.as_deref().filter(|said| said.starts_with("PROBLEM"))
    {
        arrow.complaint = Some(problem.to_owned());
    }
}
