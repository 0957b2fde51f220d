//! What goes wrong: one thing at a time, and over when the function returns.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::Place;
use crate::collect::Reader;
use crate::random::Random;

/// Makes one fault and ends it.
pub(crate) fn one(place: &Place, reader: &Reader, random: &mut Random) {
    let pause = Duration::from_millis(random.below(1500));
    let first = place.path("first/audit.jsonl");
    match random.below(7) {
        0 => vanish(place, &place.path("first"), &place.path("gone"), pause),
        1 => vanish(
            place,
            &place.path("disk/second"),
            &place.path("disk/gone"),
            pause,
        ),
        2 => fill(&place.path("disk/filler"), pause),
        3 => move_away(&first),
        4 => copy_and_truncate(place, &first),
        5 => hold(&first, pause),
        _ => reader.stall(pause, random.below(2) == 0),
    }
}

/// A folder that is somewhere else for a while.
fn vanish(place: &Place, folder: &Path, elsewhere: &Path, pause: Duration) {
    let rename = |from, to| {
        let _still = place.keep_still();
        fs::rename(from, to).expect("it is there");
    };
    rename(folder, elsewhere);
    std::thread::sleep(pause);
    rename(elsewhere, folder);
}

/// A disk without room: where it is a real one, half a second's worth of it.
fn fill(filler: &Path, pause: Duration) {
    let mut file = File::create(filler).expect("it can be created");
    let mut left = 16 << 20;
    while left > 0 && file.write_all(&[0; 4096]).is_ok() {
        left -= 4096;
    }
    std::thread::sleep(pause);
    drop(file);
    fs::remove_file(filler).expect("it is there");
}

/// What a path is called that is put aside now.
fn put_aside(path: &Path) -> std::path::PathBuf {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    path.with_extension(format!("{}.moved", now.expect("after 1970").as_nanos()))
}

/// What `logrotate` does.
fn move_away(path: &Path) {
    // It may not have been created again since the last time.
    let _ = fs::rename(path, put_aside(path));
}

/// What `logrotate` does with `copytruncate`, but under the lock: without it, it loses lines itself.
fn copy_and_truncate(place: &Place, path: &Path) {
    let Ok(file) = File::options().read(true).write(true).open(path) else {
        return;
    };
    file.lock().expect("it can be locked");
    let length = file.metadata().expect("it is open").len();
    let is_there = fs::metadata(path).is_ok_and(|there| there.len() == length);
    // It may have been rotated before it was locked.
    if is_there && is_same(path, &file) {
        let _still = place.keep_still();
        fs::copy(path, put_aside(path)).expect("it is there");
        file.set_len(0).expect("it can be truncated");
    }
}

fn is_same(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let there = fs::metadata(path).map(|there| there.ino()).ok();
    there == file.metadata().map(|open| open.ino()).ok()
}

/// Another process that is stopped while it writes.
fn hold(path: &Path, pause: Duration) {
    let Ok(file) = File::options().append(true).open(path) else {
        return;
    };
    file.lock().expect("it can be locked");
    std::thread::sleep(pause);
}
