//! Pages of a list: a token names the last entry of the page before.

use wire::Fault;

use crate::errors::invalid;
use crate::limits::PAGE;

/// The entries after the one that `token` names, at most [`PAGE`], and the token of the next page.
pub(super) fn page<T>(
    entries: Vec<T>,
    token: Option<&str>,
    name: impl Fn(&T) -> &str,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let start = match token {
        None => 0,
        Some(token) => match entries.iter().position(|entry| name(entry) == token) {
            Some(last) => last + 1,
            None => {
                return Err(invalid(format!("The NextToken {token} is invalid; list again from the start")));
            }
        },
    };
    let more = entries.len() > start + PAGE;
    let page: Vec<T> = entries.into_iter().skip(start).take(PAGE).collect();
    let next = page.last().filter(|_| more).map(|entry| name(entry).to_owned());
    Ok((page, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let entries: Vec<String> = (0..2 * PAGE + 1).map(|number| number.to_string()).collect();
        let (mut seen, mut token, mut pages) = (Vec::new(), None, 0);
        loop {
            let (page, next) = page(entries.clone(), token.as_deref(), |entry| entry).unwrap();
            seen.extend(page);
            pages += 1;
            token = next;
            if token.is_none() {
                break;
            }
        }
        assert_eq!((seen, pages), (entries.clone(), 3));
        assert!(page(entries, Some("no"), |entry| entry).is_err());
    }
}
