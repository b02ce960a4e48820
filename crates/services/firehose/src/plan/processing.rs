//! What is done with records before they are delivered, read from `ProcessingConfiguration`.

use bytes::Bytes;
use firehose_api::{
    ProcessingConfiguration, Processor, ProcessorParameterName as Name, ProcessorType as Type,
};
use kernel::{Arn, Place, Region};

use super::{Buffering, Refusal, Role};
use crate::formats::partition::Query;
use crate::limits;

/// What is done, in this order.
#[derive(Default)]
pub struct Steps {
    /// Records of a producer library are taken apart, as they are wherever a Kinesis stream is read.
    pub deaggregates: bool,
    /// Records are unpacked from gzip.
    pub decompresses: bool,
    /// Of what CloudWatch Logs sent, the messages are kept.
    pub extracts_messages: bool,
    /// Records are cut up.
    pub split: Option<Split>,
    /// A function changes them.
    pub transform: Option<Transform>,
    /// A query names their partitions.
    pub query: Option<Query>,
    /// What is put behind each.
    pub delimiter: Option<Bytes>,
}

/// How one record is cut into many.
pub enum Split {
    /// JSON objects, one after the other.
    Objects,
    /// At each delimiter.
    Delimited(Bytes),
}

/// A function that changes records.
pub struct Transform {
    /// The function's ARN, as configured: what policies speak of.
    pub function: String,
    /// The same with a version, as failures and errors name it.
    pub shown: String,
    /// Where it lives.
    pub place: Place,
    /// The role that invokes it; the destination's where there is none.
    pub role: Option<Role>,
    /// When it is invoked.
    pub buffering: Buffering,
    /// How often it is tried again.
    pub retries: u64,
}

impl Steps {
    /// Whether nothing is done before the function.
    pub fn prepare_nothing(&self) -> bool {
        !self.deaggregates && !self.decompresses && !self.extracts_messages && self.split.is_none()
    }

    /// The steps of a configuration.
    pub fn new(
        config: Option<&ProcessingConfiguration>,
        reads_kinesis: bool,
        place: &Place,
    ) -> Result<Self, Refusal> {
        let mut steps = Self { deaggregates: reads_kinesis, ..Self::default() };
        let Some(config) = config.filter(|config| config.enabled == Some(true)) else { return Ok(steps) };
        let mut seen = Vec::new();
        for processor in config.processors.iter().flatten() {
            if seen.contains(&processor.r#type) {
                return Err(format!("Only one {} processor is allowed.", processor.r#type.as_str()));
            }
            seen.push(processor.r#type);
            steps.add(&Parameters::new(processor)?, place)?;
        }
        if steps.extracts_messages && !steps.decompresses {
            return Err("CloudWatchLogProcessing requires a Decompression processor before it.".to_owned());
        }
        Ok(steps)
    }

    fn add(&mut self, given: &Parameters<'_>, place: &Place) -> Result<(), Refusal> {
        match given.kind() {
            Type::Decompression => {
                match given.only(&[Name::CompressionFormat])?.text(Name::CompressionFormat) {
                    None | Some("GZIP") => self.decompresses = true,
                    Some(other) => {
                        return Err(format!("CompressionFormat {other} of Decompression is not GZIP."));
                    }
                }
            }
            Type::CloudWatchLogProcessing => {
                given.only(&[Name::DataMessageExtraction])?;
                self.extracts_messages = given.text(Name::DataMessageExtraction) == Some("true");
            }
            Type::RecordDeAggregation => {
                given.only(&[Name::SubRecordType, Name::Delimiter])?;
                self.split = Some(split(given)?);
            }
            Type::Lambda => self.transform = Some(transform(given, place)?),
            Type::MetadataExtraction => {
                given.only(&[Name::MetadataExtractionQuery, Name::JsonParsingEngine])?;
                if given.text(Name::JsonParsingEngine).is_some_and(|engine| engine != "JQ-1.6") {
                    return Err("JsonParsingEngine must be JQ-1.6.".to_owned());
                }
                let query = given.required(Name::MetadataExtractionQuery)?;
                self.query = Some(Query::parse(query).map_err(|error| error.to_string())?);
            }
            Type::AppendDelimiterToRecord => {
                let text = given.only(&[Name::Delimiter])?.text(Name::Delimiter).unwrap_or("\\n");
                self.delimiter = Some(Bytes::from(text.replace("\\n", "\n").replace("\\t", "\t")));
            }
        }
        Ok(())
    }
}

/// The parameters of one processor.
struct Parameters<'a>(&'a Processor);

impl<'a> Parameters<'a> {
    fn new(processor: &'a Processor) -> Result<Self, Refusal> {
        let mut seen = Vec::new();
        for parameter in processor.parameters.iter().flatten() {
            if seen.contains(&parameter.parameter_name) {
                return Err(format!("Parameter {} is given twice.", parameter.parameter_name.as_str()));
            }
            seen.push(parameter.parameter_name);
        }
        Ok(Self(processor))
    }

    fn kind(&self) -> Type {
        self.0.r#type
    }

    fn only(&self, known: &[Name]) -> Result<&Self, Refusal> {
        let mut given = self.0.parameters.iter().flatten();
        match given.find(|parameter| !known.contains(&parameter.parameter_name)) {
            Some(parameter) => Err(format!(
                "Parameter {} is not one of a {} processor.",
                parameter.parameter_name.as_str(),
                self.kind().as_str()
            )),
            None => Ok(self),
        }
    }

    fn text(&self, name: Name) -> Option<&'a str> {
        let mut given = self.0.parameters.iter().flatten();
        given.find(|parameter| parameter.parameter_name == name).map(|given| given.parameter_value.as_str())
    }

    fn required(&self, name: Name) -> Result<&'a str, Refusal> {
        let missing = || format!("{} is required in a {} processor.", name.as_str(), self.kind().as_str());
        self.text(name).ok_or_else(missing)
    }

    fn number<N: std::str::FromStr + PartialOrd + Copy>(
        &self,
        name: Name,
        default: N,
        allowed: std::ops::RangeInclusive<N>,
    ) -> Result<N, Refusal> {
        let Some(text) = self.text(name) else { return Ok(default) };
        let number = text.parse().ok().filter(|number| allowed.contains(number));
        number.ok_or_else(|| {
            format!("{} {text} of the {} processor is out of range.", name.as_str(), self.kind().as_str())
        })
    }
}

fn split(given: &Parameters<'_>) -> Result<Split, Refusal> {
    use base64::Engine as _;
    match given.required(Name::SubRecordType)? {
        "JSON" => Ok(Split::Objects),
        "DELIMITED" => {
            let text = given.required(Name::Delimiter)?;
            let delimiter = base64::engine::general_purpose::STANDARD.decode(text).ok();
            let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty());
            let wrong = || format!("Delimiter {text} of RecordDeAggregation is not base64 of a delimiter.");
            Ok(Split::Delimited(delimiter.ok_or_else(wrong)?.into()))
        }
        other => Err(format!("SubRecordType {other} is neither JSON nor DELIMITED.")),
    }
}

fn transform(given: &Parameters<'_>, place: &Place) -> Result<Transform, Refusal> {
    given.only(&[
        Name::LambdaArn,
        Name::NumberOfRetries,
        Name::RoleArn,
        Name::BufferSizeInMBs,
        Name::BufferIntervalInSeconds,
    ])?;
    let text = given.required(Name::LambdaArn)?;
    let wrong = || format!("LambdaArn {text} is not the ARN of a function.");
    let arn = Arn::parse(text).map_err(|_| wrong())?;
    let name = arn.name_of("function").filter(|_| arn.service() == "lambda").ok_or_else(wrong)?;
    let shown = if name.contains(':') { text.to_owned() } else { format!("{text}:$LATEST") };
    let region = Region::parse(arn.region()).unwrap_or_else(|| place.region.clone());
    let account = kernel::AccountId::parse(arn.account()).unwrap_or_else(|| place.account.clone());
    let mib = given.number(Name::BufferSizeInMBs, limits::TRANSFORM_MIB_DEFAULT, limits::TRANSFORM_MIB)?;
    let seconds = given.number(
        Name::BufferIntervalInSeconds,
        limits::TRANSFORM_SECONDS_DEFAULT,
        0..=limits::TRANSFORM_SECONDS_MAX,
    )?;
    Ok(Transform {
        function: text.to_owned(),
        shown,
        place: Place { account, region },
        role: given.text(Name::RoleArn).map(|arn| Role::parse(arn, place)),
        buffering: Buffering { bytes: (mib * f64::from(1 << 20)) as usize, interval_ms: seconds * 1000 },
        retries: given.number(
            Name::NumberOfRetries,
            limits::TRANSFORM_RETRIES_DEFAULT,
            0..=limits::TRANSFORM_RETRIES_MAX,
        )?,
    })
}
