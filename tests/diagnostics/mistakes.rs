//! Each case says with an attribute what it says without.

use crate::case::{Case, Variant};
use crate::compiler::{Compiler, on_all};
use crate::report::{Report, Said};

/// All cases but those that are not even parsed.
pub(crate) fn cases() -> Vec<Case> {
    let tables = [
        ("types", include_str!("cases/types.rs")),
        ("results", include_str!("cases/results.rs")),
        ("names", include_str!("cases/names.rs")),
        ("borrows", include_str!("cases/borrows.rs")),
        ("lifetimes", include_str!("cases/lifetimes.rs")),
        ("futures", include_str!("cases/futures.rs")),
        (
            "futures_returned",
            include_str!("cases/futures_returned.rs"),
        ),
        ("lints_unused", include_str!("cases/lints_unused.rs")),
        ("lints_reached", include_str!("cases/lints_reached.rs")),
        ("lints_others", include_str!("cases/lints_others.rs")),
        ("shapes", include_str!("cases/shapes.rs")),
    ];
    let cases = tables.into_iter();
    cases
        .flat_map(|(subject, table)| Case::table(subject, table))
        .collect()
}

/// What differs in a case, told to who reads the failed test.
fn differences(rustc: &Compiler, case: &Case, variants: &[Variant]) -> Vec<String> {
    let (source, height) = case.side_by_side(variants);
    let report = rustc.check(&source);
    let mut parts = (0..).map(|place| report.part(place * height + 1, height - 2));
    let plain = parts.next().expect("parts without end");
    let mut expected: Vec<&str> = case.mistakes.iter().map(|mistake| &*mistake.code).collect();
    expected.sort_unstable();
    if plain.codes() != expected {
        return vec![format!(
            "{}: is to be about {expected:?}, but without an attribute it says\n{plain}",
            case.name
        )];
    }
    let mut differences = Vec::new();
    for (variant, annotated) in variants[1..].iter().zip(parts) {
        if let Some(why) = difference(case, &plain, &annotated) {
            differences.push(format!(
                "{} {variant:?}: {why}\n--- without\n{plain}\n--- with\n{annotated}",
                case.name
            ));
        }
    }
    differences
}

/// Why what is said with an attribute is not what is said without.
fn difference(case: &Case, plain: &Report, annotated: &Report) -> Option<&'static str> {
    let expected: Vec<Said> = plain
        .said
        .iter()
        .filter_map(|said| exempted(case, said))
        .collect();
    if expected.len() != annotated.said.len() {
        return Some("more or less is said");
    }
    let attributes = case.attribute_lines();
    for (expected, said) in expected.iter().zip(&annotated.said) {
        if (&expected.code, &expected.level) != (&said.code, &said.level) {
            return Some("another code, lint or level");
        }
        if expected.places != said.places && !expected.places.is_empty() {
            return Some("another place");
        }
        if said.lines.iter().any(|line| attributes.contains(line)) {
            return Some("points to the attribute");
        }
        if said.rendered.contains("in the attribute macro") {
            return Some("speaks of the attribute");
        }
        if !expected.message.is_empty() && neutral(&expected.message) != neutral(&said.message) {
            return Some("other words");
        }
    }
    None
}

/// What is to be said with an attribute in place of this.
fn exempted(case: &Case, said: &Said) -> Option<Said> {
    let mistake = case
        .mistakes
        .iter()
        .find(|mistake| mistake.code == said.code)?;
    let mut said = said.clone();
    match mistake.instead.as_deref() {
        None => {}
        Some("nothing") => return None,
        Some("elsewhere") => said.places.clear(),
        Some(code) => {
            code.clone_into(&mut said.code);
            said.message.clear();
        }
    }
    Some(said)
}

/// The words of a message without those that tell a function from a closure, and one module of a source
/// from another.
fn neutral(message: &str) -> String {
    let mut message = message.to_owned();
    for variant in [Variant::Plain].iter().chain(&Variant::ANNOTATED) {
        message = message.replace(&format!("{}::", variant.module()), "");
    }
    // A place in the text, as that of an `{async block@user.rs:4:5: 4:15}`, is compared where it counts.
    while let Some((before, (_, after))) = message
        .split_once("@user.rs")
        .and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        message = format!("{before}}}{after}");
    }
    message
        .replace("an async function", "a function")
        .replace("an async block", "a function")
        .replace("a closure", "a function")
        .replace("function parameter", "local data")
}

fn assert_none_differs(
    cases: &[Case],
    differences: impl Fn(&Compiler, &Case) -> Vec<String> + Sync,
) {
    let rustc = Compiler::rustc().with(["--edition=2024".to_owned()]);
    let differences = on_all(cases, |case| differences(&rustc, case)).concat();
    assert!(
        differences.is_empty(),
        "{}\n{} differences in {} cases",
        differences.join("\n"),
        differences.len(),
        cases.len()
    );
}

#[test]
fn a_mistake_is_reported_as_without_the_attribute() {
    assert_none_differs(&cases(), |rustc, case| {
        let variants: Vec<Variant> = [Variant::Plain]
            .into_iter()
            .chain(case.variants())
            .collect();
        differences(rustc, case, &variants)
    });
}

#[test]
fn a_mistake_of_syntax_is_reported_as_without_the_attribute() {
    let cases = Case::table("syntax", include_str!("cases/syntax.rs"));
    assert_none_differs(&cases, |rustc, case| {
        // Of one source nothing is said behind the first.
        let plain = rustc.check(&case.side_by_side(&[Variant::Plain]).0);
        let annotated = case.variants().map(|variant| {
            let annotated = rustc.check(&case.side_by_side(&[variant]).0);
            (variant, annotated)
        });
        let differences = annotated.filter_map(|(variant, annotated)| {
            let why = difference(case, &plain, &annotated)?;
            Some(format!(
                "{} {variant:?}: {why}\n{plain}{annotated}",
                case.name
            ))
        });
        differences.collect()
    });
}
