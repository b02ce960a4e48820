//! A line of syslog as RFC 3164 has it in files, without a priority and without a year:
//! `Nov  5 14:52:05 combo sshd[1234]: Accepted publickey for …`.

use kernel::{SeededRandom, Timestamp};

use super::{MONTHS, below, pick};

const HOSTS: &[&str] = &["combo", "db-1", "web-1"];

/// One, at `now`.
pub fn line(random: &SeededRandom, now: Timestamp) -> String {
    let (_, month, day, hour, minute, second, _) = now.civil();
    let month = MONTHS[usize::from(month) - 1];
    let host = pick(random, HOSTS);
    let address = format!("198.51.100.{}", 1 + below(random, 254));
    let (process, number) = (1000 + below(random, 30_000), below(random, 100_000));
    let said = match below(random, 6) {
        0 => format!("sshd[{process}]: Accepted publickey for deploy from {address} port {number} ssh2"),
        1 => format!(
            "sshd(pam_unix)[{process}]: authentication failure; logname= uid=0 euid=0 rhost={address}"
        ),
        2 => "kernel: EXT4-fs (sda1): mounted filesystem with ordered data mode".to_owned(),
        3 => format!("CRON[{process}]: (root) CMD (run-parts --report /etc/cron.hourly)"),
        4 => format!("systemd[1]: Started Session {number} of user deploy."),
        _ => format!("ftpd[{process}]: connection from {address} () at {hour:02}:{minute:02}"),
    };
    format!("{month} {day:>2} {hour:02}:{minute:02}:{second:02} {host} {said}")
}
