//! A prediction service around the wine model, with a flight recorder on board.
//!
//! ```text
//! cargo run --release -p flight-recorder-service > lines.jsonl     # a service, driven by its client, ended by SIGTERM
//! cargo run --release -p flight-recorder-service serve 127.0.0.1:8080
//! cargo run --release -p flight-recorder-service serve 127.0.0.1:8081 http://127.0.0.1:8080   # a gateway before it
//! ```
//!
//! Timings and requests are lines on stdout, predictions and labels lines of files that rotate; what a person wants to
//! know goes to stderr.

mod client;
mod demonstration;
mod server;
mod trail;

// The model is that of the wine example, from its own files.
#[path = "../../src/bin/wine/data.rs"]
mod data;
#[expect(dead_code, reason = "the wine example reads batches too")]
#[path = "../../src/bin/wine/error.rs"]
mod error;
#[path = "../../src/bin/wine/model.rs"]
mod model;
#[path = "../../src/bin/wine/scaler.rs"]
mod scaler;
#[path = "../../src/bin/wine/wine.rs"]
mod wine;

use std::error::Error;

const USAGE: &str = "usage: service [serve [ADDRESS [URL of the service behind it]]]";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        [] => demonstration::run(),
        ["serve"] => server::run("127.0.0.1:8080", None),
        ["serve", address] => server::run(address, None),
        ["serve", address, behind] => server::run(address, Some(behind)),
        _ => Err(USAGE.into()),
    }
}
