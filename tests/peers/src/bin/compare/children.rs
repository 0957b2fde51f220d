//! Runs one measurement in a process of its own.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use peers::Result;
use serde::de::DeserializeOwned;

/// Longer than any measurement takes.
const AT_MOST: Duration = Duration::from_mins(3);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Where the programs are, and where they write.
pub(crate) struct Children {
    programs: PathBuf,
    file: PathBuf,
    work: PathBuf,
}

impl Children {
    /// The programs stand beside this one; files go into `work`.
    pub(crate) fn new(work: PathBuf) -> Result<Self> {
        fs::create_dir_all(&work)?;
        let programs = std::env::current_exe()?
            .parent()
            .ok_or("this program stands in no folder")?
            .to_owned();
        Ok(Self {
            programs,
            file: work.join("lines.jsonl"),
            work,
        })
    }

    /// The folder for files.
    pub(crate) fn work(&self) -> &Path {
        &self.work
    }

    /// What `subject` finds out; the file for its lines is its last argument, new each time.
    pub(crate) fn subject<T: DeserializeOwned>(&self, arguments: &[&dyn ToString]) -> Result<T> {
        self.run(Command::new(self.programs.join("subject")), arguments)
    }

    /// What a call allocates.
    pub(crate) fn allocations(&self, arguments: &[&dyn ToString]) -> Result<f64> {
        self.run(Command::new(self.programs.join("allocations")), arguments)
    }

    /// Runs `subject` under a tool, for what the tool says.
    pub(crate) fn under(&self, mut tool: Command, arguments: &[&dyn ToString]) -> Result<()> {
        tool.arg(self.programs.join("subject"));
        self.output(tool, arguments).map(drop)
    }

    fn run<T: DeserializeOwned>(&self, command: Command, arguments: &[&dyn ToString]) -> Result<T> {
        let output = self.output(command, arguments)?;
        serde_json::from_str(&output).map_err(|error| format!("{error}: {output}").into())
    }

    fn output(&self, mut command: Command, arguments: &[&dyn ToString]) -> Result<String> {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| argument.to_string())
            .collect();
        let failed = |why: &dyn ToString| format!("{}: {}", arguments.join(" "), why.to_string());
        let mut child = command
            .args(&arguments)
            .arg(&self.file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| failed(&error))?;
        let until = Instant::now() + AT_MOST;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if Instant::now() > until {
                child.kill()?;
            }
            thread::sleep(LOOK_AGAIN);
        };
        // What limits write, nobody; and the next begins with an empty file.
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let (mut stdout, mut stderr) = (String::new(), String::new());
        child
            .stdout
            .take()
            .map(|mut pipe| pipe.read_to_string(&mut stdout))
            .transpose()?;
        child
            .stderr
            .take()
            .map(|mut pipe| pipe.read_to_string(&mut stderr))
            .transpose()?;
        if status.success() {
            Ok(stdout)
        } else {
            Err(failed(&format!("{status}\n{stderr}")).into())
        }
    }
}
