//! Compressing files that were set aside, by a thread that nobody waits for.
//!
//! The compressed file is written under a name of its own and renamed when it is on disk, so that
//! whatever ends the process leaves one of the two whole; the next rotation or start goes on.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::aside;
use super::place::{is_at, sync_folder};
use crate::recorder::{say, set_error};

/// Whether it was said that it does not work.
static IS_SAID: AtomicBool = AtomicBool::new(false);

/// Compresses what was set aside from this path, without holding anybody up.
pub(super) fn start(path: &Path) {
    let path = path.to_owned();
    let thread = std::thread::Builder::new().name("flight-recorder-gzip".to_owned());
    // Where no thread can be started, files stay as they are until the next rotation.
    let _ = thread.spawn(move || match compress_all(&path) {
        Ok(()) => IS_SAID.store(false, Ordering::Relaxed),
        Err(error) => {
            let why = format!("cannot compress old files of {}: {error}", path.display());
            set_error(&why);
            if !IS_SAID.swap(true, Ordering::Relaxed) {
                say(&why);
            }
        }
    });
}

fn compress_all(path: &Path) -> io::Result<()> {
    let part = part_of(path);
    for old in aside::all(path)? {
        if old.extension().is_some_and(|extension| extension == "gz") {
            continue;
        }
        // Whoever has the part compresses all; what it holds was left by a process that ended.
        let Some(file) = take(&part)? else {
            return Ok(());
        };
        match compress(&old, file, &part) {
            // It was removed meanwhile, as one too many.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    // What an end left of a file that was removed since.
    if part.exists() && take(&part)?.is_some() {
        fs::remove_file(part)?;
    }
    Ok(())
}

fn part_of(path: &Path) -> PathBuf {
    aside::with_suffix(path, ".gz.part")
}

/// Opens the part, unless somebody else has it.
fn take(part: &Path) -> io::Result<Option<File>> {
    let mut options = File::options();
    let file = options
        .write(true)
        .create(true)
        .truncate(false)
        .open(part)?;
    match file.try_lock() {
        // It may have become a whole file before it was locked.
        Ok(()) if is_at(part, &file.metadata()?) => Ok(Some(file)),
        Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn compress(old: &Path, part_file: File, part: &Path) -> io::Result<()> {
    let whole = aside::compressed(old);
    if !whole.exists() {
        let mut lines = File::open(old)?;
        part_file.set_len(0)?;
        let mut encoder = GzEncoder::new(part_file, Compression::default());
        io::copy(&mut lines, &mut encoder)?;
        let mut part_file = encoder.finish()?;
        part_file.flush()?;
        part_file.sync_all()?;
        fs::rename(part, &whole)?;
        sync_folder(&whole)?;
    }
    fs::remove_file(old)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn content(path: &Path) -> String {
        let mut content = String::new();
        let file = File::open(path).expect("it is there");
        let mut lines = flate2::read::GzDecoder::new(file);
        lines.read_to_string(&mut content).expect("it is whole");
        content
    }

    #[test]
    fn files_are_compressed_and_what_an_end_left_is_finished() {
        let name = format!("flight-recorder-gzip-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).expect("a temporary folder");
        let path = folder.join("audit.jsonl");
        let at = |second| SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        let [first, second] = [at(1), at(2)].map(|time| aside::aside(&path, time));
        let part = part_of(&path);
        fs::write(&first, "first\n").expect("a temporary file");
        fs::write(&second, "second\n").expect("a temporary file");
        fs::write(
            &part,
            "what is longer than any of them will be, however it is compressed",
        )
        .expect("a temporary file");
        compress_all(&path).expect("nothing is in the way");
        let wholes = [&first, &second].map(|old| aside::compressed(old));
        assert_eq!(content(&wholes[0]), "first\n");
        assert_eq!(content(&wholes[1]), "second\n");
        // The process ended after the rename.
        fs::write(&first, "first\n").expect("a temporary file");
        compress_all(&path).expect("nothing is in the way");
        assert_eq!(content(&wholes[0]), "first\n");
        assert_eq!(aside::all(&path).expect("a folder"), wholes);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        let _ = fs::remove_dir_all(&folder);
    }

    #[test]
    fn what_another_process_compresses_is_left_to_it() {
        let name = format!("flight-recorder-gzip-other-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).expect("a temporary folder");
        let path = folder.join("audit.jsonl");
        let old = aside::aside(&path, SystemTime::now());
        fs::write(&old, "{}\n").expect("a temporary file");
        let other = take(&part_of(&path)).expect("it opens");
        compress_all(&path).expect("nothing is in the way");
        assert!(old.exists());
        drop(other);
        compress_all(&path).expect("nothing is in the way");
        assert!(!old.exists());
        let _ = fs::remove_dir_all(&folder);
    }
}
