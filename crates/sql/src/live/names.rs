//! From names in SQL, where case does not count, to names of tables and streams, where it does.

use wire::Fault;

use super::source::{fact, is_denied};
use crate::error::{Error, Fact};

/// Which of `names` is meant by `wanted`, which is in lower case. Who may not list may still ask by that very name.
pub fn meant(what: &str, wanted: &str, names: Result<Vec<String>, Fault>) -> Result<Option<String>, Error> {
    let names = match names {
        Ok(names) => names,
        Err(fault) if is_denied(&fault) => return Ok(Some(wanted.to_owned())),
        Err(fault) => return Err(fact(&format!("the list of {what}s"), &fault)),
    };
    let mut found = names.into_iter().filter(|name| name.to_lowercase() == wanted);
    match (found.next(), found.next()) {
        (Some(first), Some(second)) => {
            let words = format!(
                "the {what}s '{first}' and '{second}' differ by case only, which SQL does not see: query a copy of one of them under another name"
            );
            Err(Error::new(Fact::AmbiguousName, words))
        }
        (only, _) => Ok(only),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_unless_nothing_else_does() {
        let names = || Ok(["Motor-Data", "x", "X"].map(str::to_owned).to_vec());
        assert_eq!(meant("table", "motor-data", names()).unwrap().as_deref(), Some("Motor-Data"));
        assert_eq!(meant("table", "y", names()).unwrap(), None);
        assert_eq!(meant("table", "x", names()).unwrap_err().fact, Fact::AmbiguousName);
        let denied = Fault::sender("AccessDeniedException", "no");
        assert_eq!(meant("table", "y", Err(denied)).unwrap().as_deref(), Some("y"));
    }
}
