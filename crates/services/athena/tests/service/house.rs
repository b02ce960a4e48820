//! A house with Athena, a small S3 and a small engine in it.

use std::sync::{Arc, Mutex};

use athena_api as api;
use athena_service::Athena;
use dispatch::{Authorize, Call, Carrier, Dispatch, Future, Identify, Identity, Origin, Principal};
use kernel::{Arn, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

use crate::glue::SmallGlue;
use crate::s3::SmallS3;
use crate::table::TableEngine;

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;
/// A day.
pub const DAY: u64 = 86_400_000;

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub athena: Arc<Athena>,
    pub s3: Arc<SmallS3>,
    pub engine: Arc<TableEngine>,
    pub rights: Arc<Rights>,
    pub call: Call,
}

/// Denies what it is told to; notes what it was asked.
#[derive(Default)]
pub struct Rights {
    pub denied: Mutex<Vec<&'static str>>,
    pub asked: Mutex<Vec<(String, Vec<String>)>>,
}

impl Authorize for Rights {
    fn authorize<'a>(
        &'a self,
        _: &'a Call,
        action: &'a str,
        resources: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        self.asked.lock().unwrap().push((action.to_owned(), resources.to_vec()));
        let denied = self.denied.lock().unwrap().contains(&action);
        let decision = if denied { Err(format!("may not {action}")) } else { Ok(()) };
        Box::pin(std::future::ready(Ok(decision)))
    }

    fn assume<'a>(
        &'a self,
        _: &'a Call,
        _: &'a Arn,
        _: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        Box::pin(std::future::ready(Ok(Ok(()))))
    }
}

impl Identify for Rights {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory(), NOW, Arc::default())
    }

    pub fn on(volume: Volume, now: u64, s3: Arc<SmallS3>) -> Self {
        let clock = ManualClock::at(Timestamp(now));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(now)));
        let engine = Arc::new(TableEngine::default());
        let athena = Athena::new(volume, &dispatch, engine.clone());
        let glue = Arc::new(SmallGlue);
        dispatch.connect([
            Carrier::embedded(athena.routes()),
            Carrier::embedded(glue.routes()),
            Carrier::embedded(s3.routes()),
        ]);
        let rights = Arc::new(Rights::default());
        dispatch.secure(rights.clone(), rights.clone());
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, athena, s3, engine, rights, call }
    }

    /// From now on the caller is a role's session.
    pub fn with_role(mut self, role: &str) -> Self {
        let account = self.call.place.account.clone();
        self.call.principal = Principal::Session { account, role: role.into(), session: "s".into() };
        self
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// What a refused call answers: code and text.
    pub async fn refused<O: Operation>(&self, input: O::Input) -> (String, String) {
        match self.call::<O>(input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.message),
        }
    }

    /// The text of an InvalidRequestException.
    pub async fn invalid<O: Operation>(&self, input: O::Input) -> String {
        let (code, text) = self.refused::<O>(input).await;
        assert_eq!(code, "InvalidRequestException", "{text}");
        text
    }

    pub async fn start(&self, text: &str) -> String {
        self.start_with(start(text)).await
    }

    pub async fn start_with(&self, input: api::StartQueryExecutionInput) -> String {
        self.call::<api::StartQueryExecution>(input).await.unwrap().query_execution_id.unwrap()
    }

    pub async fn look(&self, id: &str) -> api::QueryExecution {
        let input = api::GetQueryExecutionInput { query_execution_id: id.into() };
        self.call::<api::GetQueryExecution>(input).await.unwrap().query_execution.unwrap()
    }

    /// The query when it has ended.
    pub async fn ended(&self, id: &str) -> api::QueryExecution {
        loop {
            let query = self.look(id).await;
            let state = state(&query);
            if !matches!(state, api::QueryExecutionState::Queued | api::QueryExecutionState::Running) {
                return query;
            }
        }
    }

    /// Runs a query to its end.
    pub async fn run(&self, text: &str) -> api::QueryExecution {
        let id = self.start(text).await;
        self.ended(&id).await
    }

    /// Runs a query that succeeds; answers its id.
    pub async fn succeed(&self, text: &str) -> String {
        let query = self.run(text).await;
        assert_eq!(state(&query), api::QueryExecutionState::Succeeded, "{:?}", query.status);
        query.query_execution_id.unwrap()
    }

    pub async fn page(
        &self,
        id: &str,
        most: Option<i32>,
        token: Option<String>,
    ) -> api::GetQueryResultsOutput {
        self.call::<api::GetQueryResults>(results(id, most, token)).await.unwrap()
    }
}

pub fn results(id: &str, most: Option<i32>, token: Option<String>) -> api::GetQueryResultsInput {
    api::GetQueryResultsInput {
        query_execution_id: id.into(),
        next_token: token,
        max_results: most,
        query_result_type: None,
    }
}

pub fn start(text: &str) -> api::StartQueryExecutionInput {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let token = format!("token-{:032}", NEXT.fetch_add(1, Ordering::Relaxed));
    api::StartQueryExecutionInput {
        query_string: text.into(),
        client_request_token: Some(token),
        query_execution_context: None,
        result_configuration: Some(to("s3://results/out")),
        work_group: None,
        execution_parameters: None,
        result_reuse_configuration: None,
        engine_configuration: None,
    }
}

pub fn to(location: &str) -> api::ResultConfiguration {
    api::ResultConfiguration { output_location: Some(location.into()), ..Default::default() }
}

pub fn state(query: &api::QueryExecution) -> api::QueryExecutionState {
    query.status.as_ref().unwrap().state.unwrap()
}

pub fn reason(query: &api::QueryExecution) -> &str {
    query.status.as_ref().unwrap().state_change_reason.as_deref().unwrap()
}

pub fn location(query: &api::QueryExecution) -> &str {
    query.result_configuration.as_ref().unwrap().output_location.as_deref().unwrap()
}

/// The rows of a page.
pub fn rows(page: &api::GetQueryResultsOutput) -> Vec<Vec<Option<String>>> {
    let rows = page.result_set.as_ref().unwrap().rows.as_ref().unwrap();
    let values =
        |row: &api::Row| row.data.iter().flatten().map(|datum| datum.var_char_value.clone()).collect();
    rows.iter().map(values).collect()
}
