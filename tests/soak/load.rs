//! The load: eight threads, each in its own way, until stdin is closed.

use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use flight_recorder::{AuditError, Output, Rotate, audit, builder, flush, health, track_time};

use crate::random::Random;

/// Bytes of lines that may wait.
pub(crate) const BUDGET: usize = 16 << 20;

/// The number of the next audited call; each has its own.
static NEXT: AtomicU64 = AtomicU64::new(0);
static TIMED: AtomicU64 = AtomicU64::new(0);
static REFUSED: AtomicU64 = AtomicU64::new(0);
static IS_OVER: AtomicBool = AtomicBool::new(false);

#[audit(model_version = "v1")]
fn buffered(number: u64, text: &str) -> (u64, usize) {
    (number, text.len())
}

#[audit(model_version = "v1", delivery = "durable")]
fn durable(number: u64) -> u64 {
    number
}

#[audit(model_version = "v1", delivery = "required")]
fn required(number: u64) -> Result<u64, AuditError> {
    Ok(number)
}

#[track_time(features(number))]
fn timed(number: u64) -> Result<u64, String> {
    if number.is_multiple_of(10) {
        return Err("a multiple of ten".to_owned());
    }
    Ok(number)
}

fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// One of the ways to load.
type Way = fn(&mut Random);

const WAYS: [Way; 8] = [
    burst,
    burst,
    burst,
    short_lived,
    wait_for_disk,
    require,
    time,
    time,
];

fn burst(random: &mut Random) {
    let text = "x".repeat(usize::try_from(random.below(900)).expect("small"));
    for _ in 0..random.below(100) {
        buffered(next(), &text);
    }
    std::thread::sleep(Duration::from_millis(random.below(40)));
}

fn short_lived(random: &mut Random) {
    let count = random.below(50);
    let thread = std::thread::spawn(move || {
        for _ in 0..count {
            buffered(next(), "");
        }
    });
    thread.join().expect("no panic");
    std::thread::sleep(Duration::from_millis(random.below(20)));
}

fn wait_for_disk(_: &mut Random) {
    durable(next());
}

fn require(_: &mut Random) {
    if required(next()).is_err() {
        REFUSED.fetch_add(1, Ordering::Relaxed);
    }
}

fn time(random: &mut Random) {
    for _ in 0..random.below(100) {
        let _ = timed(TIMED.fetch_add(1, Ordering::Relaxed));
    }
    std::thread::sleep(Duration::from_millis(random.below(40)));
}

pub(crate) fn run(folder: &Path) {
    let file = |name: &str| Output::file(folder.join(name)).rotate(Rotate::size(1 << 20));
    let second = file("disk/second/audit.jsonl").or(file("fallback/audit.jsonl"));
    builder()
        .logs(Output::file(folder.join("logs")))
        .audit(Output::both(file("first/audit.jsonl"), second))
        .memory_budget(BUDGET)
        .required_timeout(Duration::from_secs(1))
        .flush_timeout(Duration::from_secs(60))
        .init()
        .expect("the first set-up");
    println!("ready");
    std::thread::scope(|scope| {
        for way in WAYS {
            scope.spawn(move || {
                let mut random = Random::new();
                while !IS_OVER.load(Ordering::Relaxed) {
                    way(&mut random);
                }
            });
        }
        // Until the one who makes the faults has had enough.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        IS_OVER.store(true, Ordering::Relaxed);
    });
    flush().expect("all faults are over");
    let health = health();
    println!(
        "{} {} {} {} {} {}",
        NEXT.load(Ordering::Relaxed),
        TIMED.load(Ordering::Relaxed),
        REFUSED.load(Ordering::Relaxed),
        health.recorded,
        health.written,
        health.dropped
    );
}

/// What the load did, and what became of its lines.
pub(crate) struct Report {
    pub(crate) audited: u64,
    pub(crate) timed: u64,
    pub(crate) refused: u64,
    pub(crate) recorded: u64,
    pub(crate) written: u64,
    pub(crate) dropped: u64,
    /// Lines of timed calls that were read.
    pub(crate) timed_lines: u64,
}

impl Report {
    pub(crate) fn parse(line: &str, timed_lines: u64) -> Option<Self> {
        let numbers: Result<Vec<u64>, _> = line.split_whitespace().map(str::parse).collect();
        let &[audited, timed, refused, recorded, written, dropped] = &*numbers.ok()? else {
            return None;
        };
        Some(Self {
            audited,
            timed,
            refused,
            recorded,
            written,
            dropped,
            timed_lines,
        })
    }
}
