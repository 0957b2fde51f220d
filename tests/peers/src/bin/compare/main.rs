//! Measures the flight recorder beside its peers, and writes what came out: `compare ROUNDS REPOSITORY WORK_FOLDER`,
//! as `tests/peers/run` calls it.

mod children;
mod instructions;
mod machine;
mod plot;
mod readme;
mod rounds;
mod statistics;
mod table;
mod targets;

use std::fs;
use std::path::PathBuf;

use peers::Result;
use peers::subjects::Name;

use children::Children;
use machine::Machine;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rounds, repository, work] = &arguments[..] else {
        return Err("run `tests/peers/run [ROUNDS]`".into());
    };
    let rounds: usize = rounds.parse()?;
    if rounds == 0 {
        return Err("at least one round".into());
    }
    let repository = PathBuf::from(repository);
    let results = repository.join("tests/peers");
    let mut machine = Machine::now();
    let children = Children::new(work.into())?;

    let measured = rounds::run(&children, rounds)?;
    machine.is_done();

    // In nanoseconds and seconds of this machine: for whoever works on the recorder, not to be quoted.
    let raw = children.work().join("raw.json");
    fs::write(&raw, serde_json::to_string_pretty(&measured)?)?;
    fs::write(results.join("results.md"), table::full(&measured, &machine))?;
    fs::write(results.join("results.svg"), plot::svg(&measured))?;
    readme::rewrite(&repository.join("README.md"), &measured, &machine)?;

    println!("{}", table::short(&measured));
    for target in targets::all(&measured) {
        let (goal, found, verdict) = (target.goal(), target.measured(), target.verdict());
        println!("{:<75} {goal:<18} {found:<12} {verdict}", target.what);
    }
    println!("\n{machine} Raw figures: {}", raw.display());
    if machine.was_busy() {
        println!("The machine was busy: measure again when it is not.");
    }
    match measured.worst_loss(Name::Ours) {
        (0, _) => Ok(()),
        (lost, of) => Err(format!("the flight recorder lost {lost} of {of} lines").into()),
    }
}
