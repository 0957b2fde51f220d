//! The part of the README that this command writes.

use std::fs;
use std::path::Path;

use peers::Result;

use crate::machine::Machine;
use crate::rounds::Measured;
use crate::table;

const BEGIN: &str = "<!-- from here on written by tests/peers/run -->";
const END: &str = "<!-- up to here -->";

/// Puts the table and the plot between the markers.
pub(crate) fn rewrite(readme: &Path, measured: &Measured, machine: &Machine) -> Result<()> {
    let text = fs::read_to_string(readme)?;
    let (before, rest) = text.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let part = part(measured, machine);
    Ok(fs::write(
        readme,
        format!("{before}{BEGIN}\n{part}{END}{after}"),
    )?)
}

fn missing(marker: &str) -> String {
    format!("README.md has lost its line `{marker}`")
}

fn part(measured: &Measured, machine: &Machine) -> String {
    format!(
        "{table}\n\
         Each subject in a process of its own, the quietest of {rounds} interleaved rounds. Timed calls: times two clock readings and a 300-byte\n\
         copy. Audited calls: times plain `serde_json` of the same record into a reused buffer. Burst: 2000 calls back to back. Sparse: one call\n\
         each 150 µs while the caller is busy, p50, the median of the rounds. Allocations: timed / audited. Lines/s: audit lines of 4 threads, times\n\
         those of `Mutex<BufWriter<File>>`. Lost: in the worst of all runs, although each library was ended as it is to be. Percentiles, spread,\n\
         instructions and goals: [`tests/peers/results.md`](tests/peers/results.md). {machine}\n\n\
         ![The same as bars](tests/peers/results.svg)\n",
        table = table::short(measured),
        rounds = measured.rounds,
    )
}
