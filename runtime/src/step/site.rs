//! The call site: what is known about an annotated function before it is ever called.

use std::sync::OnceLock;

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
        }
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
