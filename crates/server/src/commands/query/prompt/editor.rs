//! The line editor: statements go on over lines until they are whole; Tab completes.

use std::path::Path;
use std::sync::PoisonError;

use anyhow::Context as _;
use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context, Helper};

use super::Known;
use super::candidates::candidates;
use crate::commands::query::statements::is_whole;

/// The editor.
pub type Editor = rustyline::Editor<Assistant, FileHistory>;

/// An editor with so long a history.
pub fn new(known: Known, history_max: usize, history: Option<&Path>) -> anyhow::Result<Editor> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .max_history_size(history_max)
        .and_then(|config| config.history_ignore_dups(true))
        .context("the prompt cannot be set up")?
        .build();
    let mut editor = Editor::with_config(config).context("there is no terminal for a prompt")?;
    editor.set_helper(Some(Assistant { known }));
    // The first time there is none.
    let _ = history.map(|path| editor.load_history(path));
    Ok(editor)
}

/// What the editor asks while people type.
pub struct Assistant {
    known: Known,
}

impl Helper for Assistant {}
impl Highlighter for Assistant {}

impl Hinter for Assistant {
    type Hint = String;
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(&self, line: &str, place: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let names = self.known.read().unwrap_or_else(PoisonError::into_inner);
        Ok(candidates(&names, line, place))
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input().trim();
        let is_done = text.starts_with('\\') || matches!(text, "quit" | "exit") || is_whole(text);
        Ok(if is_done { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
