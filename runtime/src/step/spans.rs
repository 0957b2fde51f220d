//! The span of `tracing` that a step opens, so that its layers and exporters see steps: with the feature
//! `tracing-spans`, and nothing at all without.

#[cfg(not(feature = "tracing-spans"))]
pub(super) use nothing::Opened;
#[cfg(feature = "tracing-spans")]
pub(super) use opened::Opened;

#[cfg(not(feature = "tracing-spans"))]
mod nothing {
    use crate::step::{CallSite, Outcome, Span};

    /// What a step has of a span where there are none.
    #[derive(Debug, Default)]
    pub(in crate::step) struct Opened(());

    #[expect(clippy::unused_self, reason = "the other one uses it")]
    impl Opened {
        #[inline]
        pub(in crate::step) fn enter(&mut self, _: &CallSite, _: Span) {}

        #[inline]
        pub(in crate::step) fn enter_again(&self) {}

        #[inline]
        pub(in crate::step) fn exit(&self) {}

        #[inline]
        pub(in crate::step) fn close(&mut self, _: Outcome, _: &[u8]) {}
    }
}

#[cfg(feature = "tracing-spans")]
mod opened {
    use std::borrow::Cow;
    use std::cell::Cell;

    use tracing::Level;
    use tracing::field::Empty;
    use tracing::level_filters::LevelFilter;

    use crate::capture::{json, quietly};
    use crate::line::hex;
    use crate::step::{CallSite, Outcome, Span};

    /// A step's span, once it was opened: one that no subscriber wanted is disabled.
    #[derive(Debug, Default)]
    pub(in crate::step) struct Opened(Option<tracing::Span>);

    impl Opened {
        /// Makes it the span that this thread is in; opens it the first time.
        pub(in crate::step) fn enter(&mut self, site: &CallSite, span: Span) {
            if self.0.is_none() {
                self.0 = if LevelFilter::current() >= Level::INFO {
                    undisturbed(|| open(site, span))
                } else {
                    Some(tracing::Span::none())
                };
            }
            self.enter_again();
        }

        /// The same, if it was opened.
        pub(in crate::step) fn enter_again(&self) {
            if let Some(span) = self.enabled() {
                undisturbed(|| span.with_subscriber(|(id, dispatch)| dispatch.enter(id)));
            }
        }

        /// Makes the span before it that of this thread again.
        pub(in crate::step) fn exit(&self) {
            if let Some(span) = self.enabled() {
                undisturbed(|| span.with_subscriber(|(id, dispatch)| dispatch.exit(id)));
            }
        }

        /// Says how the step ended, by the fields that it rendered, and closes it.
        pub(in crate::step) fn close(&mut self, outcome: Outcome, fields: &[u8]) {
            if let Some(span) = self.0.take()
                && !span.is_disabled()
            {
                undisturbed(|| {
                    end(&span, outcome, fields);
                    drop(span);
                });
            }
        }

        /// Where no subscriber wants it, nothing more is paid than to see that.
        fn enabled(&self) -> Option<&tracing::Span> {
            self.0.as_ref().filter(|span| !span.is_disabled())
        }
    }

    /// Calls a subscriber, whose panics are not the step's, and whose own steps open no spans: that would have no end.
    fn undisturbed<R>(call: impl FnOnce() -> R) -> Option<R> {
        thread_local! {
            static IS_CALLED: Cell<bool> = const { Cell::new(false) };
        }
        if IS_CALLED.replace(true) {
            return None;
        }
        let result = quietly(call);
        IS_CALLED.set(false);
        result
    }

    fn open(site: &CallSite, span: Span) -> tracing::Span {
        let [high, low] = span.trace.map(hex);
        let (trace, id) = ([high, low], hex(span.id));
        let text = |digits| String::from_utf8_lossy(digits);
        tracing::info_span!(
            target: "flight_recorder",
            "step",
            otel.name = site.name.unwrap_or(site.function),
            code.function.name = format_args!("{}::{}", site.module, site.function),
            code.file.path = site.file,
            code.line.number = site.line,
            trace_id = &*text(trace.as_flattened()),
            span_id = &*text(&id),
            outcome = Empty,
            otel.status_code = Empty,
            otel.status_description = Empty,
            error_type = Empty,
        )
    }

    fn end(span: &tracing::Span, outcome: Outcome, fields: &[u8]) {
        let (word, status) = match outcome {
            Outcome::Ok => ("ok", Some("OK")),
            Outcome::Error => ("error", Some("ERROR")),
            Outcome::Panic => ("panic", Some("ERROR")),
            // Nobody knows how it would have ended.
            Outcome::Cancelled => ("cancelled", None),
        };
        span.record("outcome", word);
        if let Some(status) = status {
            span.record("otel.status_code", status);
        }
        if matches!(outcome, Outcome::Error | Outcome::Panic) {
            for (key, value) in json::fields(fields) {
                let name = match &fields[key] {
                    b"\"error_type\"" => "error_type",
                    b"\"error_message\"" => "otel.status_description",
                    _ => continue,
                };
                if let Ok(text) = serde_json::from_slice::<Cow<'_, str>>(&fields[value]) {
                    span.record(name, &*text);
                }
            }
        }
    }
}
