//! SHOW and DESCRIBE, in Hive's layouts as Athena prints them.

use crate::catalog::{Column, Table};
use crate::engine::{LAKE, Work};
use crate::error::{Error, Fact};
use crate::hive::{DatabaseName, Show, TableName};
use crate::live::Live;
use crate::query::{Answer, StatementKind};
use crate::view::View;

/// The kind that Athena's API tells.
pub fn kind(shown: &Show) -> StatementKind {
    match shown {
        Show::Describe { .. } | Show::Functions => StatementKind::Utility,
        _ => StatementKind::Ddl,
    }
}

/// Carries out what shows.
pub async fn show(work: &Work, shown: Show) -> Result<Answer, Error> {
    match shown {
        Show::Catalogs(pattern) => {
            let names = [LAKE].into_iter().chain(Live::NAMES).map(str::to_owned);
            Ok(Answer::of_lines("SHOW_CATALOGS", "Catalog", matching(names, pattern.as_deref())?))
        }
        Show::Databases(catalog, pattern) => {
            let catalog = work.looked_at(catalog.as_deref())?;
            let names = catalog.databases().await?.into_iter().map(|database| database.name);
            Ok(Answer::of_lines("SHOW_DATABASES", "database_name", matching(names, pattern.as_deref())?))
        }
        Show::Tables(database, pattern) => {
            let names = tables(work, database).await?.into_iter().map(|table| table.name);
            Ok(Answer::of_lines("SHOW_TABLES", "tab_name", matching(names, pattern.as_deref())?))
        }
        Show::Views(database, pattern) => {
            let views =
                tables(work, database).await?.into_iter().filter(Table::is_view).map(|table| table.name);
            Ok(Answer::of_lines("SHOW_VIEWS", "views", matching(views, pattern.as_deref())?))
        }
        Show::Columns(name) => {
            let table = looked_at(work, &name).await?;
            let all = table.storage.columns.iter().chain(&table.partition_keys);
            // Hive pads names, and so do those who read them.
            let lines = all.map(|column| format!("{:<20}", column.name)).collect();
            Ok(Answer::of_lines("SHOW_COLUMNS", "field", lines))
        }
        Show::Partitions(name) => partitions(work, &name).await,
        Show::CreateTable(name) => {
            let table = work.existing(&name).await?;
            if table.is_view() {
                return create_view(&table);
            }
            Ok(Answer::of_lines("SHOW_CREATE_TABLE", "createtab_stmt", create_table(&table)))
        }
        Show::CreateView(name) => create_view(&work.existing(&name).await?),
        Show::Properties(name, property) => {
            let table = work.existing(&name).await?;
            let lines = match property {
                None => table.parameters.iter().map(|(name, value)| format!("{name}\t{value}")).collect(),
                Some(name) => match table.parameters.get(&name) {
                    Some(value) => vec![value.clone()],
                    None => {
                        let words =
                            format!("Table {}.{} does not have property: {name}", table.database, table.name);
                        vec![words]
                    }
                },
            };
            Ok(Answer::of_lines("SHOW_TBLPROPERTIES", "prpt_name", lines))
        }
        Show::Describe { name, is_extended, is_formatted } => {
            let table = looked_at(work, &name).await?;
            Ok(Answer::of_lines("DESCRIBE_TABLE", "col_name", describe(&table, is_extended, is_formatted)))
        }
        Show::Functions => {
            let names = crate::functions::Functions::all().names();
            let rows = names.into_iter().map(|name| vec![name.to_owned()]).collect();
            Ok(Answer::of_texts(StatementKind::Utility, "SHOW_FUNCTIONS", &["Function"], rows))
        }
    }
}

/// The tables of a database that has to be there.
async fn tables(work: &Work, name: DatabaseName) -> Result<Vec<Table>, Error> {
    let catalog = work.looked_at(name.catalog.as_deref())?;
    let database = name.database.unwrap_or_else(|| work.defaults.database.clone());
    if catalog.database(&database).await?.is_none() {
        return Err(Error::new(Fact::SchemaNotFound, format!("Database {database} not found")));
    }
    catalog.tables(&database).await
}

/// A table that has to be there, of whatever catalog.
async fn looked_at(work: &Work, name: &TableName) -> Result<Table, Error> {
    let (database, table) = work.place(name)?;
    let found = work.looked_at(name.catalog.as_deref())?.table(&database, &table).await?;
    found.ok_or_else(|| {
        let words = format!("Table {database}.{table} does not exist");
        Error::new(Fact::TableNotFound, words)
    })
}

/// The names that a pattern of Hive's matches: `*` for anything, `|` for or.
fn matching(names: impl Iterator<Item = String>, pattern: Option<&str>) -> Result<Vec<String>, Error> {
    let Some(pattern) = pattern else { return Ok(names.collect()) };
    let alternatives: Vec<String> =
        pattern.split('|').map(|part| regex::escape(part).replace("\\*", ".*").replace('%', ".*")).collect();
    let expression = format!("(?i)^(?:{})$", alternatives.join("|"));
    let expression = regex::Regex::new(&expression)
        .map_err(|error| Error::new(Fact::Semantic, format!("'{pattern}' is no pattern: {error}")))?;
    Ok(names.filter(|name| expression.is_match(name)).collect())
}

async fn partitions(work: &Work, name: &TableName) -> Result<Answer, Error> {
    let table = work.existing(name).await?;
    if table.partition_keys.is_empty() {
        let words = format!("Table {}.{} is not a partitioned table", table.database, table.name);
        return Err(Error::new(Fact::Semantic, words));
    }
    let there = work.catalog.partitions(&table.database, &table.name, None).await?;
    let mut lines: Vec<String> = there
        .iter()
        .map(|partition| {
            let pairs = table.partition_keys.iter().zip(&partition.values);
            pairs.map(|(key, value)| format!("{}={value}", key.name)).collect::<Vec<_>>().join("/")
        })
        .collect();
    lines.sort();
    Ok(Answer::of_lines("SHOW_PARTITIONS", "partition", lines))
}

fn create_view(table: &Table) -> Result<Answer, Error> {
    let text = table.view_original_text.as_deref().and_then(View::unpack).ok_or_else(|| {
        Error::new(Fact::InvalidMetadata, format!("{}.{} is no view", table.database, table.name))
    })?;
    let mut lines = vec![format!("CREATE VIEW {}.{} AS ", table.database, table.name)];
    lines.extend(text.text.lines().map(str::to_owned));
    Ok(Answer::of_lines("SHOW_CREATE_VIEW", "Create View", lines))
}

fn quote(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|letter| match letter {
            '\'' => "\\'".chars().collect::<Vec<_>>(),
            '\\' => "\\\\".chars().collect(),
            '\t' => "\\t".chars().collect(),
            '\n' => "\\n".chars().collect(),
            control if control.is_control() => format!("\\{:03o}", u32::from(control)).chars().collect(),
            other => vec![other],
        })
        .collect();
    format!("'{escaped}'")
}

fn column_lines(columns: &[Column]) -> Vec<String> {
    let last = columns.len().saturating_sub(1);
    let line = |(index, column): (usize, &Column)| {
        let comment =
            column.comment.as_deref().map_or(String::new(), |comment| format!(" COMMENT {}", quote(comment)));
        let end = if index == last { ")" } else { ", " };
        format!("  `{}` {}{comment}{end}", column.name, column.kind)
    };
    columns.iter().enumerate().map(line).collect()
}

fn property_lines(properties: &std::collections::BTreeMap<String, String>) -> Vec<String> {
    let last = properties.len().saturating_sub(1);
    let line = |(index, (name, value)): (usize, (&String, &String))| {
        format!("  {}={}{}", quote(name), quote(value), if index == last { ") " } else { ", " })
    };
    properties.iter().enumerate().map(line).collect()
}

/// The statement that makes the table, as Athena lays it out.
fn create_table(table: &Table) -> Vec<String> {
    let storage = &table.storage;
    let mut lines = vec![format!("CREATE EXTERNAL TABLE `{}.{}`(", table.database, table.name)];
    lines.extend(column_lines(&storage.columns));
    if let Some(comment) = &table.description {
        lines.push(format!("COMMENT {}", quote(comment)));
    }
    if !table.partition_keys.is_empty() {
        lines.push("PARTITIONED BY ( ".to_owned());
        lines.extend(column_lines(&table.partition_keys));
    }
    lines.push("ROW FORMAT SERDE ".to_owned());
    lines.push(format!("  {} ", quote(&storage.serde)));
    if !storage.serde_parameters.is_empty() {
        lines.push("WITH SERDEPROPERTIES ( ".to_owned());
        lines.extend(property_lines(&storage.serde_parameters));
    }
    lines.push("STORED AS INPUTFORMAT ".to_owned());
    lines.push(format!("  {} ", quote(&storage.input_format)));
    lines.push("OUTPUTFORMAT ".to_owned());
    lines.push(format!("  {}", quote(&storage.output_format)));
    lines.push("LOCATION".to_owned());
    lines.push(format!("  {}", quote(storage.location.trim_end_matches('/'))));
    let properties: std::collections::BTreeMap<String, String> = table
        .parameters
        .iter()
        .filter(|(name, _)| *name != "EXTERNAL")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !properties.is_empty() {
        lines.push("TBLPROPERTIES (".to_owned());
        lines.extend(property_lines(&properties));
    }
    lines
}

fn row(name: &str, kind: &str, comment: &str) -> String {
    format!("{name:<20}\t{kind:<20}\t{comment:<20}")
}

fn describe(table: &Table, is_extended: bool, is_formatted: bool) -> Vec<String> {
    let columns = |columns: &[Column]| -> Vec<String> {
        let line =
            |column: &Column| row(&column.name, &column.kind, column.comment.as_deref().unwrap_or_default());
        columns.iter().map(line).collect()
    };
    let mut lines = Vec::new();
    if is_formatted {
        lines.push("# col_name            \tdata_type           \tcomment             ".to_owned());
        lines.push("\t \t ".to_owned());
    }
    lines.extend(columns(&table.storage.columns));
    lines.extend(columns(&table.partition_keys));
    if !table.partition_keys.is_empty() {
        lines.push("\t \t ".to_owned());
        lines.push("# Partition Information\t \t ".to_owned());
        lines.push("# col_name            \tdata_type           \tcomment             ".to_owned());
        lines.push("\t \t ".to_owned());
        lines.extend(columns(&table.partition_keys));
    }
    if is_extended || is_formatted {
        lines.push("\t \t ".to_owned());
        lines.push("# Detailed Table Information\t \t ".to_owned());
        let storage = &table.storage;
        let details = [
            ("Database:", table.database.as_str()),
            ("Location:", &storage.location),
            ("Table Type:", &table.kind),
            ("SerDe Library:", &storage.serde),
            ("InputFormat:", &storage.input_format),
            ("OutputFormat:", &storage.output_format),
        ];
        lines.extend(details.iter().map(|(name, value)| format!("{name:<20}\t{value:<20}\t ")));
        lines.push("Table Parameters:\t \t ".to_owned());
        lines.extend(table.parameters.iter().map(|(name, value)| format!("\t{name:<20}\t{value:<20}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_hives() {
        let names = ["orders", "lines", "old_orders"].map(str::to_owned);
        let found = |pattern: &str| matching(names.clone().into_iter(), Some(pattern)).unwrap();
        assert_eq!(found("*orders"), ["orders", "old_orders"]);
        assert_eq!(found("lines|old*"), ["lines", "old_orders"]);
        assert_eq!(found("order"), Vec::<String>::new());
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        let text = "CREATE EXTERNAL TABLE d.t (a int COMMENT 'it''s', b string) PARTITIONED BY (p date) \
            ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\001' LOCATION 's3://b/p/' TBLPROPERTIES ('x'='y')";
        let read = |text: &str| match crate::hive::parse(text).unwrap() {
            crate::hive::Ddl::CreateTable { name, storage, keys, properties, .. } => Table {
                database: name.database.unwrap(),
                name: name.table,
                storage,
                partition_keys: keys,
                parameters: properties,
                ..Table::default()
            },
            other => panic!("{other:?} is no table"),
        };
        let table = read(text);
        assert_eq!(read(&create_table(&table).join("\n")), table);
    }
}
