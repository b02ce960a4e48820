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

/// A database, the catalogue, and everything in the database, which goes with it.
pub(crate) fn whole_database(place: &Place, catalog: Option<&str>, name: &str) -> Vec<String> {
    let mut arns = table(place, catalog, name, "*");
    arns.push(arn(place, catalog, &format!("userDefinedFunction/{}/*", name.to_lowercase())));
    arns
}

/// A table, its database and the catalogue.
pub(crate) fn table(place: &Place, catalog: Option<&str>, of: &str, name: &str) -> Vec<String> {
    tables(place, catalog, of, &[name])
}

/// Several tables, their database and the catalogue.
pub(crate) fn tables<S: AsRef<str>>(
    place: &Place,
    catalog: Option<&str>,
    of: &str,
    names: &[S],
) -> Vec<String> {
    let (mut arns, of) = (database(place, catalog, of), of.to_lowercase());
    let names = names.iter().map(|name| name.as_ref().to_lowercase());
    arns.extend(names.map(|name| arn(place, catalog, &format!("table/{of}/{name}"))));
    arns
}

/// A function, its database and the catalogue.
pub(crate) fn function(place: &Place, catalog: Option<&str>, of: &str, name: &str) -> Vec<String> {
    let mut arns = database(place, catalog, of);
    let (of, name) = (of.to_lowercase(), name.to_lowercase());
    arns.push(arn(place, catalog, &format!("userDefinedFunction/{of}/{name}")));
    arns
}

/// Connections and the catalogue.
pub(crate) fn connections<S: AsRef<str>>(place: &Place, of: Option<&str>, names: &[S]) -> Vec<String> {
    let mut arns = catalog(place, of);
    arns.extend(names.iter().map(|name| arn(place, of, &format!("connection/{}", name.as_ref()))));
    arns
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
        let of = |resource: &str| format!("arn:aws:glue:us-east-1:000000000000:{resource}");
        assert_eq!(
            tables(&place, None, "Lake", &["Cars", "bikes"]),
            ["catalog", "database/lake", "table/lake/cars", "table/lake/bikes"].map(of)
        );
        assert_eq!(
            whole_database(&place, None, "lake"),
            ["catalog", "database/lake", "table/lake/*", "userDefinedFunction/lake/*"].map(of)
        );
        assert_eq!(connections(&place, None, &["Db"]), ["catalog", "connection/Db"].map(of));
        assert_eq!(function(&place, None, "lake", "F")[2], of("userDefinedFunction/lake/f"));
        assert_eq!(catalog(&place, Some("123456789012")), ["arn:aws:glue:us-east-1:123456789012:catalog"]);
    }
}
