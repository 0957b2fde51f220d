//! The bridges: lines of what others record, under the same rules and in the same stream.

#[cfg(feature = "log")]
mod log;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "tracing")]
mod tracing;

#[cfg(feature = "log")]
pub use log::init_log;
#[cfg(feature = "tower")]
pub use tower::{RequestFuture, RequestLayer, RequestService};
#[cfg(feature = "tracing")]
pub use tracing::TracingLayer;

#[cfg(any(feature = "log", feature = "tracing"))]
use crate::step::event::Fields;

/// Where the program says something.
#[cfg(any(feature = "log", feature = "tracing"))]
struct Origin<'o> {
    target: &'o str,
    module: Option<&'o str>,
    file: Option<&'o str>,
    line: Option<u32>,
}

#[cfg(any(feature = "log", feature = "tracing"))]
impl Origin<'_> {
    /// As a step's line says it; a target of its own is another field.
    fn write(&self, fields: &mut Fields<'_, '_>) {
        let module = self.module.unwrap_or(self.target);
        fields.ours("module", module);
        if let Some(file) = self.file {
            fields.ours("file", file);
        }
        if let Some(line) = self.line {
            fields.ours("line", &line);
        }
        if self.target != module {
            fields.ours("target", self.target);
        }
    }
}
