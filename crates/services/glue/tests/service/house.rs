//! A house with nothing but the catalogue in it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use glue_api as api;
use glue_service::Glue;
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub glue: Arc<Glue>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let glue = Glue::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(glue.routes())]);
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, glue, call }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// What a refused call answers: code and text.
    pub async fn refused<O: Operation>(&self, input: O::Input) -> (String, String) {
        match self.call::<O>(input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.message),
        }
    }

    pub async fn create_database(&self, name: &str) {
        self.call::<api::CreateDatabase>(database(name)).await.unwrap();
    }

    /// A table of the database `lake`, which is made if need be.
    pub async fn create_table(&self, name: &str, keys: &[(&str, &str)]) {
        // It may be there already.
        let _ = self.call::<api::CreateDatabase>(database("lake")).await;
        self.call::<api::CreateTable>(table(name, keys)).await.unwrap();
    }

    /// Partitions of `lake.cars`.
    pub async fn create_partitions(&self, all: &[&[&str]]) {
        let input = api::BatchCreatePartitionInput {
            database_name: "lake".into(),
            table_name: "cars".into(),
            partition_input_list: all.iter().map(|values| partition(values)).collect(),
            ..Default::default()
        };
        let output = self.call::<api::BatchCreatePartition>(input).await.unwrap();
        assert_eq!(output.errors, Some(Vec::new()));
    }

    pub async fn table(&self, name: &str) -> api::Table {
        let input =
            api::GetTableInput { database_name: "lake".into(), name: name.into(), ..Default::default() };
        self.call::<api::GetTable>(input).await.unwrap().table.unwrap()
    }

    /// The values of partitions of `lake.cars` for which the expression holds.
    pub async fn partitions(&self, expression: &str) -> Vec<Vec<String>> {
        let output = self.call::<api::GetPartitions>(get_partitions(expression)).await.unwrap();
        assert_eq!(output.next_token, None);
        values_of(output.partitions)
    }
}

/// What makes a database.
pub fn database(name: &str) -> api::CreateDatabaseInput {
    let database_input = api::DatabaseInput { name: name.into(), ..Default::default() };
    api::CreateDatabaseInput { database_input, ..Default::default() }
}

/// What a table is, with one data column.
pub fn table_input(name: &str, keys: &[(&str, &str)]) -> api::TableInput {
    let column = |(name, kind): &(&str, &str)| api::Column {
        name: (*name).into(),
        r#type: Some((*kind).into()),
        ..Default::default()
    };
    let storage = api::StorageDescriptor {
        columns: Some(vec![column(&("speed", "double"))]),
        location: Some("s3://lake/cars/".into()),
        ..Default::default()
    };
    api::TableInput {
        name: name.into(),
        storage_descriptor: Some(storage),
        partition_keys: Some(keys.iter().map(column).collect()),
        ..Default::default()
    }
}

/// What makes a table of the database `lake`.
pub fn table(name: &str, keys: &[(&str, &str)]) -> api::CreateTableInput {
    api::CreateTableInput {
        database_name: "lake".into(),
        table_input: Some(table_input(name, keys)),
        ..Default::default()
    }
}

/// What makes a partition.
pub fn partition(values: &[&str]) -> api::PartitionInput {
    let location = format!("s3://lake/cars/{}/", values.join("/"));
    let columns = table_input("cars", &[]).storage_descriptor.unwrap().columns;
    let storage = api::StorageDescriptor { location: Some(location), columns, ..Default::default() };
    api::PartitionInput {
        values: Some(strings(values)),
        storage_descriptor: Some(storage),
        ..Default::default()
    }
}

/// What lists partitions of `lake.cars`.
pub fn get_partitions(expression: &str) -> api::GetPartitionsInput {
    api::GetPartitionsInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        expression: Some(expression.into()),
        ..Default::default()
    }
}

pub fn values_of(partitions: Option<Vec<api::Partition>>) -> Vec<Vec<String>> {
    partitions.unwrap().into_iter().map(|partition| partition.values.unwrap()).collect()
}

pub fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// What went wrong with one of several.
pub fn detail(code: &str, text: &str) -> Option<api::ErrorDetail> {
    Some(api::ErrorDetail { error_code: Some(code.into()), error_message: Some(text.into()) })
}

/// Code and text as a refusal has them.
pub fn fault(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}
