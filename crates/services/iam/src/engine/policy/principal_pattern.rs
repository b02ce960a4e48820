//! Principals as resource and trust policies name them. No wildcards but `*` alone, as in AWS.

/// One named principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `*`: everyone, even without credentials.
    Anyone,
    /// An account: its twelve digits, or the ARN of its root. Stands for whoever the account lets.
    Account(String),
    /// A user, role or session by ARN, or by unique id (`AROA…`).
    Aws(String),
    /// An AWS service: `lambda.amazonaws.com`.
    Service(String),
    /// An identity provider: an ARN or a host name.
    Federated(String),
    /// A canonical user id, as S3 has them.
    Canonical(String),
}

impl PrincipalPattern {
    /// The principal `name` of the kind that the document says (`AWS`, `Service`, …).
    pub(super) fn compile((kind, name): (String, String)) -> Self {
        match kind.as_str() {
            "AWS" if name == "*" => Self::Anyone,
            "AWS" => match account_of(&name) {
                Some(account) => Self::Account(account),
                None => Self::Aws(name),
            },
            "Service" => Self::Service(name),
            "Federated" => Self::Federated(name),
            _ => Self::Canonical(name),
        }
    }
}

/// The account that `name` stands for as a whole, if it does.
fn account_of(name: &str) -> Option<String> {
    let digits = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(name) {
        return Some(name.to_owned());
    }
    let account = name.strip_prefix("arn:")?.split_once(":iam::")?.1.strip_suffix(":root")?;
    digits(account).then(|| account.to_owned())
}

/// Whether `name` can be a principal of `kind` in a trust policy.
pub(super) fn is_plausible(kind: &str, name: &str) -> bool {
    match kind {
        "AWS" => {
            let unique_id = name.len() >= 16
                && name.starts_with('A')
                && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            name == "*" || account_of(name).is_some() || unique_id || is_entity(name)
        }
        // Whether the service exists is not checked: services come and go.
        "Service" => name.contains('.') && !name.contains([' ', '*', '/', ':']),
        "Federated" => !name.is_empty() && name != "*",
        _ => !name.is_empty(),
    }
}

/// An ARN of a user, role, assumed role or federated user.
fn is_entity(name: &str) -> bool {
    let Ok(arn) = kernel::Arn::parse(name) else { return false };
    let types: &[&str] = match arn.service() {
        "iam" => &["user/", "role/"],
        "sts" => &["assumed-role/", "federated-user/"],
        _ => return false,
    };
    let account = arn.account().len() == 12 && arn.account().bytes().all(|byte| byte.is_ascii_digit());
    let named =
        types.iter().any(|kind| arn.resource().strip_prefix(kind).is_some_and(|name| !name.is_empty()));
    account && arn.region().is_empty() && named && !name.contains('*')
}
