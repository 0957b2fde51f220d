//! The soak, for seconds; `tests/soak/run` is the whole one.

use std::process::Command;

#[test]
fn lines_written_and_dropped_are_the_calls_while_outputs_fail_and_come_back() {
    let soak = Command::new(env!("CARGO_BIN_EXE_soak")).arg("8").output();
    let output = soak.expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
    assert!(text.contains("every audit line is there once"), "{text}");
}
