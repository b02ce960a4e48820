//! The seventeen columns of a bank marketing record: as the file names them, and as they are called in JSON.

/// What stands between two fields of a record on the stream.
pub const SEPARATOR: char = '|';

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the file's header.
    pub source: &'static str,
    /// Its name in JSON.
    pub json: &'static str,
    /// Whether JSON has it as an integer; the others are texts, as people's transforms leave them.
    pub is_integer: bool,
}

const fn text(source: &'static str, json: &'static str) -> Column {
    Column { source, json, is_integer: false }
}

const fn integer(source: &'static str, json: &'static str) -> Column {
    Column { source, json, is_integer: true }
}

/// All of them, in the order of the file and of a record.
pub const COLUMNS: [Column; 17] = [
    text("age", "Age"),
    text("job", "Job"),
    text("marital", "Marital"),
    text("education", "Education"),
    text("default", "Default"),
    integer("balance", "Balance"),
    text("housing", "Housing"),
    text("loan", "Loan"),
    text("contact", "Contact"),
    integer("day", "Days"),
    text("month", "Month"),
    text("duration", "Duration"),
    text("campaign", "Campaign"),
    integer("pdays", "PDays"),
    integer("previous", "Previous"),
    text("poutcome", "Poutcome"),
    text("deposit", "Deposit"),
];
