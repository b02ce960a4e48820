//! One rule: whom it is meant for, what it does, how often and how long.

use kernel::Timestamp;

use super::Point;

/// The longest that one call is delayed, in milliseconds: longer than clients wait.
pub const DELAY_MS_MAX: u64 = 900_000;
/// The longest pattern, code or text.
const TEXT_BYTES_MAX: usize = 2048;

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultRule {
    /// The calls meant: `service:Operation`, or the IAM action, with `*` and `?`; letters of either case.
    pub operation: String,
    /// What befalls them.
    pub effect: FaultEffect,
    /// How many of a hundred calls are struck, above 0 and up to 100.
    pub percent: f64,
    /// The one call that is struck, counted from 1, instead of a share.
    pub nth: Option<u64>,
    /// After so many strikes the rule is gone.
    pub count: Option<u64>,
    /// At this time of the house's clock the rule is gone.
    pub until: Option<Timestamp>,
    /// The resources meant: a pattern of ARNs, or of a name within them. All, if not given.
    pub resource: Option<String>,
    /// The callers meant: a pattern of ARNs, of a role's name or a service's. All, if not given.
    pub principal: Option<String>,
}

/// What befalls a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultEffect {
    /// It waits, then goes on.
    Delay {
        /// At least so long.
        delay_ms: u64,
        /// And up to so much longer, by chance.
        jitter_ms: u64,
    },
    /// It is refused as AWS refuses what comes too fast.
    Throttle,
    /// It is refused as where AWS itself has failed.
    Internal,
    /// It is refused with this error.
    Error {
        /// AWS's code.
        code: String,
        /// The HTTP status, 400 to 599.
        status: u16,
        /// The text; one that names the rule, if not given.
        message: Option<String>,
    },
    /// Its connection is closed; nothing is carried out.
    Drop,
    /// It is carried out, then its connection is closed.
    LoseAnswer,
    /// The process ends as by `kill -9`; nothing is carried out.
    Crash,
    /// Of `lambda:Invoke`: the function's process is killed when it has its event.
    LoseFunction,
}

/// Why a rule is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultRuleError {
    /// The pattern names no service.
    #[error("`{0}` is not SERVICE:OPERATION such as dynamodb:PutItem or kinesis:*")]
    Operation(String),
    /// The share is out of bounds.
    #[error("a share of calls is above 0 and up to 100 percent")]
    Percent,
    /// A count of nothing.
    #[error("a number of calls is 1 or more")]
    Count,
    /// Longer than anybody waits.
    #[error("a call is delayed by 1 to {DELAY_MS_MAX} milliseconds, jitter included")]
    Delay,
    /// An error that is none.
    #[error("an error has a code of letters, digits and dots, and a status from 400 to 599")]
    Code,
    /// Too long to be compared on every call.
    #[error("a pattern or text has at most {TEXT_BYTES_MAX} bytes")]
    TooLong,
    /// Another effect than functions know.
    #[error("only `lambda:Invoke` loses functions, and the pattern `{0}` does not name it")]
    NotFunction(String),
    /// No more room.
    #[error("there are {} faults already; remove some", super::RULES_MAX)]
    TooMany,
}

impl FaultRule {
    /// A rule that strikes every call of `operation` until it is removed.
    pub fn new(operation: impl Into<String>, effect: FaultEffect) -> Self {
        Self {
            operation: operation.into(),
            effect,
            percent: 100.0,
            nth: None,
            count: None,
            until: None,
            resource: None,
            principal: None,
        }
    }

    pub(super) fn check(&self) -> Result<(), FaultRuleError> {
        let is_named = self.operation == "*"
            || self
                .operation
                .split_once(':')
                .is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
        if !is_named {
            return Err(FaultRuleError::Operation(self.operation.clone()));
        }
        if !(self.percent > 0.0 && self.percent <= 100.0) {
            return Err(FaultRuleError::Percent);
        }
        if self.nth == Some(0) || self.count == Some(0) {
            return Err(FaultRuleError::Count);
        }
        let texts = [Some(&self.operation), self.resource.as_ref(), self.principal.as_ref()];
        if texts.into_iter().flatten().any(|text| text.len() > TEXT_BYTES_MAX) {
            return Err(FaultRuleError::TooLong);
        }
        self.check_effect()
    }

    fn check_effect(&self) -> Result<(), FaultRuleError> {
        match &self.effect {
            FaultEffect::Delay { delay_ms, jitter_ms } => {
                let longest = delay_ms.saturating_add(*jitter_ms);
                if longest == 0 || longest > DELAY_MS_MAX { Err(FaultRuleError::Delay) } else { Ok(()) }
            }
            FaultEffect::Error { code, status, message } => {
                let is_code = !code.is_empty()
                    && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte));
                if message.as_ref().map_or(0, String::len).max(code.len()) > TEXT_BYTES_MAX {
                    return Err(FaultRuleError::TooLong);
                }
                if is_code && (400..600).contains(status) { Ok(()) } else { Err(FaultRuleError::Code) }
            }
            FaultEffect::LoseFunction if !self.names("lambda:Invoke") => {
                Err(FaultRuleError::NotFunction(self.operation.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Whether the pattern means the operation `name`.
    pub(super) fn names(&self, name: &str) -> bool {
        kernel::like(&self.operation.to_ascii_lowercase(), &name.to_ascii_lowercase())
    }
}

impl FaultEffect {
    /// Where it strikes.
    pub(super) fn point(&self) -> Point {
        match self {
            Self::LoseFunction => Point::Function,
            _ => Point::Call,
        }
    }
}
