//! The events of `tracing` as lines.

mod fields;

use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::Origin;
use crate::recorder::Kind;
use crate::setup::Level;
use crate::step::CallSite;
use crate::step::event;
use fields::{EventFields, Message, SpanFields};

static LOG: CallSite = CallSite::event(Kind::Log, "log");

/// A layer for the subscribers of `tracing`: its events become lines with `event` `log`.
///
/// They say `message`, `module`, `file`, `line`, `target` if it is not the module, the event's fields, and those of
/// the spans around it: of several with one name the innermost. Fields keep their types and follow the rules for
/// features: one that looks personal is masked, one that is called like a field of ours gets `field_` in front. The trace
/// is that of the step or [`Scope`](crate::Scope) around; spans that steps open themselves (feature `tracing-spans`)
/// add nothing. They go where timings go, from the set-up's level on.
///
/// # Examples
///
/// ```
/// use flight_recorder::TracingLayer;
/// use tracing_subscriber::layer::SubscriberExt as _;
///
/// let subscriber = tracing_subscriber::registry().with(TracingLayer::new());
/// # let lines = flight_recorder::testing::capture(|| {
/// tracing::subscriber::with_default(subscriber, || tracing::info!(rows = 17, "table loaded"));
/// # });
/// # assert_eq!(lines[0]["message"], "table loaded");
/// # assert_eq!(lines[0]["rows"], 17);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct TracingLayer(());

impl TracingLayer {
    /// The layer, which has no options: the set-up's are its.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl<S> Layer<S> for TracingLayer
where
    S: Subscriber + for<'l> LookupSpan<'l>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().target() == "flight_recorder" {
            return;
        }
        let mut said = SpanFields::default();
        attributes.record(&mut said);
        if let Some(span) = context.span(id) {
            span.extensions_mut().replace(said);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        // Before the lock: it runs the user's code.
        let mut more = SpanFields::default();
        values.record(&mut more);
        if let Some(span) = context.span(id)
            && let Some(said) = span.extensions_mut().get_mut::<SpanFields>()
        {
            said.update(more);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        event::record(
            &LOG,
            level(metadata),
            event::Message::Users(&Message(event)),
            |fields| {
                let origin = Origin {
                    target: metadata.target(),
                    module: metadata.module_path(),
                    file: metadata.file(),
                    line: metadata.line(),
                };
                origin.write(fields);
                let mut said = Vec::new();
                event.record(&mut EventFields {
                    fields,
                    said: &mut said,
                });
                for span in context.event_scope(event).into_iter().flatten() {
                    let extensions = span.extensions();
                    let Some(SpanFields(of_span)) = extensions.get() else {
                        continue;
                    };
                    for (name, value) in of_span {
                        if !said.contains(name) {
                            said.push(name);
                            fields.user(name, value);
                        }
                    }
                }
            },
        );
    }
}

fn level(metadata: &Metadata<'_>) -> Level {
    match *metadata.level() {
        tracing_core::Level::TRACE => Level::Trace,
        tracing_core::Level::DEBUG => Level::Debug,
        tracing_core::Level::INFO => Level::Info,
        tracing_core::Level::WARN => Level::Warn,
        tracing_core::Level::ERROR => Level::Error,
    }
}
