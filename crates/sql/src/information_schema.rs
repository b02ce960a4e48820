//! `information_schema`: what the catalog describes, as tables.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use datafusion::datasource::{MemTable, TableProvider};

use crate::catalog::Catalog;
use crate::error::{Error, Fact};
use crate::types::{of_hive, to_trino};

/// The name of the database.
pub const NAME: &str = "information_schema";

/// One of its tables.
pub async fn table(
    catalog: &dyn Catalog,
    catalog_name: &str,
    name: &str,
) -> Result<Arc<dyn TableProvider>, Error> {
    let batch = match name {
        "schemata" => schemata(catalog, catalog_name).await?,
        "tables" => tables(catalog, catalog_name).await?,
        "views" => views(catalog, catalog_name).await?,
        "columns" => columns(catalog, catalog_name).await?,
        _ => {
            let words = format!("Table '{catalog_name}.{NAME}.{name}' does not exist");
            return Err(Error::new(Fact::TableNotFound, words));
        }
    };
    let schema = batch.schema();
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}

fn batch(names: &[&str], rows: &[Vec<Option<String>>]) -> Result<RecordBatch, Error> {
    let column = |index: usize, name: &str| -> (Field, ArrayRef) {
        let texts = rows.iter().map(|row| row[index].clone());
        if name == "ordinal_position" {
            let numbers: Int64Array = texts.map(|text| text?.parse::<i64>().ok()).collect();
            return (Field::new(name, DataType::Int64, true), Arc::new(numbers));
        }
        (Field::new(name, DataType::Utf8, true), Arc::new(texts.collect::<StringArray>()))
    };
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) =
        names.iter().enumerate().map(|(index, name)| column(index, name)).unzip();
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

async fn schemata(catalog: &dyn Catalog, name: &str) -> Result<RecordBatch, Error> {
    let databases = catalog.databases().await?.into_iter().map(|database| database.name);
    let all = databases.chain([NAME.to_owned()]);
    let rows: Vec<_> = all.map(|database| vec![Some(name.to_owned()), Some(database)]).collect();
    batch(&["catalog_name", "schema_name"], &rows)
}

async fn every_table(catalog: &dyn Catalog) -> Result<Vec<crate::catalog::Table>, Error> {
    let mut tables = Vec::new();
    for database in catalog.databases().await? {
        tables.extend(catalog.tables(&database.name).await?);
    }
    Ok(tables)
}

async fn tables(catalog: &dyn Catalog, name: &str) -> Result<RecordBatch, Error> {
    let rows: Vec<_> = every_table(catalog)
        .await?
        .into_iter()
        .map(|table| {
            let kind = if table.is_view() { "VIEW" } else { "BASE TABLE" };
            vec![Some(name.to_owned()), Some(table.database), Some(table.name), Some(kind.to_owned())]
        })
        .collect();
    batch(&["table_catalog", "table_schema", "table_name", "table_type"], &rows)
}

async fn views(catalog: &dyn Catalog, name: &str) -> Result<RecordBatch, Error> {
    let views = every_table(catalog).await?.into_iter().filter(crate::catalog::Table::is_view);
    let rows: Vec<_> = views
        .map(|table| {
            let text = table.view_original_text.as_deref().and_then(crate::view::View::unpack);
            vec![Some(name.to_owned()), Some(table.database), Some(table.name), text.map(|view| view.text)]
        })
        .collect();
    batch(&["table_catalog", "table_schema", "table_name", "view_definition"], &rows)
}

async fn columns(catalog: &dyn Catalog, name: &str) -> Result<RecordBatch, Error> {
    let mut rows = Vec::new();
    let mut tables = Vec::new();
    for database in catalog.databases().await? {
        tables.extend(catalog.described_tables(&database.name).await?);
    }
    for table in tables {
        let keys = table.partition_keys.iter().map(|column| (column, Some("partition key".to_owned())));
        let all = table.storage.columns.iter().map(|column| (column, None)).chain(keys);
        for (index, (column, extra)) in all.enumerate() {
            let kind = of_hive(&column.kind).map_or_else(|_| column.kind.clone(), |kind| to_trino(&kind));
            rows.push(vec![
                Some(name.to_owned()),
                Some(table.database.clone()),
                Some(table.name.clone()),
                Some(column.name.clone()),
                Some((index + 1).to_string()),
                None,
                Some("YES".to_owned()),
                Some(kind),
                column.comment.clone(),
                extra,
            ]);
        }
    }
    let names = [
        "table_catalog",
        "table_schema",
        "table_name",
        "column_name",
        "ordinal_position",
        "column_default",
        "is_nullable",
        "data_type",
        "comment",
        "extra_info",
    ];
    batch(&names, &rows)
}
