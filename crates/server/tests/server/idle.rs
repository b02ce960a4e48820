//! What a server costs before anybody uses it.

use crate::directory::{Directory, names};
use crate::process::Server;

/// A line of the kernel's account of a process.
fn status(server: &Server, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("/proc/{}/status", server.process_id())).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim_start_matches(':').trim().to_owned())
}

#[test]
fn nothing_is_opened_before_its_first_use() {
    let directory = Directory::new();
    let server = Server::on(directory.path());
    eprintln!("resident at rest: {:?}, threads: {:?}", status(&server, "VmRSS"), status(&server, "Threads"));
    let all: Vec<_> = directory.names().into_iter().filter(|name| directory.join(name).is_dir()).collect();
    let stores: Vec<_> = all.iter().flat_map(|name| names(&directory.join(name))).collect();
    assert_eq!(stores, [] as [String; 0], "in {all:?}");
}
