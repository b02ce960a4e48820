//! What an input touches, as the queue's ARN: inputs name queues by their URL.

use kernel::{AccountId, Place};

/// The place and the name of the queue that `url` stands for: its path ends in account and name. The region is
/// `here`'s, for a URL names none that a client could not have asked in.
pub fn place_and_name(here: &Place, url: &str) -> Option<(Place, String)> {
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let (before, name) = path.rsplit_once('/')?;
    let account = AccountId::parse(before.rsplit('/').next()?)?;
    (!name.is_empty()).then(|| (Place { account, region: here.region.clone() }, name.to_owned()))
}

/// The ARN of the queue that `url` stands for; of none that can be where it is no queue's.
pub(crate) fn of_url(place: &Place, url: &str) -> Vec<String> {
    let (place, name) = place_and_name(place, url).unwrap_or_else(|| (place.clone(), "-".to_owned()));
    vec![place.arn("sqs", &name).to_string()]
}

/// The ARN of the queue called `name`, of `owner` where one is given.
pub(crate) fn of_name(place: &Place, name: &str, owner: Option<&str>) -> Vec<String> {
    let account = owner.and_then(AccountId::parse).unwrap_or_else(|| place.account.clone());
    let name = if name.is_empty() { "-" } else { name };
    vec![Place { account, region: place.region.clone() }.arn("sqs", name).to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_found_by_the_end_of_its_url() {
        let here = Place::default();
        for url in [
            "http://127.0.0.1:4566/123456789012/a.fifo",
            "/123456789012/a.fifo",
            "https://q/x/123456789012/a.fifo/",
        ] {
            let (place, name) = place_and_name(&here, url).unwrap();
            assert_eq!((place.account.as_str(), name.as_str()), ("123456789012", "a.fifo"), "{url}");
        }
        for wrong in ["", "/", "a", "http://127.0.0.1/", "/12/a", "/123456789012/"] {
            assert_eq!(place_and_name(&here, wrong), None, "{wrong}");
        }
        assert_eq!(of_name(&here, "q", None), ["arn:aws:sqs:us-east-1:000000000000:q"]);
        assert_eq!(of_url(&here, "/123456789012/q"), ["arn:aws:sqs:us-east-1:123456789012:q"]);
        assert_eq!(of_url(&here, "nothing"), ["arn:aws:sqs:us-east-1:000000000000:-"]);
    }
}
