//! A program that uses the recorder and ends; its argument says how.

mod delivery;
mod ends;
#[cfg(unix)]
mod forks;
mod formats;
mod idle;
mod outputs;
mod panics;
mod scripted;
mod setups;
#[cfg(unix)]
mod signals;

use flight_recorder::{audit, track_time};

/// A prediction whose number tells the calls apart.
#[audit(model_version = "v1")]
fn predict(number: u64) -> u64 {
    number * 2
}

/// A step that fails for odd numbers.
#[track_time]
fn check(number: u64) -> Result<u64, String> {
    if number.is_multiple_of(2) {
        Ok(number)
    } else {
        Err(format!("{number} is odd"))
    }
}

fn main() {
    let scenario = std::env::args().nth(1).unwrap_or_default();
    match &*scenario {
        "return" => ends::by_return(),
        "exit" => ends::by_exit(),
        "exit-from-a-thread" => ends::by_exit_from_a_thread(),
        "panic" => ends::by_panic(),
        "panic-in-a-thread" => ends::by_panic_in_a_thread(),
        "panic-while-unwinding" => ends::by_panic_while_unwinding(),
        "panic-out-of-c" => ends::by_panic_out_of_c(),
        #[cfg(unix)]
        "signals" => signals::until_one_comes(),
        #[cfg(unix)]
        "signals-with-a-stalled-output" => signals::with_a_stalled_output(),
        #[cfg(unix)]
        "forks" => forks::while_recording(),
        #[cfg(unix)]
        "forks-before-the-first-line" => forks::before_the_first_line(),
        #[cfg(unix)]
        "forks-under-a-stalled-output" => forks::under_a_stalled_output(),
        #[cfg(unix)]
        "forks-a-durable-child" => forks::a_durable_child(),
        #[cfg(unix)]
        "forks-with-a-writer" => forks::with_a_writer(),
        "panic-in-a-nest" => panics::in_a_nest(),
        "panic-in-an-async-nest" => panics::in_an_async_nest(),
        "panic-in-an-annotated-c" => panics::in_an_annotated_c(),
        "panic-twice-in-a-nest" => panics::twice_in_a_nest(),
        "panic-under-a-lock" => panics::under_a_lock(),
        "panic-with-a-hook-that-exits" => panics::with_a_hook_that_exits(),
        "panic-first-of-all" => panics::first_of_all(),
        "panic-to-nobody" => panics::to_nobody(),
        "exit-under-the-stdout-lock" => ends::under_the_stdout_lock(),
        "exit-from-the-writer" => ends::from_the_writer(),
        "short-threads" => ends::with_short_threads(),
        "thread-local-destructor" => ends::with_a_recording_destructor(),
        "both" => setups::record_both(),
        "service" => setups::with_a_service(),
        "twice" => setups::twice(),
        "late" => setups::after_the_first_lines(),
        "bad-path" => setups::with_a_bad_path(),
        "format" => setups::with_a_format(),
        "split" => setups::with_split_outputs(),
        "logs-off" => setups::with_logs_off(),
        "names-and-key" => setups::with_names_and_key(),
        "contents" => setups::record_contents(),
        "without-content" => setups::without_content(),
        "limits" => setups::with_limits(),
        "without-a-frame" => setups::without_a_frame(),
        "without-calls" => setups::without_calls(),
        "warn" => setups::with_level_warn(),
        "capture-with-outputs-off" => setups::capture_with_outputs_off(),
        "writer" => outputs::to_a_writer(),
        "writer-fails" => outputs::to_a_writer_that_fails(),
        "writer-panics" => outputs::to_a_writer_that_panics(),
        "writer-records" => outputs::to_a_writer_that_records(),
        "writer-never-idle" => outputs::to_a_writer_that_is_never_idle(),
        "fails-for-ever" => outputs::to_an_output_that_fails_for_ever(),
        "more-than-a-pipe-holds" => outputs::more_than_a_pipe_holds(),
        "logs-fail-audits-do-not" => outputs::logs_fail_audits_do_not(),
        "scripted" => scripted::run(),
        "logs-find-no-room" => outputs::logs_find_no_room(),
        "durable" => delivery::durable(),
        "durable-until-killed" => delivery::durable_until_killed(),
        "formats" => formats::all(),
        "idle" => idle::idle(),
        "durable-async" => delivery::durable_async(),
        "required-fails" => delivery::required_fails(),
        "required-in-time" => delivery::required_in_time(),
        other => panic!("no scenario is called {other:?}"),
    }
}
