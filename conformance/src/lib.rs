//! Real clients against Pumphouse.
