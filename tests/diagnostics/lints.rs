//! No lint fires for the attributes' sake: not one of rustc's, not one of clippy's.

use crate::case::{Case, Variant};
use crate::compiler::{Compiler, on_all};
use crate::mistakes::cases;
use crate::report::Said;

/// All that compiles, in as few sources as the attributes allow.
fn compilations(editions: &[&'static str]) -> Vec<(Vec<Case>, Variant, &'static str)> {
    let mut compilations = Vec::new();
    for edition in editions {
        for variant in Variant::ANNOTATED {
            let compiles =
                |case: &Case| case.is_lint() && case.variants().any(|possible| possible == variant);
            compilations.push((
                cases().into_iter().filter(compiles).collect(),
                variant,
                *edition,
            ));
        }
    }
    compilations
}

/// Of which clippy judges by what it sees of a function and not of a closure.
const MISTAKEN: [&str; 1] = [
    // Fires for a literal in an operation of a closure, whatever the closure returns.
    "clippy::default_numeric_fallback",
];

/// What is said with an attribute and not without.
fn added(compiler: &Compiler, cases: &[Case], variant: Variant, edition: &str) -> Vec<String> {
    let compiler = compiler.clone().with([format!("--edition={edition}")]);
    let cases: Vec<&Case> = cases.iter().collect();
    let mut plain = compiler.check(&Case::sources(&cases, Variant::Plain)).said;
    let annotated = compiler.check(&Case::sources(&cases, variant)).said;
    assert!(
        !plain.is_empty() && !annotated.is_empty(),
        "nothing at all is said"
    );
    let is_same = |one: &Said, other: &Said| one.code == other.code && one.places == other.places;
    let mut added = Vec::new();
    for said in annotated {
        if MISTAKEN.contains(&&*said.code) {
            continue;
        }
        match plain.iter().position(|plain| is_same(plain, &said)) {
            Some(at) => drop(plain.swap_remove(at)),
            None => added.push(format!(
                "{variant:?} {edition} {}: {}",
                said.code, said.rendered
            )),
        }
    }
    added
}

fn assert_nothing_is_added(compiler: &Compiler, editions: &[&'static str]) {
    let added = on_all(&compilations(editions), |(cases, variant, edition)| {
        added(compiler, cases, *variant, edition)
    });
    let added = added.concat();
    assert!(
        added.is_empty(),
        "{}\n{} more",
        added.join("\n"),
        added.len()
    );
}

/// The lints of a compiler's list that are off by default.
fn silent_lints() -> Vec<String> {
    let listed = Compiler::rustc().print(&["-W", "help"]);
    let lints = listed.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, level) = (words.next()?, words.next()?);
        (level == "allow").then(|| name.to_owned())
    });
    let lints: Vec<String> = lints.collect();
    assert!(lints.len() > 20, "the list is read wrongly: {listed}");
    lints
}

#[test]
fn no_lint_of_rustc_fires_for_the_attribute() {
    let lints = silent_lints().into_iter().map(|lint| format!("-W{lint}"));
    assert_nothing_is_added(&Compiler::rustc().with(lints), &["2018", "2021", "2024"]);
}

#[test]
fn no_lint_of_clippy_fires_for_the_attribute() {
    let Some(clippy) = Compiler::clippy() else {
        eprintln!("skipped: clippy is not installed");
        return;
    };
    let groups = ["all", "pedantic", "nursery", "restriction", "cargo"];
    let groups = groups.map(|group| format!("-Wclippy::{group}"));
    assert_nothing_is_added(&clippy.with(groups), &["2021", "2024"]);
}

/// An `allow` of ours would be an error there.
#[test]
fn callers_may_forbid_every_lint() {
    let lints = silent_lints();
    let on = [
        "warnings",
        "unused",
        "unsafe_code",
        "missing_docs",
        "unused_imports",
        "clippy::all",
    ];
    let on = on.into_iter().map(str::to_owned);
    let forbidden = on.chain(lints).map(|lint| format!("-F{lint}"));
    assert_nothing_is_added(&Compiler::rustc().with(forbidden), &["2024"]);
}
