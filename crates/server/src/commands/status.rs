//! `pumphouse status`: what is there.

use kinesis_api::{ListStreams, ListStreamsInput};
use serde_json::{Value, json};

use crate::cli::Status;
use crate::client::Client;

/// Asks and prints.
pub async fn run(options: Status) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let streams = client.call::<ListStreams>(ListStreamsInput::default()).await?;
    let rows: Vec<Value> = streams
        .stream_summaries
        .unwrap_or_default()
        .into_iter()
        .map(|stream| json!({"kind": "stream", "name": stream.stream_name, "state": stream.stream_status.as_str()}))
        .collect();
    print(&rows, options.json);
    Ok(())
}

fn print(rows: &[Value], as_json: bool) {
    if as_json {
        println!("{}", Value::Array(rows.to_vec()));
        return;
    }
    if rows.is_empty() {
        println!("Nothing is here yet. `pumphouse demo` brings a whole pipeline.");
    }
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let width = rows.iter().map(|row| text(row, "name").len()).max().unwrap_or_default();
    for row in rows {
        println!("{:<9} {:<width$}  {}", text(row, "kind"), text(row, "name"), text(row, "state"));
    }
}
