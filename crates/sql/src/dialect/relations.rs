//! The tables that a statement names, before it is planned.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{ObjectName, Query, Visit, Visitor};
use datafusion::sql::sqlparser::tokenizer::Span;

use crate::error::{Error, Fact, Position};

/// A table's full name. All in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The catalog.
    pub catalog: String,
    /// The database.
    pub database: String,
    /// The table.
    pub table: String,
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.catalog, self.database, self.table)
    }
}

/// What names that do not say it mean.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The catalog.
    pub catalog: String,
    /// The database.
    pub database: String,
}

impl Defaults {
    /// The full name of `parts`.
    pub fn complete(&self, parts: &[String]) -> Option<Name> {
        let (catalog, database, table) = match parts {
            [table] => (&self.catalog, &self.database, table),
            [database, table] => (&self.catalog, database, table),
            [catalog, database, table] => (catalog, database, table),
            _ => return None,
        };
        Some(Name {
            catalog: catalog.to_lowercase(),
            database: database.to_lowercase(),
            table: table.to_lowercase(),
        })
    }

    /// The full name of a relation.
    pub fn name(&self, relation: &ObjectName) -> Result<Name, Error> {
        let parts: Vec<String> = relation.0.iter().map(part).collect();
        self.complete(&parts).ok_or_else(|| {
            Error::new(Fact::Syntax, format!("Too many dots in table name: {}", parts.join(".")))
        })
    }
}

fn part(part: &datafusion::sql::sqlparser::ast::ObjectNamePart) -> String {
    part.as_ident().map(|name| name.value.clone()).unwrap_or_default()
}

/// A table that a query names, and where it does so first.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The full name.
    pub name: Name,
    /// Where.
    pub at: Option<Position>,
}

/// The tables that a query names; names of its own WITH are among them where a table could be meant.
pub fn mentions(query: &Query, defaults: &Defaults) -> Result<(Vec<Mention>, BTreeSet<String>), Error> {
    let mut finder = Finder { defaults, found: Vec::new(), own: BTreeSet::new() };
    match query.visit(&mut finder) {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok((finder.found, finder.own)),
    }
}

struct Finder<'a> {
    defaults: &'a Defaults,
    found: Vec<Mention>,
    own: BTreeSet<String>,
}

impl Visitor for Finder<'_> {
    type Break = Error;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Error> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        self.own.extend(tables.map(|table| table.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<Error> {
        use datafusion::sql::sqlparser::ast::Spanned;
        let span: Span = relation.span();
        match self.defaults.name(relation) {
            Ok(name) => {
                if self.found.iter().all(|mention| mention.name != name) {
                    self.found.push(Mention { name, at: super::complaints::position(span) });
                }
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(error.at(super::complaints::position(span))),
        }
    }
}
