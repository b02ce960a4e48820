//! Data catalogs and engine versions.

use athena_api as api;

use crate::house::House;

#[tokio::test]
async fn there_is_one_catalog() {
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
