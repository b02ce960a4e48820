//! Who asks, and what conditions can know about them.

use kernel::{AccountId, Arn};

use crate::engine::policy::Context;

/// What sort of caller it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The account itself.
    Root,
    /// A user with access keys.
    User,
    /// A session of a role.
    Session,
    /// An AWS service on its own account, as in `lambda.amazonaws.com` assuming a role.
    Service,
    /// Someone whom an identity provider vouches for, before they have a role.
    Web,
    /// Nobody in particular.
    Anonymous,
}

/// A caller. Facts for conditions are worked out once, here.
#[derive(Clone, Debug)]
pub struct Principal {
    kind: PrincipalKind,
    account: Option<AccountId>,
    arn: String,
    role_arn: Option<String>,
    unique_id: Option<String>,
    facts: Context,
}

impl Principal {
    /// The root of `account`.
    pub fn root(account: &AccountId) -> Self {
        let arn = format!("arn:aws:iam::{account}:root");
        let facts = known(account, &arn, "Account", account.as_str());
        Self::new(PrincipalKind::Root, Some(account.clone()), arn, facts)
    }

    /// A user. `path` begins and ends with `/`; `id` is `AIDA…`.
    pub fn user(account: &AccountId, path: &str, name: &str, id: &str) -> Self {
        let arn = format!("arn:aws:iam::{account}:user{path}{name}");
        let facts = known(account, &arn, "User", id).with("aws:username", name);
        let user = Self::new(PrincipalKind::User, Some(account.clone()), arn, facts);
        Self { unique_id: Some(id.to_owned()), ..user }
    }

    /// The session `session` of a role. `path` begins and ends with `/`; `id` is `AROA…`.
    pub fn session(account: &AccountId, path: &str, role: &str, id: &str, session: &str) -> Self {
        let role_arn = format!("arn:aws:iam::{account}:role{path}{role}");
        let arn = format!("arn:aws:sts::{account}:assumed-role/{role}/{session}");
        // Conditions see the role, not the session, as the principal's ARN.
        let facts = known(account, &role_arn, "AssumedRole", &format!("{id}:{session}"));
        let principal = Self::new(PrincipalKind::Session, Some(account.clone()), arn, facts);
        Self { role_arn: Some(role_arn), unique_id: Some(id.to_owned()), ..principal }
    }

    /// The service `name`: `lambda.amazonaws.com`.
    pub fn service(name: &str) -> Self {
        let facts = Context::new()
            .with("aws:PrincipalIsAWSService", "true")
            .with("aws:PrincipalServiceName", name)
            .with("aws:PrincipalType", "Service");
        Self::new(PrincipalKind::Service, None, name.to_owned(), facts)
    }

    /// Someone whom the identity provider `provider` (an ARN or host name) vouches for.
    pub fn web(provider: &str) -> Self {
        let facts = Context::new().with("aws:FederatedProvider", provider);
        Self::new(PrincipalKind::Web, None, provider.to_owned(), facts)
    }

    /// A caller without credentials.
    pub fn anonymous() -> Self {
        let facts = Context::new().with("aws:PrincipalType", "Anonymous").with("aws:userid", "anonymous");
        Self::new(PrincipalKind::Anonymous, None, "*".to_owned(), facts)
    }

    fn new(kind: PrincipalKind, account: Option<AccountId>, arn: String, facts: Context) -> Self {
        Self { kind, account, arn, role_arn: None, unique_id: None, facts }
    }

    /// With a tag of the user, role or session: `aws:PrincipalTag/key`.
    #[must_use]
    pub fn with_tag(mut self, key: &str, value: &str) -> Self {
        self.facts.set(&format!("aws:PrincipalTag/{key}"), vec![value.to_owned()]);
        self
    }

    /// What sort of caller.
    pub fn kind(&self) -> PrincipalKind {
        self.kind
    }

    /// The account they belong to; none for services and strangers.
    pub fn account(&self) -> Option<&AccountId> {
        self.account.as_ref()
    }

    /// As error messages name them: an ARN, a service's name, or `*`.
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The role behind a session.
    pub fn role_arn(&self) -> Option<&str> {
        self.role_arn.as_deref()
    }

    /// The name of the role behind a session, or of the user.
    pub fn name(&self) -> Option<&str> {
        let arn = self.role_arn.as_deref().unwrap_or(&self.arn);
        arn.rsplit_once('/').map(|(_, name)| name).filter(|_| self.account.is_some())
    }

    /// `AIDA…` of a user, `AROA…` of a session's role.
    pub fn unique_id(&self) -> Option<&str> {
        self.unique_id.as_deref()
    }

    /// What conditions and variables know about them.
    pub fn facts(&self) -> &Context {
        &self.facts
    }

    /// The account and role name of an ARN `arn:aws:iam::account:role/path/name`.
    pub fn role_of(arn: &Arn) -> Option<(AccountId, &str)> {
        let path = arn.name_of("role").filter(|_| arn.service() == "iam")?;
        Some((AccountId::parse(arn.account())?, path.rsplit('/').next().unwrap_or(path)))
    }
}

fn known(account: &AccountId, arn: &str, kind: &str, userid: &str) -> Context {
    Context::new()
        .with("aws:PrincipalArn", arn)
        .with("aws:PrincipalAccount", account.as_str())
        .with("aws:PrincipalType", kind)
        .with("aws:PrincipalIsAWSService", "false")
        .with("aws:userid", userid)
}
