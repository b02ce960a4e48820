//! Names for completion, asked of Athena's catalogue: a bounded number of tables, with their columns.

use std::collections::BTreeMap;

use athena_api::{
    ListDataCatalogs, ListDataCatalogsInput, ListDatabases, ListDatabasesInput, ListTableMetadata,
    ListTableMetadataInput,
};
use wire::Shape;

use super::candidates::Names;
use crate::client::Client;

/// Tables that are looked at.
const TABLES_MAX: usize = 2_000;
/// The catalog of names without one.
const LAKE: &str = "AwsDataCatalog";

/// The names that there are.
pub async fn find(client: &Client, database: &str) -> anyhow::Result<Names> {
    let mut names = Names { database: database.to_lowercase(), databases: BTreeMap::new() };
    let catalogs = client.call::<ListDataCatalogs>(ListDataCatalogsInput::placeholder()).await?;
    let mut left = TABLES_MAX;
    for catalog in
        catalogs.data_catalogs_summary.into_iter().flatten().filter_map(|catalog| catalog.catalog_name)
    {
        for database in databases(client, &catalog).await? {
            let tables = tables(client, &catalog, &database, &mut left).await?;
            let name = if catalog == LAKE { database } else { format!("{catalog}.{database}") };
            names.databases.insert(name.to_lowercase(), tables);
        }
    }
    Ok(names)
}

async fn databases(client: &Client, catalog: &str) -> anyhow::Result<Vec<String>> {
    let (mut found, mut next_token) = (Vec::new(), None);
    loop {
        let input = ListDatabasesInput {
            catalog_name: catalog.to_owned(),
            next_token,
            ..ListDatabasesInput::placeholder()
        };
        let page = client.call::<ListDatabases>(input).await?;
        found.extend(page.database_list.into_iter().flatten().map(|database| database.name));
        next_token = page.next_token;
        if next_token.is_none() || found.len() >= TABLES_MAX {
            return Ok(found);
        }
    }
}

async fn tables(
    client: &Client,
    catalog: &str,
    database: &str,
    left: &mut usize,
) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let (mut found, mut next_token) = (BTreeMap::new(), None);
    while *left > 0 {
        let input = ListTableMetadataInput {
            catalog_name: catalog.to_owned(),
            database_name: database.to_owned(),
            next_token,
            ..ListTableMetadataInput::placeholder()
        };
        let page = client.call::<ListTableMetadata>(input).await?;
        for table in page.table_metadata_list.into_iter().flatten() {
            let all = table.columns.into_iter().flatten().chain(table.partition_keys.into_iter().flatten());
            found.insert(table.name.to_lowercase(), all.map(|column| column.name.to_lowercase()).collect());
            *left = left.saturating_sub(1);
        }
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    Ok(found)
}
