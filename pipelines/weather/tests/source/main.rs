//! The source against stand-ins: NOAA's API as it is, and as it is on a bad day; a stream that refuses.

mod bad_days;
mod scripted;
