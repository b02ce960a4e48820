//! Trino's functions.
//!
//! Each group is a file: its functions are stated by Trino's own signatures (`substr(varchar, bigint) -> varchar`),
//! which decide over types, coercions and the words of refusals; beside each stands what it does to columns. Operators,
//! casts and literals are functions as well, under names that begin with `$`, which no query can write.

mod aggregate;
pub mod arguments;
mod array;
mod binary;
mod bitwise;
mod calendar;
pub mod coercion;
mod conversion;
mod date;
mod format;
mod json;
mod json_path;
mod lambda;
mod map;
mod math;
mod numerals;
mod operators;
mod pairing;
mod probability;
mod random;
mod regexp;
mod scalar;
pub mod signature;
mod string;
mod url;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use datafusion::logical_expr::{AggregateUDF, HigherOrderUDF, ScalarUDF, WindowUDF};

pub use aggregate::renamed;
pub use conversion::{cast, date, decimal_of, json_of_value, json_text, moment, moment_of_wall};
pub use operators::{Operation, find, refusal};
pub use scalar::{Definition, scalar};

/// What an error of DataFusion's is about.
pub(crate) fn fact_of(error: &datafusion::error::DataFusionError) -> crate::error::Fact {
    crate::error::Error::of(error).fact
}

/// All functions by name.
pub struct Functions {
    scalars: HashMap<String, Arc<ScalarUDF>>,
    lambdas: HashMap<String, Arc<HigherOrderUDF>>,
    aggregates: HashMap<String, Arc<AggregateUDF>>,
    windows: HashMap<String, Arc<WindowUDF>>,
}

impl Functions {
    /// They are made once, by the first query.
    pub fn all() -> &'static Self {
        static ALL: OnceLock<Functions> = OnceLock::new();
        ALL.get_or_init(Self::gather)
    }

    fn gather() -> Self {
        let mut scalars = HashMap::new();
        let groups = [
            string::functions(),
            math::functions(),
            date::functions(),
            json::functions(),
            json_path::functions(),
            array::functions(),
            map::functions(),
            regexp::functions(),
            aggregate::around(),
            binary::functions(),
            bitwise::functions(),
            calendar::functions(),
            format::functions(),
            numerals::functions(),
            pairing::functions(),
            probability::functions(),
            random::functions(),
            url::functions(),
            words::functions(),
        ];
        // Functions of one name in two groups are one: `reverse` takes texts and arrays.
        let mut definitions: HashMap<&'static str, Definition> = HashMap::new();
        for definition in groups.into_iter().flatten() {
            let whole = match definitions.remove(definition.name()) {
                Some(other) => other.or(definition),
                None => definition,
            };
            definitions.insert(whole.name(), whole);
        }
        for definition in definitions.into_values() {
            let function = Arc::new(definition.build());
            scalars.insert(function.name().to_owned(), function);
        }
        for function in conversion::casts().into_iter().chain(operators::functions()) {
            scalars.insert(function.name().to_owned(), Arc::new(function));
        }
        for function in datafusion::functions::core::functions() {
            if matches!(function.name(), "coalesce" | "nullif" | "get_field" | "struct" | "named_struct") {
                scalars.insert(function.name().to_owned(), function);
            }
        }
        let aggregates = datafusion::functions_aggregate::all_default_aggregate_functions();
        let own = aggregate::functions().into_iter().map(Arc::new);
        let windows = datafusion::functions_window::all_default_window_functions();
        Self {
            scalars,
            lambdas: lambda::functions()
                .into_iter()
                .map(|function| (function.name().to_owned(), Arc::new(function)))
                .collect(),
            aggregates: aggregates
                .into_iter()
                .chain(own)
                .map(|function| (function.name().to_owned(), function))
                .collect(),
            windows: windows.into_iter().map(|function| (function.name().to_owned(), function)).collect(),
        }
    }

    /// A scalar function.
    pub fn scalar(&self, name: &str) -> Option<Arc<ScalarUDF>> {
        self.scalars.get(name).cloned()
    }

    /// A function that takes functions.
    pub fn lambda(&self, name: &str) -> Option<Arc<HigherOrderUDF>> {
        self.lambdas.get(name).cloned()
    }

    /// An aggregate.
    pub fn aggregate(&self, name: &str) -> Option<Arc<AggregateUDF>> {
        self.aggregates.get(name).cloned()
    }

    /// A window function.
    pub fn window(&self, name: &str) -> Option<Arc<WindowUDF>> {
        self.windows.get(name).cloned()
    }

    /// Whether it is a function of windows and nothing else.
    pub fn is_window_only(&self, name: &str) -> bool {
        self.windows.contains_key(name)
            && !self.aggregates.contains_key(name)
            && !self.scalars.contains_key(name)
    }

    /// Whether there is any function of this name.
    pub fn has(&self, name: &str) -> bool {
        self.scalars.contains_key(name)
            || self.lambdas.contains_key(name)
            || self.aggregates.contains_key(name)
            || self.windows.contains_key(name)
    }

    /// The names that queries can write, in order.
    pub fn names(&self) -> Vec<&str> {
        let names = self.scalars.keys().chain(self.lambdas.keys()).chain(self.aggregates.keys());
        let mut names: Vec<&str> = names.chain(self.windows.keys()).map(String::as_str).collect();
        names.retain(|name| !name.starts_with('$'));
        names.sort_unstable();
        names.dedup();
        names
    }
}
