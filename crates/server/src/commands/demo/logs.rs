//! The logs pipeline: lines to four delivery streams, each with a stock transform; and whether what landed
//! and what failed add up to what was put.

use std::time::{Duration, Instant};

use anyhow::bail;
use bytes::Bytes;
use firehose_api::{PutRecordBatch, PutRecordBatchInput, Record};
use indicatif::ProgressBar;
use kernel::{Clock, SystemClock};
use pipeline_logs::TEMPLATE;
use pipeline_logs::simulator::{Line, Log, Simulator};
use serde_json::json;

use super::Outcome;
use super::deployment::Deployment;
use super::lake::Lake;
use super::stage::{Stage, Waiting, counted};

const BUCKET: &str = "pumphouse-logs";
/// The delivery streams, which are called as their functions and prefixes are.
const TRANSFORMS: [(&str, Log); 4] = [
    ("apache-to-json", Log::Access),
    ("apache-to-csv", Log::Access),
    ("syslog-to-json", Log::Syslog),
    ("syslog-to-csv", Log::Syslog),
];

const DEPLOYMENT: Deployment = Deployment {
    stack: "logs",
    template: TEMPLATE,
    functions: &[
        "ApacheToJsonFunction",
        "ApacheToCsvFunction",
        "SyslogToJsonFunction",
        "SyslogToCsvFunction",
    ],
    // Objects after seconds, not five minutes.
    parameters: &[("BufferSeconds", "1"), ("TransformSeconds", "1")],
    dashboards: pipeline_logs::DASHBOARDS,
};
/// Every so many-th line is torn, as in real logs.
const TORN_EVERY: u64 = 1_000;
/// Lines of a PutRecordBatch call, as Firehose allows.
const CALL_RECORDS: usize = 500;
/// How long Firehose is given that took no more.
const WAIT: Duration = Duration::from_millis(100);

/// What was put through one transform, and where it lands.
struct Batch<'c> {
    name: &'static str,
    lines: u64,
    torn: u64,
    landed: Lake<'c>,
    failed: Lake<'c>,
}

/// Runs it.
pub async fn run(stage: &Stage<'_>) -> anyhow::Result<Outcome> {
    if DEPLOYMENT.deploy(stage).await? {
        Lake::new(&stage.client, BUCKET, String::new()).await?.until_quiet().await?;
    }
    let (started, mut told, mut results) = (Instant::now(), Vec::new(), Vec::new());
    let mut batches = Vec::new();
    for (name, log) in TRANSFORMS {
        batches.push(feed(stage, name, log).await?);
    }
    for mut batch in batches {
        let Batch { name, lines, torn, .. } = batch;
        let (mut good, mut bad, mut objects) = (0, 0, 0);
        let waiting = Waiting {
            bar: &format!("{name:<14} lines landed"),
            what: "the bucket",
            unit: "lines",
            function: name,
        };
        stage
            .wait(&waiting, lines, async || {
                let (more, of) = count(&mut batch.landed).await?;
                (good, objects) = (good + more, objects + of);
                bad += count(&mut batch.failed).await?.0;
                Ok(good + bad)
            })
            .await?;
        if (good, bad) != (lines - torn, torn) {
            bail!(
                "{name} does not agree: of {lines} lines, {torn} of them torn, {good} landed and {bad} failed"
            );
        }
        let objects = counted(objects, "object", "objects");
        told.push(format!(
            "{name}: of {lines} lines {good} landed in {objects}, and {bad} that are torn under {name}-failed/."
        ));
        results.push(json!({
            "transform": name, "lines": lines, "torn": torn, "landed": good, "failed": bad, "agree": true,
        }));
    }
    told.push(format!("All agree, after {:.1} s.", started.elapsed().as_secs_f64()));
    Ok(Outcome {
        result: json!({"pipeline": "logs", "transforms": results}),
        told,
        further: vec![
            format!("aws s3 ls --recursive s3://{BUCKET}"),
            "aws firehose put-record --delivery-stream-name syslog-to-json \\\n      \
             --record 'Data=Nov 20 14:52:05 combo sshd[1]: hello'"
                .to_owned(),
            "pumphouse logs apache-to-json".to_owned(),
            "pumphouse status".to_owned(),
        ],
    })
}

/// Puts simulated lines through the transform `name`.
async fn feed<'s>(stage: &'s Stage<'_>, name: &'static str, log: Log) -> anyhow::Result<Batch<'s>> {
    let landed = Lake::new(&stage.client, BUCKET, format!("{name}/")).await?;
    let failed = Lake::new(&stage.client, BUCKET, format!("{name}-failed/")).await?;
    let now = SystemClock::default().now();
    let simulator = Simulator::new(log, stage.options.seed, now, Some(TORN_EVERY));
    let lines: Vec<_> = simulator.take(stage.records() as usize).collect();
    let torn = lines.iter().filter(|line| line.is_torn).count() as u64;
    let bar = stage.bar(&format!("{name:<14} lines put   "), lines.len() as u64);
    put(stage, name, &lines, &bar).await?;
    bar.finish();
    Ok(Batch { name, lines: lines.len() as u64, torn, landed, failed })
}

/// Puts `lines` on a delivery stream; what it did not take is put again.
async fn put(stage: &Stage<'_>, stream: &str, lines: &[Line], bar: &ProgressBar) -> anyhow::Result<()> {
    for call in lines.chunks(CALL_RECORDS) {
        let mut left: Vec<_> =
            call.iter().map(|line| Record { data: Bytes::from(line.text.clone() + "\n") }).collect();
        loop {
            let records = left.len();
            let input =
                PutRecordBatchInput { delivery_stream_name: stream.to_owned(), records: left.clone() };
            let output = stage.client.call::<PutRecordBatch>(input).await?;
            let mut results = output.request_responses.into_iter();
            left.retain(|_| results.next().is_some_and(|result| result.error_code.is_some()));
            bar.inc((records - left.len()) as u64);
            if left.is_empty() {
                break;
            }
            tokio::time::sleep(WAIT).await;
        }
    }
    Ok(())
}

/// The lines of what has newly landed, and in how many objects.
async fn count(lake: &mut Lake<'_>) -> anyhow::Result<(u64, u64)> {
    let keys = lake.arrivals().await?;
    let mut lines = 0;
    for key in &keys {
        let text = lake.read(key, None).await?;
        lines += text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as u64;
    }
    Ok((lines, keys.len() as u64))
}
