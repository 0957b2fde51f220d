//! Runs the compiler, or clippy, on a source text.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use crate::report::Report;

/// Where the runtime was built to: its metadata, which is all that checking needs.
struct Runtime {
    metadata: PathBuf,
    folder: PathBuf,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/Cargo.toml");
        let output = Command::new(env!("CARGO"))
            .args([
                "check",
                "--offline",
                "--message-format=json",
                "--manifest-path",
            ])
            .arg(manifest)
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "flight_recorder")
            .find_map(|message| Some(PathBuf::from(message["filenames"][0].as_str()?)))
            .expect("cargo tells where the runtime is");
        let folder = metadata.parent().expect("it is in a folder").to_owned();
        Runtime { metadata, folder }
    })
}

/// A compiler: rustc, or clippy in its place.
#[derive(Clone, Debug)]
pub(crate) struct Compiler {
    program: PathBuf,
    libraries: OsString,
    arguments: Vec<String>,
}

impl Compiler {
    pub(crate) fn rustc() -> Self {
        Self {
            program: env::var_os("RUSTC")
                .unwrap_or_else(|| "rustc".into())
                .into(),
            libraries: env::var_os("LD_LIBRARY_PATH").unwrap_or_default(),
            arguments: Vec::new(),
        }
    }

    /// Clippy, where it is installed.
    pub(crate) fn clippy() -> Option<Self> {
        let mut clippy = Self::rustc();
        let sysroot = PathBuf::from(clippy.print(&["--print", "sysroot"]).trim());
        clippy.program = sysroot.join("bin/clippy-driver");
        clippy.libraries = sysroot.join("lib").into();
        clippy.program.exists().then_some(clippy)
    }

    pub(crate) fn with(mut self, arguments: impl IntoIterator<Item = String>) -> Self {
        self.arguments.extend(arguments);
        self
    }

    /// What it prints when asked with these arguments.
    pub(crate) fn print(&self, arguments: &[&str]) -> String {
        let output = self
            .command()
            .args(arguments)
            .output()
            .expect("the compiler runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What it says of a library's source.
    pub(crate) fn check(&self, source: &str) -> Report {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let runtime = runtime();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("diagnostics/{}_{count}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        fs::create_dir_all(&folder).expect("a folder for the source");
        // Always of one name, of which some messages speak.
        fs::write(folder.join("user.rs"), source).expect("the source is written");
        let output = self
            .command()
            .args(["--crate-type=lib", "--crate-name=user", "--emit=metadata"])
            .args(["--error-format=json", "user.rs"])
            .arg("--extern")
            .arg(format!("flight_recorder={}", runtime.metadata.display()))
            .arg("-L")
            .arg(format!("dependency={}", runtime.folder.display()))
            .args(&self.arguments)
            .current_dir(&folder)
            .output()
            .expect("the compiler runs");
        let _ = fs::remove_dir_all(folder);
        Report::of(&String::from_utf8_lossy(&output.stderr))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("LD_LIBRARY_PATH", &self.libraries);
        command
    }
}

/// What `of` makes of each item, on as many threads as there are processors.
pub(crate) fn on_all<T: Sync, R: Send>(items: &[T], of: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let count = thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut made = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.push(of(item));
        }
        made
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
        let results = workers
            .into_iter()
            .map(|worker| worker.join().expect("it compiles"));
        results.flatten().collect()
    })
}
