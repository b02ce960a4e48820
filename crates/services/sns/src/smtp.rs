//! Mail over SMTP (RFC 5321), as much of it as a relay on one's own network asks for: no TLS, no login.
//!
//! One connection per mail. Bodies are UTF-8 in base64, so no line is too long and none begins with a dot. Addresses
//! that could not stand in a command are refused before anything is said.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::limits::{SMTP_LINE_BYTES_MAX, SMTP_TIME_MAX};

/// A server that takes mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    /// Its host and port.
    pub server: String,
    /// Whom mail comes from.
    pub from: String,
}

/// A mail.
#[derive(Clone, Copy, Debug)]
pub struct Mail<'a> {
    /// The name of who sends it; may be empty.
    pub name: &'a str,
    /// To whom.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
    /// When it was written, as the header has it.
    pub date: &'a str,
    /// What tells it from others.
    pub id: &'a str,
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpError {
    /// The server said that it never will be.
    #[error("the mail server refuses it: {0}")]
    Refused(String),
    /// Another time it may be.
    #[error("the mail server does not take it now: {0}")]
    Unavailable(String),
}

/// Whether `address` is one that mail can go to.
pub fn is_address(address: &str) -> bool {
    let sound = address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,;\"\\()".contains(&byte));
    let parts = address.rsplit_once('@');
    sound && address.len() <= 254 && parts.is_some_and(|(local, host)| !local.is_empty() && !host.is_empty())
}

impl Smtp {
    /// Sends a mail; it is the server's when this returns.
    pub async fn send(&self, mail: Mail<'_>) -> Result<(), SmtpError> {
        if !is_address(mail.to) || !is_address(&self.from) {
            return Err(SmtpError::Refused(format!("`{}` is no address", mail.to)));
        }
        let connecting = tokio::time::timeout(SMTP_TIME_MAX, TcpStream::connect(&self.server)).await;
        let stream = connecting.map_err(|_| SmtpError::Unavailable("no connection in time".to_owned()))?;
        let stream = stream.map_err(|error| SmtpError::Unavailable(error.to_string()))?;
        let mut session = Session(BufReader::new(stream));
        session.answer().await?;
        session.say("EHLO pumphouse.localhost").await?;
        session.say(&format!("MAIL FROM:<{}>", self.from)).await?;
        session.say(&format!("RCPT TO:<{}>", mail.to)).await?;
        session.say("DATA").await?;
        session.say(&format!("{}\r\n.", self.message(mail))).await?;
        // The mail is taken; how the server says goodbye does not matter.
        let _ = session.say("QUIT").await;
        Ok(())
    }

    fn message(&self, mail: Mail<'_>) -> String {
        let body = STANDARD.encode(mail.text);
        let lines: Vec<&str> =
            body.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        let from = match mail.name {
            "" => self.from.clone(),
            name => format!("{} <{}>", word(name), self.from),
        };
        format!(
            "From: {from}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@pumphouse.localhost>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            mail.to,
            word(mail.subject),
            mail.date,
            mail.id,
            lines.join("\r\n"),
        )
    }
}

/// Text in a header: as encoded words (RFC 2047) unless it is plain and short.
fn word(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" -_.!?/:+#".contains(&byte);
    if text.len() <= 60 && text.bytes().all(plain) {
        return text.to_owned();
    }
    let (mut words, mut part) = (Vec::new(), String::new());
    for letter in text.chars() {
        // An encoded word has at most 75 letters, twelve of them not its content's.
        if part.len() + letter.len_utf8() > 42 {
            words.push(std::mem::take(&mut part));
        }
        part.push(letter);
    }
    words.push(part);
    let words = words.iter().map(|part| format!("=?UTF-8?B?{}?=", STANDARD.encode(part)));
    words.collect::<Vec<_>>().join("\r\n ")
}

struct Session(BufReader<TcpStream>);

impl Session {
    /// Says a line and reads what is answered.
    async fn say(&mut self, line: &str) -> Result<(), SmtpError> {
        let saying = async {
            self.0.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?;
            self.0.get_mut().flush().await
        };
        let said = tokio::time::timeout(SMTP_TIME_MAX, saying).await;
        said.map_err(|_| SmtpError::Unavailable("it does not read in time".to_owned()))?
            .map_err(|error| SmtpError::Unavailable(error.to_string()))?;
        self.answer().await
    }

    /// Reads an answer to its last line: 2xx and 3xx are consent, 5xx is refusal.
    async fn answer(&mut self) -> Result<(), SmtpError> {
        let reading = async {
            // An answer has as many lines as the server has extensions; none has a hundred.
            for _ in 0..100 {
                let mut line = Vec::new();
                (&mut self.0).take(SMTP_LINE_BYTES_MAX).read_until(b'\n', &mut line).await?;
                if line.get(3) != Some(&b'-') {
                    return Ok(String::from_utf8_lossy(&line).trim().to_owned());
                }
            }
            Ok::<_, std::io::Error>(String::new())
        };
        let read = tokio::time::timeout(SMTP_TIME_MAX, reading).await;
        let line = read
            .map_err(|_| SmtpError::Unavailable("it does not answer in time".to_owned()))?
            .map_err(|error| SmtpError::Unavailable(error.to_string()))?;
        match line.bytes().next() {
            Some(b'2' | b'3') => Ok(()),
            Some(b'5') => Err(SmtpError::Refused(line)),
            _ => Err(SmtpError::Unavailable(line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_carry_any_text() {
        assert_eq!(word("Alarm: hot"), "Alarm: hot");
        assert_eq!(word("Wärme"), "=?UTF-8?B?V8Okcm1l?=");
        let long = word(&"ä".repeat(60));
        assert!(
            long.split("\r\n ").count() > 1 && long.split("\r\n ").all(|part| part.len() <= 75),
            "{long}"
        );
    }

    #[test]
    fn no_address_says_more_than_an_address() {
        assert!(is_address("a.b+c@example.com"));
        for wrong in ["", "a", "@b", "a@", "a@b>\r\nRCPT TO:<c@d", "a b@c", "<a@b>", "ä@b"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
