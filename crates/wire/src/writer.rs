//! Writing values into a message, whatever its protocol.

use kernel::Timestamp;

use crate::{Field, Stream};

/// A sink for values in one protocol, fed in order: `begin_structure`, then for each member `field` and
/// its value, then `end_structure`; likewise for lists and maps.
pub trait Writer {
    /// Puts a truth value.
    fn boolean(&mut self, value: bool);
    /// Puts a whole number.
    fn integer(&mut self, value: i64);
    /// Puts a number.
    fn float(&mut self, value: f64);
    /// Puts a text.
    fn string(&mut self, value: &str);
    /// Puts bytes.
    fn blob(&mut self, value: &[u8]);
    /// Puts a body that is read once. REST messages have such, and answers in JSON that are event streams.
    fn stream(&mut self, _: Stream) {
        self.blob(&[]);
    }
    /// Puts a time.
    fn timestamp(&mut self, value: Timestamp);
    /// Puts JSON text as it is.
    fn document(&mut self, json: &str);
    /// Starts a structure.
    fn begin_structure(&mut self);
    /// The value that follows is that of `field`.
    fn field(&mut self, field: &'static Field);
    /// Ends a structure.
    fn end_structure(&mut self);
    /// Starts a list.
    fn begin_list(&mut self);
    /// The value that follows is the next of the list.
    fn element(&mut self);
    /// Ends a list.
    fn end_list(&mut self);
    /// Starts a map.
    fn begin_map(&mut self);
    /// The value that follows is that of `key`.
    fn key(&mut self, key: &str);
    /// Ends a map.
    fn end_map(&mut self);
}
