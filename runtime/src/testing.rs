//! For tests of code that is recorded: what did my functions write?

use serde_json::Value;

use crate::recorder;

/// Runs `run` and returns the lines that this thread recorded meanwhile, in their order.
///
/// They go nowhere else, other threads are not touched, and neither the level of the set-up nor an
/// output that is off leaves any out. They are [native](crate::Format::Native) whatever format is set. So tests may run side by side. A capture inside of another one
/// has its lines to itself.
///
/// # Examples
///
/// ```
/// use flight_recorder::{testing, track_time};
///
/// #[track_time]
/// fn half(number: u32) -> Result<u32, String> {
///     if number % 2 == 0 { Ok(number / 2) } else { Err(format!("{number} is odd")) }
/// }
///
/// let lines = testing::capture(|| half(7));
/// assert_eq!(lines[0]["level"], "ERROR");
/// assert_eq!(lines[0]["input_features"]["number"], 7);
/// assert_eq!(lines[0]["error_message"], "7 is odd");
/// ```
///
/// A future is driven inside, on this thread: `capture(|| runtime.block_on(predict(&wine)))`.
///
/// # Panics
///
/// When `run` panics; the lines recorded until then are gone.
pub fn capture<R>(run: impl FnOnce() -> R) -> Vec<Value> {
    let lines = recorder::capture(run);
    let parsed = lines.iter().map(|line| match serde_json::from_slice(line) {
        Ok(line) => line,
        Err(error) => unreachable!("a line is JSON: {error}: {}", String::from_utf8_lossy(line)),
    });
    parsed.collect()
}
