//! The recorder as the backend of the `log` crate.

use log::{LevelFilter, Log, Metadata, Record, SetLoggerError, kv};

use super::Origin;
use crate::capture::quietly;
use crate::recorder::{self, Kind};
use crate::setup::{self, Level};
use crate::step::CallSite;
use crate::step::event::{self, Fields, Message};

static LOG: CallSite = CallSite::event(Kind::Log, "log");

/// Makes the recorder the backend of the [`log`](::log) crate: what its macros say becomes lines with `event` `log`.
///
/// They say `message`, `module`, `file`, `line`, `target` if it is not the module, and the trace of the step or
/// [`Scope`](crate::Scope) around. Key-values keep their types and follow the rules for features: one that looks
/// personal is masked, one that is called like a field of ours gets `field_` in front. They go where timings go.
///
/// It is called once, after [`init`](crate::Builder::init) if there is one: the level of the set-up becomes
/// [`log::max_level`].
///
/// # Errors
///
/// When the program has another logger already.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), log::SetLoggerError> {
/// flight_recorder::init_log()?;
///
/// let lines = flight_recorder::testing::capture(|| log::info!(rows = 17; "table loaded"));
/// assert_eq!(lines[0]["message"], "table loaded");
/// assert_eq!(lines[0]["rows"], 17);
/// # Ok(())
/// # }
/// ```
pub fn init_log() -> Result<(), SetLoggerError> {
    log::set_logger(&Logger)?;
    log::set_max_level(match setup::settings().level {
        Level::Trace => LevelFilter::Trace,
        Level::Debug => LevelFilter::Debug,
        Level::Info => LevelFilter::Info,
        Level::Warn => LevelFilter::Warn,
        Level::Error => LevelFilter::Error,
    });
    Ok(())
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        event::is_recorded(Kind::Log, level(metadata.level()))
    }

    fn log(&self, record: &Record<'_>) {
        if is_of_a_step(record) {
            return;
        }
        event::record(
            &LOG,
            level(record.level()),
            Message::Users(record.args()),
            |fields| {
                let origin = Origin {
                    target: record.target(),
                    module: record.module_path(),
                    file: record.file(),
                    line: record.line(),
                };
                origin.write(fields);
                // A source of key-values is somebody's code; what it said until it failed stands.
                let _ = quietly(|| record.key_values().visit(&mut KeyValues(fields)));
            },
        );
    }

    fn flush(&self) {
        // There is nobody to tell; `health` knows.
        let _ = recorder::flush();
    }
}

/// Whether it is about the span of a step (feature `tracing-spans`), as `tracing` with its feature `log` says of spans
/// where there is no subscriber: that step has its own line.
fn is_of_a_step(record: &Record<'_>) -> bool {
    record
        .module_path()
        .is_some_and(|module| module.starts_with("flight_recorder::"))
}

/// Writes key-values as they come.
struct KeyValues<'v, 'f, 'o>(&'v mut Fields<'f, 'o>);

impl<'kvs> kv::VisitSource<'kvs> for KeyValues<'_, '_, '_> {
    fn visit_pair(&mut self, key: kv::Key<'kvs>, value: kv::Value<'kvs>) -> Result<(), kv::Error> {
        self.0.user(key.as_str(), &value);
        Ok(())
    }
}

fn level(level: log::Level) -> Level {
    match level {
        log::Level::Trace => Level::Trace,
        log::Level::Debug => Level::Debug,
        log::Level::Info => Level::Info,
        log::Level::Warn => Level::Warn,
        log::Level::Error => Level::Error,
    }
}
