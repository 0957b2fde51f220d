//! A program that records nothing for a while.

use std::time::{Duration, Instant};

use super::predict;

/// Records a line, and then nothing for some seconds, in which it says how much of a core was used.
pub(super) fn idle() {
    let seconds = std::env::args()
        .nth(2)
        .map_or(5, |seconds| seconds.parse().expect("seconds"));
    predict(1);
    flight_recorder::flush().expect("written");
    let (begin, used) = (Instant::now(), processor_time());
    std::thread::sleep(Duration::from_secs(seconds));
    let used = processor_time() - used;
    eprintln!(
        "{:.4} % of a core",
        used / begin.elapsed().as_secs_f64() * 100.0
    );
}

/// Seconds that this process has used, as the scheduler counts them for each thread.
fn processor_time() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux");
    let nanos = threads.map(|thread| {
        let path = thread.expect("a thread").path().join("schedstat");
        let text = std::fs::read_to_string(path).expect("it is there");
        let used = text.split_whitespace().next().expect("a number");
        used.parse::<f64>().expect("nanoseconds")
    });
    nanos.sum::<f64>() / 1e9
}
