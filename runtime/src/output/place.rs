//! Whether an open file is the one at its path, and whether its folder knows it.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Whether the open file is the one at the path. Where that cannot be known it stays.
pub(super) fn is_at(path: &Path, open: &Metadata) -> bool {
    match fs::metadata(path) {
        Ok(there) => is_same(&there, open),
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    a.dev() == b.dev() && a.ino() == b.ino()
}

/// Elsewhere a file that is open cannot be moved.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Whether a file has no name any more: what is written there is gone when it is closed.
#[cfg(unix)]
pub(super) fn is_removed(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.nlink() == 0
}

#[cfg(not(unix))]
pub(super) fn is_removed(_: &Metadata) -> bool {
    false
}

/// A new file is on disk when its folder says so.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    // One that may not be read, or a file system that has no such thing.
    let Ok(folder) = fs::File::open(folder) else {
        return Ok(());
    };
    match folder.sync_all() {
        Err(error) if error.kind() != ErrorKind::InvalidInput => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
