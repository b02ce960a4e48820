//! What clients send, out of its bytes.

use bytes::{Buf, Bytes};

use super::connection::Broken;

/// The first thing that a client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// It asks for TLS.
    Tls,
    /// It asks for Kerberos' encryption.
    Kerberos,
    /// It asks to stop what another connection runs.
    Cancel {
        /// The connection's number.
        process: u32,
        /// What only that connection's client knows.
        secret: u32,
    },
    /// It begins a session.
    Start {
        /// The protocol's minor version.
        minor: u16,
        /// What it wants: user, database, settings.
        wishes: Vec<(String, String)>,
    },
    /// Of a version that there is not.
    Version(u32),
}

/// A prepared statement or a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A prepared statement.
    Statement(String),
    /// A portal.
    Portal(String),
}

/// What a client says in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Statements to be carried out at once.
    Query(String),
    /// A statement to be kept.
    Parse {
        /// Its name; empty: the unnamed one.
        name: String,
        /// Its text.
        text: String,
        /// The types of its first parameters; 0 where the client does not say.
        kinds: Vec<u32>,
    },
    /// A statement's parameters.
    Bind {
        /// The portal's name.
        portal: String,
        /// The statement's name.
        statement: String,
        /// Formats of the parameters: none, one for all, or one each.
        formats: Vec<u16>,
        /// The parameters.
        values: Vec<Option<Bytes>>,
        /// Formats of the columns: none, one for all, or one each.
        results: Vec<u16>,
    },
    /// What are its parameters and its columns?
    Describe(Target),
    /// Carry it out.
    Execute {
        /// The portal's name.
        portal: String,
        /// How many rows to send at most; 0 or less: all.
        rows_max: i32,
    },
    /// Forget it.
    Close(Target),
    /// The end of a series of messages.
    Sync,
    /// Send what there is.
    Flush,
    /// The end of the session.
    Terminate,
    /// Data of a copy that does not happen.
    Copy,
    /// A function to be called by its number.
    Call,
    /// Something that is no message here.
    Unknown(u8),
}

impl First {
    /// Reads it.
    pub fn read(mut bytes: Bytes) -> Result<Self, Broken> {
        let code = number(&mut bytes)?;
        match code {
            80_877_103 => Ok(Self::Tls),
            80_877_104 => Ok(Self::Kerberos),
            80_877_102 => Ok(Self::Cancel { process: number(&mut bytes)?, secret: number(&mut bytes)? }),
            version if version >> 16 == 3 => {
                let mut wishes = Vec::new();
                loop {
                    let name = text(&mut bytes)?;
                    if name.is_empty() {
                        break;
                    }
                    wishes.push((name, text(&mut bytes)?));
                }
                Ok(Self::Start { minor: (version & 0xffff) as u16, wishes })
            }
            version => Ok(Self::Version(version)),
        }
    }
}

impl Message {
    /// Reads it.
    pub fn read(kind: u8, mut bytes: Bytes) -> Result<Self, Broken> {
        let from = &mut bytes;
        let message = match kind {
            b'Q' => Self::Query(text(from)?),
            b'P' => {
                let (name, text) = (text(from)?, text(from)?);
                let count = short(from)?;
                let kinds = (0..count).map(|_| number(from)).collect::<Result<_, _>>()?;
                Self::Parse { name, text, kinds }
            }
            b'B' => Self::Bind {
                portal: text(from)?,
                statement: text(from)?,
                formats: shorts(from)?,
                values: values(from)?,
                results: shorts(from)?,
            },
            b'D' => Self::Describe(target(from)?),
            b'E' => Self::Execute { portal: text(from)?, rows_max: number(from)?.cast_signed() },
            b'C' => Self::Close(target(from)?),
            b'S' => Self::Sync,
            b'H' => Self::Flush,
            b'X' => Self::Terminate,
            b'd' | b'c' | b'f' => return Ok(Self::Copy),
            b'F' => return Ok(Self::Call),
            other => return Ok(Self::Unknown(other)),
        };
        if bytes.is_empty() { Ok(message) } else { Err(Broken::Format) }
    }
}

fn number(bytes: &mut Bytes) -> Result<u32, Broken> {
    bytes.try_get_u32().map_err(|_| Broken::Format)
}

fn short(bytes: &mut Bytes) -> Result<u16, Broken> {
    bytes.try_get_u16().map_err(|_| Broken::Format)
}

fn shorts(bytes: &mut Bytes) -> Result<Vec<u16>, Broken> {
    let count = short(bytes)?;
    (0..count).map(|_| short(bytes)).collect()
}

/// Lengths and bytes; a length of -1 is null.
fn values(bytes: &mut Bytes) -> Result<Vec<Option<Bytes>>, Broken> {
    let count = short(bytes)?;
    let mut value = || match number(bytes)? {
        u32::MAX => Ok(None),
        length => {
            let length = length as usize;
            if length > bytes.len() { Err(Broken::Format) } else { Ok(Some(bytes.split_to(length))) }
        }
    };
    (0..count).map(|_| value()).collect()
}

/// Text up to a zero.
fn text(bytes: &mut Bytes) -> Result<String, Broken> {
    let end = bytes.iter().position(|byte| *byte == 0).ok_or(Broken::Format)?;
    let text = bytes.split_to(end);
    bytes.advance(1);
    String::from_utf8(text.to_vec()).map_err(|_| Broken::Format)
}

fn target(bytes: &mut Bytes) -> Result<Target, Broken> {
    let kind = bytes.try_get_u8().map_err(|_| Broken::Format)?;
    let name = text(bytes)?;
    match kind {
        b'S' => Ok(Target::Statement(name)),
        b'P' => Ok(Target::Portal(name)),
        _ => Err(Broken::Format),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_whole_or_not_at_all() {
        let bind = b"\0s\0\0\x01\0\x01\0\x02\0\0\0\x02hi\xff\xff\xff\xff\0\0";
        let Message::Bind { statement, formats, values, .. } =
            Message::read(b'B', Bytes::from_static(bind)).unwrap()
        else {
            panic!("no bind")
        };
        assert_eq!((statement.as_str(), formats.as_slice()), ("s", [1].as_slice()));
        assert_eq!(values, [Some(Bytes::from_static(b"hi")), None]);
        for end in 0..bind.len() {
            assert!(Message::read(b'B', Bytes::copy_from_slice(&bind[..end])).is_err(), "{end}");
        }
        assert!(Message::read(b'S', Bytes::from_static(b"x")).is_err());
    }

    #[test]
    fn rubbish_is_refused() {
        arbtest::arbtest(|noise| {
            let (kind, bytes): (u8, Vec<u8>) = (noise.arbitrary()?, noise.arbitrary()?);
            let _ = Message::read(kind, Bytes::from(bytes.clone()));
            let _ = First::read(Bytes::from(bytes));
            Ok(())
        });
    }
}
