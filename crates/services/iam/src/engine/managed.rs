//! AWS's own managed policies, those that the pipelines use. Nobody can change them; all accounts see them.
//!
//! Facts (path, id, default version, dates) and statements are those of AWS's "Managed Policy Reference",
//! as of early 2026. Only the default version is held. `ReadOnlyAccess` is left out: AWS changes it every few
//! days, so any copy would be wrong.

use kernel::Timestamp;

use super::policy::date;

/// One of AWS's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsManaged {
    /// Its name.
    pub name: &'static str,
    /// Its path: `/`, `/service-role/`, `/job-function/`.
    pub path: &'static str,
    /// Its unique id, `ANPA…`.
    pub id: &'static str,
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
    ($name:literal, $path:literal, $id:literal, $version:literal, $created:literal, $updated:literal) => {
        AwsManaged {
            name: $name,
            path: $path,
            id: $id,
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
    managed!("AWSGlueServiceRole", "/service-role/", "ANPAIRUJCPEBPMEZFAS32", 5, "2017-08-14T13:37:21Z", "2023-09-11T16:39:47Z"),
    managed!("AWSLambdaBasicExecutionRole", "/service-role/", "ANPAJNCQGXC42545SKXIK", 1, "2015-04-09T15:03:43Z", "2015-04-09T15:03:43Z"),
    managed!("AWSLambdaDynamoDBExecutionRole", "/service-role/", "ANPAIP7WNAGMIPYNW4WQG", 1, "2015-04-09T15:09:29Z", "2015-04-09T15:09:29Z"),
    managed!("AWSLambdaKinesisExecutionRole", "/service-role/", "ANPAJHOLKJPXV4GBRMJUQ", 2, "2015-04-09T15:14:16Z", "2018-11-19T20:09:24Z"),
    managed!("AWSLambdaSQSQueueExecutionRole", "/service-role/", "ANPAJFWJZI6JNND4TSELK", 1, "2018-06-14T21:50:45Z", "2018-06-14T21:50:45Z"),
    managed!("AWSLambda_FullAccess", "/", "ANPAZKAPJZG4OXQPYWZ5D", 7, "2020-11-17T21:14:08Z", "2026-02-12T18:00:51Z"),
    managed!("AdministratorAccess", "/", "ANPAIWMBCKSKIEE64ZLYK", 1, "2015-02-06T18:39:46Z", "2015-02-06T18:39:46Z"),
    managed!("AmazonAthenaFullAccess", "/", "ANPAIPJMLMD4C7RYZ6XCK", 15, "2016-11-30T16:46:01Z", "2026-02-12T18:03:09Z"),
    managed!("AmazonDynamoDBFullAccess", "/", "ANPAINUGF2JSOSUY76KYA", 15, "2015-02-06T18:40:11Z", "2021-01-29T17:38:30Z"),
    managed!("AmazonDynamoDBReadOnlyAccess", "/", "ANPAIY2XFNA232XJ6J7X2", 15, "2015-02-06T18:40:12Z", "2024-11-18T17:38:15Z"),
    managed!("AmazonKinesisFirehoseFullAccess", "/", "ANPAJMZQMTZ7FRBFHHAHI", 1, "2015-10-07T18:45:26Z", "2015-10-07T18:45:26Z"),
    managed!("AmazonKinesisFullAccess", "/", "ANPAIVF32HAMOXCUYRAYE", 1, "2015-02-06T18:40:29Z", "2015-02-06T18:40:29Z"),
    managed!("AmazonKinesisReadOnlyAccess", "/", "ANPAIOCMTDT5RLKZ2CAJO", 1, "2015-02-06T18:40:30Z", "2015-02-06T18:40:30Z"),
    managed!("AmazonS3FullAccess", "/", "ANPAIFIR6V6BVTRAHWINE", 2, "2015-02-06T18:40:58Z", "2021-09-27T20:16:37Z"),
    managed!("AmazonS3ReadOnlyAccess", "/", "ANPAIZTJ4DXE7G6AGAE6M", 3, "2015-02-06T18:40:59Z", "2023-08-10T21:31:39Z"),
    managed!("AmazonSNSFullAccess", "/", "ANPAJWEKLCXXUNT2SOLSG", 2, "2015-02-06T18:41:05Z", "2024-09-24T22:32:05Z"),
    managed!("AmazonSQSFullAccess", "/", "ANPAI65L554VRJ33ECQS6", 1, "2015-02-06T18:41:07Z", "2015-02-06T18:41:07Z"),
    managed!("CloudWatchFullAccess", "/", "ANPAIKEABORKUXN6DEAZU", 4, "2015-02-06T18:40:00Z", "2022-11-27T13:23:49Z"),
    managed!("CloudWatchLogsFullAccess", "/", "ANPAJ3ZGNWK2R5HW5BQFO", 8, "2015-02-06T18:40:02Z", "2026-02-12T18:00:33Z"),
    managed!("PowerUserAccess", "/", "ANPAJYRXTHIB4FOVS3ZXS", 12, "2015-02-06T18:39:47Z", "2026-02-12T17:59:14Z"),
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
            assert!(policy.id.len() == 21 && policy.id.starts_with("ANPA"));
        }
        for wrong in ["", "arn:aws:iam::aws:policy/AWSLambdaKinesisExecutionRole", "arn:aws:iam::aws:policy/"]
        {
            assert_eq!(AwsManaged::by_arn(wrong), None, "{wrong}");
        }
    }
}
