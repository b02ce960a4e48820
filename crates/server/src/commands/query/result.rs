//! Where results go: standard output, or a file that is there when all is written and not before.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::parquet::Parquet;
use super::print::Printer;
use crate::cli::Format;
use crate::query::Page;

/// Where results go, and in which form.
pub struct Results {
    format: Format,
    place: Place,
    form: Form,
}

enum Place {
    Out,
    File { path: PathBuf, partial: PathBuf, file: Option<BufWriter<File>> },
}

/// The result under way.
enum Form {
    None,
    Text(Printer),
    Parquet(Box<Parquet>),
}

impl Results {
    /// Nothing written yet.
    pub fn new(format: Format, path: Option<&Path>) -> anyhow::Result<Self> {
        let place = match path {
            None if format == Format::Parquet && std::io::stdout().is_terminal() => {
                bail!("Parquet is nothing for a terminal: say `--output FILE`, or redirect standard output")
            }
            None => Place::Out,
            Some(path) => {
                let name = path.file_name().with_context(|| format!("{} is no file", path.display()))?;
                let mut partial = std::ffi::OsString::from(".");
                partial.push(name);
                partial.push(format!(".{}.part", std::process::id()));
                Place::File { path: path.to_owned(), partial: path.with_file_name(partial), file: None }
            }
        };
        Ok(Self { format, place, form: Form::None })
    }

    /// Takes a page of the result under way.
    pub fn take(&mut self, page: &Page) -> anyhow::Result<()> {
        if matches!(self.form, Form::None) {
            self.form = match self.format {
                Format::Parquet => Form::Parquet(Box::new(Parquet::new(self.place.open()?, page)?)),
                format => Form::Text(Printer::new(format)),
            };
        }
        match &mut self.form {
            Form::None => {}
            Form::Text(printer) => {
                let mut text = String::new();
                printer.write(page, &mut text);
                self.place.write(text.as_bytes())?;
            }
            Form::Parquet(parquet) => parquet.write(page)?,
        }
        Ok(())
    }

    /// The result under way is whole.
    pub fn end_one(&mut self) -> anyhow::Result<()> {
        match std::mem::replace(&mut self.form, Form::None) {
            Form::Parquet(parquet) => parquet.close(),
            Form::Text(_) if matches!(self.place, Place::Out) => Ok(std::io::stdout().lock().flush()?),
            _ => Ok(()),
        }
    }

    /// All results are written: a file is there from now on.
    pub fn end(&mut self) -> anyhow::Result<()> {
        if let Place::File { path, partial, file } = &mut self.place {
            if let Some(mut file) = file.take() {
                file.flush().with_context(|| format!("cannot write {}", path.display()))?;
            }
            if partial.exists() {
                std::fs::rename(&*partial, &*path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }

    /// What failed leaves nothing.
    pub fn forget(&mut self) {
        self.form = Form::None;
        if let Place::File { partial, file, .. } = &mut self.place {
            *file = None;
            // It may not have come to be.
            let _ = std::fs::remove_file(partial);
        }
    }
}

impl Place {
    /// A writer of its own.
    fn open(&self) -> anyhow::Result<Box<dyn Write + Send>> {
        match self {
            Self::Out => Ok(Box::new(std::io::stdout())),
            Self::File { partial, .. } => Ok(Box::new(create(partial)?)),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::Out => std::io::stdout().lock().write_all(bytes)?,
            Self::File { partial, file, .. } => {
                let file = match file {
                    Some(file) => file,
                    None => file.insert(create(partial)?),
                };
                file.write_all(bytes).with_context(|| format!("cannot write {}", partial.display()))?;
            }
        }
        Ok(())
    }
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::new(file))
}
