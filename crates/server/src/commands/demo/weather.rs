//! The weather pipeline: NOAA's stand-in, records on a stream, items in two tables; and whether they agree, and what the
//! tables answer of one station, and CloudWatch of the stream and the function.

mod expected;
mod monitoring;
mod tables;

use std::net::Ipv4Addr;
use std::time::Instant;

use anyhow::{Context, bail};
use kernel::{Clock, SystemClock};
use pipeline_weather::TEMPLATE;
use pipeline_weather::functions::to_tables::{PRECIPITATION, TEMPERATURE};
use pipeline_weather::source::{self, DayDone, Noaa, Patience, Plan};
use serde_json::json;

use super::deployment::Deployment;
use super::stage::{Stage, Waiting};
use super::{Outcome, table};
use crate::commands::noaa::{self, Served};
use crate::commands::weather;
use expected::Expected;

const STREAM: &str = "input-stream";
const FUNCTION: &str = "KinesisLambdaConsumer";
const TABLES: [(&str, [&str; 2]); 2] = [("Precipitation", PRECIPITATION), ("Temperature", TEMPERATURE)];
/// The station that the proof is about, where it is among those that reported.
const PROOF: &str = "BELTSVILLE, MD US";
/// The token of the demo's own stand-in.
const TOKEN: &str = "pumphouse";
/// Days of the proof that are printed.
const DAYS_SHOWN: usize = 5;

const DEPLOYMENT: Deployment = Deployment {
    stack: "weather",
    template: TEMPLATE,
    functions: &["Function"],
    parameters: &[],
    dashboards: pipeline_weather::DASHBOARDS,
};

/// Runs it.
pub async fn run(stage: &Stage<'_>) -> anyhow::Result<Outcome> {
    let Stage { client, target, options } = stage;
    let archive = noaa::archive(options.file.as_deref(), options.seed)?;
    let (start, end) = archive.days().context("nothing was observed")?;
    let standin = Served::start(archive, TOKEN, (Ipv4Addr::LOCALHOST, 0).into()).await?;
    DEPLOYMENT.deploy(stage).await?;
    let plan = Plan {
        location: "FIPS:24".to_owned(),
        start,
        end,
        units: None,
        stream: STREAM.to_owned(),
        records_max: options.records,
    };
    let mut noaa = Noaa::new(&standin.url, TOKEN, Patience::default())?;
    let (started, begun) = (Instant::now(), SystemClock::default().now());
    let mut expected = Expected::default();
    let mut tell = |done: &DayDone<'_>| {
        done.records.iter().for_each(|record| expected.add(record));
        stage.say(&weather::line(done));
    };
    let totals =
        source::run(&plan, &mut noaa, &weather::aws(target, None)?, Patience::default(), &mut tell).await?;
    let put_seconds = started.elapsed().as_secs_f64();
    if [totals.put, expected.station_days()] != [totals.read; 2] {
        bail!(
            "they do not agree: {} records were read of {} stations and days, and {} put",
            totals.read,
            expected.station_days(),
            totals.put
        );
    }

    let (mut told, mut items) = (Vec::new(), Vec::new());
    for (name, measured) in TABLES {
        let wanted = expected.items(&measured);
        let total = wanted.len() as u64;
        let bar = format!("items of {name:<13}");
        let wait = Waiting { bar: &bar, what: "the table", unit: "items", function: FUNCTION };
        // Counting costs the server less than comparing.
        stage.wait(&wait, total, async || table::count(client, name).await).await?;
        let landed = stage.wait(&wait, total, async || tables::landed(client, name, &wanted).await).await?;
        if landed != total {
            bail!("they do not agree: {landed} of {total} items are in table {name}");
        }
        told.push(format!(
            "{landed} of them are items of table {name}, for that many measured {};",
            measured.join(" or ")
        ));
        items.push(landed);
    }
    let landed_seconds = started.elapsed().as_secs_f64();
    let station = expected.proof(PROOF).context("no station measured anything")?;
    let mut days = Vec::new();
    for (name, measured) in TABLES {
        days.push(show(stage, name, &station, &measured, &expected).await?);
    }
    let monitoring = monitoring::read(stage, STREAM, FUNCTION, begun).await?;
    let invoked: u64 = monitoring.invocations.iter().map(|(_, count)| count).sum();
    let minutes =
        monitoring.invocations.iter().map(|(minute, count)| format!("{} {count}", minute.iso8601()));
    let minutes = minutes.collect::<Vec<_>>().join(", ");
    Ok(Outcome {
        result: json!({
            "pipeline": "weather", "stations": totals.stations, "days": totals.days,
            "observations": totals.observations, "recordsRead": totals.read, "recordsPut": totals.put,
            "precipitationItems": items[0], "temperatureItems": items[1], "station": station,
            "precipitationDays": days[0], "temperatureDays": days[1], "agree": true,
            "requests": totals.requests, "retries": totals.retries,
            "getRecordsSuccessPercent": monitoring.success, "invocations": invoked,
        }),
        told: [
            vec![format!(
                "{} records, one for each station and day, were read in {} requests and put on stream {STREAM} in {put_seconds:.1} s;",
                totals.read, totals.requests
            )],
            told,
            vec![
                format!("They agree, {landed_seconds:.1} s after the first request."),
                format!("CloudWatch: GetRecords.Success of {STREAM} is {:.0} %;", monitoring.success),
                format!("{FUNCTION} was invoked {invoked} times, by the minute: {minutes}."),
            ],
        ]
        .concat(),
        further: vec![
            format!(
                "aws dynamodb query --table-name Temperature --key-condition-expression 'station_name = :s' \\\n      \
                 --expression-attribute-values '{{\":s\":{{\"S\":\"{station}\"}}}}' --max-items 3"
            ),
            format!("pumphouse tail {STREAM} --from trim-horizon --count 5"),
            format!("pumphouse logs {FUNCTION}"),
            "pumphouse status".to_owned(),
        ],
    })
}

/// Asks `table` for the days of `station`, which must come whole and in order, and for those of its name in other
/// letters, of which there are none; how many days there are.
async fn show(
    stage: &Stage<'_>,
    table: &str,
    station: &str,
    measured: &[&'static str],
    expected: &Expected,
) -> anyhow::Result<usize> {
    let days = tables::query(&stage.client, table, station).await?;
    stage.say(&format!("\n{table} of {station}:"));
    for item in days.iter().take(DAYS_SHOWN) {
        stage.say(&format!("  {}", tables::line(item, measured)));
    }
    if days.len() > DAYS_SHOWN {
        stage.say(&format!("  … {} days in all", days.len()));
    }
    let dates: Vec<_> = days.iter().map(tables::date).collect();
    let wanted = expected.days(station, measured);
    // Earlier runs, over other data, may have left days of their own.
    if !dates.is_sorted() || !wanted.iter().all(|date| dates.contains(date)) {
        bail!("table {table} answers {dates:?} of {station}, and not {wanted:?} in this order");
    }
    let other = station.to_lowercase();
    let none = tables::query(&stage.client, table, &other).await?.len();
    if none != 0 {
        bail!("table {table} has {none} items of `{other}`, which is the name of no station");
    }
    Ok(dates.len())
}
