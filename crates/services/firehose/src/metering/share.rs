//! Records and bytes that were delivered or backed up, and their totals of a minute as they are stored.
//! `docs/formats/firehose.md` states the bytes.

use dispatch::SampleSet;

/// The version of the stored form.
const VERSION: u8 = 1;

/// Records and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub records: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Share {
    /// Adds a record of so many bytes.
    pub fn add(&mut self, bytes: usize) {
        self.records += 1;
        self.bytes += bytes as u64;
    }

    /// Takes one off again.
    pub fn remove(&mut self, bytes: usize) {
        self.records = self.records.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes as u64);
    }

    fn merge(&mut self, other: &Self) {
        self.records += other.records;
        self.bytes += other.bytes;
    }
}

/// What went to the destination, and what to the bucket of backups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// To the destination.
    pub destination: Share,
    /// To the bucket of backups.
    pub backup: Share,
}

impl Shares {
    /// Adds `other`.
    pub fn merge(&mut self, other: &Self) {
        self.destination.merge(&other.destination);
        self.backup.merge(&other.backup);
    }
}

/// Totals of one kind: records and bytes; a sample is what was stored as progress at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// Records.
    pub records: SampleSet,
    /// Bytes.
    pub bytes: SampleSet,
}

impl Total {
    fn add(&mut self, share: &Share) {
        if *share != Share::default() {
            self.records.add(share.records as f64);
            self.bytes.add(share.bytes as f64);
        }
    }
}

/// What a delivery stream delivered in a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Delivered {
    /// To the destination.
    pub destination: Total,
    /// To the bucket of backups.
    pub backup: Total,
}

impl Delivered {
    /// Adds to it.
    pub fn add(&mut self, shares: &Shares) {
        self.destination.add(&shares.destination);
        self.backup.add(&shares.backup);
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        for tally in
            [&self.destination.records, &self.destination.bytes, &self.backup.records, &self.backup.bytes]
        {
            tally.encode(&mut bytes);
        }
        bytes
    }

    /// What stored bytes say.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&[VERSION])?;
        let mut total =
            || Some(Total { records: SampleSet::decode(&mut rest)?, bytes: SampleSet::decode(&mut rest)? });
        let (destination, backup) = (total()?, total()?);
        rest.is_empty().then_some(Self { destination, backup })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned_and_read_back() {
        let mut delivered = Delivered::default();
        let mut shares = Shares::default();
        shares.destination.add(5);
        shares.destination.add(3);
        delivered.add(&shares);
        delivered.add(&shares);
        let bytes = delivered.encode();
        assert_eq!((bytes.len(), Delivered::decode(&bytes)), (129, Some(delivered)));
        assert_eq!(
            kernel::to_hex(&bytes[..33]),
            "0140000000000000004010000000000000".to_owned() + "40000000000000004000000000000000"
        );
        assert!(delivered.backup.records.is_empty());
        for damaged in [&bytes[..128], &[&bytes[..], &[0]].concat(), &[&[2], &bytes[1..]].concat()] {
            assert_eq!(Delivered::decode(damaged), None);
        }
    }
}
