//! Instructions a call, by valgrind: what no neighbour on the machine can disturb.

use std::fs;
use std::process::{Command, Stdio};

use peers::Result;
use peers::subjects::{Kind, Name};
use serde::Serialize;

use crate::children::Children;

/// The difference of two runs is what other threads do for the calls, without their start and end.
const FEW: u64 = 1000;
const MANY: u64 = 5000;

/// Instructions a call, those of the kernel not counted.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Instructions {
    /// In the caller's thread.
    pub(crate) caller: f64,
    /// In all threads.
    pub(crate) all: f64,
}

/// Whether valgrind is there.
pub(crate) fn is_possible() -> bool {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    valgrind.status().is_ok_and(|status| status.success())
}

/// Counts those of a subject.
pub(crate) fn count(children: &Children, name: Name, kind: Kind) -> Result<Instructions> {
    // Before `main`, `fastrace` waits for the clock: how long it loops is another number each time.
    let only = "--toggle-collect=*counted_calls*";
    let [caller, _] = of_run(children, name, kind, MANY, &[only])?;
    let [_, few] = of_run(children, name, kind, FEW, &[])?;
    let [_, many] = of_run(children, name, kind, MANY, &[])?;
    let caller = caller / MANY as f64;
    // A writer's naps are not the same number in each run either.
    let others = (many - few).max(0.0) / (MANY - FEW) as f64;
    Ok(Instructions {
        caller,
        all: caller + others,
    })
}

/// Those of a whole run: of the first thread, and of all others.
fn of_run(
    children: &Children,
    name: Name,
    kind: Kind,
    calls: u64,
    options: &[&str],
) -> Result<[f64; 2]> {
    let folder = children.work().join("callgrind");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--quiet", "--tool=callgrind", "--separate-threads=yes"])
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("out").display()
        ))
        .args(options);
    children.under(valgrind, &[&"count", &name, &kind, &calls])?;
    let [mut first, mut others] = [0.0, 0.0];
    for file in fs::read_dir(&folder)? {
        let text = fs::read_to_string(file?.path())?;
        let Some(total) = text.lines().find_map(|line| line.strip_prefix("totals: ")) else {
            continue;
        };
        let is_first = text.lines().any(|line| line == "thread: 1");
        *(if is_first { &mut first } else { &mut others }) += total.parse::<f64>()?;
    }
    Ok([first, others])
}
