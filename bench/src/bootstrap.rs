//! This program as a Lambda function: what runs when the server starts it as `bootstrap`.
//!
//! Handler `echo` answers its event. Handler `land` puts each Kinesis record's data, `{"id": …}`, into the
//! table `bench-landed` at the endpoint that the function's own environment names. Both cost next to nothing, so what is
//! measured is the server.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::error::Error;
use crate::http::{Connection, address};
use crate::load::refused;
use crate::request::DYNAMODB;

/// The table that `land` writes to.
pub const TABLE: &str = "bench-landed";
/// The environment variable with the table's endpoint. Not AWS's own: not every peer sets that.
pub const ENDPOINT: &str = "BENCH_ENDPOINT";

/// Works events of the Runtime API at `host:port` until the server ends this process.
pub async fn serve(api: &str) -> Result<(), Error> {
    let lands = std::env::var("_HANDLER").is_ok_and(|handler| handler == "land");
    let tables = address(&std::env::var(ENDPOINT).unwrap_or_default());
    let mut tables = tables.map(|address| (Connection::new(&address), address));
    let mut connection = RuntimeApi::new(api);
    loop {
        let (id, event) = connection.next().await?;
        if lands {
            match tables.as_mut() {
                Ok((connection, address)) => land(connection, address, &event).await?,
                Err(_) => return Err(Error::Event(ENDPOINT)),
            }
        }
        connection.respond(&id, &event).await?;
    }
}

async fn land(connection: &mut Connection, address: &str, event: &[u8]) -> Result<(), Error> {
    let event: Value = serde_json::from_slice(event).map_err(|_| Error::Event("JSON"))?;
    for record in event["Records"].as_array().ok_or(Error::Event("Records"))? {
        let data = record["kinesis"]["data"].as_str().ok_or(Error::Event("kinesis.data"))?;
        let data = BASE64_STANDARD.decode(data).map_err(|_| Error::Event("base64 data"))?;
        let reading: Value = serde_json::from_slice(&data).map_err(|_| Error::Event("JSON in its data"))?;
        let id = reading["id"].as_str().ok_or(Error::Event("id"))?;
        let body = format!("{{\"TableName\":\"{TABLE}\",\"Item\":{{\"id\":{{\"S\":\"{id}\"}}}}}}");
        let answer = connection.call(&DYNAMODB.request(address, "PutItem", &body)).await?;
        if !answer.is_success() {
            return Err(refused("PutItem", &answer));
        }
    }
    Ok(())
}

/// The Runtime API's two calls, over one connection.
struct RuntimeApi {
    api: String,
    connection: Connection,
}

impl RuntimeApi {
    fn new(api: &str) -> Self {
        Self { api: api.to_owned(), connection: Connection::new(api) }
    }

    async fn next(&mut self) -> Result<(String, Vec<u8>), Error> {
        let api = &self.api;
        let request = format!("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: {api}\r\n\r\n");
        let answer = self.connection.call(request.as_bytes()).await?;
        let id = answer.header("lambda-runtime-aws-request-id").ok_or(Error::Event("a request id"))?;
        Ok((id.to_owned(), answer.body.to_vec()))
    }

    async fn respond(&mut self, id: &str, payload: &[u8]) -> Result<(), Error> {
        let (api, length) = (&self.api, payload.len());
        let mut request = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: {api}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        .into_bytes();
        request.extend_from_slice(payload);
        self.connection.call(&request).await.map(|_| ())
    }
}
