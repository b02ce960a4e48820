//! Tags, which workgroups have.

use std::collections::BTreeMap;

use kernel::{Arn, Place};

use super::{Engine, EngineError, Result, StoredWorkGroup};

impl Engine {
    /// The tags of what `arn` names.
    pub fn tags(&self, place: &Place, arn: &str) -> Result<BTreeMap<String, String>> {
        Ok(self.tagged(place, arn)?.tags)
    }

    /// Changes the tags of what `arn` names.
    pub async fn change_tags<E: Send + 'static>(
        &self,
        place: &Place,
        arn: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> std::result::Result<(), E> + Send + 'static,
    ) -> Result<std::result::Result<(), E>> {
        let group = self.tagged(place, arn)?;
        self.change_work_group(place, &group.name, move |group| change(&mut group.tags)).await
    }

    fn tagged(&self, place: &Place, text: &str) -> Result<StoredWorkGroup> {
        let none = || EngineError::NoResource(text.to_owned());
        let arn = Arn::parse(text).map_err(|_| none())?;
        let here = arn.account() == place.account.as_str() && arn.region() == place.region.as_str();
        let name = arn.name_of("workgroup").filter(|_| here && arn.service() == "athena").ok_or_else(none)?;
        self.work_group(place, name).map_err(|error| match error {
            EngineError::NoWorkGroup => none(),
            other => other,
        })
    }
}
