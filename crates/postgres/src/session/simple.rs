//! Statements that are carried out as they come, and rows as they are sent.

use bytes::{BufMut, BytesMut};

use super::ask::Outcome;
use super::rows::{Rows, format_of};
use super::{Fail, Session};
use crate::command::{Command, Copy, Count};
use crate::errors::Problem;
use crate::lexer::statements;
use crate::values::Format;
use crate::wire::Broken;

impl Session {
    /// Carries out all statements of a text, up to the first that fails.
    pub(super) async fn query(&mut self, text: &str) -> Result<(), Broken> {
        self.statements.remove("");
        self.portals.remove("");
        let parts = statements(text);
        if parts.is_empty() {
            self.wire.out.plain(b'I');
        }
        for part in parts {
            let before = text[..part.start].chars().count();
            match self.statement(&text[part]).await {
                Ok(()) => self.wire.ease().await?,
                Err(Fail::Broken(broken)) => return Err(broken),
                Err(Fail::Problem(problem)) => {
                    self.fail(&problem.moved(before));
                    break;
                }
            }
        }
        self.end_portals();
        self.ready();
        self.wire.flush().await
    }

    async fn statement(&mut self, text: &str) -> Result<(), Fail> {
        let command = Command::read(text)?;
        match &command {
            Command::Fetch { name, count, moves } => {
                self.may(&command)?;
                self.fetch(name, *count, *moves, Some(&[])).await
            }
            Command::Copy(copy) => {
                self.may(&command)?;
                self.copy(copy).await
            }
            _ => match self.carry_out(&command, &[]).await? {
                Outcome::Empty => {
                    self.wire.out.plain(b'I');
                    Ok(())
                }
                Outcome::Done(tag) => {
                    self.wire.out.done(&tag);
                    Ok(())
                }
                Outcome::Rows(mut rows) => {
                    self.wire.out.columns(&rows.columns, |_| 0);
                    let (count, _) = self.send(&mut rows, &[], u64::MAX).await?;
                    self.wire.out.done(&rows.done(count));
                    Ok(())
                }
            },
        }
    }

    /// Sends rows, `max` at most; answers how many, and whether there may be more.
    pub(super) async fn send(
        &mut self,
        rows: &mut Rows,
        formats: &[Format],
        max: u64,
    ) -> Result<(u64, bool), Fail> {
        let mut count = 0;
        while count < max {
            if !self.load(rows).await? {
                return Ok((count, false));
            }
            while count < max && rows.write(formats, &mut self.wire.out)? {
                count += 1;
                self.wire.ease().await?;
            }
        }
        Ok((count, true))
    }

    /// Waits for rows, if the client is still there.
    async fn load(&mut self, rows: &mut Rows) -> Result<bool, Fail> {
        let stop = std::sync::Arc::clone(&rows.stop);
        self.while_there(&stop, rows.load()).await
    }

    /// Sends rows of a cursor, or passes over them; tells the columns first where `described` has their formats.
    pub(super) async fn fetch(
        &mut self,
        name: &str,
        count: Count,
        moves: bool,
        described: Option<&[Format]>,
    ) -> Result<(), Fail> {
        self.fetch_as(name, count, moves, described, &[]).await
    }

    /// The same in other formats than text.
    pub(super) async fn fetch_as(
        &mut self,
        name: &str,
        count: Count,
        moves: bool,
        described: Option<&[Format]>,
        formats: &[Format],
    ) -> Result<(), Fail> {
        let (mut portal, mut rows) = self.take_cursor(name)?;
        if let (Some(formats), false) = (described, moves) {
            self.wire.out.columns(&rows.columns, |index| format_of(formats, index).number());
        }
        let max = match count {
            Count::All => u64::MAX,
            Count::Rows(count) => count,
        };
        let sent = match moves {
            false => self.send(&mut rows, formats, max).await.map(|(sent, _)| sent),
            true => self.pass_over(&mut rows, max).await,
        };
        portal.give_back(rows);
        self.portals.insert(name.to_owned(), portal);
        let verb = if moves { "MOVE" } else { "FETCH" };
        self.wire.out.done(&format!("{verb} {}", sent?));
        Ok(())
    }

    async fn pass_over(&mut self, rows: &mut Rows, max: u64) -> Result<u64, Fail> {
        let mut count = 0;
        while count < max && self.load(rows).await? {
            while count < max && rows.take().is_some() {
                count += 1;
            }
        }
        Ok(count)
    }

    /// Sends rows as lines.
    pub(super) async fn copy(&mut self, copy: &Copy) -> Result<(), Fail> {
        let Outcome::Rows(mut rows) = Box::pin(self.carry_out(&copy.question, &[])).await? else {
            return Err(Problem::new("42601", "COPY takes a query").into());
        };
        self.wire.out.copying(rows.columns.len());
        let mut line = BytesMut::new();
        if copy.header {
            for (index, column) in rows.columns.iter().enumerate() {
                separate(copy, index, &mut line);
                value(copy, column.name.as_bytes(), &mut line);
            }
            line.put_u8(b'\n');
            self.wire.out.line(&line);
        }
        let mut count = 0_u64;
        let mut text = BytesMut::new();
        while self.load(&mut rows).await? {
            while let Some((batch, row)) = rows.take() {
                line.clear();
                for (index, column) in batch.columns().iter().enumerate() {
                    separate(copy, index, &mut line);
                    text.clear();
                    match Format::Text.write(column.as_ref(), row, &mut text)? {
                        true => value(copy, &text, &mut line),
                        false => line.put_slice(copy.null.as_bytes()),
                    }
                }
                line.put_u8(b'\n');
                self.wire.out.line(&line);
                count += 1;
                self.wire.ease().await?;
            }
        }
        self.wire.out.plain(b'c');
        self.wire.out.done(&format!("COPY {count}"));
        Ok(())
    }
}

fn separate(copy: &Copy, index: usize, line: &mut BytesMut) {
    if index > 0 {
        line.put_u8(copy.delimiter);
    }
}

/// A value that is not null, so that it can be told from its surroundings.
fn value(copy: &Copy, text: &[u8], line: &mut BytesMut) {
    if copy.is_csv {
        let is_odd = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r') || *byte == copy.delimiter;
        if !text.iter().any(is_odd) && text != copy.null.as_bytes() && text != b"\\." {
            return line.put_slice(text);
        }
        line.put_u8(b'"');
        for byte in text {
            if *byte == b'"' {
                line.put_u8(b'"');
            }
            line.put_u8(*byte);
        }
        return line.put_u8(b'"');
    }
    for byte in text {
        match byte {
            b'\\' => line.put_slice(b"\\\\"),
            b'\n' => line.put_slice(b"\\n"),
            b'\r' => line.put_slice(b"\\r"),
            b'\t' => line.put_slice(b"\\t"),
            byte if *byte == copy.delimiter => line.put_slice(&[b'\\', *byte]),
            byte => line.put_u8(*byte),
        }
    }
}
