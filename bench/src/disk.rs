//! The disk alone: what writing and fdatasync take, at the sizes that the other measures write.
//!
//! `append` grows a file, as logs do, so a sync also writes the file's new length; `overwrite` stays within
//! a file that was written before, so a sync is only of data.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use crate::error::Error;
use crate::outcome::{Latencies, Outcome};

/// The longest file that is written, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 30;

/// The load.
#[derive(Args)]
pub struct Disk {
    /// Folder on the disk to measure.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Seconds to measure each size.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
}

impl Disk {
    /// Writes a file and removes it.
    pub fn run(&self) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::new();
        for (name, records, record_bytes) in [
            ("disk-1x200B", 1, 200),
            ("disk-500x100B", 500, 100),
            ("disk-500x1000B", 500, 1000),
            ("disk-8x500x1000B", 4000, 1000),
        ] {
            outcomes.push(self.measure(name, records, record_bytes, false)?);
            outcomes.push(self.measure(name, records, record_bytes, true)?);
        }
        Ok(outcomes)
    }

    fn measure(
        &self,
        name: &str,
        records: usize,
        record_bytes: usize,
        overwrite: bool,
    ) -> Result<Outcome, Error> {
        let path = self.folder.join(format!("pumphouse-bench-disk-{}", std::process::id()));
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
        let result = self.write(&mut file, records * record_bytes, overwrite);
        std::fs::remove_file(&path)?;
        let (mut latencies, seconds) = result?;
        let syncs = latencies.0.len() as f64 / seconds;
        let kind = if overwrite { "overwrite" } else { "append" };
        Ok(Outcome::new(format!("{name}-{kind}"))
            .with("records_per_s", syncs * records as f64)
            .with("mb_per_s", syncs * (records * record_bytes) as f64 / 1e6)
            .with_latencies(&mut latencies))
    }

    fn write(&self, file: &mut File, bytes: usize, overwrite: bool) -> Result<(Latencies, f64), Error> {
        let block: Vec<u8> = (0..bytes).map(|byte| (byte * 31) as u8).collect();
        let length_max = if overwrite { 64 << 20 } else { FILE_BYTES_MAX };
        if overwrite {
            let zeros = vec![0; 1 << 20];
            for _ in 0..length_max / (1 << 20) {
                file.write_all(&zeros)?;
            }
            file.sync_all()?;
            file.seek(SeekFrom::Start(0))?;
        }
        let (begun, mut written, mut latencies) = (Instant::now(), 0, Latencies::default());
        while begun.elapsed() < Duration::from_secs_f64(self.seconds) {
            if written + bytes as u64 > length_max {
                file.seek(SeekFrom::Start(0))?;
                written = 0;
            }
            let started = Instant::now();
            file.write_all(&block)?;
            file.sync_data()?;
            latencies.add(started.elapsed());
            written += bytes as u64;
        }
        Ok((latencies, begun.elapsed().as_secs_f64()))
    }
}
