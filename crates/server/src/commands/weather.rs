//! `pumphouse weather`: the source of the pipeline `weather`. Reads NOAA's daily weather, or that of a stand-in of its own,
//! and puts it on a stream.

use std::net::Ipv4Addr;

use anyhow::Context;
use client::Aws;
use kernel::Region;
use pipeline_weather::source::{self, DayDone, Noaa, Patience, Plan, Totals};
use serde_json::json;
use wire::signature::Credentials;

use crate::cli::{Target, Weather};
use crate::commands::noaa::{self, Served};

/// Reads and puts it all.
pub async fn run(options: Weather) -> anyhow::Result<()> {
    let aws = aws(&options.target, of_environment())?;
    let own = match options.noaa_url {
        Some(_) => None,
        None => {
            let archive = noaa::archive(options.archive.file.as_deref(), options.archive.seed)?;
            Some(Served::start(archive, &options.archive.token, (Ipv4Addr::LOCALHOST, 0).into()).await?)
        }
    };
    let url = options.noaa_url.as_deref().or(own.as_ref().map(|own| own.url.as_str()));
    let url = url.context("invariant: one of them is there")?;
    let mut noaa = Noaa::new(url, &options.archive.token, Patience::default())?;
    let plan = Plan {
        location: options.location,
        start: options.start,
        end: options.end,
        units: options.units.map(|units| units.as_str().to_owned()),
        stream: options.stream,
        records_max: options.records,
    };
    let mut tell = |done: &DayDone<'_>| {
        if !options.json {
            println!("{}", line(done));
        }
    };
    let totals = source::run(&plan, &mut noaa, &aws, Patience::default(), &mut tell).await?;
    if options.json {
        println!("{}", object(&totals));
    } else {
        let Totals { stations, read, put, days, observations, requests, retries } = totals;
        println!(
            "{read} records of {days} days and {stations} stations read, {observations} observations in {requests} \
             requests; {put} put on stream {}; {retries} tries were repeated.",
            plan.stream
        );
    }
    Ok(())
}

/// What became of a day, for people.
pub fn line(done: &DayDone<'_>) -> String {
    let DayDone { day, records, observations, read_status, put_status } = done;
    let count = records.len();
    let put = match put_status {
        Some(status) => format!("{count} put (HTTP {status})"),
        None => "nothing to put".to_owned(),
    };
    format!("{day}  {count} records of {observations} observations read (HTTP {read_status}), {put}")
}

fn object(totals: &Totals) -> serde_json::Value {
    json!({
        "stations": totals.stations, "days": totals.days, "observations": totals.observations,
        "recordsRead": totals.read, "recordsPut": totals.put, "requests": totals.requests,
        "retries": totals.retries,
    })
}

/// The credentials of the environment, which real AWS asks for.
fn of_environment() -> Option<Credentials> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Some(Credentials {
        access_key: variable("AWS_ACCESS_KEY_ID")?,
        secret_key: variable("AWS_SECRET_ACCESS_KEY")?,
        session_token: variable("AWS_SESSION_TOKEN"),
    })
}

/// A client of the services at `target`, with `credentials` or else as the account that is named.
pub fn aws(target: &Target, credentials: Option<Credentials>) -> anyhow::Result<Aws> {
    let region = Region::parse(&target.region)
        .with_context(|| format!("`--region {}` is not the name of a region", target.region))?;
    let of_account = || Credentials {
        access_key: target.account.clone(),
        secret_key: "pumphouse".to_owned(),
        session_token: None,
    };
    let credentials = credentials.unwrap_or_else(of_account);
    Ok(Aws::at(&target.endpoint, region, credentials))
}
