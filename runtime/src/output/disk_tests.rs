//! Tests of files by their path.

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::aside;
use super::disk::Disk;
use super::rotation::{Keep, Rotate, Rotation};

struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str, content: &str) -> Self {
        let name = format!("flight-recorder-disk-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, content).expect("a temporary file");
        Self(path)
    }

    fn disk(&self) -> Disk {
        self.rotating(Rotation::default())
    }

    fn rotating(&self, rotation: Rotation) -> Disk {
        let disk = Disk::open(&self.0, rotation).expect("it opens");
        disk.unwrap_or_else(|_| panic!("it is a regular file"))
    }

    fn content(&self) -> String {
        fs::read_to_string(&self.0).expect("it is there")
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn write(disk: &mut Disk, lines: &[u8]) {
    let (count, result) = disk.write(lines);
    result.expect("it is written");
    assert_eq!(count, lines.len());
}

const LINE: &str = "{\"timestamp\":\"1\"}\n";

#[test]
fn a_torn_line_is_taken_out_when_the_file_is_opened_and_said_with_the_next_lines() {
    let file = Temporary::new("torn", &format!("{LINE}{{\"timestamp\":\"2"));
    let mut disk = file.disk();
    assert_eq!(file.content(), LINE);
    write(&mut disk, b"{}\n");
    write(&mut disk, b"[]\n");
    let content = file.content();
    let lines: Vec<&str> = content.lines().collect();
    assert_eq!((lines[0], lines[2], lines[3]), (LINE.trim(), "{}", "[]"));
    assert!(
        lines[1].contains(r#""event":"torn_line_repaired","bytes":15"#),
        "{}",
        lines[1]
    );
}

#[test]
fn a_torn_line_of_another_process_is_taken_out_by_the_next_write() {
    let file = Temporary::new("other", LINE);
    let mut disk = file.disk();
    let torn = format!("{LINE}{}", "{\"timestamp\":\"".repeat(10_000));
    fs::write(&file.0, torn).expect("another process writes, and dies");
    write(&mut disk, b"{}\n");
    assert!(file.content().starts_with(LINE));
    assert_eq!(file.content().lines().count(), 3);
}

#[test]
fn what_is_not_ours_is_not_taken_out_but_ended() {
    let file = Temporary::new("foreign", "no line of ours");
    write(&mut file.disk(), b"{}\n");
    assert_eq!(file.content(), "no line of ours\n{}\n");
}

#[test]
fn nothing_is_done_to_whole_and_to_empty_files() {
    for content in ["", LINE, "\n"] {
        let file = Temporary::new("whole", content);
        write(&mut file.disk(), b"{}\n");
        assert_eq!(file.content(), format!("{content}{{}}\n"));
    }
}

#[test]
fn a_file_of_an_hour_that_is_over_is_set_aside_also_by_the_program_that_starts_again() {
    let mut hourly = Rotation::default();
    hourly.rotate(Rotate::hourly());
    for is_open in [true, false] {
        let file = Temporary::new("hourly", LINE);
        let before = SystemTime::now() - Duration::from_secs(3600);
        let open = is_open.then(|| file.rotating(hourly));
        let set = File::options().append(true).open(&file.0);
        set.and_then(|file| file.set_modified(before))
            .expect("it is ours");
        let mut disk = open.unwrap_or_else(|| file.rotating(hourly));
        write(&mut disk, b"{}\n");
        write(&mut disk, b"[]\n");
        assert_eq!(file.content(), "{}\n[]\n");
        let aside = aside::aside(&file.0, before);
        assert_eq!(fs::read_to_string(&aside).expect("it was set aside"), LINE);
        fs::remove_file(aside).expect("it is there");
    }
}

#[cfg(unix)]
#[test]
fn the_file_that_a_link_leads_to_rotates_and_the_link_stays() {
    let (file, link) = (Temporary::new("linked", LINE), Temporary::new("link", ""));
    fs::remove_file(&link.0).expect("it is there");
    std::os::unix::fs::symlink(&file.0, &link.0).expect("a link");
    let mut full = Rotation::default();
    full.rotate(Rotate::size(LINE.len() as u64));
    full.keep(Keep::files(0));
    let mut disk = link.rotating(full);
    write(&mut disk, b"{}\n");
    assert!(link.0.is_symlink());
    assert_eq!(file.content(), "{}\n");
}
