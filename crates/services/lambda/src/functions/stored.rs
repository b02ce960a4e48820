//! A function as it is stored: JSON under `function/<account>/<region>/<name>`.
//! `docs/formats/lambda.md` states it.

use std::collections::BTreeMap;

use kernel::{AccountId, Arn, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

use super::{FunctionName, StoredPolicy};

/// What keys of functions begin with.
pub const PREFIX: &[u8] = b"function/";
/// The version of the form below.
pub const VERSION: i32 = 1;

/// What is stored of a function.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredFunction {
    /// The version of this form.
    pub version: i32,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Its runtime, e.g. `python3.12`.
    pub runtime: String,
    /// Its handler.
    pub handler: String,
    /// The ARN of its role.
    pub role: String,
    /// What its owner says of it.
    pub description: String,
    /// How long an invocation may take, seconds.
    pub timeout_seconds: i32,
    /// Memory of an environment, MiB.
    pub memory_mb: i32,
    /// MiB of `/tmp`, as asked for; not enforced.
    pub storage_mb: i32,
    /// Its environment variables.
    pub variables: BTreeMap<String, String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Its architecture, as asked for.
    pub architecture: String,
    /// Base64 of the SHA-256 of its zip.
    pub code_sha256: String,
    /// Bytes of its zip.
    pub code_size: i64,
    /// The name of its zip among the blobs: the SHA-256 in hexadecimal.
    pub code: String,
    /// When it was last changed.
    pub modified: Timestamp,
    /// Differs after every change.
    pub revision: String,
    /// How many invocations may run at once, if a number is reserved.
    pub concurrency: Option<i32>,
    /// Its log group, where it is not `/aws/lambda/<name>`.
    pub log_group: Option<String>,
    /// Who beside its account may invoke it, if anybody may.
    pub policy: Option<StoredPolicy>,
    /// What becomes of asynchronous events, where it was set.
    pub asynchronous: Option<StoredAsynchronous>,
    /// The ARN of the queue that is given the events which the function failed at.
    pub dead_letters: Option<String>,
}

/// What becomes of a function's asynchronous events.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StoredAsynchronous {
    /// How often an event is tried again that the function failed at.
    pub retries_max: Option<i32>,
    /// How old an event may become, seconds.
    pub age_seconds_max: Option<i32>,
    /// The ARN of the function that is told of events which were worked.
    pub on_success: Option<String>,
    /// The ARN of the function that is told of events which were given up.
    pub on_failure: Option<String>,
    /// When this was last changed.
    pub modified: Timestamp,
}

impl StoredFunction {
    /// Where it belongs.
    pub fn place(&self) -> Place {
        Place {
            account: AccountId::parse(&self.account).unwrap_or_default(),
            region: Region::parse(&self.region).unwrap_or_default(),
        }
    }

    /// Where it belongs, and its name.
    pub fn key_parts(&self) -> (Place, String) {
        (self.place(), self.name.clone())
    }

    /// Its name, without a version.
    pub fn name(&self) -> FunctionName {
        FunctionName { place: self.place(), name: self.name.clone(), qualifier: None }
    }

    /// Its ARN, without a version.
    pub fn arn(&self) -> Arn {
        self.name().arn()
    }

    /// The group its logs go to.
    pub fn log_group(&self) -> String {
        self.log_group.clone().unwrap_or_else(|| format!("/aws/lambda/{}", self.name))
    }

    /// The key it is stored under.
    pub fn key(&self) -> Vec<u8> {
        [PREFIX, format!("{}/{}/{}", self.account, self.region, self.name).as_bytes()].concat()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The function in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::StoredStatement;
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let stored = StoredFunction {
            version: VERSION,
            account: "000000000000".into(),
            region: "us-east-1".into(),
            name: "f".into(),
            runtime: "python3.12".into(),
            handler: "a.b".into(),
            role: "arn:aws:iam::000000000000:role/r".into(),
            description: String::new(),
            timeout_seconds: 3,
            memory_mb: 128,
            storage_mb: 512,
            variables: BTreeMap::from([("A".into(), "b".into())]),
            tags: BTreeMap::new(),
            architecture: "x86_64".into(),
            code_sha256: "AA==".into(),
            code_size: 9,
            code: "00".into(),
            modified: Timestamp(1000),
            revision: "r".into(),
            concurrency: None,
            log_group: None,
            policy: None,
            asynchronous: None,
            dead_letters: None,
        };
        let pinned = r#"{"Version":1,"Account":"000000000000","Region":"us-east-1","Name":"f","Runtime":"python3.12","Handler":"a.b","Role":"arn:aws:iam::000000000000:role/r","Description":"","TimeoutSeconds":3,"MemoryMb":128,"StorageMb":512,"Variables":{"A":"b"},"Tags":{},"Architecture":"x86_64","CodeSha256":"AA==","CodeSize":9,"Code":"00","Modified":1.0,"Revision":"r"}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredFunction::decode(pinned.as_bytes()), Ok(stored.clone()));
        assert_eq!(stored.key(), b"function/000000000000/us-east-1/f");
        assert_eq!(stored.log_group(), "/aws/lambda/f");
        assert!(StoredFunction::decode(b"{\"Version\":2}").is_err());

        let statement = StoredStatement {
            id: "s".into(),
            action: "lambda:InvokeFunction".into(),
            principal: "s3.amazonaws.com".into(),
            source_arn: Some("arn:b".into()),
            source_account: None,
        };
        let permitted = StoredFunction {
            policy: Some(StoredPolicy { revision: "p".into(), statements: vec![statement] }),
            asynchronous: Some(StoredAsynchronous {
                retries_max: Some(1),
                modified: Timestamp(2000),
                ..StoredAsynchronous::default()
            }),
            ..stored
        };
        let more = r#","Policy":{"Revision":"p","Statements":[{"Id":"s","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com","SourceArn":"arn:b"}]},"Asynchronous":{"RetriesMax":1,"Modified":2.0}}"#;
        let pinned = format!("{}{more}", pinned.strip_suffix('}').unwrap());
        assert_eq!(String::from_utf8(permitted.encode()).unwrap(), pinned);
        assert_eq!(StoredFunction::decode(pinned.as_bytes()), Ok(permitted));
    }
}
