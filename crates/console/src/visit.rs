//! What a browser asks for: the path, the parameters, and which account and region it looks at.

use std::net::IpAddr;

use bytes::Bytes;
use http::header::{COOKIE, HOST, HeaderName, REFERER, SET_COOKIE};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderValue, Method};
use kernel::{AccountId, Place, Region};
use wire::{Answer, decode_form};

use crate::{PREFIX, answer};

/// The cookie that says which account and region to show: `ACCOUNT.REGION`.
const PLACE_COOKIE: &str = "pumphouse-place";

/// The header by which programs say the same.
pub const PLACE_HEADER: &str = "x-pumphouse-place";

/// One request.
pub struct Visit {
    /// The verb.
    pub method: Method,
    /// The parts of the path after [`PREFIX`], decoded; none for the first page.
    pub path: Vec<String>,
    /// Parameters of the query and of a form.
    parameters: Vec<(String, String)>,
    /// Whose state is looked at.
    pub place: Place,
    /// The body, where it is no form: what a program brings.
    pub body: String,
    /// The page it came from, within the house.
    from: String,
}

impl Visit {
    /// Reads a request; `None` where it is not one of ours.
    pub fn read(parts: &Parts, body: &Bytes) -> Option<Self> {
        let path = parts.uri.path().strip_prefix(PREFIX)?;
        let path = path.trim_end_matches('/').split('/').filter(|part| !part.is_empty());
        let path = path.map(percent_decoded).collect::<Option<Vec<_>>>()?;
        let mut parameters = decode_form(parts.uri.query().unwrap_or_default()).ok()?;
        if parts.method == Method::POST {
            parameters.extend(decode_form(std::str::from_utf8(body).ok()?).ok()?);
        }
        let body = match parts.method {
            Method::PUT => std::str::from_utf8(body).ok()?.to_owned(),
            _ => String::new(),
        };
        let header =
            |name: HeaderName| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let said = header(HeaderName::from_static(PLACE_HEADER)).and_then(place_of);
        let place = said.or_else(|| header(COOKIE).and_then(place_in)).unwrap_or_default();
        let from = header(REFERER).and_then(|from| from.find(PREFIX).map(|at| from[at..].to_owned()));
        let from = from.unwrap_or_else(|| PREFIX.to_owned());
        Some(Self { method: parts.method.clone(), path, parameters, place, body, from })
    }

    /// The parameter `name`, where it was given and is not empty.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let of_name = |(key, _): &&(String, String)| key == name;
        let value = self.parameters.iter().find(of_name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// All values of the parameter `name`, in the order that they were given.
    pub fn parameters<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.parameters.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The page to go back to.
    pub fn back(&self) -> &str {
        &self.from
    }
}

/// `text` without its percent signs; none where what they say is no text.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// `text` as one part of a path.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Whether the browser knows us by a name of this machine. A stranger's name that was made to lead here would have the
/// stranger's pages read ours.
pub fn is_for_this_machine(parts: &Parts) -> bool {
    let host = parts.headers.get(HOST).map(HeaderValue::as_bytes);
    let Some(host) = host.or_else(|| parts.uri.authority().map(|name| name.as_str().as_bytes())) else {
        return true;
    };
    let Ok(authority) = Authority::try_from(host) else { return false };
    let name = authority.host().trim_matches(['[', ']']);
    let address = name.parse::<IpAddr>();
    name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn place_in(cookies: &str) -> Option<Place> {
    place_of(cookies.split(';').find_map(|pair| pair.trim().strip_prefix(PLACE_COOKIE)?.strip_prefix('='))?)
}

/// The place that `ACCOUNT.REGION` names.
fn place_of(value: &str) -> Option<Place> {
    let (account, region) = value.split_once('.')?;
    Some(Place { account: AccountId::parse(account)?, region: Region::parse(region)? })
}

/// Looks at another account or region from now on.
pub fn choose_place(visit: &Visit) -> Answer {
    let account = visit.parameter("account").and_then(AccountId::parse);
    let region = visit.parameter("region").and_then(Region::parse);
    let (Some(account), Some(region)) = (account, region) else {
        return answer::refusal(400, "an account has twelve digits, and a region is written like us-east-1");
    };
    let mut answer = answer::see_other(PREFIX);
    let cookie = format!("{PLACE_COOKIE}={account}.{region}; Path={PREFIX}; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        answer.headers.insert(SET_COOKIE, cookie);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_and_encoded() {
        assert_eq!(percent_decoded("a%2Fb%20c").as_deref(), Some("a/b c"));
        for bad in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(percent_decoded(bad), None, "{bad}");
        }
        let name = "Größe/1 & 2";
        assert_eq!(percent_decoded(&percent_encoded(name)).as_deref(), Some(name));
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let asked = |host: &str| {
            let (parts, ()) = http::Request::builder().header("host", host).body(()).unwrap().into_parts();
            is_for_this_machine(&parts)
        };
        for own in ["localhost:4566", "127.0.0.1", "[::1]:4566", "console.localhost"] {
            assert!(asked(own), "{own}");
        }
        for other in ["example.com:4566", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1", "a b"]
        {
            assert!(!asked(other), "{other}");
        }
    }

    #[test]
    fn the_cookie_names_a_place() {
        let place = place_in("a=b; pumphouse-place=123456789012.eu-west-1; c=d").unwrap();
        assert_eq!((place.account.as_str(), place.region.as_str()), ("123456789012", "eu-west-1"));
        for bad in ["", "pumphouse-place=1.eu-west-1", "pumphouse-place=123456789012.<script>"] {
            assert!(place_in(bad).is_none(), "{bad}");
        }
    }
}
