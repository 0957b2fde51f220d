//! A process that records nothing for a while.

#[cfg(target_os = "linux")]
#[test]
fn an_idle_process_hardly_uses_a_core() {
    let ended = crate::run(&mut crate::child("idle"));
    let (percent, _) = ended.stderr.split_once(" % of a core").expect("it says so");
    let percent: f64 = percent.parse().expect("a number");
    // Less than 0.1 in release builds, says the README's command. Naps of 1 ms would take 2.
    assert!(percent < 0.5, "{percent} %");
}
