//! How a session begins: who the client is and what it wishes.
//!
//! On loopback everybody may in: no password is asked for, and the user's name changes nothing. TLS is refused, which
//! clients take as "then without". What a client wishes beside its settings is where it is: `region` and `account`.

use kernel::{AccountId, Place, Region};

use crate::errors::Problem;
use crate::wire::messages::First;
use crate::wire::{Broken, Connection};

/// How a connection begins.
#[derive(Debug)]
pub enum Begun {
    /// A session.
    Session(Wishes),
    /// What another one runs is to be stopped.
    Cancel(u32, u32),
    /// It was told why not.
    Refused,
}

/// What a client wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The user.
    pub user: String,
    /// The database.
    pub database: String,
    /// Account and region.
    pub place: Place,
    /// Settings, in order.
    pub settings: Vec<(String, String)>,
}

/// Hears what a client says first.
pub async fn begin(wire: &mut Connection) -> Result<Begun, Broken> {
    // TLS may be asked for, and Kerberos, and then a session.
    for _ in 0..3 {
        match First::read(wire.first().await?)? {
            First::Tls | First::Kerberos => wire.say(b'N').await?,
            First::Cancel { process, secret } => return Ok(Begun::Cancel(process, secret)),
            First::Version(version) => {
                let words = format!("unsupported frontend protocol {}.{}", version >> 16, version & 0xffff);
                return refuse(wire, Problem::fatal("0A000", words)).await;
            }
            First::Start { minor, wishes } => {
                let unknown: Vec<&str> = wishes
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .filter(|name| name.starts_with("_pq_."))
                    .collect();
                if minor > 0 || !unknown.is_empty() {
                    wire.out.negotiate(&unknown);
                }
                return match Wishes::read(&wishes) {
                    Ok(wishes) => Ok(Begun::Session(wishes)),
                    Err(problem) => refuse(wire, problem).await,
                };
            }
        }
    }
    Ok(Begun::Refused)
}

async fn refuse(wire: &mut Connection, problem: Problem) -> Result<Begun, Broken> {
    wire.out.problem(&problem);
    wire.flush().await?;
    Ok(Begun::Refused)
}

impl Wishes {
    fn read(said: &[(String, String)]) -> Result<Self, Problem> {
        let mut wishes = Self::default();
        let mut database = None;
        let mut settings = Vec::new();
        for (name, value) in said {
            match name.as_str() {
                "user" => wishes.user.clone_from(value),
                "database" => database = Some(value.clone()),
                "options" => settings.extend(options(value)?),
                "replication" if matches!(value.as_str(), "false" | "off" | "no" | "0") => {}
                "replication" => return Err(Problem::fatal("0A000", "replication is not supported")),
                name if name.starts_with("_pq_.") => {}
                name => settings.push((name.to_owned(), value.clone())),
            }
        }
        if wishes.user.is_empty() {
            return Err(Problem::fatal("28000", "no PostgreSQL user name specified in startup packet"));
        }
        wishes.database = database.filter(|name| !name.is_empty()).unwrap_or_else(|| wishes.user.clone());
        for (name, value) in settings {
            match name.as_str() {
                "region" => {
                    wishes.place.region = Region::parse(&value).ok_or_else(|| {
                        Problem::fatal("22023", format!("`{value}` is no name of a region"))
                    })?;
                }
                "account" => {
                    wishes.place.account = AccountId::parse(&value).ok_or_else(|| {
                        Problem::fatal("22023", format!("`{value}` is no account, which has twelve digits"))
                    })?;
                }
                _ => wishes.settings.push((name, value)),
            }
        }
        Ok(wishes)
    }
}

/// `-c name=value --name=value`, with spaces within values behind backslashes.
fn options(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut words = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => words.last_mut().map(|word| word.extend(letters.next())).unwrap_or_default(),
            space if space.is_whitespace() => words.push(String::new()),
            other => words.last_mut().map(|word| word.push(other)).unwrap_or_default(),
        }
    }
    let mut settings = Vec::new();
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("--") {
            Some(setting) => Some(setting.to_owned()),
            None => match word.strip_prefix("-c") {
                Some("") => words.next(),
                other => other.map(str::to_owned),
            },
        };
        let pair = setting.as_deref().and_then(|setting| setting.split_once('='));
        let Some((name, value)) = pair else {
            return Err(Problem::fatal(
                "42601",
                format!("invalid command-line argument for server process: {word}"),
            )
            .hint("Settings are given as `-c name=value`."));
        };
        settings.push((name.replace('-', "_").to_lowercase(), value.to_owned()));
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read() {
        let said = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            Wishes::read(&pairs)
        };
        let options = "-c region=eu-west-1 --account=123456789012 -csearch_path=a,\\ b";
        let wishes = said(&[("user", "me"), ("options", options), ("DateStyle", "ISO")]).unwrap();
        assert_eq!((wishes.database.as_str(), wishes.place.region.as_str()), ("me", "eu-west-1"));
        assert_eq!(wishes.place.account.as_str(), "123456789012");
        let settings: Vec<_> =
            wishes.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(settings, [("search_path", "a, b"), ("DateStyle", "ISO")]);
        for options in ["-c", "-x", "-c region", "-c region=..", "-c account=1"] {
            assert_eq!(
                said(&[("user", "me"), ("options", options)]).unwrap_err().severity,
                "FATAL",
                "{options}"
            );
        }
        assert!(said(&[("database", "x")]).is_err());
    }
}
