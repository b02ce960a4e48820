//! The keys of crawlers, their crawls and classifiers, in the catalogue's store. `docs/formats/glue.md` states them.

use kernel::Place;

/// What keys of crawlers begin with.
pub const CRAWLERS: &[u8] = b"w/";

/// `w/account/region/name`.
pub fn crawler(place: &Place, name: &str) -> Vec<u8> {
    format!("w/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `y/account/region/name`: a classifier.
pub fn classifier(place: &Place, name: &str) -> Vec<u8> {
    format!("y/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `h`, crawler: what keys of a crawler's ended crawls begin with.
pub fn crawls(crawler: i64) -> Vec<u8> {
    [b"h".as_slice(), &crawler.to_be_bytes()].concat()
}

/// `h`, crawler, crawl.
pub fn crawl(crawler: i64, crawl: i64) -> Vec<u8> {
    [crawls(crawler), crawl.to_be_bytes().to_vec()].concat()
}

/// `#w/account/region`: how many crawlers there are.
pub fn count_of_crawlers(place: &Place) -> Vec<u8> {
    format!("#w/{}/{}", place.account, place.region).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let place = Place::default();
        assert_eq!(crawler(&place, "Lake"), b"w/000000000000/us-east-1/Lake");
        assert_eq!(classifier(&place, "Csv"), b"y/000000000000/us-east-1/Csv");
        assert_eq!(count_of_crawlers(&place), b"#w/000000000000/us-east-1");
        assert_eq!(crawl(1, 2), b"h\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
    }
}
