//! Who calls, for which account and region, and by which way.

use kernel::{AccountId, Place, RequestId};

/// What surrounds an operation's input.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who calls.
    pub principal: Principal,
    /// The account and region whose state is meant.
    pub place: Place,
    /// The id of this request, in answers and logs.
    pub request_id: RequestId,
    /// How the call came.
    pub origin: Origin,
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The account itself: everything is allowed.
    Account(AccountId),
    /// A session of an assumed role: what the role's policies allow.
    Session {
        /// The role's account.
        account: AccountId,
        /// The role's name, without path.
        role: String,
        /// The session's name.
        session: String,
    },
    /// A part of AWS acting for itself, e.g. `lambda.amazonaws.com`: everything is allowed.
    Service(&'static str),
}

impl Principal {
    /// The ARN that `GetCallerIdentity` answers.
    pub fn arn(&self) -> String {
        match self {
            Self::Account(account) => format!("arn:aws:iam::{account}:root"),
            Self::Session { account, role, session } => {
                format!("arn:aws:sts::{account}:assumed-role/{role}/{session}")
            }
            Self::Service(name) => (*name).to_owned(),
        }
    }
}

/// How a call came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Through the front door, which the client knows under this `http://host:port`.
    Door {
        /// Scheme, host and port, without a slash at the end.
        endpoint: String,
    },
    /// From a service in this house, by its name.
    Service(&'static str),
    /// From a service in this house on account of one of its resources: a bucket that notifies, a rule.
    Resource {
        /// The service's name.
        service: &'static str,
        /// The resource's ARN; policies know it as `aws:SourceArn`.
        arn: String,
    },
}

impl Call {
    /// A call that the service `name` makes as `principal`, under the id of what made it do so.
    pub fn inside(name: &'static str, principal: Principal, place: Place, request_id: RequestId) -> Self {
        Self { principal, place, request_id, origin: Origin::Service(name) }
    }

    /// This call, from inside the house, on account of the resource `arn` of the service that makes it.
    pub fn on_account_of(mut self, arn: impl Into<String>) -> Self {
        if let Origin::Service(service) | Origin::Resource { service, .. } = self.origin {
            self.origin = Origin::Resource { service, arn: arn.into() };
        }
        self
    }

    /// The ARN of the resource on whose account the call is made, where a service said so.
    pub fn source_arn(&self) -> Option<&str> {
        match &self.origin {
            Origin::Resource { arn, .. } => Some(arn),
            Origin::Door { .. } | Origin::Service(_) => None,
        }
    }

    /// Whether the call came from inside the house.
    pub fn is_inside(&self) -> bool {
        !matches!(self.origin, Origin::Door { .. })
    }
}
