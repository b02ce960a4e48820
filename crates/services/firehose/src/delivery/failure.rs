//! What cannot be processed or delivered, as lines of JSON in AWS's layout, on its way to the error prefix.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use firehose_api::SchemaConfiguration;
use kernel::Timestamp;
use wire::write_json_string;

use super::pieces::{Origin, Piece};

/// A line for the error prefix.
#[derive(Debug)]
pub struct Failure {
    /// What failed, as the error prefix says it: `processing-failed`.
    pub kind: &'static str,
    /// The line, with its end.
    pub line: Bytes,
    /// When the record arrived.
    pub arrived: Timestamp,
    /// The chunk it was read with.
    pub chunk: u64,
    /// Bytes of the record.
    pub bytes: usize,
}

/// What went wrong.
pub struct Trouble<'a> {
    /// What failed, as the error prefix says it.
    pub kind: &'static str,
    /// AWS's code.
    pub code: &'a str,
    /// In words.
    pub message: &'a str,
    /// How often it was tried.
    pub attempts: u64,
    /// When the last try ended.
    pub ended: Timestamp,
}

/// What a document was to be.
pub struct Document<'a> {
    /// Its id, if it had one.
    pub id: Option<&'a str>,
    /// Its index.
    pub index: &'a str,
    /// Its type, if it had one.
    pub kind: Option<&'a str>,
}

impl Failure {
    /// Of a record that could not be processed, by a function if one is given.
    pub fn of_processing(piece: &Piece, trouble: &Trouble<'_>, function: Option<&str>) -> Self {
        let mut line = Line::new(piece, trouble, ["errorCode", "errorMessage"]);
        line.data(piece);
        if let Some(function) = function {
            line.text("lambdaArn", function);
        }
        line.end(piece, trouble)
    }

    /// Of a record that an HTTP endpoint did not take.
    pub fn of_http(piece: &Piece, trouble: &Trouble<'_>) -> Self {
        Self::of_processing(piece, trouble, None)
    }

    /// Of a document that a cluster did not take.
    pub fn of_document(piece: &Piece, trouble: &Trouble<'_>, document: &Document<'_>) -> Self {
        let mut line = Line::new(piece, trouble, ["errorCode", "errorMessage"]);
        line.text("esDocumentId", document.id.unwrap_or_default());
        line.text("esIndexName", document.index);
        line.text("esTypeName", document.kind.unwrap_or_default());
        line.data(piece);
        line.end(piece, trouble)
    }

    /// Of a record that is not what the columns of `table` want.
    pub fn of_conversion(piece: &Piece, trouble: &Trouble<'_>, table: &SchemaConfiguration) -> Self {
        let mut line = Line::new(piece, trouble, ["lastErrorCode", "lastErrorMessage"]);
        line.data(piece);
        match &piece.origin {
            Origin::Shard(record) => {
                line.text("sequenceNumber", &record.sequence_number);
                line.number("subSequenceNumber", u64::from(piece.part));
            }
            Origin::Put(_) => line.raw("\"sequenceNumber\":null,\"subSequenceNumber\":null,"),
        }
        line.raw("\"dataCatalogTable\":{");
        line.maybe("catalogId", table.catalog_id.as_deref());
        line.maybe("databaseName", table.database_name.as_deref());
        line.maybe("tableName", table.table_name.as_deref());
        line.maybe("region", table.region.as_deref());
        line.maybe("versionId", table.version_id.as_deref());
        line.raw("\"catalogArn\":null},");
        line.end(piece, trouble)
    }
}

/// A line in the making; each member ends with a comma.
struct Line(String);

impl Line {
    fn new(piece: &Piece, trouble: &Trouble<'_>, [code, message]: [&str; 2]) -> Self {
        let mut line = Self(String::with_capacity(512 + piece.data.len().div_ceil(3) * 4));
        line.raw("{");
        line.number("attemptsMade", trouble.attempts);
        line.number("arrivalTimestamp", piece.arrived.0);
        line.text(code, trouble.code);
        line.text(message, trouble.message);
        line.number("attemptEndingTimestamp", trouble.ended.0);
        line
    }

    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn number(&mut self, name: &str, number: u64) {
        self.raw(&format!("\"{name}\":{number},"));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.raw(&format!("\"{name}\":"));
        write_json_string(&mut self.0, text);
        self.raw(",");
    }

    fn maybe(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.raw(&format!("\"{name}\":null,")),
        }
    }

    fn data(&mut self, piece: &Piece) {
        self.raw("\"rawData\":\"");
        STANDARD.encode_string(&piece.data, &mut self.0);
        self.raw("\",");
    }

    fn end(mut self, piece: &Piece, trouble: &Trouble<'_>) -> Failure {
        self.0.pop();
        self.raw("}\n");
        let (arrived, chunk, bytes) = (piece.arrived, piece.chunk, piece.data.len());
        Failure { kind: trouble.kind, line: self.0.into(), arrived, chunk, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_laid_out_as_firehose_lays_them() {
        let piece = Piece {
            data: Bytes::from_static(b"hi"),
            arrived: Timestamp(1000),
            chunk: 7,
            origin: Origin::Put(1),
            part: 0,
        };
        let trouble = Trouble {
            kind: "processing-failed",
            code: "Lambda.FunctionError",
            message: "it \"failed\"",
            attempts: 4,
            ended: Timestamp(2000),
        };
        let text = |failure: Failure| String::from_utf8(failure.line.to_vec()).unwrap();
        assert_eq!(
            text(Failure::of_processing(&piece, &trouble, Some("arn:f"))),
            "{\"attemptsMade\":4,\"arrivalTimestamp\":1000,\"errorCode\":\"Lambda.FunctionError\",\
             \"errorMessage\":\"it \\\"failed\\\"\",\"attemptEndingTimestamp\":2000,\"rawData\":\"aGk=\",\
             \"lambdaArn\":\"arn:f\"}\n"
        );
        let document = Document { id: Some("d"), index: "i", kind: None };
        let line: serde_json::Value =
            serde_json::from_str(&text(Failure::of_document(&piece, &trouble, &document))).unwrap();
        assert_eq!((&line["esDocumentId"], &line["esTypeName"]), (&"d".into(), &"".into()));
        let table = SchemaConfiguration { table_name: Some("t".into()), ..Default::default() };
        let line: serde_json::Value =
            serde_json::from_str(&text(Failure::of_conversion(&piece, &trouble, &table))).unwrap();
        assert_eq!(line["dataCatalogTable"]["tableName"], "t");
        assert_eq!(line["sequenceNumber"], serde_json::Value::Null);
    }
}
