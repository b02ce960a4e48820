//! The S3 operations: names, shapes and constraints, as AWS's model of 2006-03-01 states them.
