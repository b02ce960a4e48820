//! Results as Parquet: columns of the types that Athena tells, read from the texts that it writes.
//!
//! Numbers, decimals, booleans, dates and timestamps are that; a timestamp with a zone is a moment in UTC; varbinary is
//! bytes. Everything else is text as Athena writes it: arrays, maps, rows, JSON, times and intervals.

use std::io::Write;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::file::properties::WriterProperties;
use anyhow::{Context, anyhow};
use arrow::array::{Array, ArrayRef, BinaryArray, RecordBatch, RecordBatchOptions, StringArray};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::query::{Column, Page, Row};

/// Rows of a row group: what is held in memory. DuckDB's choice.
const GROUP_ROWS: usize = 122_880;

/// A file under way.
pub struct Parquet {
    writer: ArrowWriter<Box<dyn Write + Send>>,
    schema: SchemaRef,
    columns: Vec<Column>,
}

impl Parquet {
    /// Begins a file with the columns of `page`.
    pub fn new(out: Box<dyn Write + Send>, page: &Page) -> anyhow::Result<Self> {
        let field = |column: &Column| Field::new(&column.name, data_type(column), true);
        let schema = Arc::new(Schema::new(page.columns.iter().map(field).collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))
            .context("cannot write Parquet")?;
        Ok(Self { writer, schema, columns: page.columns.clone() })
    }

    /// Writes rows.
    pub fn write(&mut self, page: &Page) -> anyhow::Result<()> {
        let batch = batch(&self.schema, &self.columns, &page.rows)?;
        self.writer.write(&batch).context("cannot write Parquet")
    }

    /// Ends the file.
    pub fn close(self) -> anyhow::Result<()> {
        let mut out = self.writer.into_inner().context("cannot write Parquet")?;
        out.flush().context("cannot write Parquet")
    }
}

fn data_type(column: &Column) -> DataType {
    match column.type_name.as_str() {
        "boolean" => DataType::Boolean,
        "tinyint" => DataType::Int8,
        "smallint" => DataType::Int16,
        "integer" => DataType::Int32,
        "bigint" => DataType::Int64,
        "float" => DataType::Float32,
        "double" => DataType::Float64,
        "decimal" => match (u8::try_from(column.precision), i8::try_from(column.scale)) {
            (Ok(precision @ 1..=38), Ok(scale)) => DataType::Decimal128(precision, scale),
            _ => DataType::Utf8,
        },
        "date" => DataType::Date32,
        "timestamp" => DataType::Timestamp(TimeUnit::Millisecond, None),
        "timestamp with time zone" => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        "varbinary" => DataType::Binary,
        _ => DataType::Utf8,
    }
}

fn batch(schema: &SchemaRef, columns: &[Column], rows: &[Row]) -> anyhow::Result<RecordBatch> {
    let arrays = columns.iter().enumerate().map(|(index, column)| {
        let texts = rows.iter().map(|row| row.get(index).and_then(Option::as_deref));
        array(texts, schema.field(index).data_type()).with_context(|| {
            format!("column {} of type {} is not what Athena writes", column.name, column.type_name)
        })
    });
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let arrays = arrays.collect::<anyhow::Result<Vec<ArrayRef>>>()?;
    Ok(RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)?)
}

fn array<'a>(texts: impl Iterator<Item = Option<&'a str>>, kind: &DataType) -> anyhow::Result<ArrayRef> {
    if *kind == DataType::Binary {
        let bytes = texts.map(|text| text.map(bytes).transpose()).collect::<anyhow::Result<Vec<_>>>()?;
        return Ok(Arc::new(bytes.into_iter().collect::<BinaryArray>()));
    }
    let texts: StringArray = texts.collect();
    let strict = CastOptions { safe: false, ..CastOptions::default() };
    let array = cast_with_options(&texts, kind, &strict)?;
    debug_assert_eq!(array.len(), texts.len());
    Ok(array)
}

/// Bytes as Athena writes them: pairs of hexadecimal digits, blanks between them.
fn bytes(text: &str) -> anyhow::Result<Vec<u8>> {
    let pair = |pair: &str| u8::from_str_radix(pair, 16).map_err(|_| anyhow!("'{text}' is no bytes"));
    text.split_ascii_whitespace().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::AsArray;
    use arrow::datatypes::{Date32Type, Decimal128Type, Float64Type, Int32Type, TimestampMillisecondType};

    fn typed(type_name: &str, texts: &[Option<&str>]) -> anyhow::Result<ArrayRef> {
        let (name, type_name) = ("c".to_owned(), type_name.to_owned());
        let column = Column { name, type_name, precision: 10, scale: 2 };
        array(texts.iter().copied(), &data_type(&column))
    }

    #[test]
    fn texts_become_what_their_type_says() {
        let array = typed("integer", &[Some("-7"), None]).unwrap();
        assert_eq!(array.as_primitive::<Int32Type>().iter().collect::<Vec<_>>(), [Some(-7), None]);
        let array = typed("double", &[Some("1.5E10"), Some("NaN"), Some("-Infinity")]).unwrap();
        let doubles = array.as_primitive::<Float64Type>();
        assert!(
            doubles.value(0) == 1.5e10 && doubles.value(1).is_nan() && doubles.value(2) == f64::NEG_INFINITY
        );
        let array = typed("decimal", &[Some("123.45")]).unwrap();
        assert_eq!(array.as_primitive::<Decimal128Type>().value(0), 12_345);
        let array = typed("date", &[Some("1970-01-03")]).unwrap();
        assert_eq!(array.as_primitive::<Date32Type>().value(0), 2);
        let array = typed("timestamp", &[Some("1970-01-01 00:00:01.250")]).unwrap();
        assert_eq!(array.as_primitive::<TimestampMillisecondType>().value(0), 1_250);
        let zoned = [
            Some("1970-01-01 01:00:01.250 Europe/Vienna"),
            Some("1970-01-01 00:00:00.000 UTC"),
            Some("1970-01-01 01:00:00.000 +01:00"),
        ];
        let array = typed("timestamp with time zone", &zoned).unwrap();
        assert_eq!(array.as_primitive::<TimestampMillisecondType>().values(), &[1_250, 0, 0]);
        let array = typed("varbinary", &[Some("00 ff"), Some("")]).unwrap();
        assert_eq!(array.as_binary::<i32>().iter().collect::<Vec<_>>(), [Some(&b"\x00\xff"[..]), Some(b"")]);
        let array = typed("array", &[Some("[1, 2]")]).unwrap();
        assert_eq!(array.as_string::<i32>().value(0), "[1, 2]");
        assert!(typed("integer", &[Some("seven")]).is_err());
    }

    #[test]
    fn a_file_is_read_again() {
        let column = |name: &str, type_name: &str| Column {
            name: name.to_owned(),
            type_name: type_name.to_owned(),
            precision: 0,
            scale: 0,
        };
        let page = Page {
            columns: vec![column("n", "bigint"), column("s", "varchar")],
            rows: (0..10).map(|number| vec![Some(number.to_string()), None]).collect(),
            next: None,
        };
        let path = std::env::temp_dir().join(format!("pumphouse-{}.parquet", std::process::id()));
        let mut file = Parquet::new(Box::new(std::fs::File::create(&path).unwrap()), &page).unwrap();
        file.write(&page).unwrap();
        file.close().unwrap();
        let read = ::parquet::arrow::arrow_reader::ParquetRecordBatchReader::try_new(
            std::fs::File::open(&path).unwrap(),
            100,
        );
        let batches: Vec<RecordBatch> = read.unwrap().map(Result::unwrap).collect();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 10);
        assert_eq!(batches[0].schema().field(0).data_type(), &DataType::Int64);
        assert_eq!(batches[0].column(1).null_count(), 10);
    }
}
