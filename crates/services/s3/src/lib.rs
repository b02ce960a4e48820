//! S3: buckets and objects over blobs and a key-value index.
