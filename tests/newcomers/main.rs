//! What newcomers run: the examples write what the README says, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are in the workspace")
}

/// Runs an example as the README does; the lines of its steps and what a person sees. The lines that
/// frame the run are around them.
fn run(example: &str) -> (Vec<Value>, String) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["run", "--quiet", "--locked", "--bin", example])
        .current_dir(workspace());
    for name in ["LEVEL", "LOGS", "AUDIT", "FORMAT", "SERVICE"] {
        cargo.env_remove(format!("FLIGHT_RECORDER_{name}"));
    }
    let Output {
        status,
        stdout,
        stderr,
    } = cargo.output().expect("cargo runs");
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    assert!(status.success(), "{stderr}");
    let stdout = String::from_utf8(stdout).expect("UTF-8");
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let mut lines: Vec<Value> = stdout.lines().map(parse).collect();
    let [last, first] = [lines.pop(), Some(lines.remove(0))].map(|line| line.expect("a line"));
    assert_eq!(first["event"], "recorder_started");
    assert_eq!(last["event"], "recorder_stopped");
    assert_eq!(
        (&last["written"], &last["dropped"]),
        (&lines.len().into(), &0.into())
    );
    (lines, stderr)
}

const MEASUREMENTS: [&str; 11] = [
    "fixed_acidity",
    "volatile_acidity",
    "citric_acid",
    "residual_sugar",
    "chlorides",
    "free_sulfur_dioxide",
    "total_sulfur_dioxide",
    "density",
    "ph",
    "sulphates",
    "alcohol",
];

#[test]
fn the_wine_pipeline_writes_timings_audits_and_failures_and_nothing_else() {
    let (lines, stderr) = run("wine");
    let of = |event: &str, level: &str| -> Vec<&Value> {
        lines
            .iter()
            .filter(|line| line["event"] == event && line["level"] == level)
            .collect()
    };

    let audits = of("prediction_audit", "INFO");
    assert!(audits.len() >= 100, "{} audits", audits.len());
    for audit in &audits {
        let features = audit["input_features"].as_object().expect("an object");
        assert!(features.keys().eq(BTreeSet::from(MEASUREMENTS)), "{audit}");
        assert!(features.values().all(Value::is_number), "{audit}");
        assert!(audit["prediction"].is_string(), "{audit}");
        assert_eq!(audit["model_version"], "wine-tree-1.0.0");
        assert!(audit["timestamp"].is_string() && audit["duration_seconds"].is_number());
    }

    let steps: BTreeSet<_> = of("execution", "INFO")
        .into_iter()
        .map(|line| line["function"].as_str().expect("a name"))
        .collect();
    for step in ["load", "split", "scale", "train", "evaluate"] {
        assert!(steps.contains(step), "{steps:?}");
    }

    let refused = of("prediction_audit", "ERROR");
    assert_eq!(refused.len(), 5);
    for failure in &refused {
        assert!(
            failure["error_type"]
                .as_str()
                .is_some_and(|name| name.ends_with("ModelError"))
        );
        assert!(
            failure["error_message"]
                .as_str()
                .is_some_and(|text| text.contains("refused"))
        );
        assert!(
            failure["input_features"]["fixed_acidity"].is_number(),
            "{failure}"
        );
    }
    let batches = of("execution", "ERROR");
    assert_eq!(batches.len(), 1);
    assert_eq!(batches[0]["input_features"]["bench"], "morning");

    let traces: BTreeSet<_> = lines.iter().map(|line| line["trace_id"].as_str()).collect();
    assert_eq!(traces.len(), 1, "the pipeline is one trace");
    assert!(
        stderr.contains("accuracy") && stderr.contains("refused"),
        "{stderr}"
    );
}

#[test]
fn the_quickstart_writes_a_timing_and_an_audit_for_each_house() {
    let (lines, _) = run("quickstart");
    let outcomes: Vec<_> = lines
        .iter()
        .map(|line| (line["function"].as_str(), line["outcome"].as_str()))
        .collect();
    let each = |outcome| {
        [
            (Some("scale"), Some("ok")),
            (Some("predict_price"), Some(outcome)),
        ]
    };
    assert_eq!(outcomes, [each("ok"), each("ok"), each("error")].concat());
    assert_eq!(lines[5]["input_features"]["area_m2"], Value::Null);
    assert_eq!(lines[5]["input_features"]["non_finite"]["area_m2"], "NaN");
}

#[test]
fn the_readme_shows_the_quickstart_as_it_is() {
    let read = |path: &str| std::fs::read_to_string(workspace().join(path)).expect("it is there");
    let source = read("examples/src/bin/quickstart.rs");
    let (_, code) = source
        .split_once("\n\n")
        .expect("the module's comment comes first");
    assert!(
        read("README.md").contains(code.trim()),
        "copy the quickstart into the README"
    );
}

#[test]
fn without_features_users_compile_these_crates_and_no_other() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "flight-recorder", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}", "--locked"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(tree.stdout).expect("UTF-8");
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let found: BTreeSet<_> = names.filter(|name| !name.is_empty()).collect();
    let expected = [
        "dtor",
        "flight-recorder",
        "flight-recorder-macros",
        "hmac-sha256",
        "itoa",
        "memchr",
        "pin-project-lite",
        "proc-macro2",
        "quote",
        "serde",
        "serde_core",
        "serde_json",
        "syn",
        "unicode-ident",
        "zmij",
    ];
    assert_eq!(found, BTreeSet::from(expected));
}
