//! What can be typed: one structure per command, one line per flag.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// A whole AWS streaming data pipeline on one machine: Kinesis, Lambda, DynamoDB, IAM, CloudFormation,
/// durable and without Docker. Point any AWS client at http://127.0.0.1:4566.
#[derive(Debug, Parser)]
#[command(name = "pumphouse", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve AWS's APIs until Ctrl-C.
    Up(Up),
    /// Run a reference pipeline whole: start, deploy, produce, and show what landed where.
    Demo(Demo),
    /// Deploy a CloudFormation template, or update its stack; code in local directories is packaged along.
    Deploy(Deploy),
    /// Delete a stack and everything it made.
    Destroy(Destroy),
    /// Show what a function printed, or what any log group holds.
    Logs(Logs),
    /// Show what runs: services, streams, tables, functions.
    Status(Status),
    /// Print a stream's records as they arrive.
    Tail(Tail),
    /// Run SQL over the lake, as Athena does, and print its result.
    Query(Query),
    /// Read NOAA's daily weather and put it on a stream: the source of the pipeline `weather`.
    Weather(Weather),
    /// Serve a stand-in for NOAA's Climate Data Online API, which `weather` reads where there is no network.
    Noaa(Noaa),
    /// Print the environment that points AWS clients here; use as `eval "$(pumphouse env)"`.
    Env(Env),
    /// Look whether this machine has what functions and clients need.
    Doctor(Doctor),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Where state lives and where the door stands.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Directory that holds all state; made if missing.
    #[arg(long, value_name = "DIR", default_value = "./pumphouse-data")]
    pub data: PathBuf,
    /// Keep all state in memory; everything is gone at the end.
    #[arg(long, conflicts_with = "data")]
    pub ephemeral: bool,
    /// Address to listen on; loopback only, as access is not controlled yet.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Port to listen on, for all services, plain HTTP and TLS; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 4566)]
    pub port: u16,
    /// Port for PostgreSQL's protocol, plain, or `off`; the one above `--port` if not given, and 0 takes a free one.
    #[arg(long, value_name = "PORT")]
    pub postgres_port: Option<PostgresPort>,
    /// Certificate chain (PEM) for TLS; without it one is made for localhost at the first TLS connection.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of `--tls-cert`.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Server that takes mail for SNS's subscribers by e-mail (SMTP, plain); without it their confirmations are printed.
    #[arg(long, value_name = "HOST:PORT", value_parser = mail_server)]
    pub smtp: Option<String>,
    /// Whom SNS's mail comes from.
    #[arg(long, value_name = "ADDRESS", default_value = "no-reply@sns.localhost", value_parser = mail_address)]
    pub smtp_from: String,
    /// Do not hold shards to AWS's throughput (1 MiB and 1,000 records a second in, 2 MiB and 5 reads out).
    #[arg(long)]
    pub unlimited_shards: bool,
    /// Let a service live elsewhere, at an endpoint that speaks its protocol; may be repeated. Signed with
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long, value_name = "SERVICE=URL")]
    pub remote: Vec<String>,
}

/// Where PostgreSQL's protocol is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostgresPort {
    /// Nowhere.
    Off,
    /// At this port.
    At(u16),
}

impl std::str::FromStr for PostgresPort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            port => port.parse().map(Self::At).map_err(|_| "a port from 0 to 65535, or `off`".to_owned()),
        }
    }
}

/// A mail server's host and port.
fn mail_server(text: &str) -> Result<String, String> {
    let parts = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
    match parts.and_then(|(_, port)| port.parse::<u16>().ok()).filter(|port| *port > 0) {
        Some(_) => Ok(text.to_owned()),
        None => Err("a host and a port, such as localhost:25".to_owned()),
    }
}

fn mail_address(text: &str) -> Result<String, String> {
    match sns_service::is_address(text) {
        true => Ok(text.to_owned()),
        false => Err("an address, such as me@example.com".to_owned()),
    }
}

#[derive(Args, Debug)]
pub struct Up {
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Args, Debug)]
pub struct Demo {
    /// The pipeline.
    #[arg(value_enum, default_value_t = Pipeline::Motors)]
    pub pipeline: Pipeline,
    /// Records to feed: readings, rows or lines; 10,000 where they are made up, all there are of a file. Of `weather` all
    /// of the month, if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub records: Option<u64>,
    /// The real file to feed instead: of `motors` the bench's CSV (may end in .gz), of `bank` its CSV, of `weather` NOAA's
    /// observations, one JSON object a line (may end in .gz), with `stations.json` beside it.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Of `bank`: rows replayed a second.
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: u32,
    /// Of `sensors`: sensors that are read in turn.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub sensors: u32,
    /// Of `sensors` and `motors`: readings that are then put one by one, to see how long each takes.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    pub probes: u32,
    /// Seed of the simulation; the same seed gives the same data.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// End when the pipeline has run, instead of serving on until Ctrl-C.
    #[arg(long)]
    pub exit: bool,
    /// For programs: a JSON object at the end instead of lines.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Pipeline {
    /// Sensors → stream → function → table.
    Sensors,
    /// CSV batches in a bucket → function → table → its changes on a stream, and as Parquet in a lake.
    Motors,
    /// Bank records on a stream → delivery stream with a transform → JSON in a lake.
    Bank,
    /// Access logs and syslog → delivery streams with stock transforms → JSON and CSV in a bucket.
    Logs,
    /// NOAA's daily weather on a stream → function → two tables.
    Weather,
}

/// What NOAA's stand-in knows, and whom it answers.
#[derive(Args, Clone, Debug)]
pub struct Archive {
    /// Observations, one JSON object a line (may end in .gz), with `stations.json` beside it; made up, if not given.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Seed of what is made up; the same seed gives the same weather.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The token that NOAA's API is asked with; where NOAA_TOKEN is set, that is meant.
    #[arg(long, value_name = "TOKEN", default_value_t = noaa_token())]
    pub token: String,
}

#[derive(Args, Debug)]
pub struct Noaa {
    /// Address to listen on.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 4580)]
    pub port: u16,
    #[command(flatten)]
    pub archive: Archive,
}

#[derive(Args, Debug)]
pub struct Weather {
    /// NOAA's API, https://www.ncei.noaa.gov for the real one; a stand-in of this command's own, if not given.
    #[arg(long, value_name = "URL", conflicts_with_all = ["file", "seed"])]
    pub noaa_url: Option<String>,
    /// The location whose stations are asked for; FIPS:24 is Maryland.
    #[arg(long, value_name = "ID", default_value = "FIPS:24")]
    pub location: String,
    /// The first day.
    #[arg(long, value_name = "DAY", default_value = "2021-10-01")]
    pub start: pipeline_weather::day::Day,
    /// The last day.
    #[arg(long, value_name = "DAY", default_value = "2021-10-31")]
    pub end: pipeline_weather::day::Day,
    /// Units of the measurements; tenths of millimetres and of degrees Celsius, and snow in millimetres, if not given.
    #[arg(long, value_enum)]
    pub units: Option<Units>,
    /// The stream that records are put on.
    #[arg(long, value_name = "NAME", default_value = "input-stream")]
    pub stream: String,
    /// The most records that are put.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub records: Option<u64>,
    /// For programs: a JSON object at the end instead of lines.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub archive: Archive,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Units {
    /// Millimetres and degrees Celsius.
    Metric,
    /// Inches and degrees Fahrenheit.
    Standard,
}

impl Units {
    /// As NOAA's API calls them.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metric => "metric",
            Self::Standard => "standard",
        }
    }
}

#[derive(Args, Debug)]
pub struct Deploy {
    /// The template, YAML or JSON.
    pub template: PathBuf,
    /// The stack's name; the template's file name without its ending, if not given.
    #[arg(long, value_name = "NAME")]
    pub stack: Option<String>,
    /// A parameter of the template; may be repeated. Of a stack that is there, the others keep their values.
    #[arg(long, visible_alias = "parameters", value_name = "NAME=VALUE")]
    pub parameter: Vec<String>,
    /// For programs: a JSON object at the end instead of lines.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Args, Debug)]
pub struct Destroy {
    /// The stack's name.
    pub stack: String,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Args, Debug)]
pub struct Logs {
    /// A function's name, or a log group's.
    #[arg(value_name = "FUNCTION|GROUP")]
    pub name: String,
    /// Only what was printed since then: `90s`, `10m`, `2h`, `3d` ago.
    #[arg(long, value_name = "AGO", value_parser = ago)]
    pub since: Option<std::time::Duration>,
    /// Go on printing what comes, until Ctrl-C.
    #[arg(long, short)]
    pub follow: bool,
    /// Only lines with this; CloudWatch Logs' filter syntax.
    #[arg(long, value_name = "PATTERN")]
    pub filter: Option<String>,
    /// For programs: one JSON object a line.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

/// `10m` as a time.
fn ago(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("`{text}` is not a number with s, m, h or d after it, such as 10m");
    let (number, unit) = text.split_at(text.len() - text.chars().next_back().map_or(0, char::len_utf8));
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u32 = number.parse().map_err(|_| wrong())?;
    Ok(std::time::Duration::from_secs(u64::from(number) * seconds))
}

/// Which server a command speaks to.
#[derive(Args, Clone, Debug)]
pub struct Target {
    /// The server; where AWS_ENDPOINT_URL is set, that is meant.
    #[arg(long, value_name = "URL", default_value_t = endpoint())]
    pub endpoint: String,
    /// The region.
    #[arg(long, value_name = "REGION", default_value = kernel::Region::DEFAULT)]
    pub region: String,
    /// The account, twelve digits.
    #[arg(long, value_name = "ID", default_value = kernel::AccountId::DEFAULT)]
    pub account: String,
}

#[derive(Args, Debug)]
pub struct Status {
    #[command(flatten)]
    pub target: Target,
    /// For programs: JSON instead of tables.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Tail {
    /// The stream's name.
    pub stream: String,
    /// Where to begin.
    #[arg(long, value_enum, default_value_t = Beginning::Latest)]
    pub from: Beginning,
    /// End after this many records.
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,
    /// For programs: one JSON object a line, data in base64.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Beginning {
    /// After the newest record.
    Latest,
    /// At the oldest record kept.
    TrimHorizon,
}

#[derive(Args, Debug)]
pub struct Query {
    /// Statements, with `;` between them; of `--file` or standard input, if not given. At a terminal there is a prompt.
    #[arg(conflicts_with = "file")]
    pub sql: Option<String>,
    /// A file with statements.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The database of tables that are named without one.
    #[arg(long, short, value_name = "NAME")]
    pub database: Option<String>,
    /// The workgroup; Athena's `primary`, if not given.
    #[arg(long, value_name = "NAME")]
    pub workgroup: Option<String>,
    /// Where Athena puts the result, s3://bucket/folder/; where the workgroup says, or a bucket of its own.
    #[arg(long, value_name = "URL")]
    pub result_location: Option<String>,
    /// A file for the result, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print how the query would be run, instead of running it.
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people.
    Table,
    /// CSV as Athena writes it.
    Csv,
    /// One JSON object a line.
    Json,
    /// A Parquet file with the types that the result has; for `--output`.
    Parquet,
}

#[derive(Args, Debug)]
pub struct Env {
    #[command(flatten)]
    pub target: Target,
    /// For programs: JSON instead of shell.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Doctor {
    /// The directory that state would live in.
    #[arg(long, value_name = "DIR", default_value = "./pumphouse-data")]
    pub data: PathBuf,
    /// The port that would be listened on.
    #[arg(long, value_name = "PORT", default_value_t = 4566)]
    pub port: u16,
    /// For programs: JSON instead of lines.
    #[arg(long)]
    pub json: bool,
}

/// Where AWS clients are pointed already, as by `pumphouse env`; else where `pumphouse up` serves.
fn endpoint() -> String {
    let pointed = std::env::var("AWS_ENDPOINT_URL").ok().filter(|url| !url.is_empty());
    pointed.unwrap_or_else(|| "http://127.0.0.1:4566".to_owned())
}

/// The token of whoever has one; else one that the stand-in takes.
fn noaa_token() -> String {
    let own = std::env::var("NOAA_TOKEN").ok().filter(|token| !token.is_empty());
    own.unwrap_or_else(|| "pumphouse".to_owned())
}
