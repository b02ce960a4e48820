//! A house with nothing but the logs in it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Dispatch, Measure, Origin, Principal};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use logs_api as api;
use logs_service::Logs;
use storage::Volume;
use wire::{Fault, Operation};

use crate::fakes::{self, Fakes};

/// When the tests begin.
pub const NOW: i64 = 1_800_000_000_000;
/// A day.
pub const DAY: i64 = 86_400_000;

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub logs: Arc<Logs>,
    pub call: Call,
    pub fakes: Arc<Fakes>,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        Self::with(volume, Arc::default())
    }

    /// A house whose other services were there before.
    pub fn with(volume: Volume, fakes: Arc<Fakes>) -> Self {
        let measure = fakes.clone();
        Self::measured(volume, fakes, measure)
    }

    /// The same with `measure` as who keeps metrics.
    pub fn measured(volume: Volume, fakes: Arc<Fakes>, measure: Arc<dyn Measure>) -> Self {
        let clock = ManualClock::at(Timestamp(NOW as u64));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let logs = Logs::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(logs.routes())].into_iter().chain(fakes::carriers(&fakes)));
        dispatch.meter(measure);
        dispatch.secure(fakes.clone(), fakes.clone());
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, logs, call, fakes }
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

    pub async fn group(&self, name: &str) {
        self.call::<api::CreateLogGroup>(group_input(name)).await.unwrap();
    }

    pub async fn stream(&self, group: &str, name: &str) {
        let input = api::CreateLogStreamInput { log_group_name: group.into(), log_stream_name: name.into() };
        self.call::<api::CreateLogStream>(input).await.unwrap();
    }

    pub async fn put(&self, group: &str, stream: &str, events: &[(i64, &str)]) -> api::PutLogEventsOutput {
        self.call::<api::PutLogEvents>(put_input(group, stream, events)).await.unwrap()
    }

    /// The messages of a page from the head.
    pub async fn messages(&self, group: &str, stream: &str) -> Vec<String> {
        let input = api::GetLogEventsInput { start_from_head: Some(true), ..get_input(group, stream) };
        messages(&self.call::<api::GetLogEvents>(input).await.unwrap())
    }

    pub async fn stored_bytes(&self, group: &str) -> i64 {
        let input =
            api::DescribeLogGroupsInput { log_group_name_prefix: Some(group.into()), ..Default::default() };
        let output = self.call::<api::DescribeLogGroups>(input).await.unwrap();
        output.log_groups.unwrap()[0].stored_bytes.unwrap()
    }
}

pub fn group_input(name: &str) -> api::CreateLogGroupInput {
    api::CreateLogGroupInput {
        log_group_name: name.into(),
        kms_key_id: None,
        tags: None,
        log_group_class: None,
        deletion_protection_enabled: None,
    }
}

pub fn put_input(group: &str, stream: &str, events: &[(i64, &str)]) -> api::PutLogEventsInput {
    let event = |(timestamp, message): &(i64, &str)| api::InputLogEvent {
        timestamp: *timestamp,
        message: (*message).to_owned(),
    };
    api::PutLogEventsInput {
        log_group_name: group.into(),
        log_stream_name: stream.into(),
        log_events: events.iter().map(event).collect(),
        sequence_token: None,
        entity: None,
    }
}

pub fn get_input(group: &str, stream: &str) -> api::GetLogEventsInput {
    api::GetLogEventsInput {
        log_group_name: Some(group.into()),
        log_group_identifier: None,
        log_stream_name: stream.into(),
        start_time: None,
        end_time: None,
        next_token: None,
        limit: None,
        start_from_head: None,
        unmask: None,
    }
}

pub fn messages(output: &api::GetLogEventsOutput) -> Vec<String> {
    output.events.iter().flatten().map(|event| event.message.clone().unwrap()).collect()
}
