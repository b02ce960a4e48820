//! How the clock goes, as it is kept. docs/formats/clock.md states the bytes.

use anyhow::Context;
use flate2::Crc;
use kernel::{Pace, SystemClock, Timestamp};
use storage::{StorageError, Volume};

const SET: &str = "house";
const NAME: &str = "clock";
const VERSION: u8 = 1;
/// Version, shift, time it stands at, checksum.
const BYTES: usize = 1 + 8 + 8 + 4;

/// The clock as it went when the house was last open; the machine's in a new house.
pub fn kept_clock(volume: &Volume) -> anyhow::Result<SystemClock> {
    let kept = if volume.has_blobs(SET)? { volume.blobs(SET)?.get(NAME)? } else { None };
    let Some(bytes) = kept else { return Ok(SystemClock::default()) };
    let pace = decode(&bytes).context(
        "how the clock goes (`blob/house/clock`) cannot be read; without that file it goes as the machine's does",
    )?;
    Ok(SystemClock::with(pace))
}

/// Keeps how it goes; durable when this returns.
pub fn keep(volume: &Volume, pace: Pace) -> Result<(), StorageError> {
    volume.blobs(SET)?.put(NAME, &encode(pace))
}

fn encode(pace: Pace) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    bytes[0] = VERSION;
    bytes[1..9].copy_from_slice(&pace.shift_ms.to_le_bytes());
    bytes[9..17].copy_from_slice(&pace.frozen_at.unwrap_or_default().0.to_le_bytes());
    let sum = checksum(&bytes[..17]);
    bytes[17..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn decode(bytes: &[u8]) -> anyhow::Result<Pace> {
    let bytes: &[u8; BYTES] = bytes.try_into().context("it has another length than version 1")?;
    anyhow::ensure!(bytes[0] == VERSION, "it is of version {}, which this program does not know", bytes[0]);
    let number = |at: usize| -> [u8; 8] { std::array::from_fn(|place| bytes[at + place]) };
    let sum = u32::from_le_bytes([bytes[17], bytes[18], bytes[19], bytes[20]]);
    anyhow::ensure!(sum == checksum(&bytes[..17]), "its checksum is wrong");
    let frozen_at_ms = u64::from_le_bytes(number(9));
    let frozen_at = (frozen_at_ms > 0).then_some(Timestamp(frozen_at_ms));
    Ok(Pace { shift_ms: i64::from_le_bytes(number(1)), frozen_at })
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_as_the_page_says() {
        let pace = Pace { shift_ms: -2, frozen_at: Some(Timestamp(0x0102)) };
        let bytes = encode(pace);
        assert_eq!(bytes[..17], [1, 254, 255, 255, 255, 255, 255, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(decode(&bytes).unwrap(), pace);
        assert_eq!(decode(&encode(Pace::default())).unwrap(), Pace::default());
        for at in 0..BYTES {
            let mut damaged = bytes;
            damaged[at] ^= 1;
            assert!(decode(&damaged).is_err(), "byte {at}");
        }
        assert!(decode(&bytes[..20]).is_err());
    }
}
