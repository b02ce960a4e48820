//! What a type must be able to do to travel: be read, be written, be checked.

use crate::{Checker, Constraints, ReadError, Reader, Writer};

/// A type that travels in AWS protocols. Derive it for structures (named fields) and for enumerations
/// (unit variants); both forms are described in `wire-derive`.
pub trait Shape: Sized {
    /// Reads one value. Wrong types are errors at once; missing members and unknown enumeration values are
    /// noted in [`Reader::faults`], a placeholder takes their place, and [`Shape::check`] reports them.
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError>;

    /// Writes one value.
    fn write(&self, writer: &mut dyn Writer);

    /// Reports every violated constraint of this value and of what is in it, in order of declaration.
    fn check(&self, constraints: &'static Constraints, checker: &mut Checker);

    /// Stands where a required member is missing, until the check has refused the whole.
    fn placeholder() -> Self;

    /// Whether a member of this value is left out when written (`None`, and nothing else).
    fn is_absent(&self) -> bool {
        false
    }
}

/// Checks a whole input; the violations, if there are any, as AWS words them.
pub(crate) fn check_all<S: Shape>(input: &S, checker: &mut Checker) {
    input.check(&Constraints::NONE, checker);
}
