//! The embedded volume: append log, ordered key-value store, blobs, crash simulator.
