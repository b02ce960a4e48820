//! What an input touches, as an ARN. AWS asks policies about streams, also where a whole group is meant:
//! the stream's name is empty then, so that `log-group:name:*` allows both.

use kernel::Place;

/// The ARN of the stream of a group, or of the whole group.
pub(crate) fn arns(place: &Place, group: &str, stream: Option<&str>) -> Vec<String> {
    let stream = stream.unwrap_or_default();
    vec![place.arn("logs", &format!("log-group:{group}:log-stream:{stream}")).to_string()]
}

/// As [`arns`], where a group is named by its name or by an identifier, which is a name or an ARN.
pub(crate) fn arns_of_either(
    place: &Place,
    name: Option<&String>,
    identifier: Option<&String>,
    stream: Option<&str>,
) -> Vec<String> {
    match (name, identifier.filter(|identifier| identifier.starts_with("arn:"))) {
        (None, Some(arn)) => vec![format!("{arn}:log-stream:{}", stream.unwrap_or_default())],
        _ => arns(place, name.or(identifier).map_or("", String::as_str), stream),
    }
}

/// The ARNs of whole groups, each named by its name or ARN.
pub(crate) fn groups(place: &Place, identifiers: &[String]) -> Vec<String> {
    let arns = identifiers.iter().map(|one| arns_of_either(place, None, Some(one), None));
    arns.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_its_nameless_stream() {
        let place = Place::default();
        let group = "arn:aws:logs:us-east-1:000000000000:log-group:/a";
        assert_eq!(arns(&place, "/a", None), [format!("{group}:log-stream:")]);
        let named = arns_of_either(&place, None, Some(&group.to_owned()), Some("s"));
        assert_eq!(named, [format!("{group}:log-stream:s")]);
        assert_eq!(arns_of_either(&place, None, Some(&"/a".to_owned()), Some("s")), named);
    }
}
