//! Results of earlier queries that serve again: which are alike, how old they may be.

use athena_api::QueryExecutionState;
use dispatch::{Call, Principal};
use ring::digest;
use s3_api as s3;

use super::Run;
use super::outcome::Done;
use crate::Athena;
use crate::engine::StoredExecution;
use crate::results::location::Location;

/// Which results may serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// What they have in common.
    pub fingerprint: String,
    /// How old they may be, milliseconds.
    pub age_ms_max: u64,
}

/// What tells apart queries whose results may not serve for each other. Two that have the same are of the same
/// account or role, workgroup, catalog, database, text and parameters.
pub fn fingerprint(
    principal: &Principal,
    execution: &StoredExecution,
    text: &str,
    parameters: &[String],
) -> String {
    let caller = match principal {
        Principal::Account(account) => format!("account/{account}"),
        Principal::Session { account, role, .. } => format!("role/{account}/{role}"),
        Principal::Service(name) => format!("service/{name}"),
    };
    let context = execution.execution.query_execution_context.as_ref();
    let catalog = context.and_then(|context| context.catalog.as_deref()).unwrap_or_default();
    let database = context.and_then(|context| context.database.as_deref()).unwrap_or_default();
    let mut all = digest::Context::new(&digest::SHA256);
    let fixed = [caller.as_str(), execution.work_group(), catalog, database, text];
    for part in fixed.into_iter().chain(parameters.iter().map(String::as_str)) {
        all.update(&(part.len() as u64).to_be_bytes());
        all.update(part.as_bytes());
    }
    kernel::to_hex(all.finish().as_ref())
}

impl Athena {
    /// An earlier result that serves, if there is one that is young enough, still there, and the caller's to read.
    pub(super) async fn reusable(&self, run: &Run, call: &Call, likeness: &Likeness) -> Option<Done> {
        // What cannot be looked up is computed.
        let earlier = self.engine.reusable(&run.place, &likeness.fingerprint).ok()??;
        let ended = earlier.execution.status.as_ref()?.completion_date_time?;
        let is_young = self.engine.now().millis_since(ended) <= likeness.age_ms_max;
        if !is_young || earlier.state() != QueryExecutionState::Succeeded {
            return None;
        }
        let location = Location::object(earlier.location())?;
        let result = earlier.result.clone()?;
        let input = s3::HeadObjectInput {
            bucket: location.bucket,
            key: location.key,
            if_match: result.e_tag.clone(),
            ..s3::HeadObjectInput::default()
        };
        self.dispatch.call::<s3::HeadObject>(call, input).await.ok()?;
        Some(Done {
            reused: Some(earlier.location().to_owned()),
            columns: earlier.columns.unwrap_or_default(),
            update_count: earlier.update_count,
            manifest_location: None,
            result: Some(result),
        })
    }
}
