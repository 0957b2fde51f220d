//! The files of the cases.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The release whose messages the `.stderr` files hold.
pub(crate) const PINNED: &str = "1.95";

/// Whether the compiler is that release.
pub(crate) fn is_pinned() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    // `rustc 1.95.0 (…)`: betas and nightlies carry a suffix.
    let release = version.split(' ').nth(1).unwrap_or_default();
    release.starts_with(&format!("{PINNED}.")) && !release.contains('-')
}

/// A program that must not compile.
pub(crate) struct Case {
    /// `fault/case`.
    pub(crate) name: String,
    pub(crate) source: PathBuf,
}

impl Case {
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(&self.source).unwrap()
    }

    /// The number of errors that it says to have, in its first line: `//~ 2 errors`.
    pub(crate) fn declared(&self) -> Option<usize> {
        let text = self.text();
        let declared = text.lines().next()?.strip_prefix("//~ ")?;
        let (count, _) = declared.split_once(" error")?;
        count.parse().ok()
    }

    pub(crate) fn expected_path(&self) -> PathBuf {
        self.source.with_extension("stderr")
    }

    /// What the compiler says of it.
    pub(crate) fn expected(&self) -> String {
        fs::read_to_string(self.expected_path()).unwrap_or_default()
    }

    /// A copy beside which another compiler's messages may be written.
    pub(crate) fn copied(&self) -> PathBuf {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("ui")
            .join(&self.source);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&self.source, &copy).unwrap();
        copy
    }
}

/// All files in the folders of `ui`.
pub(crate) fn files() -> impl Iterator<Item = PathBuf> {
    let list = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let folders = list(Path::new("ui"))
        .into_iter()
        .filter(|path| path.is_dir());
    folders.flat_map(move |folder| list(&folder))
}

/// The programs that must not compile.
pub(crate) fn failing() -> Vec<Case> {
    let is_case = |file: &PathBuf| {
        file.extension().is_some_and(|end| end == "rs") && !file.starts_with("ui/pass")
    };
    files()
        .filter(is_case)
        .map(|source| {
            let name = source.with_extension("");
            let name = name.strip_prefix("ui").unwrap().to_str().unwrap();
            Case {
                name: name.replace('\\', "/"),
                source,
            }
        })
        .collect()
}
