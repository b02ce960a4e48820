//! The prompt: statements that end with `;`, over one line or several, and commands that begin with `\`.
//!
//! Lines are kept in a history, `pumphouse/query-history` of the user's state directory. Ctrl-C ends the query that
//! runs, or takes back the line; Ctrl-D or `\q` leaves. Names for completion are asked for beside it, again after each
//! statement that may change them; without them it completes keywords.

mod candidates;
mod commands;
mod editor;
mod names;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context;
use rustyline::error::ReadlineError;

use super::session::Session;
use super::statements::Statements;
use crate::cli::{Query, Target};
use crate::client::Client;
use candidates::Names;
use commands::Command;
use editor::Editor;

/// Entries that the history keeps. PostgreSQL's choice for its own.
const HISTORY_MAX: usize = 500;

const WELCOME: &str = "SQL as Athena runs it, each statement ended with `;`. \\? for help, \\q to leave.";

/// Names that completion knows, which others may find out meanwhile.
type Known = Arc<RwLock<Names>>;

/// Asks until told to leave.
pub async fn run(options: &Query, session: &mut Session) -> anyhow::Result<()> {
    let known = Known::default();
    let history = history();
    let mut editor = Some(editor::new(Arc::clone(&known), HISTORY_MAX, history.as_deref())?);
    println!("{WELCOME}");
    look(&options.target, session, &known);
    loop {
        let prompt = format!("{}> ", session.database());
        let (back, line) = read(editor.take(), prompt, history.clone()).await?;
        editor = Some(back);
        let line = match line {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(error).context("cannot read the prompt"),
        };
        match commands::read(&line) {
            Ok(Command::Nothing) => {}
            Ok(Command::Quit) => return Ok(()),
            Ok(Command::Help) => println!("{}", commands::HELP),
            Ok(Command::Database(name)) => {
                session.set_database(&name);
                look(&options.target, session, &known);
            }
            Ok(Command::Statements(text)) => {
                if let Err(error) = carry_out(&text, session).await {
                    eprintln!("{error:#}");
                }
                if candidates::may_change_names(&text) {
                    look(&options.target, session, &known);
                }
            }
            Err(words) => eprintln!("{words}"),
        }
    }
}

/// All statements of a text, to the first that fails.
async fn carry_out(text: &str, session: &mut Session) -> anyhow::Result<()> {
    let mut statements = Statements::default();
    let mut found = statements.push(text)?;
    found.extend(statements.end());
    for statement in found {
        session.carry_out(&statement).await?;
    }
    Ok(())
}

/// Reads a line on a thread of its own, since that waits for people.
async fn read(
    editor: Option<Editor>,
    prompt: String,
    history: Option<PathBuf>,
) -> anyhow::Result<(Editor, rustyline::Result<String>)> {
    let mut editor = editor.expect("invariant: the editor comes back with every line");
    let read = tokio::task::spawn_blocking(move || {
        let line = editor.readline(&prompt);
        if let Ok(text) = &line
            && !text.trim().is_empty()
        {
            // A history that cannot be kept is no reason not to answer.
            let _ = editor.add_history_entry(text.trim());
            let _ = history.map(|path| editor.append_history(&path));
        }
        (editor, line)
    });
    read.await.context("the prompt broke")
}

/// Finds names out, beside all else.
fn look(target: &Target, session: &Session, known: &Known) {
    let (known, database) = (Arc::clone(known), session.database().to_owned());
    let Ok(client) = Client::new(target) else { return };
    tokio::spawn(async move {
        // Without a server there are no names, and the first statement says so.
        if let Ok(names) = names::find(&client, &database).await {
            *known.write().unwrap_or_else(PoisonError::into_inner) = names;
        }
    });
}

/// Where the history is kept, if anywhere.
fn history() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = named("XDG_STATE_HOME").or_else(|| Some(named("HOME")?.join(".local/state")))?;
    let directory = state.join("pumphouse");
    std::fs::create_dir_all(&directory).ok()?;
    Some(directory.join("query-history"))
}
