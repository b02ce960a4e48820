//! The objects that are measured, alike for an S3 endpoint and for the disk beside it.

use clap::Args;

/// Objects beyond this are sent and received in a stream; up to it they are held in memory. In bytes.
const HELD_BYTES_MAX: u64 = 16 << 20;
/// The block that an object's content repeats, in bytes.
const BLOCK_BYTES: u64 = 1 << 20;
/// Distinct objects that connections take turns with, where they are held in memory.
const DISTINCT_OBJECTS: usize = 64;

/// Objects of one size, put over and over, and read again.
#[derive(Args)]
pub struct Sizes {
    /// Bytes of an object; one beyond 16 MiB is sent from one block again and again.
    #[arg(long, default_value_t = 4 << 10)]
    pub size: u64,
    /// Connections at once; several, with commas, are measured one after another. Large objects take one.
    #[arg(long, value_delimiter = ',', default_value = "1,64")]
    pub connections: Vec<usize>,
    /// Seconds to measure each operation at each number of connections.
    #[arg(long, default_value_t = 5.0)]
    pub seconds: f64,
}

impl Sizes {
    /// Whether an object fits into memory.
    pub fn is_held(&self) -> bool {
        self.size <= HELD_BYTES_MAX
    }

    /// How many distinct objects there are.
    pub fn objects(&self) -> usize {
        if self.is_held() { DISTINCT_OBJECTS } else { 1 }
    }

    /// What an object's content repeats.
    pub fn block(&self) -> Vec<u8> {
        (0..self.size.min(BLOCK_BYTES)).map(|byte| (byte * 31 + byte / 251) as u8).collect()
    }

    /// What a measure is called: `put-1MB-c8`.
    pub fn name(&self, verb: &str, connections: usize) -> String {
        let units = [(30, "GB"), (20, "MB"), (10, "KB")];
        let unit = units.iter().find(|(bits, _)| self.size > 0 && self.size.trailing_zeros() >= *bits);
        let (bits, unit) = unit.unwrap_or(&(0, "B"));
        format!("{verb}-{}{unit}-c{connections}", self.size >> bits)
    }
}

#[cfg(test)]
mod tests {
    use super::Sizes;

    #[test]
    fn names_have_the_largest_unit_that_is_whole() {
        for (size, name) in [(4096, "put-4KB-c8"), (1 << 30, "put-1GB-c8"), (1536, "put-1536B-c8")] {
            assert_eq!(Sizes { size, connections: vec![8], seconds: 1.0 }.name("put", 8), name);
        }
    }
}
