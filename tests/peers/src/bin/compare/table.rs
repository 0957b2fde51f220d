//! The tables: a short one for the README, and all of it for `results.md`.

use std::fmt::Write as _;

use peers::results::Calls;
use peers::subjects::{Kind, Name};

use crate::machine::Machine;
use crate::rounds::{Caller, Measured, THREADS, Writer};
use crate::statistics::{Ratio, Short};
use crate::targets;

/// What a kind of record is compared with.
pub(crate) fn base_of(kind: Kind) -> Name {
    match kind {
        Kind::Timed => Name::Limit,
        Kind::Audited => Name::Serde,
    }
}

/// The ratio of a figure of a subject's calls to that of the base.
pub(crate) fn ratio(
    measured: &Measured,
    caller: &Caller,
    figure: fn(&Calls) -> f64,
) -> Option<Ratio> {
    let base = measured.caller(base_of(caller.kind), caller.kind)?;
    Some(Ratio::of(&caller.calls, &base.calls, figure))
}

/// The one figure of bursts: noise only ever adds to it.
pub(crate) fn burst(measured: &Measured, caller: &Caller) -> Option<f64> {
    Some(ratio(measured, caller, |calls| calls.burst)?.quietest)
}

/// The one figure at a service's rate. The median: where the machine is busy, waking a thread costs its waker less than
/// where a processor sleeps, so that the least of the rounds may be the noisiest.
pub(crate) fn sparse(measured: &Measured, caller: &Caller) -> Option<f64> {
    Some(ratio(measured, caller, |calls| calls.sparse.p50)?.median)
}

/// How many times as many lines a second as the unit's.
pub(crate) fn rate(writer: &Writer, unit: &Writer) -> Ratio {
    Ratio::of(&unit.runs, &writer.runs, |run| {
        run.seconds / run.lines.found as f64
    })
}

fn loss(measured: &Measured, name: Name) -> String {
    match measured.worst_loss(name) {
        (0, _) => "0".to_owned(),
        (lost, of) => format!("{lost} of {of}"),
    }
}

fn shown<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

/// The README's table: one line a subject, one figure a cell.
pub(crate) fn short(measured: &Measured) -> String {
    let mut out = String::from(
        "| | timed, burst | timed, sparse | audited, burst | audited, sparse | allocations | lines/s | lost |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let four = THREADS[THREADS.len() - 1];
    let unit = measured.writer(Name::BufWriter, four);
    for &name in Name::ALL.iter().filter(|name| !name.is_limit()) {
        let figure = |kind, of: fn(&Measured, &Caller) -> Option<f64>| {
            let caller = measured.caller(name, kind);
            shown(caller.and_then(|caller| of(measured, caller)).map(Short))
        };
        let allocations = |kind| {
            shown(
                measured
                    .caller(name, kind)
                    .map(|caller| short_count(caller.allocations)),
            )
        };
        let rate = measured
            .writer(name, four)
            .zip(unit)
            .map(|(one, unit)| Short(rate(one, unit).quietest));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} / {} | {} | {} |",
            name.title(),
            figure(Kind::Timed, burst),
            figure(Kind::Timed, sparse),
            figure(Kind::Audited, burst),
            figure(Kind::Audited, sparse),
            allocations(Kind::Timed),
            allocations(Kind::Audited),
            shown(rate),
            loss(measured, name),
        );
    }
    out
}

/// Where a root span is shared by a hundred calls, its allocations are too.
fn short_count(count: f64) -> String {
    format!("{}", (count * 10.0).round() / 10.0)
}

/// How each was set up, where it is not as its documentation begins.
const NOTES: &str = "\
- By hand: rendered into a reused buffer, outside of the lock.
- `tracing`: a lossless channel (`lossy(false)`), a buffered file, the span without the list of spans. `#[instrument]` writes its line when the
  span closes (`FmtSpan::CLOSE`); it skips the parameters of the timed function, and holds features, version and prediction of the audited one as
  fields.
- `fastrace`: one root span for each 100 calls, without which nothing is recorded. What the root costs is in the bursts, and from p99 on in calls that
  are timed one by one.
- `slog`: a channel of 128,000 records that blocks when it is full, a buffered file.
- The flight recorder: as it is. Its line has all fields of the record by hand; the lines of the others have fewer.
";

/// Everything, with its spread.
pub(crate) fn full(measured: &Measured, machine: &Machine) -> String {
    let mut out = format!(
        "# Beside the peers\n\n\
         Written by `tests/peers/run`: one JSON line a call to a real file, each subject in a process of its own.\n\n\
         {machine}\n\n\
         Each cell: the quietest of {rounds} interleaved rounds to the quietest of the base, and in brackets the median and the \
         range of the ratios within one round. p99 and p99.9 are to the base's own p99 and p99.9.\n\n{NOTES}",
        rounds = measured.rounds,
    );
    for kind in Kind::ALL {
        calls(&mut out, measured, kind);
    }
    lines(&mut out, measured);
    out.push_str("\n## Goals\n\n| | goal | measured | |\n| --- | --- | --- | --- |\n");
    for target in targets::all(measured) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            target.what,
            target.goal(),
            target.measured(),
            target.verdict()
        );
    }
    out
}

fn calls(out: &mut String, measured: &Measured, kind: Kind) {
    let base = base_of(kind).title();
    let _ = write!(
        out,
        "\n## The cost of a call, {kind}: times {base}\n\n\
         `burst`: 2000 calls back to back, then a pause in which every writer catches up; the time shared. p50, p99, p99.9: of calls \
         timed one by one. `sparse`: one call each 150 µs while the caller is busy (spinning) and its writer asleep. Instructions: \
         of the caller's thread / of all threads, without the kernel's.\n\n\
         | | burst | p50 | p99 | p99.9 | sparse p50 | p99 | p99.9 | allocations | instructions | bytes a line |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let figures: [fn(&Calls) -> f64; 7] = [
        |calls| calls.burst,
        |calls| calls.in_bursts.p50,
        |calls| calls.in_bursts.p99,
        |calls| calls.in_bursts.p999,
        |calls| calls.sparse.p50,
        |calls| calls.sparse.p99,
        |calls| calls.sparse.p999,
    ];
    for caller in measured.callers.iter().filter(|caller| caller.kind == kind) {
        // The copy is no audit record.
        if kind == Kind::Audited && caller.name == Name::Limit {
            continue;
        }
        let _ = write!(out, "| {} |", caller.name.title());
        for figure in figures {
            let _ = write!(out, " {} |", shown(ratio(measured, caller, figure)));
        }
        let instructions = caller
            .instructions
            .map(|one| format!("{:.0} / {:.0}", one.caller, one.all));
        let lines = caller.calls.iter().find_map(|calls| calls.lines);
        let bytes = lines.map(|lines| lines.bytes / lines.found.max(1));
        let _ = writeln!(
            out,
            " {} | {} | {} |",
            short_count(caller.allocations),
            shown(instructions),
            shown(bytes)
        );
    }
}

fn lines(out: &mut String, measured: &Measured) {
    let Some(unit) = measured.writer(Name::BufWriter, 1) else {
        return;
    };
    let _ = write!(
        out,
        "\n## Audit lines a second: times {} with one thread\n\n\
         From the first call until the library was ended as it is to be and everything written: 400,000 lines, and 10 million. \
         `lost`: calls without a line in the file, in the worst of all runs of this page. CPU: processor time of all threads for the \
         10 million, to ours. With few cores that decides, with many the one thread that writes.\n\n\
         | | 1 thread | 2 threads | 4 threads | 4 threads, 10 million | CPU | lost |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
        unit.name.title(),
    );
    for &name in Name::ALL.iter().filter(|name| !name.is_limit()) {
        let _ = write!(out, "| {} |", name.title());
        for threads in THREADS {
            let _ = write!(
                out,
                " {} |",
                shown(measured.writer(name, threads).map(|one| rate(one, unit)))
            );
        }
        let long = measured.long.iter().find(|writer| writer.name == name);
        let best = long.map(|writer| format!("**{}**", Short(writer.best() / unit.best())));
        let cpu = long.zip(measured.long.first());
        let cpu = cpu.and_then(|(one, ours)| Some(Short(one.least_ticks()? / ours.least_ticks()?)));
        let _ = writeln!(
            out,
            " {} | {} | {} |",
            shown(best),
            shown(cpu),
            loss(measured, name)
        );
    }
}
