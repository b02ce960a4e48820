//! How a stack and a resource can stand, as AWS names it.

use std::fmt;

macro_rules! statuses {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As AWS writes it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// Reads what AWS writes.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.as_str() == text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

statuses! {
    /// How a stack stands.
    StackStatus {
        /// Resources are being created.
        CreateInProgress = "CREATE_IN_PROGRESS",
        /// Creation failed and was left as it was.
        CreateFailed = "CREATE_FAILED",
        /// All is there.
        CreateComplete = "CREATE_COMPLETE",
        /// Creation failed; what was created is being removed.
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        /// Some of what was created could not be removed.
        RollbackFailed = "ROLLBACK_FAILED",
        /// Creation failed and left nothing behind.
        RollbackComplete = "ROLLBACK_COMPLETE",
        /// All is being removed.
        DeleteInProgress = "DELETE_IN_PROGRESS",
        /// Some of it could not be removed.
        DeleteFailed = "DELETE_FAILED",
        /// It is gone.
        DeleteComplete = "DELETE_COMPLETE",
    }
}

statuses! {
    /// How a resource stands.
    ResourceStatus {
        /// Its turn has not come. AWS has no such status and shows no such resource.
        Pending = "PENDING",
        /// Its provider has been asked to create it.
        CreateInProgress = "CREATE_IN_PROGRESS",
        /// It could not be created, or no longer needed to be.
        CreateFailed = "CREATE_FAILED",
        /// It is usable.
        CreateComplete = "CREATE_COMPLETE",
        /// Its provider has been asked to remove it.
        DeleteInProgress = "DELETE_IN_PROGRESS",
        /// It could not be removed.
        DeleteFailed = "DELETE_FAILED",
        /// It is gone.
        DeleteComplete = "DELETE_COMPLETE",
        /// It was kept although the stack let go of it.
        DeleteSkipped = "DELETE_SKIPPED",
    }
}

impl StackStatus {
    /// Whether something remains to be done.
    pub fn is_in_progress(self) -> bool {
        matches!(self, Self::CreateInProgress | Self::RollbackInProgress | Self::DeleteInProgress)
    }
}

impl ResourceStatus {
    /// Whether the stack has nothing there: not yet, or no longer.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Pending | Self::DeleteComplete | Self::DeleteSkipped)
    }
}
