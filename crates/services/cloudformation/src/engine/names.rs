//! The names that the engine passes around, each a type of its own.

use std::borrow::Borrow;
use std::fmt;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

name! {
    /// What a template calls a resource: letters and digits, unique in the template.
    LogicalId
}
name! {
    /// What a service calls a resource once it exists; the value of `Ref`.
    PhysicalId
}
name! {
    /// The ARN of a stack, unique for all time.
    StackId
}
name! {
    /// A stack's name, unique among the live stacks of a place.
    StackName
}
