//! One file per operation; beside them what several share.
