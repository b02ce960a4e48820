//! How a function is named: `name`, `name:qualifier`, `account:function:name`, or an ARN.

use kernel::{AccountId, Arn, Place, Region};
use wire::Fault;

use crate::errors::{fault, invalid};

/// A function's name, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionName {
    /// Where.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// A version or alias, if one was named.
    pub qualifier: Option<String>,
}

impl FunctionName {
    /// The function that `text` names for a caller in `place`; `qualifier` is given beside it.
    pub fn parse(text: &str, qualifier: Option<&str>, place: &Place) -> Result<Self, Fault> {
        let parts: Vec<&str> = text.split(':').collect();
        let rest = match parts.as_slice() {
            ["arn", _, "lambda", region, account, "function", rest @ ..] => {
                check_region(region, place)?;
                check_account(account, place)?;
                rest
            }
            [account, "function", rest @ ..] => {
                check_account(account, place)?;
                rest
            }
            ["function", rest @ ..] | rest => rest,
        };
        let (name, inner) = match rest {
            [name] => (*name, None),
            [name, inner] => (*name, Some(*inner)),
            _ => return Err(invalid(format!("`{text}` does not name a function"))),
        };
        if let (Some(inner), Some(outer)) = (inner, qualifier)
            && inner != outer
        {
            return Err(invalid(
                "The derived qualifier from the function name does not match the specified qualifier.",
            ));
        }
        let qualifier = inner.or(qualifier).map(str::to_owned);
        Ok(Self { place: place.clone(), name: name.to_owned(), qualifier })
    }

    /// The function with this ARN, wherever it is.
    pub fn of_arn(arn: &str) -> Option<Self> {
        let arn = Arn::parse(arn).ok()?;
        let place = Place { account: AccountId::parse(arn.account())?, region: Region::parse(arn.region())? };
        Self::parse(arn.as_str(), None, &place).ok()
    }

    /// Whether the newest code is meant, the only version there is.
    pub fn is_latest(&self) -> bool {
        self.qualifier.as_deref().is_none_or(|qualifier| qualifier == "$LATEST")
    }

    /// The ARN, with the qualifier if one was named.
    pub fn arn(&self) -> Arn {
        match &self.qualifier {
            None => self.place.arn("lambda", &format!("function:{}", self.name)),
            Some(qualifier) => self.place.arn("lambda", &format!("function:{}:{qualifier}", self.name)),
        }
    }
}

fn check_region(region: &str, place: &Place) -> Result<(), Fault> {
    if region == place.region.as_str() {
        return Ok(());
    }
    let text = format!("Functions from '{region}' are not reachable in this region ('{}')", place.region);
    Err(fault("ResourceNotFoundException", 404, text))
}

/// Functions of another account would need a policy of their own, and there are none.
fn check_account(account: &str, place: &Place) -> Result<(), Fault> {
    if account == place.account.as_str() {
        return Ok(());
    }
    let text = format!("no resource-based policy of account {account} lets account {} in", place.account);
    Err(fault("AccessDeniedException", 403, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_the_same_function() {
        let place = Place::default();
        let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        for text in ["f", "function:f", "000000000000:function:f", arn] {
            let name = FunctionName::parse(text, None, &place).unwrap();
            assert_eq!((name.arn().as_str(), name.is_latest()), (arn, true), "{text}");
        }
        let version = FunctionName::parse("f:7", None, &place).unwrap();
        assert!(!version.is_latest() && version.arn().as_str().ends_with(":function:f:7"));
        assert!(FunctionName::parse("f:1", Some("2"), &place).is_err());
        assert!(FunctionName::parse("a:b:c:d", None, &place).is_err());
        assert_eq!(FunctionName::of_arn(arn).unwrap().arn().as_str(), arn);
        for (text, status) in
            [(arn.replace("us-east-1", "eu-west-1"), 404), ("1".repeat(12) + ":function:f", 403)]
        {
            assert_eq!(FunctionName::parse(&text, None, &place).unwrap_err().status, status);
        }
    }
}
