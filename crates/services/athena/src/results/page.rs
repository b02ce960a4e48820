//! A page of rows, read from where a result's object has them. Nothing is kept between pages: a token says at
//! which byte the next row begins, so pages can be had after any restart and in any number at once.

use dispatch::{Call, Dispatch};
use s3_api as s3;
use wire::Fault;

use super::csv::RowReader;
use super::location::Location;
use crate::engine::sql::Row;
use crate::engine::{ResultForm, StoredResult};
use crate::limits::RESULT_BYTES_MAX;

/// Rows, and where the next begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultPage {
    /// The rows.
    pub rows: Vec<Row>,
    /// The byte at which the row after them begins.
    pub end: u64,
    /// Whether it ended because it was full, not because there was no more.
    pub is_full: bool,
}

/// The rows from byte `start` of the object on, at most `rows_max`. `None` where the object is not what was
/// written: it is gone, or another.
pub async fn read(
    dispatch: &Dispatch,
    call: &Call,
    location: &Location,
    result: &StoredResult,
    start: u64,
    rows_max: usize,
) -> Result<Option<ResultPage>, Fault> {
    let mut page = ResultPage { end: start, ..ResultPage::default() };
    let bytes = result.bytes.unsigned_abs();
    // A text has no line feed after its last line; its end counts one all the same.
    let end = bytes + u64::from(result.form == ResultForm::Text && result.lines() > 0);
    if start >= end {
        return Ok(Some(page));
    }
    let mut reader = LineOrRow::new(result.form);
    if start < bytes {
        let input = s3::GetObjectInput {
            bucket: location.bucket.clone(),
            key: location.key.clone(),
            range: Some(format!("bytes={start}-")),
            if_match: result.e_tag.clone(),
            ..s3::GetObjectInput::default()
        };
        let output = match dispatch.call::<s3::GetObject>(call, input).await {
            Ok(output) => output,
            Err(fault) if is_gone(&fault) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let Some(mut body) = output.body else { return Ok(None) };
        while let Some(piece) = body.next().await.transpose()? {
            if reader.fill(&mut page, &piece, rows_max) {
                return Ok(Some(page));
            }
        }
    }
    if result.form == ResultForm::Text && page.rows.len() < rows_max {
        page.rows.push(reader.last_line());
        page.end = end;
    }
    page.is_full = page.rows.len() == rows_max;
    Ok(Some(page))
}

/// Whether the object is not there any more, or another is.
pub fn is_gone(fault: &Fault) -> bool {
    matches!(
        fault.code.as_ref(),
        "NoSuchKey" | "NoSuchBucket" | "PreconditionFailed" | "InvalidRange" | "NotFound"
    ) || matches!(fault.status, 404 | 412 | 416)
}

/// Reads either form.
struct LineOrRow {
    form: ResultForm,
    rows: RowReader,
    line: Vec<u8>,
    /// Bytes read, and those of them that were read since the last row.
    bytes: usize,
    pending: u64,
}

impl LineOrRow {
    fn new(form: ResultForm) -> Self {
        Self { form, rows: RowReader::default(), line: Vec::new(), bytes: 0, pending: 0 }
    }

    /// Reads rows from `piece` onto `page`; answers whether that is full and something is left.
    fn fill(&mut self, page: &mut ResultPage, piece: &[u8], rows_max: usize) -> bool {
        let mut rest = piece;
        while !rest.is_empty() {
            page.is_full =
                page.rows.len() == rows_max || (self.bytes >= RESULT_BYTES_MAX && self.pending == 0);
            if page.is_full {
                return true;
            }
            let (used, row) = self.read(rest);
            rest = &rest[used..];
            self.bytes += used;
            self.pending += used as u64;
            if let Some(row) = row {
                page.end += std::mem::take(&mut self.pending);
                page.rows.push(row);
            }
        }
        false
    }

    fn read(&mut self, piece: &[u8]) -> (usize, Option<Row>) {
        if self.form == ResultForm::Csv {
            return self.rows.read(piece);
        }
        match piece.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.line.extend_from_slice(&piece[..end]);
                (end + 1, Some(self.last_line()))
            }
            None => {
                self.line.extend_from_slice(piece);
                (piece.len(), None)
            }
        }
    }

    fn last_line(&mut self) -> Row {
        let line = std::mem::take(&mut self.line);
        vec![Some(String::from_utf8_lossy(&line).into_owned())]
    }
}
