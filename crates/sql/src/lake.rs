//! Tables of the lake: what the catalog describes, as what DataFusion scans.
//!
//! [`LakeTable`] finds the partitions that a query can need (from the catalog, or made up by partition projection),
//! lists their objects, and scans them: Parquet by DataFusion's own source, text by [`text`]. Objects whose names begin
//! with `_` or `.` are hidden, as in Hive. Objects whose keys have empty parts (`a//b`) cannot be named and are not
//! seen. Lacks: ORC, Avro, Ion, Grok, table formats (Iceberg, Hudi, Delta); they are refused by name.

mod damaged;
mod files;
mod format;
mod names;
mod parquet;
mod partitions;
mod projection;
mod pruning;
pub mod schema;
mod table;
mod text;
pub(crate) mod write;

pub(crate) use damaged::named;
pub use format::{Delimiters, Format};
pub use projection::is_on as is_projected;
pub(crate) use pruning::fixed;
pub use table::{LakeTable, Surroundings};
