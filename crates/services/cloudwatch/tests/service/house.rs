//! A house with nothing but metrics in it.

use std::sync::{Arc, Mutex};

use cloudwatch_api as api;
use cloudwatch_service::CloudWatch;
use dispatch::{Call, Carrier, Dispatch, Handle, Origin, Principal, Routes, Sample};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

/// When the tests begin: a full hour, in seconds.
pub const NOW_S: u64 = 1_800_000_000;

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub cloudwatch: Arc<CloudWatch>,
    pub call: Call,
    pub told: Arc<Told>,
}

/// Topics and functions, which remember what they were told.
#[derive(Default)]
pub struct Told {
    /// Whom it was told as, on whose account, to whom, what.
    pub all: Mutex<Vec<(String, String, String, String)>>,
    /// Subjects of messages.
    pub subjects: Mutex<Vec<String>>,
    /// What topics and functions answer instead of listening.
    pub fault: Mutex<Option<Fault>>,
}

impl Told {
    fn hear(&self, call: &Call, target: String, text: String) -> Result<(), Fault> {
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        let account = call.source_arn().unwrap_or_default().to_owned();
        self.all.lock().unwrap().push((call.principal.arn(), account, target, text));
        Ok(())
    }

    /// What was told to whom since the last look.
    pub fn take(&self) -> Vec<(String, String, String, String)> {
        std::mem::take(&mut self.all.lock().unwrap())
    }
}

impl Handle<sns_api::Publish> for Told {
    async fn handle(
        &self,
        call: &Call,
        input: sns_api::PublishInput,
    ) -> Result<sns_api::PublishOutput, Fault> {
        assert_eq!(input.message_structure.as_deref(), Some("json"));
        self.hear(call, input.topic_arn.unwrap(), input.message)?;
        self.subjects.lock().unwrap().push(input.subject.unwrap());
        Ok(sns_api::PublishOutput::default())
    }
}

impl Handle<lambda_api::Invoke> for Told {
    async fn handle(
        &self,
        call: &Call,
        input: lambda_api::InvokeInput,
    ) -> Result<lambda_api::InvokeOutput, Fault> {
        assert_eq!(input.invocation_type, Some(lambda_api::InvocationType::Event));
        let payload = String::from_utf8(input.payload.unwrap().to_vec()).unwrap();
        self.hear(call, input.function_name, payload)?;
        Ok(lambda_api::InvokeOutput::default())
    }
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW_S * 1000));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let cloudwatch = CloudWatch::new(volume, &dispatch);
        let told = Arc::new(Told::default());
        dispatch.connect([
            Carrier::embedded(cloudwatch.routes()),
            Carrier::embedded(Routes::new(&sns_api::SERVICE, told.clone()).with::<sns_api::Publish>()),
            Carrier::embedded(Routes::new(&lambda_api::SERVICE, told.clone()).with::<lambda_api::Invoke>()),
        ]);
        dispatch.meter(cloudwatch.clone());
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, cloudwatch, call, told }
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

    pub async fn put(&self, data: Vec<api::MetricDatum>) {
        self.call::<api::PutMetricData>(input(data)).await.unwrap();
    }

    /// Statistics of `m` in periods of a length from so many seconds ago until now and a minute.
    pub async fn get(&self, ago_s: u64, period: i32, extended: &[&str]) -> Vec<api::Datapoint> {
        let now_s = self.clock.now_s();
        let input = api::GetMetricStatisticsInput {
            start_time: Some(Timestamp((now_s - ago_s) * 1000)),
            end_time: Some(Timestamp((now_s + 60) * 1000)),
            period: Some(period),
            extended_statistics: (!extended.is_empty())
                .then(|| extended.iter().map(|name| (*name).to_owned()).collect()),
            ..statistics()
        };
        self.call::<api::GetMetricStatistics>(input).await.unwrap().datapoints
    }

    /// Sum of all samples of `m` in any unit, and how many they are.
    pub async fn total(&self, ago_s: u64, period: i32) -> (f64, f64) {
        let all = self.get(ago_s, period, &[]).await;
        (
            all.iter().filter_map(|point| point.sum).sum(),
            all.iter().filter_map(|point| point.sample_count).sum(),
        )
    }

    /// The series that `queries` give over the last hour, in order of time.
    pub async fn data(
        &self,
        queries: Vec<api::MetricDataQuery>,
    ) -> Result<Vec<api::MetricDataResult>, Fault> {
        let input = api::GetMetricDataInput { metric_data_queries: queries, ..hour(self.clock.now_s()) };
        Ok(self.call::<api::GetMetricData>(input).await?.metric_data_results)
    }
}

pub trait Seconds {
    fn now_s(&self) -> u64;
}

impl Seconds for ManualClock {
    fn now_s(&self) -> u64 {
        kernel::Clock::now(self).seconds()
    }
}

pub fn input(data: Vec<api::MetricDatum>) -> api::PutMetricDataInput {
    api::PutMetricDataInput { namespace: Some("N".into()), metric_data: data, ..Default::default() }
}

/// One value of `name` at a second.
pub fn datum(name: &str, at_s: u64, value: f64) -> api::MetricDatum {
    api::MetricDatum {
        metric_name: name.into(),
        timestamp: Some(Timestamp(at_s * 1000)),
        value: Some(value),
        ..Default::default()
    }
}

pub fn dimension(name: &str, value: &str) -> api::Dimension {
    api::Dimension { name: name.into(), value: value.into() }
}

/// All plain statistics of `m`.
pub fn statistics() -> api::GetMetricStatisticsInput {
    use api::Statistic::{Average, Maximum, Minimum, SampleCount, Sum};
    api::GetMetricStatisticsInput {
        namespace: Some("N".into()),
        metric_name: Some("m".into()),
        start_time: Some(Timestamp((NOW_S - 600) * 1000)),
        end_time: Some(Timestamp(NOW_S * 1000)),
        period: Some(60),
        statistics: Some(vec![Average, Maximum, Minimum, SampleCount, Sum]),
        ..Default::default()
    }
}

pub fn hour(now_s: u64) -> api::GetMetricDataInput {
    api::GetMetricDataInput {
        start_time: Some(Timestamp((now_s - 3600) * 1000)),
        end_time: Some(Timestamp(now_s * 1000)),
        scan_by: Some(api::ScanBy::TimestampAscending),
        ..Default::default()
    }
}

/// The query of a statistic of a metric by minute.
pub fn stat(id: &str, name: &str, stat: &str) -> api::MetricDataQuery {
    let metric =
        api::Metric { namespace: Some("N".into()), metric_name: Some(name.into()), dimensions: Vec::new() };
    api::MetricDataQuery {
        id: id.into(),
        metric_stat: Some(api::MetricStat {
            metric: Some(metric),
            period: Some(60),
            stat: Some(stat.into()),
            unit: None,
        }),
        return_data: Some(false),
        ..Default::default()
    }
}

pub fn expression(text: &str) -> api::MetricDataQuery {
    api::MetricDataQuery { id: "e".into(), expression: Some(text.into()), ..Default::default() }
}

/// What a stream measured in a minute: `count` records of 10 bytes.
pub fn sample(minute_s: u64, count: f64) -> Sample {
    Sample {
        namespace: "N".into(),
        name: "m".into(),
        dimensions: Vec::new(),
        unit: "Bytes".into(),
        minute: Timestamp(minute_s * 1000),
        count,
        sum: count * 10.0,
        minimum: 10.0,
        maximum: 10.0,
        values: Vec::new(),
    }
}
