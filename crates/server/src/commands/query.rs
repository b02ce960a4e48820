//! `pumphouse query`: statements of SQL, through Athena's API, and their results.
//!
//! Statements are given, of a file, or of standard input, one after another to the first that fails; where none is
//! given and people sit at a terminal, there is a prompt. Where neither the command nor the workgroup says where results
//! go, they go into a bucket of their own, which is made if it is not there:
//! `aws-athena-query-results-ACCOUNT-REGION`.

mod parquet;
mod print;
mod prompt;
mod result;
mod session;
mod statements;

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal};

use anyhow::{Context, bail};

use crate::cli::{Format, Query};
pub use print::table;
use session::Session;
use statements::Statements;

/// Asks and prints.
pub async fn run(options: Query) -> anyhow::Result<()> {
    if let Some(place) = options.output.as_ref().and_then(|place| place.to_str())
        && place.starts_with("s3://")
    {
        bail!("`--output` is a file here; where Athena puts results is `--result-location {place}`");
    }
    let mut session = Session::new(&options)?;
    let read: Box<dyn BufRead> = match (&options.sql, &options.file) {
        (Some(text), _) => Box::new(std::io::Cursor::new(text.clone())),
        (None, Some(path)) => {
            let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
            Box::new(BufReader::new(file))
        }
        (None, None) if !std::io::stdin().is_terminal() => Box::new(BufReader::new(std::io::stdin())),
        (None, None) => {
            if !std::io::stdout().is_terminal()
                || options.output.is_some()
                || options.format == Format::Parquet
            {
                bail!("no SQL is given: `pumphouse query \"SELECT 1\"`, `--file`, or standard input");
            }
            return prompt::run(&options, &mut session).await;
        }
    };
    let done = all(read, &options, &mut session).await;
    done.inspect_err(|_| session.forget())
}

/// Carries out all statements of a text, as they are read.
async fn all(mut read: Box<dyn BufRead>, options: &Query, session: &mut Session) -> anyhow::Result<()> {
    let is_single = options.format == Format::Parquet;
    let (mut statements, mut count) = (Statements::default(), 0);
    loop {
        let mut line = String::new();
        let is_end = read.read_line(&mut line).context("cannot read the SQL")? == 0;
        let mut found = statements.push(&line)?;
        if is_end {
            found.extend(statements.end());
        }
        for statement in found {
            if is_single && count > 0 {
                bail!("a Parquet file holds the result of one statement, and there are more");
            }
            if count > 0 && options.format == Format::Table && options.output.is_none() {
                println!();
            }
            count += 1;
            session.carry_out(&statement).await?;
        }
        if is_end {
            break;
        }
    }
    if count == 0 {
        bail!("the SQL is empty");
    }
    session.end()
}
