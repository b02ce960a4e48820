//! Which web pages may call: a browser lets any page send forms to loopback, and says whose page it was.
//!
//! Only pages of this machine pass. Programs that are no browsers send no `Origin`, and pass.

use std::net::IpAddr;

use http::header::ORIGIN;
use http::request::Parts;
use http::{HeaderValue, Uri};
use wire::Fault;

/// Refuses what a page of somebody else sends.
pub fn check(parts: &Parts) -> Result<(), Fault> {
    match parts.headers.get_all(ORIGIN).iter().find(|origin| !is_this_machine(origin)) {
        None => Ok(()),
        Some(origin) => {
            let origin = String::from_utf8_lossy(origin.as_bytes());
            let message =
                format!("a web page of `{origin}` may not call this server; pages of localhost may");
            Err(Fault::with_status("AccessDeniedException", 403, message))
        }
    }
}

fn is_this_machine(origin: &HeaderValue) -> bool {
    let Ok(uri) = Uri::try_from(origin.as_bytes()) else { return false };
    // Not `host` alone: an origin has a scheme, and what has none is no origin.
    let Some(host) = uri.scheme().and(uri.host()) else { return false };
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_this_machine() {
        let is = |text: &str| is_this_machine(&HeaderValue::from_str(text).unwrap());
        for own in ["http://localhost", "http://127.9.9.9:80", "https://[::1]:4566", "http://a.localhost:1"] {
            assert!(is(own), "{own}");
        }
        for other in [
            "null",
            "",
            "localhost",
            "http://example.com",
            "http://localhost.com",
            "http://xlocalhost",
            "file://",
            "http://localhost@example.com",
            "http://10.0.0.1",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
