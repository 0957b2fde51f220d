//! The call site: what is known about an annotated function before it is ever called.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::recorder::Kind;
use crate::setup::Level;

/// When a call of an audited function may return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// At once: the line is in memory.
    Buffered,
    /// When the line is on disk.
    Durable,
    /// When the line is on disk, else with an error.
    Required,
}

/// One annotated function: the static text of its lines and its options.
#[derive(Debug)]
pub struct CallSite {
    pub(crate) kind: Kind,
    /// Of what is no call but a line of its own: what the line says it is.
    pub(crate) event: Option<&'static str>,
    pub(crate) module: &'static str,
    pub(crate) function: &'static str,
    /// The step's name, where it is not the function's.
    pub(crate) name: Option<&'static str>,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
    pub(crate) level: Level,
    /// Nanoseconds after which a call was slow; `u64::MAX` where no limit was set.
    pub(crate) slow: u64,
    /// The share of calls that is recorded.
    pub(crate) sample: Option<f64>,
    pub(crate) model_version: Option<&'static str>,
    pub(crate) delivery: Delivery,
    /// Whether an unwinding panic ends the process here: then its line is written at once.
    pub(crate) foreign: bool,
    /// The fixed text of the line of a call that went well.
    pub(crate) fixed: OnceLock<Box<[u8]>>,
    /// Its place among all call sites that have recorded; `UNNUMBERED` before the first time.
    number: AtomicU32,
}

const UNNUMBERED: u32 = u32::MAX;

/// The call sites that have recorded, by their numbers.
static CALL_SITES: Mutex<Vec<&'static CallSite>> = Mutex::new(Vec::new());

/// The call sites that have recorded, by their numbers.
pub(crate) fn call_sites() -> Vec<&'static CallSite> {
    lock().clone()
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    lock()
}

fn lock() -> MutexGuard<'static, Vec<&'static CallSite>> {
    CALL_SITES.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CallSite {
    const fn new(
        kind: Kind,
        module: &'static str,
        function: &'static str,
        file: &'static str,
        line: u32,
    ) -> Self {
        Self {
            kind,
            event: None,
            module,
            function,
            name: None,
            file,
            line,
            level: Level::Info,
            slow: u64::MAX,
            sample: None,
            model_version: None,
            delivery: Delivery::Buffered,
            foreign: false,
            fixed: OnceLock::new(),
            number: AtomicU32::new(UNNUMBERED),
        }
    }

    /// The number by which a record names it.
    #[inline]
    pub(crate) fn number(&'static self) -> u32 {
        // Who reads a number may look it up among the call sites.
        match self.number.load(Ordering::Acquire) {
            UNNUMBERED => self.enlist(),
            number => number,
        }
    }

    #[cold]
    fn enlist(&'static self) -> u32 {
        let mut sites = lock();
        let number = self.number.load(Ordering::Relaxed);
        if number != UNNUMBERED {
            return number;
        }
        // As many call sites as a program can have.
        let number = u32::try_from(sites.len()).unwrap_or(UNNUMBERED);
        sites.push(self);
        self.number.store(number, Ordering::Release);
        number
    }

    /// The call site of a function under `#[track_time]`.
    pub const fn timed(
        module: &'static str,
        function: &'static str,
        file: &'static str,
        line: u32,
    ) -> Self {
        Self::new(Kind::Log, module, function, file, line)
    }

    /// The call site of a function under `#[audit]`.
    pub const fn audited(
        module: &'static str,
        function: &'static str,
        file: &'static str,
        line: u32,
    ) -> Self {
        Self::new(Kind::Audit, module, function, file, line)
    }

    /// What a line comes from that is not of a call, and says in `event` what it is.
    pub(crate) const fn event(kind: Kind, event: &'static str) -> Self {
        let mut site = Self::new(kind, "flight_recorder", event, file!(), line!());
        site.event = Some(event);
        site
    }

    /// Whether a line of it is that of a prediction.
    #[inline]
    pub(crate) fn is_prediction(&self) -> bool {
        matches!((self.kind, self.event), (Kind::Audit, None))
    }

    /// The step's name, where it is not the function's.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// The level of a call that went well.
    #[must_use]
    pub const fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The nanoseconds after which a call was slow.
    #[must_use]
    pub const fn slow(mut self, nanos: u64) -> Self {
        self.slow = nanos;
        self
    }

    /// The share of the calls that went well which is recorded, above 0 and at most 1.
    #[must_use]
    pub const fn sample(mut self, share: f64) -> Self {
        self.sample = Some(share);
        self
    }

    /// A model version that is known at compile time.
    #[must_use]
    pub const fn model_version(mut self, version: &'static str) -> Self {
        self.model_version = Some(version);
        self
    }

    /// When a call may return.
    #[must_use]
    pub const fn delivery(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    /// Marks a function with a foreign ABI, out of which no panic unwinds.
    #[must_use]
    pub const fn foreign(mut self) -> Self {
        self.foreign = true;
        self
    }
}
