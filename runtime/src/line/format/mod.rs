//! Formats: a line as its reader wants it, made of the native one.
//!
//! Every line is rendered as native first: what a call, a bridge or the recorder itself says goes through one function a
//! format, and no field can be forgotten in one of them. The worker does it, and only where a format is set.

mod attributes;
mod datadog;
mod ecs;
mod emf;
mod gcp;
#[cfg(test)]
mod hostile_tests;
mod native;
mod object;
mod otlp;
#[cfg(test)]
mod tests;

pub(crate) use emf::namespace as emf_namespace;
use native::Native;

use crate::setup::Format;

/// What a line is made into.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) format: Format,
    /// The Google project that traces belong to.
    pub(crate) gcp_project: Option<String>,
    /// The `CloudWatch` namespace of durations.
    pub(crate) emf_namespace: String,
}

/// How the lines of all formats begin: a file may hold lines of an earlier set-up.
pub(crate) const BEGINS: [&[u8]; 4] = [
    br#"{"timestamp":""#,
    br#"{"@timestamp":""#,
    br#"{"time":""#,
    br#"{"resourceLogs":["#,
];

impl Shape {
    /// Whether lines stay as they are.
    pub(crate) fn is_native(&self) -> bool {
        self.format == Format::Native
    }

    /// Writes a native line in this format.
    pub(super) fn write(&self, out: &mut Vec<u8>, line: &[u8]) {
        let native = Native::of(line);
        match self.format {
            Format::Native => out.extend_from_slice(line),
            Format::Datadog => datadog::write(out, native),
            Format::Ecs => ecs::write(out, native),
            Format::Gcp => gcp::write(out, native, self.gcp_project.as_deref()),
            Format::Emf => emf::write(out, native, &self.emf_namespace),
            Format::Otlp => otlp::write(out, native),
        }
    }
}

/// Where a call failed, in the form of a stack of one frame: what tools group errors by. Of a line without an error
/// nothing.
fn stack(line: &Native<'_>) -> Option<Vec<u8>> {
    let kind = native::inside(line.get("error_type")?);
    let mut stack = vec![b'"'];
    stack.extend_from_slice(kind);
    if let Some(message) = line.get("error_message") {
        stack.extend_from_slice(b": ");
        stack.extend_from_slice(native::inside(message));
    }
    if let (Some(function), Some(file), Some(number)) =
        (line.function(), line.get("file"), line.get("line"))
    {
        stack.extend_from_slice(b"\\n    at ");
        stack.extend_from_slice(native::inside(&function));
        stack.extend_from_slice(b" (");
        stack.extend_from_slice(native::inside(file));
        stack.push(b':');
        stack.extend_from_slice(number);
        stack.push(b')');
    }
    stack.push(b'"');
    Some(stack)
}
