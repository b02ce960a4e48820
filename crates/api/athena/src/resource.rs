//! What an input touches, as an ARN: AWS asks policies about workgroups and data catalogs only.

use kernel::Place;

/// The workgroup of queries that name none.
const PRIMARY: &str = "primary";

/// The ARN of a workgroup.
pub(crate) fn work_group(place: &Place, name: &str) -> String {
    place.arn("athena", &format!("workgroup/{name}")).to_string()
}

/// The ARN of the workgroup that an input names, or of `primary`.
pub(crate) fn work_group_or_primary(place: &Place, name: Option<&str>) -> String {
    work_group(place, name.unwrap_or(PRIMARY))
}

/// The ARN of a data catalog.
pub(crate) fn data_catalog(place: &Place, name: &str) -> String {
    place.arn("athena", &format!("datacatalog/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_as_policies_name_them() {
        let place = Place::default();
        let primary = "arn:aws:athena:us-east-1:000000000000:workgroup/primary";
        assert_eq!(work_group_or_primary(&place, None), primary);
        assert_eq!(work_group_or_primary(&place, Some("w")), work_group(&place, "w"));
        let catalog = "arn:aws:athena:us-east-1:000000000000:datacatalog/AwsDataCatalog";
        assert_eq!(data_catalog(&place, "AwsDataCatalog"), catalog);
    }
}
