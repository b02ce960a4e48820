//! Data catalogs and engine versions.

use athena_api as api;

use crate::house::House;

#[tokio::test]
async fn there_is_one_catalog_and_those_of_the_engine() {
    let house = House::new();
    let list = house.call::<api::ListDataCatalogs>(Default::default()).await.unwrap();
    let only = &list.data_catalogs_summary.unwrap()[0];
    assert_eq!(
        (only.catalog_name.as_deref(), only.r#type),
        (Some("AwsDataCatalog"), Some(api::DataCatalogType::Glue))
    );
    let get = |name: &str| api::GetDataCatalogInput { name: name.into(), work_group: None };
    let catalog =
        house.call::<api::GetDataCatalog>(get("AwsDataCatalog")).await.unwrap().data_catalog.unwrap();
    assert_eq!(catalog.parameters.unwrap()["catalog-id"], "000000000000");
    assert_eq!(house.invalid::<api::GetDataCatalog>(get("other")).await, "DataCatalog other was not found");
}

#[tokio::test]
async fn catalogs_of_the_engine_are_told_as_federated() {
    let house = House::new();
    let list = house.call::<api::ListDataCatalogs>(Default::default()).await.unwrap();
    let second = &list.data_catalogs_summary.unwrap()[1];
    assert_eq!(
        (second.catalog_name.as_deref(), second.r#type),
        (Some("moving"), Some(api::DataCatalogType::Federated))
    );
    let name = api::GetDataCatalogInput { name: "Moving".into(), work_group: None };
    assert_eq!(
        house.call::<api::GetDataCatalog>(name).await.unwrap().data_catalog.unwrap().r#type,
        api::DataCatalogType::Federated
    );
    let list = |next_token, max_results| {
        house.call::<api::ListTableMetadata>(api::ListTableMetadataInput {
            catalog_name: "moving".into(),
            database_name: "default".into(),
            expression: None,
            next_token,
            max_results,
            work_group: None,
            attributes_to_get: None,
        })
    };
    let first = list(None, Some(2)).await.unwrap();
    let tables = first.table_metadata_list.unwrap();
    assert_eq!(tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(tables[0].columns.as_ref().unwrap()[0].r#type.as_deref(), Some("bigint"));
    let second = list(first.next_token, None).await.unwrap();
    assert_eq!((second.table_metadata_list.unwrap()[0].name.as_str(), second.next_token), ("c", None));
    let get = |database: &str, table: &str| api::GetTableMetadataInput {
        catalog_name: "moving".into(),
        database_name: database.into(),
        table_name: table.into(),
        work_group: None,
    };
    let table =
        house.call::<api::GetTableMetadata>(get("default", "A")).await.unwrap().table_metadata.unwrap();
    assert_eq!(table.name, "a");
    let none = house.refused::<api::GetTableMetadata>(get("default", "none")).await;
    assert_eq!(none, ("MetadataException".into(), "Table none not found.".into()));
    assert_eq!(house.refused::<api::GetTableMetadata>(get("other", "a")).await.0, "MetadataException");
    let database = api::GetDatabaseInput {
        catalog_name: "moving".into(),
        database_name: "default".into(),
        work_group: None,
    };
    assert_eq!(house.call::<api::GetDatabase>(database).await.unwrap().database.unwrap().name, "default");
}

#[tokio::test]
async fn there_is_one_engine_version_under_two_names() {
    let house = House::new();
    let list = |max_results, next_token| {
        house.call::<api::ListEngineVersions>(api::ListEngineVersionsInput { max_results, next_token })
    };
    let all = list(None, None).await.unwrap().engine_versions.unwrap();
    let selected: Vec<_> =
        all.iter().map(|version| version.selected_engine_version.as_deref().unwrap()).collect();
    assert_eq!(selected, ["AUTO", "Athena engine version 3"]);
    let first = list(Some(1), None).await.unwrap();
    assert_eq!(list(Some(1), first.next_token).await.unwrap().engine_versions.unwrap(), all[1..]);
}

const CATALOG: &str = "AwsDataCatalog";

#[tokio::test]
async fn databases_are_those_of_glue() {
    let house = House::new();
    let list = |max_results, next_token, names| {
        let attributes_to_get: Option<Vec<api::DatabaseAttributes>> = names;
        let (catalog_name, work_group) = (CATALOG.into(), None);
        let input =
            api::ListDatabasesInput { catalog_name, next_token, max_results, work_group, attributes_to_get };
        house.call::<api::ListDatabases>(input)
    };
    let all = list(None, None, None).await.unwrap().database_list.unwrap();
    assert_eq!((all.len(), all[0].description.as_deref()), (2, Some("the lake")));
    let first = list(Some(1), None, Some(vec![api::DatabaseAttributes::Name])).await.unwrap();
    assert_eq!(first.database_list.unwrap()[0].description, None);
    let second = list(Some(1), first.next_token, None).await.unwrap();
    assert_eq!((second.database_list.unwrap()[0].name.as_str(), second.next_token), ("other", None));
    let get = |catalog: &str, name: &str| api::GetDatabaseInput {
        catalog_name: catalog.into(),
        database_name: name.into(),
        work_group: None,
    };
    let lake = house.call::<api::GetDatabase>(get(CATALOG, "lake")).await.unwrap().database.unwrap();
    assert_eq!(lake.name, "lake");
    let (code, text) = house.refused::<api::GetDatabase>(get(CATALOG, "none")).await;
    assert_eq!(code, "MetadataException");
    assert!(text.starts_with("Database none not found. (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException;"), "{text}");
    assert_eq!(
        house.invalid::<api::GetDatabase>(get("other", "lake")).await,
        "DataCatalog other was not found"
    );
}

#[tokio::test]
async fn tables_are_those_of_glue() {
    let house = House::new().with_role("analyst");
    let get = |name: &str| api::GetTableMetadataInput {
        catalog_name: CATALOG.into(),
        database_name: "lake".into(),
        table_name: name.into(),
        work_group: None,
    };
    let table = house.call::<api::GetTableMetadata>(get("t")).await.unwrap().table_metadata.unwrap();
    assert_eq!(table.columns.as_ref().unwrap()[1].r#type.as_deref(), Some("string"));
    assert_eq!(table.partition_keys.as_ref().unwrap()[0].name, "day");
    let parameters = table.parameters.unwrap();
    assert_eq!(parameters["location"], "s3://lake/t/");
    assert_eq!(parameters["serde.serialization.lib"], "org.openx.data.jsonserde.JsonSerDe");
    assert_eq!(parameters["serde.param.serialization.format"], "1");
    assert_eq!(parameters["EXTERNAL"], "TRUE");
    let (code, _) = house.refused::<api::GetTableMetadata>(get("none")).await;
    assert_eq!(code, "MetadataException");
    let list = api::ListTableMetadataInput {
        catalog_name: CATALOG.into(),
        database_name: "lake".into(),
        expression: Some("t.*".into()),
        next_token: None,
        max_results: None,
        work_group: None,
        attributes_to_get: Some(vec![api::TableAttributes::Name]),
    };
    let listed =
        house.call::<api::ListTableMetadata>(list.clone()).await.unwrap().table_metadata_list.unwrap();
    assert_eq!((listed[0].name.as_str(), &listed[0].columns, &listed[0].table_type), ("t", &None, &None));
    let whole = api::ListTableMetadataInput { attributes_to_get: None, ..list };
    let listed = house.call::<api::ListTableMetadata>(whole).await.unwrap().table_metadata_list.unwrap();
    assert_eq!(listed[0].columns.as_ref().unwrap().len(), 2);
    // Glue is asked with the caller's rights.
    house.rights.denied.lock().unwrap().push("glue:GetTable");
    let (code, text) = house.refused::<api::GetTableMetadata>(get("t")).await;
    assert!(code == "MetadataException" && text.contains("AccessDeniedException"), "{code}: {text}");
}
