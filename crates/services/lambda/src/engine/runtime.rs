//! Runtimes: their names, the interpreters that run them here, and the command of a new environment.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::sync::Mutex;

use super::function::{FunctionVersion, InvokeError};

/// The program that speaks the Runtime API for `python3.x` functions.
const PYTHON_BOOTSTRAP: &str = include_str!("bootstrap/python.py");
/// The same for `nodejsN.x`.
const NODE_BOOTSTRAP: &str = include_str!("bootstrap/node.mjs");
/// What leads the old AWS SDK of such functions to the house.
const NODE_OLD_SDK: &str = include_str!("bootstrap/aws-sdk-2.mjs");

/// A runtime by its AWS name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Runtime {
    /// `provided`, `provided.al2`, `provided.al2023`: the package's own `bootstrap`.
    Provided(String),
    /// `python3.<minor>`.
    Python {
        /// The minor version.
        minor: u8,
    },
    /// `nodejs<major>.x`.
    Node {
        /// The major version.
        major: u8,
    },
}

impl Runtime {
    /// The runtime called `name`, if the engine runs it.
    pub fn parse(name: &str) -> Option<Self> {
        if matches!(name, "provided" | "provided.al2" | "provided.al2023") {
            return Some(Self::Provided(name.to_owned()));
        }
        if let Some(minor) = name.strip_prefix("python3.") {
            return Some(Self::Python { minor: minor.parse().ok()? }).filter(|it| it.to_string() == name);
        }
        let major = name.strip_prefix("nodejs")?.strip_suffix(".x")?.parse().ok()?;
        let known = matches!(major, 18 | 20 | 22 | 24);
        known.then_some(Self::Node { major })
    }

    /// Whether the engine brings the program that speaks the Runtime API.
    pub fn is_managed(&self) -> bool {
        !matches!(self, Self::Provided(_))
    }

    /// Interpreters to try, best first.
    fn programs(&self) -> Vec<String> {
        match self {
            Self::Provided(_) => Vec::new(),
            Self::Python { minor } => vec![format!("python3.{minor}"), "python3".to_owned()],
            Self::Node { .. } => vec!["node".to_owned()],
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provided(name) => formatter.write_str(name),
            Self::Python { minor } => write!(formatter, "python3.{minor}"),
            Self::Node { major } => write!(formatter, "nodejs{major}.x"),
        }
    }
}

/// How to start a function's process.
#[derive(Debug)]
pub(super) enum Start {
    /// Run this.
    Command { program: PathBuf, arguments: Vec<OsString> },
    /// There is nothing to run: the text that AWS answers.
    InvalidEntrypoint(String),
}

/// The interpreters of this machine and our bootstraps.
#[derive(Debug)]
pub(super) struct Interpreters {
    /// `LAMBDA_RUNTIME_DIR`.
    pub(super) directory: PathBuf,
    /// Program name → real executable. Version managers put slow scripts on the PATH that may also refuse
    /// to run; asking the interpreter once for its own path gets round both.
    found: Mutex<HashMap<String, Option<PathBuf>>>,
}

impl Interpreters {
    /// Writes the bootstraps to `directory`.
    pub(super) fn install(directory: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&directory)?;
        std::fs::write(directory.join("bootstrap.py"), PYTHON_BOOTSTRAP)?;
        std::fs::write(directory.join("bootstrap.mjs"), NODE_BOOTSTRAP)?;
        std::fs::write(directory.join("aws-sdk-2.mjs"), NODE_OLD_SDK)?;
        Ok(Self { directory, found: Mutex::default() })
    }

    /// How to start `function`.
    pub(super) async fn start(&self, function: &FunctionVersion) -> Result<Start, InvokeError> {
        if let Runtime::Provided(_) = function.runtime {
            return Ok(own_bootstrap(&function.task_root));
        }
        let program = self.interpreter(&function.runtime).await?;
        let arguments = match function.runtime {
            Runtime::Node { .. } => vec![
                // Shares of the memory as AWS's own start script sets them.
                format!("--max-old-space-size={}", function.memory_mb * 9 / 10).into(),
                "--max-http-header-size=81920".into(),
                self.directory.join("bootstrap.mjs").into(),
            ],
            _ => vec![self.directory.join("bootstrap.py").into()],
        };
        Ok(Start::Command { program, arguments })
    }

    async fn interpreter(&self, runtime: &Runtime) -> Result<PathBuf, InvokeError> {
        let mut found = self.found.lock().await;
        let programs = runtime.programs();
        for program in &programs {
            if !found.contains_key(program) {
                found.insert(program.clone(), ask(program, runtime).await);
            }
            match &found[program] {
                Some(path) => return Ok(path.clone()),
                // One that is missing may be installed meanwhile.
                None => found.remove(program),
            };
        }
        let program = programs.join("` or `");
        Err(InvokeError::RuntimeMissing { runtime: runtime.to_string(), program })
    }
}

/// The real path of interpreter `program`, if it runs at all.
async fn ask(program: &str, runtime: &Runtime) -> Option<PathBuf> {
    const ANSWER_MAX: Duration = Duration::from_secs(10);
    let mut command = Command::new(program);
    match runtime {
        Runtime::Node { .. } => command.args(["-p", "process.execPath"]),
        _ => command.args(["-c", "import sys; print(sys.executable)"]),
    };
    let answer = command.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(ANSWER_MAX, answer).await.ok()?.ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    (output.status.success() && path.is_absolute() && path.is_file()).then_some(path)
}

fn own_bootstrap(task_root: &Path) -> Start {
    use std::os::unix::fs::PermissionsExt;
    let program = task_root.join("bootstrap");
    match std::fs::metadata(&program) {
        Ok(file) if file.is_file() && file.permissions().mode() & 0o111 != 0 => {
            Start::Command { program, arguments: Vec::new() }
        }
        Ok(_) => Start::InvalidEntrypoint("fork/exec /var/task/bootstrap: permission denied".to_owned()),
        Err(_) => Start::InvalidEntrypoint(
            "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["provided.al2023", "python3.9", "python3.14", "nodejs24.x"] {
            assert_eq!(Runtime::parse(name).unwrap().to_string(), name);
        }
        for name in ["python2.7", "python3.x", "python3.09", "nodejs16.x", "nodejs", "java21", "provided.al3"]
        {
            assert_eq!(Runtime::parse(name), None, "{name}");
        }
    }
}
