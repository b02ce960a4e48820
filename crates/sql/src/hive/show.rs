//! SHOW and DESCRIBE.

use super::parser::Parser;
use super::{DatabaseName, Show};
use crate::error::Error;

/// A statement that shows.
pub(super) fn show(parser: &mut Parser) -> Result<Show, Error> {
    if parser.word("describe") || parser.word("desc") {
        let is_extended = parser.word("extended");
        let is_formatted = !is_extended && parser.word("formatted");
        return Ok(Show::Describe { name: parser.table()?, is_extended, is_formatted });
    }
    parser.expect(&["show"])?;
    if parser.word("catalogs") {
        return Ok(Show::Catalogs(pattern(parser)?));
    }
    if parser.word("databases") || parser.word("schemas") {
        let is_of = parser.word("in") || parser.word("from");
        let catalog = if is_of { Some(parser.name()?) } else { None };
        return Ok(Show::Databases(catalog, pattern(parser)?));
    }
    if parser.word("tables") {
        let database = database(parser)?;
        return Ok(Show::Tables(database, pattern(parser)?));
    }
    if parser.word("views") {
        let database = database(parser)?;
        return Ok(Show::Views(database, pattern(parser)?));
    }
    if parser.word("columns") {
        let is_from = parser.word("from") || parser.word("in");
        if !is_from {
            return Err(parser.unexpected("'from'"));
        }
        let mut name = parser.table()?;
        let of = database(parser)?;
        if of.database.is_some() {
            (name.catalog, name.database) = (of.catalog, of.database);
        }
        return Ok(Show::Columns(name));
    }
    if parser.word("partitions") {
        return Ok(Show::Partitions(parser.table()?));
    }
    if parser.words(&["create", "table"]) {
        return Ok(Show::CreateTable(parser.table()?));
    }
    if parser.words(&["create", "view"]) {
        return Ok(Show::CreateView(parser.table()?));
    }
    if parser.word("tblproperties") {
        let name = parser.table()?;
        let property = if parser.mark('(') {
            let property = parser.text()?;
            parser.expect_mark(')')?;
            Some(property)
        } else {
            None
        };
        return Ok(Show::Properties(name, property));
    }
    parser.expect(&["functions"])?;
    Ok(Show::Functions)
}

fn database(parser: &mut Parser) -> Result<DatabaseName, Error> {
    if !(parser.word("in") || parser.word("from")) {
        return Ok(DatabaseName::default());
    }
    let first = parser.name()?;
    if !parser.mark('.') {
        return Ok(DatabaseName { catalog: None, database: Some(first) });
    }
    Ok(DatabaseName { catalog: Some(first), database: Some(parser.name()?) })
}

fn pattern(parser: &mut Parser) -> Result<Option<String>, Error> {
    if parser.word("like") {
        return parser.text().map(Some);
    }
    Ok(parser.maybe_text())
}
