//! Reads lines with Rust crates: `readers otlp FILE…` or `readers vrl FILE…`; prints what was shown, or why not.

mod otlp;
mod vector;

use std::{env, fs, process};

/// Reads one line; what is wrong with it is the error.
type Reader = fn(&str) -> Result<(), String>;

fn main() {
    let mut arguments = env::args().skip(1);
    let (reader, shown): (Reader, _) = match arguments.next().as_deref() {
        Some("otlp") => (otlp::read, "lines as LogsData, and back without loss"),
        Some("vrl") => (
            vector::read,
            "lines whose timestamp became Vector's own, in one program",
        ),
        other => panic!("no reader is called {other:?}"),
    };
    let mut count = 0;
    for file in arguments {
        let lines = fs::read_to_string(&file).expect("lines, as text");
        for (line, number) in lines.lines().zip(1..) {
            if let Err(error) = reader(line) {
                eprintln!("{file}:{number}: {error}");
                process::exit(1);
            }
            count += 1;
        }
    }
    println!("{count} {shown}");
}
