//! What is done with records before they are delivered.

use wire::Shape;

/// AWS's `ProcessingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProcessingConfiguration {
    pub enabled: Option<bool>,
    pub processors: Option<Vec<Processor>>,
}

/// AWS's `Processor`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Processor {
    pub r#type: ProcessorType,
    pub parameters: Option<Vec<ProcessorParameter>>,
}

/// AWS's `ProcessorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ProcessorType {
    RecordDeAggregation,
    Decompression,
    CloudWatchLogProcessing,
    Lambda,
    MetadataExtraction,
    AppendDelimiterToRecord,
}

/// AWS's `ProcessorParameter`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ProcessorParameter {
    pub parameter_name: ProcessorParameterName,
    #[shape(length(1..=5120))]
    pub parameter_value: String,
}

/// AWS's `ProcessorParameterName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ProcessorParameterName {
    LambdaArn,
    NumberOfRetries,
    MetadataExtractionQuery,
    JsonParsingEngine,
    RoleArn,
    BufferSizeInMBs,
    BufferIntervalInSeconds,
    SubRecordType,
    Delimiter,
    CompressionFormat,
    DataMessageExtraction,
}
