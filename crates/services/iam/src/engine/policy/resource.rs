//! The form of resources: `*`, or an ARN whose parts make sense.

use super::malformed::Malformed;

/// What may follow the account in an IAM ARN of a policy.
pub(super) const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

const PARTITIONS: [&str; 9] =
    ["*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// Checks what AWS's present checks find wrong with one resource.
pub(super) fn check(resource: &str) -> Result<(), Malformed> {
    if resource == "*" {
        return Ok(());
    }
    let (_, after_scheme) =
        resource.split_once(':').ok_or_else(|| Malformed::NotAnArn(resource.to_owned()))?;
    let (partition, rest) = match after_scheme.split_once(':') {
        Some((partition, rest)) => (partition, Some(rest)),
        None => (after_scheme, None),
    };
    if !PARTITIONS.contains(&partition) {
        return Err(unknown_partition(partition, rest.unwrap_or_default()));
    }
    let rest = rest.ok_or(Malformed::ResourceVendor)?;
    let mut parts = rest.splitn(4, ':');
    let service = parts.next().unwrap_or_default();
    let (region, account, path) = (parts.next(), parts.next(), parts.next());
    let regional = region.is_some_and(|region| !region.is_empty());
    match service {
        "iam" if regional => Err(Malformed::IamRegion(resource.to_owned())),
        "iam" => check_iam_path(path.unwrap_or_default()),
        // Access points of S3 have a region, and then an account too.
        "s3" if regional && account.is_some_and(str::is_empty) => {
            Err(Malformed::BucketRegion(resource.to_owned()))
        }
        _ => Ok(()),
    }
}

fn check_iam_path(path: &str) -> Result<(), Malformed> {
    let fixed = path.find(['*', '?', '$']).map_or(path, |at| &path[..at]);
    let wild = fixed.len() < path.len();
    let known = |known: &str| path.starts_with(known) || wild && known.starts_with(fixed);
    if IAM_PATHS.iter().any(|path| known(path)) { Ok(()) } else { Err(Malformed::IamPath) }
}

fn unknown_partition(partition: &str, rest: &str) -> Malformed {
    let mut parts: Vec<&str> = rest.splitn(4, ':').collect();
    if parts == [""] {
        parts[0] = "*";
    }
    parts.resize(4, "*");
    let resource = format!("arn:{partition}:{}", parts.join(":"));
    Malformed::Partition { partition: partition.to_owned(), resource }
}

/// Checks what only AWS's older parser minds: enough colons, and a service.
pub(super) fn check_legacy(resource: &str) -> Result<(), Malformed> {
    if resource == "*" {
        return Ok(());
    }
    let enough = resource.matches(':').count() >= 5 || !resource.contains("::");
    let service = resource.split(':').nth(2).is_some_and(|service| !service.is_empty());
    if enough && service { Ok(()) } else { Err(Malformed::Legacy) }
}
