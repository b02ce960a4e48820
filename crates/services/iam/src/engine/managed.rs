//! AWS's own managed policies, those that the pipelines use. Nobody can change them; all accounts see them.
//!
//! Statements, versions and dates are those of AWS's "Managed Policy Reference" as of early 2026; where a date
//! has no time of day, the policy's page was not at hand. Only one version of each is held, the default one.
//! AWS does not publish their unique ids, so ours are derived from the names. `ReadOnlyAccess` is left out:
//! AWS changes it every few days, so any copy would be wrong.

use kernel::{Random, SeededRandom, Timestamp};

use super::UNIQUE_ID_CHARACTERS;
use super::policy::date;

/// One of AWS's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsManaged {
    /// Its name.
    pub name: &'static str,
    /// Its path: `/`, `/service-role/`, `/job-function/`.
    pub path: &'static str,
    /// The number of its default version: 2 of `v2`.
    pub version: u32,
    /// The document of that version, JSON.
    pub document: &'static str,
    created: &'static str,
    updated: &'static str,
}

impl AwsManaged {
    /// The policy of this ARN, `arn:aws:iam::aws:policy/…`.
    pub fn by_arn(arn: &str) -> Option<&'static Self> {
        let path = arn.strip_prefix("arn:aws:iam::aws:policy")?;
        let name = path.rsplit('/').next()?;
        let found = ALL.binary_search_by(|policy| policy.name.cmp(name)).ok().map(|at| &ALL[at])?;
        (path.strip_suffix(name) == Some(found.path)).then_some(found)
    }

    /// All of them, by name.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        format!("arn:aws:iam::aws:policy{}{}", self.path, self.name)
    }

    /// Its unique id, `ANPA…`: ours, but always the same.
    pub fn id(&self) -> String {
        // FNV-1a, 64 bits.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let seed = self.name.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
        format!("ANPA{}", SeededRandom::new(seed).base32(UNIQUE_ID_CHARACTERS))
    }

    /// When AWS made it.
    pub fn created(&self) -> Timestamp {
        timestamp(self.created)
    }

    /// When AWS made its default version.
    pub fn updated(&self) -> Timestamp {
        timestamp(self.updated)
    }
}

fn timestamp(text: &str) -> Timestamp {
    let millis = date::parse(text).and_then(|millis| u64::try_from(millis).ok());
    Timestamp(millis.expect("invariant: the dates of the table are dates, as its test says"))
}

macro_rules! managed {
    ($name:literal, $path:literal, $version:literal, $created:literal, $updated:literal) => {
        AwsManaged {
            name: $name,
            path: $path,
            version: $version,
            document: include_str!(concat!("managed/", $name, ".json")),
            created: $created,
            updated: $updated,
        }
    };
}

/// By name, bytewise.
#[rustfmt::skip]
const ALL: [AwsManaged; 20] = [
    managed!("AWSGlueServiceRole", "/service-role/", 5, "2017-08-14T13:37Z", "2023-09-11T16:39Z"),
    managed!("AWSLambdaBasicExecutionRole", "/service-role/", 1, "2015-04-09T15:03Z", "2015-04-09T15:03Z"),
    managed!("AWSLambdaDynamoDBExecutionRole", "/service-role/", 1, "2015-04-09T15:09Z", "2015-04-09T15:09Z"),
    managed!("AWSLambdaKinesisExecutionRole", "/service-role/", 2, "2015-04-09T15:14Z", "2018-11-19T20:09Z"),
    managed!("AWSLambdaSQSQueueExecutionRole", "/service-role/", 1, "2018-06-14", "2018-06-14"),
    managed!("AWSLambda_FullAccess", "/", 2, "2020-11-17T21:14Z", "2025-03-17T21:37Z"),
    managed!("AdministratorAccess", "/", 1, "2015-02-06", "2015-02-06"),
    managed!("AmazonAthenaFullAccess", "/", 15, "2016-11-30T16:46Z", "2026-02-12T18:03Z"),
    managed!("AmazonDynamoDBFullAccess", "/", 15, "2015-02-06T18:40Z", "2021-01-29T17:38Z"),
    managed!("AmazonDynamoDBReadOnlyAccess", "/", 15, "2015-02-06T18:40Z", "2024-11-18T17:38Z"),
    managed!("AmazonKinesisFirehoseFullAccess", "/", 1, "2015-10-07T18:45Z", "2015-10-07T18:45Z"),
    managed!("AmazonKinesisFullAccess", "/", 1, "2015-02-06T18:40Z", "2015-02-06T18:40Z"),
    managed!("AmazonKinesisReadOnlyAccess", "/", 1, "2015-02-06T18:40Z", "2015-02-06T18:40Z"),
    managed!("AmazonS3FullAccess", "/", 2, "2015-02-06", "2021-09-27"),
    managed!("AmazonS3ReadOnlyAccess", "/", 3, "2015-02-06T18:40Z", "2023-08-10T21:31Z"),
    managed!("AmazonSNSFullAccess", "/", 2, "2015-02-06T18:41Z", "2024-09-24T22:32Z"),
    managed!("AmazonSQSFullAccess", "/", 1, "2015-02-06", "2015-02-06"),
    managed!("CloudWatchFullAccess", "/", 4, "2015-02-06", "2022-11-27"),
    managed!("CloudWatchLogsFullAccess", "/", 8, "2015-02-06", "2026-02-12"),
    managed!("PowerUserAccess", "/", 12, "2015-02-06T18:39Z", "2026-02-12T17:59Z"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::policy::{Dialect, Policy, characters};
    use crate::limits::MANAGED_POLICY_CHARACTERS_MAX;

    #[test]
    fn every_one_is_sound_and_found_by_its_arn() {
        assert!(ALL.is_sorted_by(|one, next| one.name < next.name));
        for policy in AwsManaged::all() {
            assert_eq!(AwsManaged::by_arn(&policy.arn()), Some(policy));
            assert!(Policy::parse(policy.document, Dialect::Managed).is_ok(), "{}", policy.name);
            assert!(characters(policy.document) <= MANAGED_POLICY_CHARACTERS_MAX, "{}", policy.name);
            assert!(policy.created() <= policy.updated() && policy.created() > Timestamp(0));
            assert!(policy.id().len() == 21 && policy.id().starts_with("ANPA"));
        }
        let mut ids: Vec<_> = AwsManaged::all().iter().map(AwsManaged::id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), AwsManaged::all().len());
        for wrong in ["", "arn:aws:iam::aws:policy/AWSLambdaKinesisExecutionRole", "arn:aws:iam::aws:policy/"]
        {
            assert_eq!(AwsManaged::by_arn(wrong), None, "{wrong}");
        }
    }
}
