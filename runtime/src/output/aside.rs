//! Files that were set aside: what they are called, and which of them are removed.
//!
//! Written here and not taken from a crate (`file-rotate`, `logroller`, `tracing-appender`): none of
//! them takes a lock on the file, so that two processes rename over each other's files, and none
//! writes a batch whole or not at all. Both belong where lines are appended.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::rotation::Rotation;
use crate::line;

/// Sets a file aside that was last written then. The caller holds its lock, so that no other
/// process does the same. The path leads over no link, which would be renamed itself.
pub(super) fn set_aside(path: &Path, mut written: SystemTime) -> io::Result<()> {
    let is_taken = |path: &Path| match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    };
    loop {
        let aside = aside(path, written);
        if !is_taken(&aside)? && !is_taken(&compressed(&aside))? {
            return fs::rename(path, aside);
        }
        written += Duration::from_micros(1);
    }
}

/// Removes the oldest files that were set aside, until no more are left than are to be kept.
pub(super) fn prune(path: &Path, rotation: &Rotation) -> io::Result<()> {
    if !rotation.is_keeping() {
        return Ok(());
    }
    let (mut files, mut bytes) = rotation.kept();
    for old in all(path)?.into_iter().rev() {
        // Another process may have removed it.
        let length = fs::metadata(&old).map_or(0, |metadata| metadata.len());
        if files > 0 && length <= bytes {
            files -= 1;
            bytes -= length;
            continue;
        }
        // What is older goes too, however small it is.
        files = 0;
        match fs::remove_file(&old) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// `predictions.2026-11-27T15-59-59.999999Z.jsonl`: the time of the last lines in it, so that names
/// sort by time and those of an hour or a day have one beginning.
pub(super) fn aside(path: &Path, written: SystemTime) -> PathBuf {
    let since = written.duration_since(SystemTime::UNIX_EPOCH);
    let nanos = u64::try_from(since.unwrap_or_default().as_nanos()).unwrap_or(u64::MAX);
    let mut time = Vec::new();
    line::timestamp(&mut time, nanos);
    // File names on Windows have no colons.
    let time: String = time
        .into_iter()
        .map(|byte| if byte == b':' { '-' } else { char::from(byte) })
        .collect();
    let mut name = OsString::from(path.file_stem().unwrap_or_default());
    name.push(".");
    name.push(time);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// What a file is called when it is compressed.
pub(super) fn compressed(path: &Path) -> PathBuf {
    with_suffix(path, ".gz")
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    name.into()
}

/// The files that were set aside from a path, the oldest first.
pub(super) fn all(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path.parent().unwrap_or(Path::new("/")))? {
        let name = entry?.file_name();
        if is_aside(path, &name) {
            found.push(path.with_file_name(name));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether a file of this name was set aside from the path: no other file may be removed.
fn is_aside(path: &Path, name: &OsStr) -> bool {
    const TIME: &[u8] = b"0000-00-00T00-00-00.000000Z";
    let stem = path.file_stem().unwrap_or_default().as_encoded_bytes();
    let name = name.as_encoded_bytes();
    let time = name
        .strip_suffix(b".gz")
        .unwrap_or(name)
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_prefix(b"."));
    let time = match path.extension() {
        None => time,
        Some(extension) => time
            .and_then(|rest| rest.strip_suffix(extension.as_encoded_bytes()))
            .and_then(|rest| rest.strip_suffix(b".")),
    };
    let is_like =
        |(byte, like): (&u8, &u8)| byte == like || byte.is_ascii_digit() && like.is_ascii_digit();
    time.is_some_and(|time| time.len() == TIME.len() && time.iter().zip(TIME).all(is_like))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unix: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(unix)
    }

    #[test]
    fn names_sort_by_time_and_no_other_file_counts_as_set_aside() {
        let path = Path::new("/logs/predictions.jsonl");
        let (first, second) = (
            aside(path, at(1_795_791_599)),
            aside(path, at(1_795_791_601)),
        );
        assert_eq!(
            first,
            Path::new("/logs/predictions.2026-11-27T14-59-59.000000Z.jsonl")
        );
        assert!(first < second);
        for path in [path, Path::new("/logs/audit"), Path::new("/logs/a.b.c")] {
            let aside = aside(path, at(1_795_791_599));
            for aside in [compressed(&aside), aside] {
                assert!(is_aside(path, aside.file_name().expect("a name")));
            }
        }
        for other in [
            "predictions.jsonl",
            "predictions.backup.jsonl",
            "predictions.2026-11-27T14-59-59.000000Z.csv",
            "more.predictions.2026-11-27T14-59-59.000000Z.jsonl",
            "predictions.2026-11-27T14-59-59.00000xZ.jsonl",
        ] {
            assert!(!is_aside(path, OsStr::new(other)), "{other}");
        }
    }
}
