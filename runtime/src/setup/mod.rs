//! The set-up: none is needed, the builder changes it once, the environment has the last word.

mod builder;
mod environment;
mod error;
mod level;
mod reopen;
mod summary;

pub use builder::{Builder, builder};
pub use error::InitError;
pub use level::{Format, Level};
pub(crate) use reopen::reopen;

use std::panic::Location;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::capture::{self, Names, Rules};
use crate::line::{self, Shape};
use crate::output::Outputs;
use crate::recorder;

/// All that is fixed once it is set up.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) level: Level,
    pub(crate) rules: Rules,
    /// Whether features, predictions and error messages are recorded.
    pub(crate) content: bool,
    /// What the lines are for.
    pub(crate) shape: Shape,
    /// `,"service":…,"service_version":…,"host":…`, as far as known.
    pub(crate) identity: Vec<u8>,
    /// Whether lines of the recorder's own begin and end a run.
    pub(crate) frame: bool,
    /// What the first of them says of the settings.
    pub(crate) summary: Vec<u8>,
    pub(crate) memory_budget: usize,
    pub(crate) flush_timeout: Duration,
    pub(crate) exit_timeout: Duration,
    pub(crate) required_timeout: Duration,
}

/// What is in force without `init`, and what with it.
static IMPLICIT: OnceLock<Settings> = OnceLock::new();
static EXPLICIT: OnceLock<(Settings, &'static Location<'static>)> = OnceLock::new();

/// Held while settings are made: opening outputs twice would write to the wrong one.
static MAKING: Mutex<()> = Mutex::new(());

/// Keeps other threads from making settings while the process forks.
pub(crate) fn hold() -> impl Sized + 'static {
    MAKING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The settings in force.
#[inline]
pub(crate) fn settings() -> &'static Settings {
    if let Some((settings, _)) = EXPLICIT.get() {
        settings
    } else if let Some(settings) = IMPLICIT.get() {
        settings
    } else {
        implicit()
    }
}

#[cold]
fn implicit() -> &'static Settings {
    recorder::notice_forks();
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((settings, _)) = EXPLICIT.get() {
        return settings;
    }
    IMPLICIT.get_or_init(|| {
        let mut builder = builder();
        environment::apply(&mut builder);
        if let Err(error) = environment::hash_key(&mut builder) {
            recorder::say(&format!("{error}; a random key is used"));
        }
        let (logs, audit) = builder.take_outputs();
        reopen::again(&logs, audit.as_ref(), builder.memory_budget).keep();
        // Nothing was recorded yet, so that nothing is in the way.
        let _ = recorder::install(
            reopen::open_or_stdout(logs, audit, builder.memory_budget),
            Duration::ZERO,
        );
        builder.into_settings(0)
    })
}

impl Builder {
    /// Puts the set-up in force: once, at the begin of `main`.
    ///
    /// What the environment says (`FLIGHT_RECORDER_LEVEL`, `FLIGHT_RECORDER_LOGS`,
    /// `FLIGHT_RECORDER_AUDIT`, `FLIGHT_RECORDER_FORMAT`, `FLIGHT_RECORDER_SERVICE`,
    /// `FLIGHT_RECORDER_CONTENT`, `FLIGHT_RECORDER_HASH_KEY`, `FLIGHT_RECORDER_GCP_PROJECT`,
    /// `FLIGHT_RECORDER_EMF_NAMESPACE`) wins. Lines that
    /// were recorded before are written to stdout, where they go without a set-up.
    ///
    /// # Errors
    ///
    /// When it is called a second time, when an output cannot be opened (the error names it and the
    /// reason), or when `FLIGHT_RECORDER_HASH_KEY` is no key. The set-up is then as it was.
    #[track_caller]
    pub fn init(mut self) -> Result<(), InitError> {
        let here = Location::caller();
        recorder::notice_forks();
        let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, first)) = EXPLICIT.get() {
            return Err(InitError::again(first));
        }
        environment::apply(&mut self);
        environment::hash_key(&mut self)?;
        let (logs, audit) = self.take_outputs();
        let again = reopen::again(&logs, audit.as_ref(), self.memory_budget);
        let outputs = Outputs::open(logs, audit, self.memory_budget).map_err(InitError::open)?;
        let wait = self.flush_timeout;
        recorder::install(outputs, wait).map_err(InitError::busy)?;
        again.keep();
        let set = EXPLICIT.set((self.into_settings(1), here));
        debug_assert!(set.is_ok(), "the lock is held");
        Ok(())
    }

    fn into_settings(self, generation: usize) -> Settings {
        let summary = summary::of(&self);
        let shape = Shape {
            format: self.format,
            gcp_project: self.gcp_project,
            emf_namespace: self
                .emf_namespace
                .as_deref()
                .or(self.service.as_deref())
                .filter(|name| !name.is_empty())
                .map_or_else(|| "flight-recorder".to_owned(), line::emf_namespace),
        };
        let mut identity = Vec::new();
        for (key, value) in [
            (r#","service":"#, self.service),
            (r#","service_version":"#, self.service_version),
            (r#","host":"#, environment::host()),
        ] {
            if let Some(value) = value {
                identity.extend_from_slice(key.as_bytes());
                capture::string(&mut identity, &value);
            }
        }
        Settings {
            level: self.level,
            rules: Rules {
                limits: self.limits,
                names: Names::new(&self.redact, generation),
                hash_key: self.hash_key.unwrap_or_else(random_key),
            },
            content: self.content,
            shape,
            identity,
            frame: self.frame,
            summary,
            memory_budget: self.memory_budget,
            flush_timeout: self.flush_timeout,
            exit_timeout: self.exit_timeout,
            required_timeout: self.required_timeout,
        }
    }
}

/// A key that nobody knows: `SipHash` under the operating system's random keys is a pseudo-random
/// function, and each of these four numbers one of its values.
fn random_key() -> [u8; 32] {
    use std::hash::BuildHasher as _;
    let secret = std::collections::hash_map::RandomState::new();
    let mut key = [0; 32];
    for (number, bytes) in key.chunks_exact_mut(8).enumerate() {
        bytes.copy_from_slice(&secret.hash_one(number).to_le_bytes());
    }
    key
}
