//! Levels and formats: the values that both the builder and the environment set.

use std::fmt::{self, Display};

/// How severe a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Finer than what one debugs with.
    Trace,
    /// For debugging.
    Debug,
    /// What went well.
    Info,
    /// A call that was slow or cancelled.
    Warn,
    /// A call that failed.
    Error,
}

impl Level {
    pub(crate) const ALL: [Self; 5] = [
        Self::Trace,
        Self::Debug,
        Self::Info,
        Self::Warn,
        Self::Error,
    ];

    /// As in a line's `level`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "TRACE",
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

impl Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// How a line's fields are called and nested: for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// The recorder's own names.
    #[default]
    Native,
    /// Datadog's [standard attributes](https://docs.datadoghq.com/standard-attributes/?product=log): `status`, `logger`,
    /// `error`, `evt`, `dd`, and `duration` in nanoseconds. Of more than 256 attributes the largest objects become JSON in a
    /// string, and so does what is nested more than 10 levels deep; the user's fields that are too many by themselves are
    /// together in one, `more_fields`.
    Datadog,
    /// The [Elastic Common Schema](https://www.elastic.co/docs/reference/ecs): what is not in the schema, the user's fields
    /// among it, is in `flight_recorder`.
    Ecs,
    /// Google Cloud's [structured logging](https://cloud.google.com/logging/docs/structured-logging).
    Gcp,
    /// `CloudWatch`'s [embedded metric
    /// format](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html):
    /// native, and `_aws` on lines with a duration, by `service`, `function` and `model_version`.
    Emf,
    /// OpenTelemetry's logs as [JSON](https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): a `LogsData` a line.
    Otlp,
}
