//! A session's settings: what clients set, ask for and are told of.
//!
//! Few of them change anything: `search_path` names the databases of the lake, `application_name` and the like are only
//! kept. Those that would change how values are written are held to what is written.

use std::collections::BTreeMap;

use crate::errors::Problem;
use crate::limits::{SETTING_BYTES_MAX, SETTINGS_MAX};

/// The version that clients are told: that of PostgreSQL whose protocol and system catalog this resembles.
pub const SERVER_VERSION: &str = "15.0";

/// Settings that there are from the beginning, with their values.
const DEFAULTS: [(&str, &str); 41] = [
    ("application_name", ""),
    ("bytea_output", "hex"),
    ("client_encoding", "UTF8"),
    ("client_min_messages", "notice"),
    ("datestyle", "ISO, MDY"),
    ("default_table_access_method", "heap"),
    ("default_tablespace", ""),
    ("default_transaction_isolation", "read committed"),
    ("default_transaction_read_only", "off"),
    ("extra_float_digits", "1"),
    ("idle_in_transaction_session_timeout", "0"),
    ("in_hot_standby", "off"),
    ("integer_datetimes", "on"),
    ("intervalstyle", "postgres"),
    ("is_superuser", "on"),
    ("jit", "off"),
    ("lc_collate", "C"),
    ("lc_ctype", "C"),
    ("lc_messages", "C"),
    ("lc_monetary", "C"),
    ("lc_numeric", "C"),
    ("lc_time", "C"),
    ("lock_timeout", "0"),
    ("max_connections", "100"),
    ("max_identifier_length", "63"),
    ("max_index_keys", "32"),
    ("port", "0"),
    ("row_security", "on"),
    ("search_path", "default"),
    ("server_encoding", "UTF8"),
    ("server_version", SERVER_VERSION),
    ("server_version_num", "150000"),
    ("session_authorization", "pumphouse"),
    ("ssl", "off"),
    ("standard_conforming_strings", "on"),
    ("statement_timeout", "0"),
    ("synchronize_seqscans", "on"),
    ("timezone", "UTC"),
    ("transaction_isolation", "read committed"),
    ("transaction_read_only", "off"),
    ("xmloption", "content"),
];

/// Those that clients are told of, as they are written then.
const TOLD: [(&str, &str); 13] = [
    ("application_name", "application_name"),
    ("client_encoding", "client_encoding"),
    ("datestyle", "DateStyle"),
    ("default_transaction_read_only", "default_transaction_read_only"),
    ("in_hot_standby", "in_hot_standby"),
    ("integer_datetimes", "integer_datetimes"),
    ("intervalstyle", "IntervalStyle"),
    ("is_superuser", "is_superuser"),
    ("server_encoding", "server_encoding"),
    ("server_version", "server_version"),
    ("session_authorization", "session_authorization"),
    ("standard_conforming_strings", "standard_conforming_strings"),
    ("timezone", "TimeZone"),
];

/// Those that nobody sets.
const FIXED: [&str; 13] = [
    "in_hot_standby",
    "integer_datetimes",
    "is_superuser",
    "lc_collate",
    "lc_ctype",
    "max_connections",
    "max_identifier_length",
    "max_index_keys",
    "port",
    "server_encoding",
    "server_version",
    "server_version_num",
    "ssl",
];

/// The settings.
#[derive(Clone, Debug)]
pub struct Settings {
    values: BTreeMap<String, String>,
    /// What they were when the session began.
    initial: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        let values: BTreeMap<_, _> =
            DEFAULTS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { initial: values.clone(), values }
    }
}

impl Settings {
    /// A setting's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(&name.to_lowercase()).map(String::as_str)
    }

    /// All, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Those that clients are told of.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, &str)> {
        TOLD.iter().filter_map(|(name, written)| self.get(name).map(|value| (*written, value)))
    }

    /// Sets one; `None`: to what it was at the beginning. Answers the name by which clients are told of the change.
    pub fn set(&mut self, name: &str, value: Option<&str>) -> Result<Option<&'static str>, Problem> {
        let name = name.to_lowercase();
        if FIXED.contains(&name.as_str()) {
            return Err(Problem::new("55P02", format!("parameter \"{name}\" cannot be changed")));
        }
        let value = match value {
            Some(value) => allowed(&name, value)?,
            None => match self.initial.get(&name) {
                Some(value) => value.clone(),
                None => {
                    self.values.remove(&name);
                    return Ok(None);
                }
            },
        };
        let is_new = !self.values.contains_key(&name);
        // Whoever has one of their own names it with a dot.
        if is_new && !name.contains('.') {
            return Err(Problem::new("42704", format!("unrecognized configuration parameter \"{name}\"")));
        }
        if value.len() > SETTING_BYTES_MAX || (is_new && self.values.len() >= SETTINGS_MAX) {
            return Err(Problem::new("54000", "too many settings, or one that is too long"));
        }
        self.values.insert(name.clone(), value);
        Ok(TOLD.iter().find(|(told, _)| *told == name).map(|(_, written)| *written))
    }

    /// Sets one as the session begins: that is what it is reset to.
    pub fn begin(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        self.set(name, Some(value))?;
        if let Some(value) = self.get(name).map(str::to_owned) {
            self.initial.insert(name.to_lowercase(), value);
        }
        Ok(())
    }

    /// Who is told to have signed in.
    pub fn name_user(&mut self, user: &str) {
        for values in [&mut self.values, &mut self.initial] {
            values.insert("session_authorization".to_owned(), user.to_owned());
        }
    }

    /// All as they were at the beginning.
    pub fn reset(&mut self) {
        self.values = self.initial.clone();
    }

    /// The databases that names without one may be of, in order.
    pub fn search_path(&self) -> Vec<String> {
        let path = self.get("search_path").unwrap_or_default();
        let names = path.split(',').map(|name| name.trim().trim_matches('"').to_lowercase());
        names.filter(|name| !name.is_empty() && name != "$user").collect()
    }
}

/// The value as it is kept, if it may be.
fn allowed(name: &str, value: &str) -> Result<String, Problem> {
    let refused = |what: &str| {
        let words = format!("invalid value for parameter \"{name}\": \"{value}\"");
        Err(Problem { detail: Some(what.to_owned()), ..Problem::new("22023", words) })
    };
    match name {
        "client_encoding" => match value.to_lowercase().replace(['-', '_'], "").as_str() {
            "utf8" | "unicode" => Ok("UTF8".to_owned()),
            _ => refused("Everything is in UTF8."),
        },
        "datestyle" => match value.to_lowercase().split(',').next().map(str::trim) {
            Some("iso" | "mdy" | "dmy" | "ymd") => Ok("ISO, MDY".to_owned()),
            _ => refused("Dates are in ISO's form."),
        },
        "intervalstyle" if !value.eq_ignore_ascii_case("postgres") => refused("Intervals are in one style."),
        "bytea_output" if !value.eq_ignore_ascii_case("hex") => refused("Bytes are in hexadecimal."),
        "standard_conforming_strings"
            if !matches!(value.to_lowercase().as_str(), "on" | "true" | "1" | "yes") =>
        {
            refused("Strings are as the standard has them.")
        }
        _ => Ok(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_held_to_what_is_written() {
        let mut settings = Settings::default();
        assert_eq!(settings.set("Client_Encoding", Some("utf-8")).unwrap(), Some("client_encoding"));
        assert_eq!(settings.set("client_encoding", Some("LATIN1")).unwrap_err().state, "22023");
        assert_eq!(settings.set("server_version", Some("1")).unwrap_err().state, "55P02");
        assert_eq!(settings.set("nothing", Some("1")).unwrap_err().state, "42704");
        settings.set("my.own", Some("1")).unwrap();
        assert_eq!(settings.get("my.own"), Some("1"));
        for number in 0..2 * SETTINGS_MAX {
            let _ = settings.set(&format!("my.own{number}"), Some("1"));
        }
        assert!(settings.all().count() <= SETTINGS_MAX);
        settings.reset();
        assert_eq!(settings.get("my.own"), None);
    }

    #[test]
    fn the_search_path_is_names() {
        let mut settings = Settings::default();
        settings.begin("search_path", "\"$user\", Motors, public").unwrap();
        settings.set("search_path", Some("x")).unwrap();
        assert_eq!(settings.search_path(), ["x"]);
        settings.set("search_path", None).unwrap();
        assert_eq!(settings.search_path(), ["motors", "public"]);
    }
}
