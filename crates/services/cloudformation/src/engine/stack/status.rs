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
        /// There is only a change set that would create it.
        ReviewInProgress = "REVIEW_IN_PROGRESS",
        /// Resources are being changed.
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        /// All is as it is to be; what was replaced or is no longer wanted is being removed.
        UpdateCleanup = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        /// All is as it is to be.
        UpdateComplete = "UPDATE_COMPLETE",
        /// The update failed; what was changed is being made as it was.
        UpdateRollbackInProgress = "UPDATE_ROLLBACK_IN_PROGRESS",
        /// Some of what was changed could not be made as it was.
        UpdateRollbackFailed = "UPDATE_ROLLBACK_FAILED",
        /// All is as it was; what the update created is being removed.
        UpdateRollbackCleanup = "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        /// The update failed and all is as it was.
        UpdateRollbackComplete = "UPDATE_ROLLBACK_COMPLETE",
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
        /// Its provider has been asked to change or to replace it.
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        /// It could not be changed or replaced, or no longer needed to be.
        UpdateFailed = "UPDATE_FAILED",
        /// It is usable as it is to be.
        UpdateComplete = "UPDATE_COMPLETE",
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
        match self {
            Self::CreateInProgress
            | Self::RollbackInProgress
            | Self::DeleteInProgress
            | Self::UpdateInProgress
            | Self::UpdateCleanup
            | Self::UpdateRollbackInProgress
            | Self::UpdateRollbackCleanup => true,
            Self::CreateFailed
            | Self::CreateComplete
            | Self::RollbackFailed
            | Self::RollbackComplete
            | Self::DeleteFailed
            | Self::DeleteComplete
            | Self::ReviewInProgress
            | Self::UpdateComplete
            | Self::UpdateRollbackFailed
            | Self::UpdateRollbackComplete => false,
        }
    }

    /// Whether resources are being created or changed, for which the template's values are needed.
    pub(super) fn goes_forward(self) -> bool {
        matches!(self, Self::CreateInProgress | Self::UpdateInProgress)
    }

    /// Whether an update, or what is left of it, is being removed.
    pub(super) fn is_cleanup(self) -> bool {
        matches!(self, Self::UpdateCleanup | Self::UpdateRollbackCleanup)
    }

    /// Whether an update is under way or being taken back.
    pub fn is_updating(self) -> bool {
        self.is_cleanup() || matches!(self, Self::UpdateInProgress | Self::UpdateRollbackInProgress)
    }

    /// Whether an update may begin.
    pub fn can_be_updated(self) -> bool {
        matches!(self, Self::CreateComplete | Self::UpdateComplete | Self::UpdateRollbackComplete)
    }
}

impl ResourceStatus {
    /// Whether the stack has nothing there: not yet, or no longer.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Pending | Self::DeleteComplete | Self::DeleteSkipped)
    }
}
