//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the STS API reference.

/// How long a role's session lasts if nobody says, seconds (API: AssumeRole).
pub const ROLE_SECONDS_DEFAULT: u32 = 3600;
/// How long a session lasts at most that was made by a session, seconds (API: AssumeRole, role chaining).
pub const CHAINED_SECONDS_MAX: u32 = 3600;
/// How long an account's own session lasts at most and by default, seconds (API: GetSessionToken).
pub const ACCOUNT_SECONDS_MAX: u32 = 3600;
/// How long a session is remembered after its end, so that whoever still uses it is told that it expired,
/// milliseconds. Ours.
pub const REMEMBERED_MS: u64 = 7 * 86_400_000;
/// Characters of an access key after `ASIA` (IAM user guide, "IAM identifiers": 20 in all).
pub const KEY_CHARACTERS: usize = 16;
/// Characters of a secret (as AWS's are).
pub const SECRET_CHARACTERS: usize = 40;
/// Characters of a session token. AWS's have some hundreds and no stated limit; ours only has to be secret.
pub const TOKEN_CHARACTERS: usize = 120;
/// Sessions deleted in one transaction of a sweep. Ours.
pub const SWEEP_SESSIONS: usize = 1000;
