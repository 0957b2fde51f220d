//! Measures one subject, as `compare` asks for it, and prints the result.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use peers::Result;
use peers::measures::{self, CallsOf, CountedCalls, SustainedOf};
use peers::subjects::{Kind, Name};
use serde::Serialize;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["calls", name, kind, file] => {
            let name = parse::<Name>(name)?;
            print(&name.visit(CallsOf {
                kind: parse(kind)?,
                file: file.into(),
                is_limit: name.is_limit(),
            })?)
        }
        ["sustained", name, threads, calls, file] => {
            print(&parse::<Name>(name)?.visit(SustainedOf {
                file: file.into(),
                threads: parse(threads)?,
                calls: parse(calls)?,
            })?)
        }
        ["count", name, kind, calls, file] => parse::<Name>(name)?.visit(CountedCalls {
            kind: parse::<Kind>(kind)?,
            file: PathBuf::from(file),
            before: 100,
            count: counted_calls,
            calls: parse(calls)?,
        }),
        ["off", _] => print(&measures::off()?),
        ["filtered", file] => print(&measures::filtered(Path::new(file))?),
        ["idle", file] => print(&measures::idle(Path::new(file))?),
        _ => Err("what `compare` calls; run `tests/peers/run`".into()),
    }
}

/// Between its begin and its end the caller's instructions are counted: `compare` tells its name to valgrind.
#[inline(never)]
fn counted_calls(calls: &mut dyn FnMut()) {
    calls();
    // So that the call above is none in tail position, which would end this function before it.
    black_box(());
}

fn parse<T: FromStr<Err: Into<Box<dyn std::error::Error + Send + Sync>>>>(text: &str) -> Result<T> {
    text.parse().map_err(Into::into)
}

fn print(result: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(result)?);
    Ok(())
}
