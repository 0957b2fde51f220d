//! Mixed load from eight threads while outputs fail and come back; then every line is counted.
//!
//! `tests/soak/run [MINUTES]`, or `soak SECONDS`. The load runs in a process of its own, so that its
//! memory can be looked at; this one makes the faults and reads what was written.

mod collect;
mod faults;
mod load;
mod random;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use collect::{Collector, Reader};
use load::Report;
use random::Random;

/// Where everything of a run is; removed at its end.
struct Place {
    folder: PathBuf,
    is_mounted: bool,
    /// Held while a folder is moved, and while what is in it is read.
    moving: Mutex<()>,
}

impl Place {
    fn new() -> Self {
        let folder =
            std::env::temp_dir().join(format!("flight-recorder-soak-{}", std::process::id()));
        for name in ["first", "disk", "fallback"] {
            fs::create_dir_all(folder.join(name)).expect("a temporary folder");
        }
        let mount = ["-t", "tmpfs", "-o", "size=8m", "tmpfs"];
        let is_mounted = run("mount", &mount, &folder.join("disk"));
        fs::create_dir_all(folder.join("disk/second")).expect("a temporary folder");
        assert!(
            run("mkfifo", &[], &folder.join("logs")),
            "mkfifo is everywhere"
        );
        Self {
            folder,
            is_mounted,
            moving: Mutex::new(()),
        }
    }

    fn keep_still(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the load said.
    fn stderr(&self) -> String {
        fs::read_to_string(self.path("stderr")).unwrap_or_default()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_mounted {
            run("umount", &["--lazy"], &self.path("disk"));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn run(program: &str, arguments: &[&str], path: &Path) -> bool {
    let done = Command::new(program).args(arguments).arg(path).output();
    done.is_ok_and(|output| output.status.success())
}

/// Bytes of a process in memory.
fn resident(process: u32) -> u64 {
    let statm = fs::read_to_string(format!("/proc/{process}/statm")).unwrap_or_default();
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or_default() * 4096
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("load") => {
            load::run(Path::new(&arguments[1]));
            ExitCode::SUCCESS
        }
        Some(seconds) => soak(Duration::from_secs(seconds.parse().expect("seconds"))),
        None => {
            eprintln!("usage: soak SECONDS");
            ExitCode::FAILURE
        }
    }
}

fn soak(time: Duration) -> ExitCode {
    let place = Place::new();
    if !place.is_mounted {
        println!("nothing may be mounted here (that takes root): no disk gets full");
    }
    let mut child = start(&place);
    let reader = Reader::new(&place.path("logs"));
    let mut answers = BufReader::new(child.stdout.take().expect("piped"));
    let mut answer = || {
        let mut line = String::new();
        answers.read_line(&mut line).expect("UTF-8");
        line
    };
    assert_eq!(answer(), "ready\n", "{}", place.stderr());
    let is_over = AtomicBool::new(false);
    let (mut memory, mut faults, mut report) = (Vec::new(), 0, None);
    let mut audits = Collector::new(&place.folder);
    std::thread::scope(|scope| {
        let logs = scope.spawn(|| reader.read_all());
        let files = scope.spawn(|| {
            while !is_over.load(Ordering::Acquire) {
                {
                    let _still = place.keep_still();
                    audits.collect(false);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let mut random = Random::new();
        let begin = Instant::now();
        while begin.elapsed() < time {
            faults::one(&place, &reader, &mut random);
            faults += 1;
            memory.push(resident(child.id()));
            std::thread::sleep(Duration::from_millis(random.below(300)));
        }
        drop(child.stdin.take());
        let line = answer();
        is_over.store(true, Ordering::Release);
        files.join().expect("no panic");
        let lines = logs.join().expect("no panic");
        let is_well = child.wait().expect("it ends").success();
        report = Report::parse(&line, lines).filter(|_| is_well);
    });
    audits.collect(true);
    let Some(report) = report else {
        panic!("the load failed: {}", place.stderr());
    };
    print(&report, &audits, faults, &memory)
}

fn start(place: &Place) -> Child {
    Command::new(std::env::current_exe().expect("it has a path"))
        .arg("load")
        .arg(&place.folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // What fails and comes back is said there, hundreds of times.
        .stderr(fs::File::create(place.path("stderr")).expect("a temporary file"))
        .spawn()
        .expect("the load runs")
}

fn print(report: &Report, audits: &Collector, faults: u32, memory: &[u64]) -> ExitCode {
    let Report {
        audited,
        timed,
        refused,
        recorded,
        written,
        dropped,
        timed_lines,
    } = *report;
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    // The first quarter fills pools up to the budget.
    let quarter = memory.len() / 4;
    let mean = |part: &[u64]| part.iter().sum::<u64>() / part.len().max(1) as u64;
    let begin = mean(&memory[quarter..2 * quarter]);
    let last = mean(&memory[memory.len() - quarter..]);
    let most = memory.iter().copied().max().unwrap_or_default();
    println!(
        "{faults} faults; {audited} audited calls ({refused} required ones refused), {timed} timed ones"
    );
    println!("recorded {recorded} = written {written} + dropped {dropped}");
    println!("timed {timed} = lines {timed_lines} + dropped {dropped}");
    println!(
        "memory {:.1} MiB in the second quarter, {:.1} in the last, {:.1} at most",
        mib(begin),
        mib(last),
        mib(most)
    );
    let mut mistakes = audits.mistakes(audited);
    if recorded != written + dropped || recorded != audited + timed {
        mistakes.push("lines written + dropped are not the calls".to_owned());
    }
    if timed != timed_lines + dropped {
        mistakes.push("timed lines + dropped are not the timed calls".to_owned());
    }
    // A short run is over before the pools are full.
    let growth = if memory.len() < 100 {
        16 << 20
    } else {
        4 << 20
    };
    // Buffers, copies on the way and the program itself come on top of the budget.
    if most > load::BUDGET as u64 + (48 << 20) || last > begin + growth {
        mistakes.push("memory grew".to_owned());
    }
    for mistake in &mistakes {
        println!("WRONG: {mistake}");
    }
    if mistakes.is_empty() {
        println!("every audit line is there once, in both outputs");
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}
