//! Who else is in the house: one who keeps metrics, a stream, a delivery stream, a function.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use dispatch::{
    Authorize, Call, Carrier, Future, Handle, Identify, Identity, Keeping, Measure, Report, Routes,
};
use kernel::{Arn, Place};
use serde_json::Value;
use wire::Fault;
use {firehose_api as firehose, kinesis_api as kinesis, lambda_api as lambda};

#[derive(Default)]
pub struct Fakes {
    /// By metric, its dimensions and the minute: how many, and their sum.
    pub metrics: Mutex<BTreeMap<String, (f64, f64)>>,
    sequences: Mutex<BTreeMap<String, u64>>,
    /// Keeps a report, and then says that it did not.
    pub forgets: AtomicBool,
    /// Takes nothing.
    pub refuses: AtomicBool,
    /// Who got what, in order.
    pub got: Mutex<Vec<(String, Value)>>,
}

impl Fakes {
    pub fn metrics(&self) -> Vec<(String, (f64, f64))> {
        self.metrics.lock().unwrap().clone().into_iter().collect()
    }

    /// The messages that came, and from whom they are taken.
    pub fn take(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.got.lock().unwrap())
    }

    fn take_in(&self, who: String, message: &[u8]) -> Result<(), Fault> {
        if self.refuses.load(Ordering::Relaxed) {
            return Err(Fault::sender("ResourceNotFoundException", "not there"));
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(message).read_to_string(&mut text).unwrap();
        self.got.lock().unwrap().push((who, serde_json::from_str(&text).unwrap()));
        Ok(())
    }
}

impl Identify for Fakes {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

/// Whatever the answer to an authorisation is.
type Decision<'a> = Future<'a, Result<Result<(), String>, Fault>>;

impl Authorize for Fakes {
    fn authorize<'a>(&'a self, _: &'a Call, _: &'a str, _: &'a [String]) -> Decision<'a> {
        Box::pin(std::future::ready(Ok(Ok(()))))
    }

    fn assume<'a>(&'a self, call: &'a Call, role: &'a Arn, _: &'a [(&'a str, &'a str)]) -> Decision<'a> {
        assert_eq!(call.principal.arn(), "logs.amazonaws.com");
        let trusts = role.resource() == "role/ro";
        Box::pin(std::future::ready(Ok(if trusts { Ok(()) } else { Err("no".to_owned()) })))
    }
}

impl Measure for Fakes {
    fn report(&self, report: Report) -> Future<'_, Result<(), Fault>> {
        let Keeping::Add { sequence } = report.keeping else { panic!("totals are not what filters report") };
        let mut sequences = self.sequences.lock().unwrap();
        let last = sequences.entry(report.source).or_default();
        if sequence > *last {
            *last = sequence;
            for sample in report.samples {
                let mut dimensions = String::new();
                sample.dimensions.iter().for_each(|(name, value)| dimensions += &format!(" {name}={value}"));
                let (namespace, name, unit) = (sample.namespace, sample.name, sample.unit);
                let key = format!("{namespace} {name}{dimensions} {unit} {}", sample.minute.0 / 60_000);
                let values: f64 = sample.values.iter().map(|(value, count)| value * count).sum();
                assert!((values - sample.sum).abs() < 1e-9 && sample.minimum <= sample.maximum);
                let mut metrics = self.metrics.lock().unwrap();
                let kept = metrics.entry(key).or_default();
                *kept = (kept.0 + sample.count, kept.1 + sample.sum);
            }
        }
        let result = match self.forgets.load(Ordering::Relaxed) {
            true => Err(Fault::internal("the answer is lost")),
            false => Ok(()),
        };
        Box::pin(std::future::ready(result))
    }

    fn sequence(&self, _: &Place, source: &str) -> Result<u64, Fault> {
        Ok(self.sequences.lock().unwrap().get(source).copied().unwrap_or_default())
    }
}

pub fn carriers(fakes: &Arc<Fakes>) -> [Carrier; 3] {
    [
        Carrier::embedded(Routes::new(&kinesis::SERVICE, fakes.clone()).with::<kinesis::PutRecord>()),
        Carrier::embedded(Routes::new(&firehose::SERVICE, fakes.clone()).with::<firehose::PutRecord>()),
        Carrier::embedded(Routes::new(&lambda::SERVICE, fakes.clone()).with::<lambda::Invoke>()),
    ]
}

impl Handle<kinesis::PutRecord> for Fakes {
    async fn handle(
        &self,
        call: &Call,
        input: kinesis::PutRecordInput,
    ) -> Result<kinesis::PutRecordOutput, Fault> {
        let who = format!("{} {} {}", call.principal.arn(), input.stream_arn.unwrap(), input.partition_key);
        self.take_in(who, &input.data)?;
        let (shard_id, sequence_number) = ("s".to_owned(), "1".to_owned());
        Ok(kinesis::PutRecordOutput { shard_id, sequence_number, encryption_type: None })
    }
}

impl Handle<firehose::PutRecord> for Fakes {
    async fn handle(
        &self,
        call: &Call,
        input: firehose::PutRecordInput,
    ) -> Result<firehose::PutRecordOutput, Fault> {
        let who = format!("{} {}", call.principal.arn(), input.delivery_stream_name);
        self.take_in(who, &input.record.data)?;
        Ok(firehose::PutRecordOutput { record_id: "r".into(), encrypted: None })
    }
}

impl Handle<lambda::Invoke> for Fakes {
    async fn handle(&self, call: &Call, input: lambda::InvokeInput) -> Result<lambda::InvokeOutput, Fault> {
        if input.invocation_type == Some(lambda::InvocationType::DryRun) {
            return match self.refuses.load(Ordering::Relaxed) {
                true => Err(Fault::sender("AccessDeniedException", "no")),
                false => Ok(lambda::InvokeOutput::default()),
            };
        }
        let event: Value = serde_json::from_slice(&input.payload.unwrap()).unwrap();
        let data = event["awslogs"]["data"].as_str().unwrap();
        let data = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        let who = format!("{} {} {}", call.principal.arn(), call.source_arn().unwrap(), input.function_name);
        self.take_in(who, &data)?;
        Ok(lambda::InvokeOutput::default())
    }
}
