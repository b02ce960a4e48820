//! The beginning of a resource's turn: what to ask for, and whether there is anything to ask for.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Drive;
use crate::engine::resource::{FailureCode, ResourceFailure, ResourceType, physical_name, schema};
use crate::engine::stack::{Action, Request, ResourceStatus, StackEvent};

/// A provider and the properties that its thing is to have.
type Wanted = (Arc<dyn ResourceType>, Map<String, Value>);

impl Drive<'_> {
    /// Works out what to ask for. What is wrong with it fails the resource, not the driver.
    pub(super) fn begin(&mut self, index: usize) -> Vec<StackEvent> {
        let now = self.now();
        let wanted = self.wanted(index);
        let resource = &mut self.stack.resources[index];
        if resource.former().is_some() {
            return self.begin_change(index, wanted);
        }
        resource.act(Action::Create);
        let mut events = vec![resource.turn(ResourceStatus::CreateInProgress, None, now)];
        match wanted.map(|(provider, properties)| self.request(index, &*provider, properties)) {
            Ok(request) => self.stack.resources[index].request = Some(request),
            Err(reason) => {
                let resource = &mut self.stack.resources[index];
                events.push(resource.turn(ResourceStatus::CreateFailed, Some(reason), now));
            }
        }
        events
    }

    /// The same for a resource that there was before the update.
    fn begin_change(&mut self, index: usize, wanted: Result<Wanted, String>) -> Vec<StackEvent> {
        let now = self.now();
        let (provider, properties) = match wanted {
            Ok(wanted) => wanted,
            Err(reason) => return self.refuse_change(index, reason),
        };
        let before = self.stack.resources[index].request.as_ref();
        let before = before.map(|request| request.properties.clone()).unwrap_or_default();
        let tagged = provider.properties().iter().any(|property| property.name == "Tags");
        let retagged =
            self.stack.former.as_ref().is_some_and(|former| former.tags != self.stack.definition.tags);
        if before == properties && !(tagged && retagged) {
            let resource = &mut self.stack.resources[index];
            resource.act(Action::Keep);
            if let Some(values) = &mut self.values {
                values.note(&self.stack, index);
            }
            return Vec::new();
        }
        if !provider.replaces(&before, &properties) {
            if let Some(reason) = provider.refusal(&before, &properties) {
                let failure = ResourceFailure::new(FailureCode::InvalidRequest, reason);
                return self.refuse_change(index, failure.reason(&self.driver.random.uuid()));
            }
            let resource = &mut self.stack.resources[index];
            if let Some(request) = &mut resource.request {
                request.properties = properties;
            }
            resource.act(Action::Modify);
            return vec![resource.turn(ResourceStatus::UpdateInProgress, None, now)];
        }
        let clash = provider
            .naming()
            .property
            .filter(|name| before.contains_key(*name) && before.get(*name) == properties.get(*name));
        if let Some(name) = clash {
            let name = before[name].as_str().unwrap_or_default();
            let reason = format!(
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. \
                 Rename {name} and update the stack again."
            );
            return self.refuse_change(index, reason);
        }
        let request = self.request(index, &*provider, properties);
        let resource = &mut self.stack.resources[index];
        resource.request = Some(request);
        resource.physical_id = None;
        resource.attributes.clear();
        resource.act(Action::Replace);
        vec![resource.turn(ResourceStatus::UpdateInProgress, Some(REPLACING.to_owned()), now)]
    }

    /// Fails a change before anything is done: the thing stays what it was, and so does what is asked for.
    fn refuse_change(&mut self, index: usize, reason: String) -> Vec<StackEvent> {
        let now = self.now();
        let resource = &mut self.stack.resources[index];
        resource.act(Action::Modify);
        vec![
            resource.turn(ResourceStatus::UpdateInProgress, None, now),
            resource.turn(ResourceStatus::UpdateFailed, Some(reason), now),
        ]
    }

    /// The provider and the properties that the template gives now.
    fn wanted(&self, index: usize) -> Result<Wanted, String> {
        let resource = &self.stack.resources[index];
        let values = self.values.as_ref().expect("invariant: a stack that goes forward has its values");
        let declared = values.template.resource(resource.id.as_str());
        let declared = declared.expect("invariant: a planned resource is in the template");
        let provider = self.provider(index).map_err(|failure| failure.message)?;
        let properties = values.evaluate(&declared.properties).map_err(|error| error.to_string())?;
        let type_name = provider.type_name();
        let properties = schema::conform(&resource.id, type_name, provider.properties(), properties)?;
        Ok((provider, properties))
    }

    fn request(&self, index: usize, provider: &dyn ResourceType, properties: Map<String, Value>) -> Request {
        let (id, random) = (&self.stack.resources[index].id, &*self.driver.random);
        let name = physical_name(&self.stack.name, id, provider.naming(), random);
        Request { name, token: random.uuid(), properties }
    }

    pub(super) fn provider(&self, index: usize) -> Result<Arc<dyn ResourceType>, ResourceFailure> {
        let type_name = &self.stack.resources[index].type_name;
        self.driver.types.get(type_name).cloned().ok_or_else(|| {
            let message = format!("Template format error: Unrecognized resource types: [{type_name}]");
            ResourceFailure::new(FailureCode::InvalidRequest, message)
        })
    }
}

/// As AWS tells it.
const REPLACING: &str =
    "Requested update requires the creation of a new physical resource; hence creating one.";
