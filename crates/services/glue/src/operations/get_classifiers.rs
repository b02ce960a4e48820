//! `GetClassifiers`.

use dispatch::{Call, Handle};
use glue_api::{GetClassifiers, GetClassifiersInput, GetClassifiersOutput};
use wire::Fault;

use super::{text_of, token};
use crate::Glue;
use crate::limits::CRAWLER_PAGE_MAX;

impl Handle<GetClassifiers> for Glue {
    async fn handle(&self, call: &Call, input: GetClassifiersInput) -> Result<GetClassifiersOutput, Fault> {
        let after = text_of(input.next_token.as_deref())?;
        let limit = input.max_results.map_or(CRAWLER_PAGE_MAX, |limit| limit as usize);
        let (classifiers, last) = self.engine.classifiers(&call.place, after.as_deref(), limit)?;
        let next_token = last.map(|last| token(last.as_bytes()));
        Ok(GetClassifiersOutput { classifiers: Some(classifiers), next_token })
    }
}
