//! A house with the engine in it.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Call, Carrier, Dispatch, Principal};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use sql::catalog::memory::Memory;
use sql::catalog::{Catalog, Database};
use sql::{Error, Limits, Query, Sql};

use crate::live::{DynamoDb, Kinesis};
use crate::s3::S3;

/// When the tests happen: 2027-01-15T08:00:00Z.
pub const NOW: u64 = 1_800_000_000_000;

pub struct House {
    pub s3: Arc<S3>,
    pub dynamodb: Arc<DynamoDb>,
    pub kinesis: Arc<Kinesis>,
    pub sql: Sql,
}

pub fn call() -> Call {
    let place = Place::default();
    let principal = Principal::Account(place.account.clone());
    Call::inside("athena", principal, place, RequestId("request".into()))
}

impl House {
    pub async fn new() -> Self {
        Self::with(Limits { threads: 2, ..Limits::default() }).await
    }

    pub async fn with(limits: Limits) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock, Arc::new(SeededRandom::new(NOW)));
        let s3 = Arc::new(S3::default());
        let (dynamodb, kinesis) = (Arc::new(DynamoDb::default()), Arc::new(Kinesis::default()));
        dispatch.connect([
            Carrier::embedded(s3.routes()),
            Carrier::embedded(dynamodb.routes()),
            Carrier::embedded(kinesis.routes()),
        ]);
        let catalog = Arc::new(Memory::default());
        catalog
            .create_database(Database { name: "default".to_owned(), ..Database::default() })
            .await
            .unwrap();
        let own: Arc<dyn Catalog> = catalog;
        let sql = Sql::with_catalog(dispatch, limits, move |_| Arc::clone(&own));
        Self { s3, dynamodb, kinesis, sql }
    }

    pub fn query(&self, text: &str) -> Query {
        Query { output_location: Some("s3://results/here".to_owned()), ..Query::new(text, call()) }
    }

    /// The answer: names, then rows, values between bars.
    pub async fn ask(&self, text: &str) -> Result<Vec<String>, Error> {
        self.asked(self.query(text)).await
    }

    pub async fn asked(&self, query: Query) -> Result<Vec<String>, Error> {
        let run = async {
            let mut answer = self.sql.run(query).await?;
            let names: Vec<&str> = answer.columns.iter().map(|column| column.name.as_str()).collect();
            let mut lines = vec![names.join("|")];
            while let Some(batch) = answer.batches.next().await {
                let batch = batch?;
                for row in 0..batch.num_rows() {
                    let text = |column: &arrow::array::ArrayRef| {
                        let text = sql::render::text(column.as_ref(), row)?;
                        Ok(text.unwrap_or_else(|| "NULL".to_owned()))
                    };
                    let values: Result<Vec<String>, Error> = batch.columns().iter().map(text).collect();
                    lines.push(values?.join("|"));
                }
            }
            Ok(lines)
        };
        tokio::time::timeout(Duration::from_secs(120), run).await.expect("answered in time")
    }

    /// The rows of a success.
    pub async fn rows(&self, text: &str) -> Vec<String> {
        match self.ask(text).await {
            Ok(lines) => lines[1..].to_vec(),
            Err(error) => panic!("{text}: {}: {error}", error.name()),
        }
    }

    /// The words of a refusal, after its name.
    pub async fn refused(&self, text: &str) -> String {
        match self.ask(text).await {
            Ok(lines) => panic!("{text}: {lines:?}"),
            Err(error) => format!("{}: {error}", error.name()),
        }
    }
}
