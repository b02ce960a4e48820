//! Every number of a crawl, with its source.
//!
//! "Guide" is the AWS Glue Developer Guide.

/// Members of a struct, or columns, that inference keeps. Ours: it bounds what one odd object can make of a table.
pub const FIELDS_MAX: usize = 10_000;
/// Types within types. Ours; Athena takes no more than some hundred either.
pub const DEPTH_MAX: usize = 64;
/// Digits of a `decimal` (Hive).
pub const DECIMAL_DIGITS_MAX: u8 = 38;
/// What is read of the beginning of an object, in bytes. AWS reads the first megabyte of a file.
pub const HEAD_BYTES: usize = 1 << 20;
/// What a packed head is unpacked to, in bytes. Ours.
pub const UNPACKED_BYTES_MAX: usize = 4 << 20;
/// What is read at first of the end of a Parquet file, in bytes. Ours: most footers are shorter.
pub const TAIL_BYTES: usize = 64 << 10;
/// Longest footer of a Parquet file, in bytes. Ours.
pub const FOOTER_BYTES_MAX: usize = 16 << 20;
/// Lines that a grok pattern is tried on. Ours.
pub const GROK_LINES_MAX: usize = 1_000;
/// Of a hundred lines of a log, how many must match. Ours: logs have torn lines.
pub const GROK_MATCHES_PERCENT: usize = 90;
/// Of a hundred rows, how many must be of one width to be CSV. Ours.
pub const CSV_ROWS_PERCENT: usize = 99;
/// Longest field of a header but in the last column, in characters (Guide: built-in CSV classifier).
pub const HEADER_CHARS_MAX: usize = 150;
/// Of a hundred lines of JSON, how many may be damaged. Ours.
pub const JSON_DAMAGED_PERCENT: usize = 1;
/// Characters that a grok pattern grows to when those it names are put in. Ours.
pub const GROK_EXPANDED_MAX: usize = 64 << 10;
/// Patterns within patterns. Ours.
pub const GROK_DEPTH_MAX: usize = 32;
/// Longest table name, in characters (Guide: how crawlers work).
pub const TABLE_NAME_CHARS_MAX: usize = 128;
/// Of a hundred folders, how many must be alike to be one table. Ours: AWS says "the majority".
pub const ALIKE_PERCENT: usize = 70;
/// For two schemas to be alike, how many of a hundred columns of the smaller one the larger one must have. Ours: AWS
/// says "similar".
pub const SHARED_OF_SMALLER_PERCENT: usize = 70;
/// And how many of a hundred columns of the larger one: schemas grow. Ours.
pub const SHARED_OF_LARGER_PERCENT: usize = 50;
/// Folders with objects that one crawl takes in. Ours.
pub const FOLDERS_MAX: usize = 200_000;
/// Objects of a folder that may each become a table of its own, where they have nothing in common. Ours.
pub const LOOSE_FILES_MAX: usize = 100;
/// Folders above an object. S3's keys have 1,024 bytes, so there could be more; a table has no use for them.
pub const LEVELS_MAX: usize = 64;
/// Names in all different shapes of one crawl. Ours: it bounds what is kept of a bucket in which no two folders are
/// alike.
pub const SHAPES_WEIGHT_MAX: usize = 500_000;
