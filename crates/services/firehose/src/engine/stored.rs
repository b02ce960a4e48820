//! A delivery stream as it is stored: JSON under `stream/<account>/<region>/<name>`. How far it has delivered
//! is stored under `progress/<id>/<lane>`, the columns of what it converts under `columns/<id>`.
//! `docs/formats/firehose.md` states all.

use std::collections::BTreeMap;

use firehose_api::{
    AmazonopensearchserviceDestinationConfiguration, ExtendedS3DestinationConfiguration,
    HttpEndpointDestinationConfiguration, KinesisStreamSourceConfiguration, ProcessorParameterName,
};
use kernel::{AccountId, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

/// What keys of descriptions begin with.
pub const PREFIX: &[u8] = b"stream/";
/// The version of the form below.
const VERSION: i32 = 1;

/// What is stored of a delivery stream.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredStream {
    /// The version of this form.
    pub version: i32,
    /// The stream's own id, a UUID; names its log.
    pub id: String,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its destination was last changed, if ever.
    pub updated: Option<Timestamp>,
    /// Counts the changes of its destination, from 1.
    pub revision: i64,
    /// Whether it is being deleted.
    pub deleting: bool,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// What was said of its throughput, MiB a second; a hint without effect.
    pub throughput_hint: Option<i32>,
    /// The Kinesis stream it reads, unless records are put on it.
    pub source: Option<KinesisStreamSourceConfiguration>,
    /// Where records go.
    pub destination: StoredDestination,
}

/// Where records go: one of these.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StoredDestination {
    /// To a bucket.
    pub extended_s3: Option<ExtendedS3DestinationConfiguration>,
    /// To an HTTP endpoint.
    pub http_endpoint: Option<HttpEndpointDestinationConfiguration>,
    /// To OpenSearch.
    pub open_search: Option<AmazonopensearchserviceDestinationConfiguration>,
    /// To Elasticsearch.
    pub elasticsearch: Option<AmazonopensearchserviceDestinationConfiguration>,
}

impl StoredDestination {
    /// How many there are.
    pub fn count(&self) -> usize {
        usize::from(self.extended_s3.is_some())
            + usize::from(self.http_endpoint.is_some())
            + usize::from(self.open_search.is_some())
            + usize::from(self.elasticsearch.is_some())
    }
}

impl StoredStream {
    /// A delivery stream made at `created`, on which records are put.
    pub fn new(
        id: String,
        place: &Place,
        name: String,
        created: Timestamp,
        destination: StoredDestination,
    ) -> Self {
        Self {
            version: VERSION,
            id,
            account: place.account.to_string(),
            region: place.region.to_string(),
            name,
            created,
            updated: None,
            revision: 1,
            deleting: false,
            tags: BTreeMap::new(),
            throughput_hint: None,
            source: None,
            destination,
        }
    }

    /// Where the stream belongs.
    pub fn place(&self) -> Place {
        Place {
            account: AccountId::parse(&self.account).unwrap_or_default(),
            region: Region::parse(&self.region).unwrap_or_default(),
        }
    }

    /// The ARNs of all roles that it takes for its source and its destination, each once.
    pub fn roles(&self) -> Vec<&str> {
        let to = &self.destination;
        let mut roles: Vec<&str> = self.source.iter().map(|source| source.role_arn.as_str()).collect();
        if let Some(config) = &to.extended_s3 {
            roles.push(&config.role_arn);
            roles.extend(config.s3_backup_configuration.iter().map(|backup| backup.role_arn.as_str()));
            let conversion = config.data_format_conversion_configuration.as_ref();
            let table = conversion.and_then(|conversion| conversion.schema_configuration.as_ref());
            roles.extend(table.and_then(|table| table.role_arn.as_deref()));
        }
        if let Some(config) = &to.http_endpoint {
            roles.extend(config.role_arn.as_deref());
            roles.push(&config.s3_configuration.role_arn);
        }
        for config in to.open_search.iter().chain(&to.elasticsearch) {
            roles.extend([config.role_arn.as_str(), &config.s3_configuration.role_arn]);
        }
        let processing = [
            to.extended_s3.as_ref().and_then(|config| config.processing_configuration.as_ref()),
            to.http_endpoint.as_ref().and_then(|config| config.processing_configuration.as_ref()),
            to.open_search.as_ref().and_then(|config| config.processing_configuration.as_ref()),
            to.elasticsearch.as_ref().and_then(|config| config.processing_configuration.as_ref()),
        ];
        let processors =
            processing.into_iter().flatten().flat_map(|config| config.processors.iter().flatten());
        let parameters = processors.flat_map(|processor| processor.parameters.iter().flatten());
        let given = parameters.filter(|given| given.parameter_name == ProcessorParameterName::RoleArn);
        roles.extend(given.map(|given| given.parameter_value.as_str()));
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// The key it is stored under.
    pub fn key(&self) -> Vec<u8> {
        let name = format!("{}/{}/{}", self.account, self.region, self.name);
        [PREFIX, name.as_bytes()].concat()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(format!("version {other}, where version {VERSION} is known")),
        }
    }
}

/// What keys of the progress of the stream `id` begin with.
pub fn progress(id: &str) -> Vec<u8> {
    format!("progress/{id}/").into_bytes()
}

/// What keys of all totals of deliveries begin with.
pub const DELIVERED: &[u8] = b"delivered/";

/// What keys of the totals of deliveries of the stream `id` begin with.
pub fn delivered_of(id: &str) -> Vec<u8> {
    [DELIVERED, id.as_bytes(), b"/"].concat()
}

/// The key of what the stream `id` delivered in a minute since 1970.
pub fn delivered(id: &str, minute: u64) -> Vec<u8> {
    [delivered_of(id), format!("{minute:020}").into_bytes()].concat()
}

/// The stream's id and the minute of a key of totals.
pub fn of_delivered(key: &[u8]) -> Option<(String, u64)> {
    let (id, minute) = std::str::from_utf8(key.strip_prefix(DELIVERED)?).ok()?.split_once('/')?;
    Some((id.to_owned(), minute.parse().ok()?))
}

/// The key of the columns of the stream `id`.
pub fn columns(id: &str) -> Vec<u8> {
    format!("columns/{id}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let destination = StoredDestination {
            extended_s3: from_json(
                br#"{"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::b"}"#,
            )
            .unwrap(),
            ..StoredDestination::default()
        };
        let mut stored =
            StoredStream::new("i".into(), &Place::default(), "s".into(), Timestamp(1500), destination);
        stored.tags.insert("k".into(), "v".into());
        let pinned = r#"{"Version":1,"Id":"i","Account":"000000000000","Region":"us-east-1","Name":"s","Created":1.500,"Revision":1,"Deleting":false,"Tags":{"k":"v"},"Destination":{"ExtendedS3":{"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::b"}}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredStream::decode(pinned.as_bytes()), Ok(stored.clone()));
        assert_eq!(stored.key(), b"stream/000000000000/us-east-1/s");
        assert_eq!((progress("i"), columns("i")), (b"progress/i/".to_vec(), b"columns/i".to_vec()));
        assert!(StoredStream::decode(b"{}").is_err() && StoredStream::decode(b"\xff").is_err());
    }
}
