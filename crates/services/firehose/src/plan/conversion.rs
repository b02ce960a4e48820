//! From JSON to Parquet, read from `DataFormatConversionConfiguration`.

use firehose_api as api;
use kernel::{Place, Region};

use super::{Refusal, Role};
use crate::formats::input::Input;
use crate::formats::parquet;

/// How records become columns.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// How columns are packed.
    pub compression: parquet::Compression,
    /// How records are read.
    pub input: Input,
    /// Bytes of a page.
    pub page_bytes: usize,
    /// Bytes of a group of rows.
    pub row_group_bytes: usize,
    /// Where columns are stated, for those who read of failures.
    pub table: api::SchemaConfiguration,
    /// The table of the catalogue that states them; without one they are inferred.
    pub stated: Option<StatedTable>,
}

/// A table of the Glue catalogue.
#[derive(Clone, Debug)]
pub struct StatedTable {
    /// The role that may read it.
    pub role: Role,
    /// Whose catalogue, where.
    pub place: Place,
    /// The catalogue's id, where one is given.
    pub catalog: Option<String>,
    /// The database's name.
    pub database: String,
    /// The table's name.
    pub name: String,
    /// Its version; the latest, whichever that is, if none is given.
    pub version: Option<String>,
}

impl Conversion {
    /// What names of converted objects end in.
    pub const EXTENSION: &str = ".parquet";

    /// The conversion that is asked for, if one is.
    pub fn new(
        config: Option<&api::DataFormatConversionConfiguration>,
        bucket_role: &str,
        place: &Place,
    ) -> Result<Option<Self>, Refusal> {
        // Enabled where nobody says otherwise (API: DataFormatConversionConfiguration).
        let Some(config) = config.filter(|config| config.enabled != Some(false)) else { return Ok(None) };
        let serializer =
            config.output_format_configuration.as_ref().and_then(|output| output.serializer.as_ref());
        let Some(serializer) = serializer else {
            return Err(
                "OutputFormatConfiguration with a Serializer is required when data format conversion is \
                        enabled."
                    .to_owned(),
            );
        };
        if serializer.orc_ser_de.is_some() {
            return Err("OrcSerDe is not supported by Pumphouse; use ParquetSerDe.".to_owned());
        }
        let Some(parquet) = &serializer.parquet_ser_de else {
            return Err("Serializer needs a ParquetSerDe.".to_owned());
        };
        let input = input(config.input_format_configuration.as_ref())?;
        let compression = match parquet.compression {
            None | Some(api::ParquetCompression::Snappy) => parquet::Compression::Snappy,
            Some(api::ParquetCompression::Gzip) => parquet::Compression::Gzip,
            Some(api::ParquetCompression::Uncompressed) => parquet::Compression::Uncompressed,
        };
        let size = |given: Option<i32>, own: usize| given.map_or(own, |bytes| bytes.unsigned_abs() as usize);
        Ok(Some(Self {
            compression,
            input,
            page_bytes: size(parquet.page_size_bytes, parquet::PAGE_BYTES),
            row_group_bytes: size(parquet.block_size_bytes, parquet::ROW_GROUP_BYTES),
            table: config.schema_configuration.clone().unwrap_or_default(),
            stated: config
                .schema_configuration
                .as_ref()
                .map(|table| stated(table, bucket_role, place))
                .transpose()?
                .flatten(),
        }))
    }
}

/// The table that is named, if one is.
fn stated(
    table: &api::SchemaConfiguration,
    bucket_role: &str,
    place: &Place,
) -> Result<Option<StatedTable>, Refusal> {
    let (database, name) = match (&table.database_name, &table.table_name) {
        (None, None) => return Ok(None),
        (Some(database), Some(name)) => (database.clone(), name.clone()),
        (None, Some(_)) => return Err("SchemaConfiguration needs a DatabaseName.".to_owned()),
        (Some(_), None) => return Err("SchemaConfiguration needs a TableName.".to_owned()),
    };
    let region = match &table.region {
        None => place.region.clone(),
        Some(given) => Region::parse(given)
            .ok_or_else(|| format!("SchemaConfiguration's Region {given} is no region."))?,
    };
    Ok(Some(StatedTable {
        role: Role::parse(table.role_arn.as_deref().unwrap_or(bucket_role), place),
        place: Place { account: place.account.clone(), region },
        catalog: table.catalog_id.clone(),
        database,
        name,
        version: table.version_id.clone().filter(|version| version != "LATEST"),
    }))
}

/// How records are read; as the OpenX deserializer reads them, where nobody says.
fn input(config: Option<&api::InputFormatConfiguration>) -> Result<Input, Refusal> {
    let deserializer = config.and_then(|config| config.deserializer.as_ref());
    let Some(deserializer) = deserializer else { return Ok(Input::open_x()) };
    match (&deserializer.hive_json_ser_de, &deserializer.open_x_json_ser_de) {
        (Some(_), Some(_)) => Err("Deserializer takes one of HiveJsonSerDe and OpenXJsonSerDe.".to_owned()),
        (Some(hive), None) => Input::hive(hive.timestamp_formats.as_deref().unwrap_or_default())
            .map_err(|error| format!("TimestampFormats: {error}")),
        (None, Some(open_x)) => Ok(Input {
            case_insensitive: open_x.case_insensitive != Some(false),
            dots_to_underscores: open_x.convert_dots_in_json_keys_to_underscores == Some(true),
            column_keys: open_x.column_to_json_key_mappings.clone().unwrap_or_default(),
            ..Input::open_x()
        }),
        (None, None) => Ok(Input::open_x()),
    }
}
