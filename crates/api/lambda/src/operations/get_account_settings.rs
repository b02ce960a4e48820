//! `GetAccountSettings`.

use wire::{Http, Operation, Service, Shape};

use crate::{AccountLimit, AccountUsage, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetAccountSettings;

impl Operation for GetAccountSettings {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetAccountSettings";
    const HTTP: Http = Http { method: "GET", path: "/2016-08-19/account-settings", status: 200 };
    type Input = GetAccountSettingsInput;
    type Output = GetAccountSettingsOutput;
}

/// Input of `GetAccountSettings`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetAccountSettingsInput {}

/// Output of `GetAccountSettings`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetAccountSettingsOutput {
    pub account_limit: Option<AccountLimit>,
    pub account_usage: Option<AccountUsage>,
}
