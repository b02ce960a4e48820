//! The lake as a table: a crawler that finds it, and queries that people see the answers of.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use glue_api::{
    CrawlerState, GetCrawler, GetCrawlerInput, GetTables, GetTablesInput, LastCrawlStatus, StartCrawler,
    StartCrawlerInput, Table,
};
use serde_json::{Value, json};
use wire::Shape;

use super::stage::{PATIENCE, Stage};
use crate::commands::query::table;
use crate::query::{Ask, Page};

/// How often a crawler is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A pipeline's way to its lake's table.
pub struct Athena<'s> {
    stage: &'s Stage<'s>,
    /// The database that the crawler fills.
    database: &'static str,
    /// Where queries run.
    work_group: &'static str,
    /// The table that the crawler found.
    table: String,
    /// What was asked, for programs.
    asked: Vec<Value>,
}

impl<'s> Athena<'s> {
    /// Has `crawler` look at the lake; what it finds is what is asked about.
    pub async fn crawl(
        stage: &'s Stage<'s>,
        crawler: &'static str,
        database: &'static str,
        work_group: &'static str,
    ) -> anyhow::Result<Self> {
        let client = &stage.client;
        let input = || GetCrawlerInput { name: crawler.to_owned() };
        let start = StartCrawlerInput { name: crawler.to_owned() };
        client.call::<StartCrawler>(start).await.with_context(|| {
            format!("crawler {crawler} does not start; a stack of an earlier version has none: destroy it")
        })?;
        let started = Instant::now();
        let crawled = loop {
            let found = client.call::<GetCrawler>(input()).await?.crawler.unwrap_or_default();
            if found.state == Some(CrawlerState::Ready) {
                break found.last_crawl.unwrap_or_default();
            }
            if started.elapsed() > PATIENCE {
                bail!("crawler {crawler} has not ended after {} s", PATIENCE.as_secs());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        };
        if crawled.status != Some(LastCrawlStatus::Succeeded) {
            bail!("crawler {crawler} failed: {}", crawled.error_message.unwrap_or_default());
        }
        let input = GetTablesInput { database_name: database.to_owned(), ..GetTablesInput::placeholder() };
        let tables = client.call::<GetTables>(input).await?.table_list.unwrap_or_default();
        let found = tables.into_iter().filter(|table| is_of(table, crawler));
        let found = found.max_by_key(|table| table.update_time);
        let table = found.with_context(|| format!("crawler {crawler} found no table in the lake"))?.name;
        stage.say(&format!("Crawler {crawler} found table {database}.{table}."));
        Ok(Self { stage, database, work_group, table, asked: Vec::new() })
    }

    /// The table's name, as it is written in SQL.
    pub fn table(&self) -> String {
        format!("\"{}\"", self.table)
    }

    /// Asks what answers a row of whole numbers.
    pub async fn numbers(&mut self, sql: &str) -> anyhow::Result<Vec<i64>> {
        let page = self.ask(sql).await?;
        let row = page.rows.first().context("the query has answered no row")?;
        let number = |value: &Option<String>| Ok(value.as_deref().unwrap_or("0").parse()?);
        row.iter().map(number).collect()
    }

    /// Asks, and shows people the question and its answer.
    pub async fn show(&mut self, sql: &str) -> anyhow::Result<Page> {
        let page = self.ask(sql).await?;
        self.stage.say(&format!("\n{sql}\n{}", table(&page).trim_end()));
        Ok(page)
    }

    async fn ask(&mut self, sql: &str) -> anyhow::Result<Page> {
        let ask = Ask {
            text: sql.to_owned(),
            database: Some(self.database.to_owned()),
            work_group: Some(self.work_group.to_owned()),
            output: None,
        };
        let started = Instant::now();
        let page = ask.all(&self.stage.client).await.with_context(|| format!("`{sql}`"))?;
        let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
        self.asked.push(json!({"sql": sql, "rows": page.rows.len(), "milliseconds": milliseconds}));
        Ok(page)
    }

    /// What was found and asked, for programs.
    pub fn told(self) -> Value {
        json!({"database": self.database, "table": self.table, "queries": self.asked})
    }

    /// The command that asks the same question by hand.
    pub fn command(&self, sql: &str) -> String {
        format!("pumphouse query --workgroup {} --database {} '{sql}'", self.work_group, self.database)
    }
}

/// Whether `crawler` keeps the table, and its objects are there.
fn is_of(table: &Table, crawler: &str) -> bool {
    let parameters = table.parameters.clone().unwrap_or_default();
    parameters.get("UPDATED_BY_CRAWLER").is_some_and(|name| name == crawler)
        && !parameters.contains_key("DEPRECATED_BY_CRAWLER")
}
