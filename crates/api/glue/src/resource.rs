//! What an input touches, as ARNs. AWS asks policies about a thing and about everything that it is in: a table, its
//! database and the catalogue, all of which must be allowed.

use kernel::Place;

/// The ARN of `resource` in the catalogue of the account that an input names, or of the caller's.
fn arn(place: &Place, catalog: Option<&str>, resource: &str) -> String {
    let account = catalog.unwrap_or(place.account.as_str());
    format!("arn:aws:glue:{}:{account}:{resource}", place.region)
}

/// The catalogue.
pub(crate) fn catalog(place: &Place, catalog: Option<&str>) -> Vec<String> {
    vec![arn(place, catalog, "catalog")]
}

/// A database and the catalogue. Names are folded, as they are when stored.
pub(crate) fn database(place: &Place, catalog: Option<&str>, name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    vec![arn(place, catalog, "catalog"), arn(place, catalog, &format!("database/{name}"))]
}

/// Crawlers, which are in no catalogue.
pub(crate) fn crawlers<S: AsRef<str>>(place: &Place, names: &[S]) -> Vec<String> {
    names.iter().map(|name| arn(place, None, &format!("crawler/{}", name.as_ref()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_comes_with_what_it_is_in() {
        let place = Place::default();
        assert_eq!(
            database(&place, None, "Lake"),
            [
                "arn:aws:glue:us-east-1:000000000000:catalog",
                "arn:aws:glue:us-east-1:000000000000:database/lake"
            ]
        );
        assert_eq!(catalog(&place, Some("123456789012")), ["arn:aws:glue:us-east-1:123456789012:catalog"]);
    }
}
