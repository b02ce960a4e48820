//! The house: every service on one volume and one switchboard. The only place that knows all services.

mod metering;
mod sweep;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use athena_service::Athena;
use cloudformation_service::CloudFormation;
use cloudwatch_service::CloudWatch;
use dispatch::{Carrier, Dispatch, Remote};
use dynamodb_service::DynamoDb;
use firehose_service::Firehose;
use glue_service::Glue;
use iam_service::Iam;
use kernel::SystemRandom;
use kinesis_service::{Kinesis, Throughput};
use lambda_service::{Lambda, LambdaConfig};
use logs_service::Logs;
use postgres::Front;
use s3_service::S3;
use sns_service::{Smtp, Sns, SnsConfig};
use sqs_service::Sqs;
use storage::Volume;
use sts_service::Sts;
use wire::signature::Credentials;

use self::metering::Metering;
use self::sweep::Sweep;
use crate::backstage::Backstage;
use crate::cli::Serve;
use crate::sql::{Lake, LakeQueries};
use crate::time::HouseTime;

/// Everything that runs behind the door.
pub struct House {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// Where all state is.
    pub volume: Volume,
    /// The port of PostgreSQL's protocol.
    pub postgres: Front,
    /// What the console asks SQL of.
    pub queries: Arc<LakeQueries>,
    /// Its clock, to be moved.
    pub time: Arc<HouseTime>,
    sweep: Arc<Sweep>,
    services: Services,
    metering: Metering,
    /// Unpacked code of a house that leaves nothing behind.
    passing: Option<PathBuf>,
    /// Where queries spill.
    spill: PathBuf,
}

/// The services that have work of their own beside answering.
#[derive(Clone)]
struct Services {
    athena: Arc<Athena>,
    cloudformation: Arc<CloudFormation>,
    cloudwatch: Arc<CloudWatch>,
    dynamodb: Arc<DynamoDb>,
    firehose: Arc<Firehose>,
    glue: Arc<Glue>,
    kinesis: Arc<Kinesis>,
    lambda: Arc<Lambda>,
    logs: Arc<Logs>,
    s3: Arc<S3>,
    sns: Arc<Sns>,
    sqs: Arc<Sqs>,
    sts: Arc<Sts>,
}

impl House {
    /// Builds every service; none opens its stores before its first use.
    pub fn build(options: &Serve, endpoint: &str) -> anyhow::Result<Self> {
        let remotes =
            options.remote.iter().map(|text| Remotely::parse(text)).collect::<anyhow::Result<Vec<_>>>()?;
        let volume = match options.ephemeral {
            true => Volume::memory(),
            false => Volume::open(&options.data)
                .with_context(|| format!("cannot open `--data {}`", options.data.display()))?,
        };
        let clock = Arc::new(crate::time::kept_clock(&volume)?);
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SystemRandom::default()));
        let throughput = if options.unlimited_shards { Throughput::Unlimited } else { Throughput::PerShard };
        let passing =
            options.ephemeral.then(|| std::env::temp_dir().join(format!("pumphouse-{}", std::process::id())));
        let config = LambdaConfig {
            endpoint: endpoint.to_owned(),
            scratch: passing.clone().unwrap_or_else(|| options.data.join("functions")),
            launcher: Some(std::env::current_exe().context("the path of this program is not known")?),
        };
        let spill = match options.ephemeral {
            true => std::env::temp_dir().join(format!("pumphouse-spill-{}", std::process::id())),
            false => options.data.join("spill"),
        };
        // What queries spilled that were killed serves nobody.
        let _ = std::fs::remove_dir_all(&spill);
        let engine = Arc::new(Lake::new(dispatch.clone(), spill.clone()));
        let postgres = Front::new(engine.sql(), dispatch.clone());
        let queries = Arc::new(LakeQueries::new(engine.sql(), dispatch.clone()));
        let athena = Athena::new(volume.clone(), &dispatch, engine);
        let cloudformation = CloudFormation::new(volume.clone(), &dispatch);
        let cloudwatch = CloudWatch::new(volume.clone(), &dispatch);
        let dynamodb = DynamoDb::new(volume.clone(), &dispatch);
        let firehose = Firehose::new(volume.clone(), &dispatch);
        let glue = Glue::new(volume.clone(), &dispatch);
        let iam = Iam::new(volume.clone(), &dispatch);
        let kinesis = Kinesis::new(volume.clone(), &dispatch, throughput);
        let lambda = Lambda::new(volume.clone(), &dispatch, config);
        let logs = Logs::new(volume.clone(), &dispatch);
        let s3 = S3::new(volume.clone(), &dispatch);
        let smtp = options.smtp.clone().map(|server| Smtp { server, from: options.smtp_from.clone() });
        let config = SnsConfig { endpoint: endpoint.to_owned(), smtp };
        let sns = Sns::new(volume.clone(), &dispatch, config);
        let sqs = Sqs::new(volume.clone(), &dispatch, endpoint);
        let sts = Sts::new(volume.clone(), &dispatch);
        let mut carriers = vec![
            Carrier::embedded(athena.routes()),
            Carrier::embedded(cloudformation.routes()),
            Carrier::embedded(cloudwatch.routes()),
            Carrier::embedded(dynamodb.routes()),
            Carrier::embedded(dynamodb.stream_routes()),
            Carrier::embedded(firehose.routes()),
            Carrier::embedded(glue.routes()),
            Carrier::embedded(iam.routes()),
            Carrier::embedded(kinesis.routes()),
            Carrier::embedded(lambda.routes()),
            Carrier::embedded(logs.routes()),
            Carrier::embedded(s3.routes()),
            Carrier::embedded(sns.routes()),
            Carrier::embedded(sqs.routes()),
            Carrier::embedded(sts.routes()),
        ];
        // Metrics of a house whose CloudWatch is elsewhere are nobody's here.
        if !remotes.iter().any(|moved| moved.service == "monitoring") {
            dispatch.meter(cloudwatch.clone());
        }
        for Remotely { service, remote } in remotes {
            // The carrier keeps the service's operations: by them roles are held to their policies.
            let here = carriers.iter().position(|carrier| carrier.service().name == service);
            let here = here.context("invariant: the services of SERVICES are built")?;
            let moved = carriers.remove(here).moved_to(remote);
            carriers.push(moved);
        }
        dispatch.connect(carriers);
        dispatch.secure(sts.clone(), iam);
        let services = Services {
            athena,
            cloudformation,
            cloudwatch,
            dynamodb,
            firehose,
            glue,
            kinesis,
            lambda,
            logs,
            s3,
            sns,
            sqs,
            sts,
        };
        let metering = Metering::of(vec![
            ("athena", services.athena.clone()),
            ("dynamodb", services.dynamodb.clone()),
            ("firehose", services.firehose.clone()),
            ("kinesis", services.kinesis.clone()),
            ("lambda", services.lambda.clone()),
            ("logs", services.logs.clone()),
            ("sns", services.sns.clone()),
            ("sqs", services.sqs.clone()),
        ]);
        let sweep = Arc::new(Sweep::new(services.clone()));
        let swept = Arc::clone(&sweep);
        let after_move = move || -> dispatch::Future<'static, ()> {
            let sweep = Arc::clone(&swept);
            Box::pin(async move { sweep.run().await })
        };
        let time = Arc::new(HouseTime::new(clock, volume.clone(), dispatch.clone(), Box::new(after_move)));
        Ok(Self { dispatch, volume, postgres, queries, time, sweep, services, metering, passing, spill })
    }

    /// Who keeps metrics, where that is here.
    pub fn metrics(&self) -> Option<Arc<CloudWatch>> {
        self.dispatch.measure().map(|_| self.services.cloudwatch.clone())
    }

    /// The service that signs notifications, for the door that shows its certificate.
    pub fn sns(&self) -> Arc<Sns> {
        self.services.sns.clone()
    }

    /// What the console asks beside AWS's operations.
    pub fn backstage(&self, endpoint: &str) -> Backstage {
        let Services { firehose, lambda, .. } = self.services.clone();
        Backstage { firehose, lambda, time: Arc::clone(&self.time), endpoint: endpoint.to_owned() }
    }

    /// Goes on with what was under way, and starts what runs in the background.
    pub fn start(&self) {
        if self.dispatch.measure().is_some() {
            self.metering.start();
        }
        let Services { athena, cloudformation, dynamodb, firehose, glue, lambda, logs, s3, sns, sqs, .. } =
            self.services.clone();
        self.services.cloudwatch.resume();
        tokio::spawn(async move {
            if let Err(fault) = dynamodb.resume() {
                eprintln!("pumphouse: changes of tables could not go on to Kinesis: {fault}");
            }
            if let Err(fault) = sqs.resume().await {
                eprintln!("pumphouse: tasks that move messages could not go on: {fault}");
            }
            if let Err(fault) = lambda.resume().await {
                eprintln!("pumphouse: event source mappings could not go on: {fault}");
            }
            if let Err(fault) = firehose.resume().await {
                eprintln!("pumphouse: delivery streams could not go on: {fault}");
            }
            if let Err(fault) = logs.resume().await {
                eprintln!("pumphouse: filters of logs could not go on: {fault}");
            }
            if let Err(fault) = sns.resume().await {
                eprintln!("pumphouse: messages of topics could not go on: {fault}");
            }
            if let Err(fault) = s3.resume().await {
                eprintln!("pumphouse: notifications of buckets could not go on: {fault}");
            }
            if let Err(fault) = athena.resume().await {
                eprintln!("pumphouse: queries that were under way could not be ended: {fault}");
            }
            if let Err(fault) = glue.resume().await {
                eprintln!("pumphouse: crawlers could not go on: {fault}");
            }
            if let Err(error) = cloudformation.resume().await {
                eprintln!("pumphouse: stacks could not go on: {error}");
            }
        });
        tokio::spawn(Arc::clone(&self.sweep).keep());
    }

    /// Ends what runs and syncs what is kept.
    pub async fn close(&self) {
        self.services.sns.shutdown();
        // Together: deliveries may wait for functions.
        let Services { athena, firehose, glue, lambda, .. } = &self.services;
        tokio::join!(athena.shutdown(), firehose.shutdown(), glue.shutdown(), lambda.shutdown());
        if let Err(fault) = self.services.logs.flush().await {
            eprintln!("pumphouse: the last log lines could not be kept: {fault}");
        }
        self.metering.end().await;
        self.volume.close().await;
        // It is there only if a query needed it.
        let _ = std::fs::remove_dir_all(&self.spill);
        if let Some(directory) = &self.passing {
            // It is there only if a function ran.
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}

/// The services that there are.
const SERVICES: [&str; 15] = [
    "athena",
    "cloudformation",
    "dynamodb",
    "firehose",
    "glue",
    "iam",
    "kinesis",
    "lambda",
    "logs",
    "monitoring",
    "s3",
    "sns",
    "sqs",
    "streams.dynamodb",
    "sts",
];

/// A service that lives elsewhere: `SERVICE=URL`.
struct Remotely {
    service: String,
    remote: Remote,
}

impl Remotely {
    fn parse(text: &str) -> anyhow::Result<Self> {
        let Some((name, endpoint)) = text.split_once('=') else {
            bail!("`--remote {text}` is not SERVICE=URL, such as dynamodb=http://127.0.0.1:8000");
        };
        if !SERVICES.contains(&name) {
            bail!("`--remote {text}` names no service; there are {}", SERVICES.join(", "));
        }
        let credentials = Credentials {
            access_key: std::env::var("AWS_ACCESS_KEY_ID").unwrap_or_default(),
            secret_key: std::env::var("AWS_SECRET_ACCESS_KEY").unwrap_or_else(|_| "pumphouse".to_owned()),
            session_token: std::env::var("AWS_SESSION_TOKEN").ok(),
        };
        let remote = Remote::new(endpoint, credentials).map_err(|reason| anyhow!(reason))?;
        Ok(Self { service: name.to_owned(), remote })
    }
}
