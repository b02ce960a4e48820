//! CloudWatch metrics, dashboards and alarms: handlers over two engines, each of one ordered key-value store.
//!
//! The other services say what they did through `dispatch::Measure`, which this one is. Calls SNS's `Publish` as
//! `cloudwatch.amazonaws.com`, and Lambda's `Invoke` as `lambda.alarms.cloudwatch.amazonaws.com`, on account of alarms.
//! Background: [`CloudWatch::sweep`], which rolls up and drops what has had its time; [`CloudWatch::resume`] starts what
//! judges alarms (`watch`) and carries out their actions. Speaks rpc-v2-cbor, JSON 1.0 and aws-query.
//!
//! A data point is on the disk before it is acknowledged. Seconds are kept for 3 hours, minutes for 15 days, five
//! minutes for 63 days, hours for 455 days, by the house's clock; sums never change when data is rolled up. How
//! services of the house report so that sums are exact across kills is in
//! docs/decisions/0009-metrics-of-the-house.md.
//!
//! Percentiles and trimmed statistics are exact while a row (one minute, or one second, of a metric) has up to 256
//! distinct values. Beyond that values are put into buckets of 1 % width, and wider ones as they spread: an answer is
//! then off by half a bucket. A percentile is the least value that so many samples do not exceed. There is none over
//! sets whose values nobody knows (unless minimum and maximum are equal, or there is one sample).
//!
//! Where AWS is silent or we chose: GetMetricStatistics counts periods from its start, rounded down as AWS states;
//! GetMetricData from 1970 on, which is the same where the start is a multiple of the period. Data in several units
//! is answered by unit in GetMetricStatistics, and put together in GetMetricData where no unit is asked for. A
//! metric is listed at once, until two weeks after data came last; that time is kept to ten minutes. The default
//! label of a series is its metric's name, and that of an expression its id. Dashboards may have a megabyte. Tags
//! belong to dashboards and alarms. Entities of metrics are checked and not kept. In METRICS('text') ids and labels are
//! looked at. Labels know MIN, MAX, AVG, SUM, FIRST, LAST, DATAPOINT_COUNT, LABEL and PROP.
//!
//! Of alarms we chose: the evaluation range is two periods longer than what is evaluated, as in AWS's example; where
//! there is less data than is evaluated, and all of it breaching but too new, `missing` means INSUFFICIENT_DATA. A
//! composite alarm whose kept-back actions come due tells what it then says, and nothing if that is what it told
//! last. An expression that fails for want of data has no data points. SetAlarmState of a state that is there changes
//! the reason alone. Actions that cannot be carried out are tried for half an hour. History is kept for 30 days.
//!
//! Refused: namespaces that begin with `AWS/`, ANOMALY_DETECTION_BAND, Metrics Insights (`SELECT`), LAMBDA, SERVICE_QUOTA,
//! INSIGHT_RULE_METRIC and DB_PERF_INSIGHTS in expressions, metrics of other accounts; alarms on anomaly detection,
//! PromQL or logs, their windows, warm-up and tags in messages; SEARCH in alarms; actions but topics and functions;
//! AT_LEAST in rules. Lacks: anomaly detectors, insight rules, metric streams, widget images, mute rules; throttling.
//! Bounded by ours: 500,000 metrics of an account and region.

pub mod alarms;
pub mod engine;
mod errors;
pub mod exposition;
pub mod limits;
pub mod math;
mod operations;
pub mod watch;

use std::sync::{Arc, Weak};

use cloudwatch_api as api;
use dispatch::{Dispatch, Future, Measure, Report, Routes};
use kernel::Place;
use storage::Volume;
use wire::Fault;

use alarms::Alarms;
use engine::Engine;
use watch::Board;

/// The service.
pub struct CloudWatch {
    engine: Arc<Engine>,
    alarms: Arc<Alarms>,
    dispatch: Dispatch,
    board: Board,
    own: Weak<Self>,
}

impl CloudWatch {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        Arc::new_cyclic(|own| Self {
            engine: Arc::new(Engine::new(volume.clone(), clock.clone())),
            alarms: Arc::new(Alarms::new(volume, clock, random)),
            dispatch: dispatch.clone(),
            board: Board::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::DeleteAlarms>()
            .with::<api::DeleteDashboards>()
            .with::<api::DescribeAlarmHistory>()
            .with::<api::DescribeAlarms>()
            .with::<api::DescribeAlarmsForMetric>()
            .with::<api::DisableAlarmActions>()
            .with::<api::EnableAlarmActions>()
            .with::<api::GetDashboard>()
            .with::<api::GetMetricData>()
            .with::<api::GetMetricStatistics>()
            .with::<api::ListDashboards>()
            .with::<api::ListMetrics>()
            .with::<api::ListTagsForResource>()
            .with::<api::PutCompositeAlarm>()
            .with::<api::PutDashboard>()
            .with::<api::PutMetricAlarm>()
            .with::<api::PutMetricData>()
            .with::<api::SetAlarmState>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
    }

    /// The engine, for the front door's own pages.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The alarms, for the front door's own pages.
    pub fn alarms(&self) -> &Alarms {
        &self.alarms
    }

    /// Rolls up and drops what has had its time. Called every minute.
    pub async fn sweep(&self) -> Result<(), Fault> {
        self.engine.sweep().await?;
        Ok(self.alarms.sweep().await?)
    }
}

impl Measure for CloudWatch {
    fn report(&self, report: Report) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move { Ok(self.engine.report(report).await?) })
    }

    fn sequence(&self, place: &Place, source: &str) -> Result<u64, Fault> {
        Ok(self.engine.sequence(place, source)?)
    }
}
