//! PostgreSQL's functions, as far as questions to the system catalog call them.
//!
//! Each is asked row by row, as the tables are small. Functions of other kinds (aggregates, windows, `coalesce`) are the
//! planner's own.

mod about;
mod texts;

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field};
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use super::Surroundings;
use super::lake::Lake;

/// What functions know.
pub struct Known {
    /// The lake.
    pub lake: Lake,
    /// Who asks.
    pub asked: Surroundings,
    /// Settings that were set.
    pub changes: Mutex<Vec<(String, String)>>,
}

/// What a function answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// A text.
    Text,
    /// A number.
    Int,
    /// An object's number.
    Oid,
    /// True or false.
    Bool,
    /// Texts.
    Texts,
}

impl Answers {
    fn kind(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Int => DataType::Int64,
            Self::Oid => DataType::UInt32,
            Self::Bool => DataType::Boolean,
            Self::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        }
    }
}

/// What a function says; nothing is null.
pub enum Said {
    /// A text.
    Text(String),
    /// A number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// Texts.
    Texts(Vec<String>),
}

type Body = fn(&Known, &[ScalarValue]) -> Result<Option<Said>>;
/// A name, what is answered, and how it is found.
pub type Entry = (&'static str, Answers, Body);

/// Whether a name is a function of PostgreSQL's own, which the lake has not.
pub fn is_ours(name: &str) -> bool {
    about::ENTRIES.iter().any(|(own, ..)| *own == name)
}

/// All functions.
pub fn all(known: &Arc<Known>) -> Vec<Arc<ScalarUDF>> {
    let entries = about::ENTRIES.iter().chain(texts::ENTRIES);
    entries
        .map(|entry| {
            let accepts = TypeSignature::OneOf(vec![TypeSignature::Nullary, TypeSignature::VariadicAny]);
            let signature = Signature::new(accepts, Volatility::Immutable);
            let function = Function { entry, signature, known: Arc::clone(known) };
            Arc::new(ScalarUDF::new_from_impl(function))
        })
        .collect()
}

struct Function {
    entry: &'static Entry,
    signature: Signature,
    known: Arc<Known>,
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.entry.0)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.entry.0 == other.entry.0
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.entry.0.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.entry.0
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.entry.1.kind())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let is_constant = args.args.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let rows = if is_constant { 1 } else { args.number_rows };
        let mut said = Vec::with_capacity(rows);
        for row in 0..rows {
            let values = args.args.iter().map(|argument| match argument {
                ColumnarValue::Scalar(value) => Ok(value.clone()),
                ColumnarValue::Array(array) => ScalarValue::try_from_array(array, row),
            });
            said.push((self.entry.2)(&self.known, &values.collect::<Result<Vec<_>>>()?)?);
        }
        let array = array(self.entry.1, said);
        match is_constant {
            true => ScalarValue::try_from_array(&array, 0).map(ColumnarValue::Scalar),
            false => Ok(ColumnarValue::Array(array)),
        }
    }
}

fn array(answers: Answers, said: Vec<Option<Said>>) -> ArrayRef {
    use arrow::array::{BooleanArray, Int64Array, ListBuilder, StringArray, StringBuilder, UInt32Array};
    let number = |said: Option<Said>| match said {
        Some(Said::Int(number)) => Some(number),
        _ => None,
    };
    match answers {
        Answers::Text => {
            let text = |said| if let Some(Said::Text(text)) = said { Some(text) } else { None };
            Arc::new(said.into_iter().map(text).collect::<StringArray>())
        }
        Answers::Int => Arc::new(said.into_iter().map(number).collect::<Int64Array>()),
        Answers::Oid => {
            let oid = |said| number(said).and_then(|number| u32::try_from(number).ok());
            Arc::new(said.into_iter().map(oid).collect::<UInt32Array>())
        }
        Answers::Bool => {
            let truth = |said| if let Some(Said::Bool(truth)) = said { Some(truth) } else { None };
            Arc::new(said.into_iter().map(truth).collect::<BooleanArray>())
        }
        Answers::Texts => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for said in said {
                if let Some(Said::Texts(items)) = said {
                    items.iter().for_each(|item| lists.values().append_value(item));
                    lists.append(true);
                } else {
                    lists.append(false);
                }
            }
            Arc::new(lists.finish())
        }
    }
}

/// An argument as a text, whatever it is.
fn text(arguments: &[ScalarValue], index: usize) -> Option<String> {
    match arguments.get(index)? {
        value if value.is_null() => None,
        ScalarValue::Utf8(text) | ScalarValue::LargeUtf8(text) | ScalarValue::Utf8View(text) => text.clone(),
        other => Some(other.to_string()),
    }
}

/// An argument as a number, if it is one.
fn int(arguments: &[ScalarValue], index: usize) -> Option<i64> {
    text(arguments, index)?.trim().parse().ok()
}

/// An argument's items.
fn items(arguments: &[ScalarValue], index: usize) -> Option<Vec<Option<String>>> {
    match arguments.get(index)? {
        ScalarValue::List(list) => {
            let list: &dyn Any = list.as_ref();
            let list = list.downcast_ref::<arrow::array::ListArray>()?;
            if arrow::array::Array::is_null(list, 0) {
                return None;
            }
            let items = list.value(0);
            let item =
                |row| ScalarValue::try_from_array(&items, row).ok().and_then(|value| text(&[value], 0));
            Some((0..items.len()).map(item).collect())
        }
        _ => crate::values::arrays::read_text(&text(arguments, index)?),
    }
}

/// What a question gets wrong.
fn refused(words: impl Into<String>) -> DataFusionError {
    DataFusionError::Execution(words.into())
}
