//! Firehose: delivery streams that buffer, transform and deliver.
