//! A house with a front, and a lake without objects: a catalog in memory is all that most questions ask.

use std::net::SocketAddr;
use std::sync::Arc;

use dispatch::Dispatch;
use kernel::{ManualClock, SeededRandom, Timestamp};
use postgres::Front;
use sql::catalog::memory::Memory;
use sql::catalog::{Catalog, Column, Database, Storage, Table};
use sql::{Limits, Sql};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::client::Client;

/// When the tests happen: 2027-01-15T08:00:00Z.
const NOW: u64 = 1_800_000_000_000;

pub struct House {
    pub address: SocketAddr,
    pub closing: watch::Sender<bool>,
    pub serving: tokio::task::JoinHandle<()>,
}

fn column(name: &str, kind: &str, comment: Option<&str>) -> Column {
    Column { name: name.to_owned(), kind: kind.to_owned(), comment: comment.map(str::to_owned) }
}

fn table(database: &str, name: &str, columns: Vec<Column>) -> Table {
    let storage = Storage {
        columns,
        location: format!("s3://lake/{name}/"),
        input_format: "org.apache.hadoop.mapred.TextInputFormat".to_owned(),
        output_format: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat".to_owned(),
        serde: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe".to_owned(),
        ..Storage::default()
    };
    let (database, name) = (database.to_owned(), name.to_owned());
    Table { database, name, kind: "EXTERNAL_TABLE".to_owned(), storage, ..Table::default() }
}

/// Databases `default` and `motors`; in the latter a table of many types, partitioned. There is no S3 to read it from.
async fn furnish(catalog: &Memory) {
    for (name, description) in [("default", None), ("motors", Some("What turns"))] {
        let description = description.map(str::to_owned);
        let database = Database { name: name.to_owned(), description, ..Database::default() };
        catalog.create_database(database).await.unwrap();
    }
    let columns = vec![
        column("id", "bigint", Some("The number")),
        column("name", "string", None),
        column("code", "varchar(20)", None),
        column("speed", "double", None),
        column("price", "decimal(12,2)", None),
        column("made", "date", None),
        column("seen", "timestamp", None),
        column("tags", "array<string>", None),
        column("place", "struct<x:double,y:int>", None),
    ];
    let readings = Table {
        partition_keys: vec![column("day", "string", None)],
        description: Some("What was read".to_owned()),
        ..table("motors", "readings", columns)
    };
    catalog.create_table(readings).await.unwrap();
    catalog.create_table(table("default", "plain", vec![column("x", "int", None)])).await.unwrap();
}

impl House {
    pub async fn new() -> Self {
        let dispatch = Dispatch::new(ManualClock::at(Timestamp(NOW)), Arc::new(SeededRandom::new(NOW)));
        let catalog = Arc::new(Memory::default());
        furnish(&catalog).await;
        let own: Arc<dyn Catalog> = catalog;
        let limits = Limits { threads: 2, ..Limits::default() };
        let sql = Sql::with_catalog(dispatch.clone(), limits, move |_| Arc::clone(&own));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (closing, closed) = watch::channel(false);
        let serving = tokio::spawn(Front::new(sql, dispatch).serve(listener, closed));
        let house = Self { address, closing, serving };
        let mut client = house.client().await;
        client.run("CREATE VIEW motors.fast AS SELECT id, 1 AS one FROM motors.readings").await;
        client.run("CREATE VIEW numbers AS SELECT x FROM UNNEST(ARRAY[1, 2]) AS t(x)").await;
        house
    }

    /// A client of the whole catalog.
    pub async fn client(&self) -> Client {
        self.client_of("awsdatacatalog").await
    }

    /// A client of one database.
    pub async fn client_of(&self, database: &str) -> Client {
        Client::start(self.address, &[("user", "me"), ("database", database)]).await.unwrap()
    }
}
