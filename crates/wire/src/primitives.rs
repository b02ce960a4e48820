//! Shapes of plain values: truth values, numbers, texts, bytes, times, lists, maps, optional values.

use std::collections::BTreeMap;

use bytes::Bytes;
use kernel::Timestamp;

use crate::check::text_violations;
use crate::{Checker, Constraints, ReadError, Reader, Segment, Shape, Token, Writer, read_member};

/// The input or output of an operation that AWS's model gives none: an empty body.
impl Shape for () {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        static NOTHING: crate::Schema = crate::Schema { name: "Unit", fields: &[] };
        reader.structure(&NOTHING, &mut |_, _| Ok(()))
    }

    fn write(&self, _: &mut dyn Writer) {}

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {}
}

impl Shape for bool {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.boolean()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.boolean(*self);
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        false
    }
}

impl Shape for i64 {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.integer("Long")
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.integer(*self);
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        checker.number(*self, constraints);
    }

    fn placeholder() -> Self {
        0
    }
}

impl Shape for i32 {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        let value = reader.integer("Integer")?;
        Ok(value.clamp(i64::from(Self::MIN), i64::from(Self::MAX)) as Self)
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.integer(i64::from(*self));
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        checker.number(i64::from(*self), constraints);
    }

    fn placeholder() -> Self {
        0
    }
}

impl Shape for f64 {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.float()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.float(*self);
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        0.0
    }
}

impl Shape for String {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.string()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.string(self);
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        checker.text(self, constraints);
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

impl Shape for Bytes {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.blob()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.blob(self);
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        let length = self.len();
        let show = || format!("java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]");
        checker.length(length, constraints, show);
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

impl Shape for Timestamp {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.timestamp()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.timestamp(*self);
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        Self::default()
    }
}

impl<S: Shape> Shape for Option<S> {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        S::read(reader).map(Some)
    }

    fn write(&self, writer: &mut dyn Writer) {
        if let Some(value) = self {
            value.write(writer);
        }
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(constraints, checker);
        }
    }

    fn placeholder() -> Self {
        None
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<S: Shape> Shape for Box<S> {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        S::read(reader).map(Self::new)
    }

    fn write(&self, writer: &mut dyn Writer) {
        self.as_ref().write(writer);
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        self.as_ref().check(constraints, checker);
    }

    fn placeholder() -> Self {
        Self::new(S::placeholder())
    }
}

impl<S: Shape> Shape for Vec<S> {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        let mut members = Self::new();
        reader.list(&mut |reader| {
            // A null in a list is passed over, as AWS's own deserialisers do.
            members.extend(read_member(reader, Segment::Index(members.len()))?);
            Ok(())
        })?;
        Ok(members)
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.begin_list();
        for member in self {
            writer.element();
            member.write(writer);
        }
        writer.end_list();
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        checker.length(self.len(), constraints, || {
            if self.is_empty() { "[]".to_owned() } else { format!("[{} members]", self.len()) }
        });
        let member_constraints = constraints.member.unwrap_or(&Constraints::NONE);
        for (index, member) in self.iter().enumerate() {
            checker.at(Segment::Index(index), |checker| member.check(member_constraints, checker));
        }
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

impl<S: Shape> Shape for BTreeMap<String, S> {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        let mut members = Self::new();
        reader.map(&mut |key, reader| {
            if reader.peek()? == Token::Null {
                return reader.null();
            }
            reader.faults().enter(Segment::Key(key));
            let value = S::read(reader)?;
            // The key comes back from the path: items have many, and each copy would cost an allocation.
            if let Some(Segment::Key(key)) = reader.faults().leave() {
                members.insert(key, value);
            }
            Ok(())
        })?;
        Ok(members)
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.begin_map();
        for (key, value) in self {
            writer.key(key);
            value.write(writer);
        }
        writer.end_map();
    }

    fn check(&self, constraints: &'static Constraints, checker: &mut Checker) {
        let show = || format!("{{{}}}", self.keys().cloned().collect::<Vec<_>>().join(", "));
        checker.length(self.len(), constraints, show);
        let key_constraints = constraints.key.unwrap_or(&Constraints::NONE);
        let member_constraints = constraints.member.unwrap_or(&Constraints::NONE);
        // One buffer for all keys on the path.
        let mut buffer = String::new();
        for (key, value) in self {
            let broken = text_violations(key, key_constraints);
            if !broken.is_empty() {
                let constraint = format!("Map keys must satisfy constraint: [{}]", broken.join(", "));
                checker.violate(&format!("'{}'", show()), &constraint);
            }
            buffer.push_str(key);
            let segment =
                checker.at(Segment::Key(buffer), |checker| value.check(member_constraints, checker));
            buffer = match segment {
                Some(Segment::Key(buffer)) => buffer,
                _ => String::new(),
            };
            buffer.clear();
        }
    }

    fn placeholder() -> Self {
        Self::new()
    }
}
