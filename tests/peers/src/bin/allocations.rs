//! Counts what a call allocates on the caller's thread, and prints it: `allocations SUBJECT KIND FILE`.
//!
//! A program of its own, because the allocator that counts would slow down what the others measure.

use allocation_counter::measure;
use peers::Result;
use peers::measures::CountedCalls;
use peers::subjects::{Kind, Name};

/// Calls before it counts: buffers grow to what they need.
const BEFORE: usize = 2000;
const CALLS: usize = 1000;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, kind, file] = &arguments[..] else {
        return Err("what `compare` calls; run `tests/peers/run`".into());
    };
    let allocated = name.parse::<Name>()?.visit(CountedCalls {
        kind: kind.parse::<Kind>()?,
        file: file.into(),
        before: BEFORE,
        count: |calls: &mut dyn FnMut()| measure(calls),
        calls: CALLS,
    })?;
    println!("{}", allocated.count_total as f64 / CALLS as f64);
    Ok(())
}
