//! All measurements: the subjects take turns in each round, so that a busy machine is busy for all of them.

use peers::Result;
use peers::results::{Calls, Filtered, Off, Sustained};
use peers::subjects::{Kind, Name};
use serde::Serialize;

use crate::children::Children;
use crate::instructions::{self, Instructions};

/// Threads that call in the short runs.
pub(crate) const THREADS: [usize; 3] = [1, 2, 4];
const SHORT_RUN: usize = 400_000;
const LONG_RUN: usize = 10_000_000;
const LONG_ROUNDS: usize = 3;

/// One subject, one kind of record, all rounds.
#[derive(Serialize)]
pub(crate) struct Caller {
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    pub(crate) calls: Vec<Calls>,
    pub(crate) allocations: f64,
    pub(crate) instructions: Option<Instructions>,
}

/// One subject, so many threads, all rounds.
#[derive(Serialize)]
pub(crate) struct Writer {
    pub(crate) name: Name,
    pub(crate) threads: usize,
    pub(crate) runs: Vec<Sustained>,
}

/// Everything that was measured.
#[derive(Serialize)]
pub(crate) struct Measured {
    pub(crate) rounds: usize,
    pub(crate) callers: Vec<Caller>,
    pub(crate) writers: Vec<Writer>,
    /// Ours, and of the two peers that were the fastest in short runs and lost nothing the one that is here too.
    pub(crate) long: Vec<Writer>,
    pub(crate) off: Vec<Off>,
    pub(crate) filtered: Vec<Filtered>,
    /// The share of a core that an idle process uses, where the system tells.
    pub(crate) idle: Option<f64>,
}

impl Measured {
    /// What a subject's calls cost.
    pub(crate) fn caller(&self, name: Name, kind: Kind) -> Option<&Caller> {
        self.callers
            .iter()
            .find(|caller| (caller.name, caller.kind) == (name, kind))
    }

    /// How fast a subject writes.
    pub(crate) fn writer(&self, name: Name, threads: usize) -> Option<&Writer> {
        self.writers
            .iter()
            .find(|writer| (writer.name, writer.threads) == (name, threads))
    }

    /// How many times as many lines a second ours writes in the long runs as the best peer that lost none.
    pub(crate) fn long_ratio(&self) -> Option<f64> {
        let best = |is_ours: bool| {
            let writers = self
                .long
                .iter()
                .filter(|writer| (writer.name == Name::Ours) == is_ours);
            let lossless =
                writers.filter(|writer| writer.runs.iter().all(|run| run.lines.lost() == 0));
            lossless.map(Writer::best).reduce(f64::max)
        };
        Some(best(true)? / best(false)?)
    }

    /// The most lines that a subject lost in one run, and how many it was to write.
    pub(crate) fn worst_loss(&self, name: Name) -> (u64, u64) {
        let calls = self.callers.iter().filter(|caller| caller.name == name);
        let calls = calls.flat_map(|caller| caller.calls.iter().filter_map(|calls| calls.lines));
        let writers = self
            .writers
            .iter()
            .chain(&self.long)
            .filter(|writer| writer.name == name);
        let runs = writers.flat_map(|writer| writer.runs.iter().map(|run| run.lines));
        calls
            .chain(runs)
            .map(|lines| (lines.lost(), lines.expected))
            .max_by_key(|&(lost, _)| lost)
            .unwrap_or_default()
    }
}

impl Writer {
    /// Lines a second in the quietest run.
    pub(crate) fn best(&self) -> f64 {
        self.runs.iter().map(lines_a_second).fold(0.0, f64::max)
    }

    /// Processor time of the thriftiest run.
    pub(crate) fn least_ticks(&self) -> Option<f64> {
        let ticks = self.runs.iter().filter_map(|run| run.ticks);
        ticks.min().map(|ticks| ticks as f64)
    }
}

/// Lines that are in the file, for each second.
pub(crate) fn lines_a_second(run: &Sustained) -> f64 {
    run.lines.found as f64 / run.seconds
}

/// Measures everything.
pub(crate) fn run(children: &Children, rounds: usize) -> Result<Measured> {
    let mut callers = callers(children)?;
    let mut writers: Vec<Writer> = Name::ALL
        .iter()
        .filter(|name| !name.is_limit())
        .flat_map(|&name| {
            THREADS.map(|threads| Writer {
                name,
                threads,
                runs: Vec::new(),
            })
        })
        .collect();
    let (mut off, mut filtered) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        eprintln!("== round {} of {rounds}", round + 1);
        // Each round begins with another one: nobody always comes after the same neighbour's writes.
        let at = round % callers.len();
        callers.rotate_left(at);
        for caller in &mut callers {
            caller
                .calls
                .push(children.subject(&[&"calls", &caller.name, &caller.kind])?);
        }
        callers.rotate_right(at);
        writers.rotate_left(at);
        for Writer {
            name,
            threads,
            runs,
        } in &mut writers
        {
            runs.push(children.subject(&[&"sustained", name, threads, &SHORT_RUN])?);
        }
        writers.rotate_right(at);
        off.push(children.subject(&[&"off"])?);
        filtered.push(children.subject(&[&"filtered"])?);
    }
    Ok(Measured {
        rounds,
        long: long_runs(children, &writers)?,
        callers,
        writers,
        off,
        filtered,
        idle: idle(children)?,
    })
}

/// What needs no rounds, because it is the same in each: allocations and instructions.
fn callers(children: &Children) -> Result<Vec<Caller>> {
    let has_valgrind = instructions::is_possible();
    if !has_valgrind {
        eprintln!("no valgrind here: instructions are not counted");
    }
    let mut callers = Vec::new();
    for &name in Name::ALL {
        eprintln!("== allocations and instructions of {name}");
        for kind in Kind::ALL {
            callers.push(Caller {
                name,
                kind,
                calls: Vec::new(),
                allocations: children.allocations(&[&name, &kind])?,
                instructions: has_valgrind
                    .then(|| instructions::count(children, name, kind))
                    .transpose()?,
            });
        }
    }
    Ok(callers)
}

/// Ten million lines of four threads: ours, and the two fastest peers that lost none so far. Who is fast for a
/// moment, because much fits into its channel, need not be the faster one here.
fn long_runs(children: &Children, writers: &[Writer]) -> Result<Vec<Writer>> {
    let most = THREADS[THREADS.len() - 1];
    let lost = |writer: &Writer| writer.runs.iter().any(|run| run.lines.lost() > 0);
    let mut peers: Vec<&Writer> = writers
        .iter()
        .filter(|writer| writer.name != Name::Ours && writer.threads == most && !lost(writer))
        .collect();
    peers.sort_by(|a, b| b.best().total_cmp(&a.best()));
    let names = peers.iter().take(2).map(|writer| writer.name);
    let mut long: Vec<Writer> = std::iter::once(Name::Ours)
        .chain(names)
        .map(|name| Writer {
            name,
            threads: most,
            runs: Vec::new(),
        })
        .collect();
    // Not counted: the host of a virtual machine gives memory for the file's pages when they are touched for the first
    // time, and whoever comes first would pay.
    eprintln!("== {LONG_RUN} lines, a first time");
    let _: Sustained = children.subject(&[&"sustained", &Name::Ours, &most, &LONG_RUN])?;
    for round in 1..=LONG_ROUNDS {
        eprintln!("== {LONG_RUN} lines, round {round} of {LONG_ROUNDS}");
        for Writer {
            name,
            threads,
            runs,
        } in &mut long
        {
            runs.push(children.subject(&[&"sustained", name, threads, &LONG_RUN])?);
        }
        // The slower peer has shown that it is: minutes for nothing.
        long[1..].sort_by(|a, b| b.best().total_cmp(&a.best()));
        long.truncate(2);
    }
    Ok(long)
}

fn idle(children: &Children) -> Result<Option<f64>> {
    let is_told = std::path::Path::new("/proc/self/schedstat").exists();
    if !is_told {
        return Ok(None);
    }
    // The quietest of three: what the system does for a process that sleeps is counted as the process's.
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        least = least.min(children.subject(&[&"idle"])?);
    }
    Ok(Some(least))
}
