//! Steps as spans of `tracing`, seen by an exporter of OpenTelemetry.

use std::cell::Cell;
use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use flight_recorder::{TracingLayer, audit, testing, track_time};
use opentelemetry::trace::{SpanId, Status, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use serde_json::Value;
use tracing::dispatcher::{Dispatch, with_default};
use tracing::span::{Attributes, Id};
use tracing::subscriber::Subscriber;
use tracing_subscriber::layer::{self, Layer, SubscriberExt as _};

use crate::support::keys;

/// An exporter, and the subscriber that feeds it.
struct Exporter {
    spans: InMemorySpanExporter,
    provider: SdkTracerProvider,
    dispatch: Dispatch,
}

impl Exporter {
    fn new() -> Self {
        let spans = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder()
            .with_simple_exporter(spans.clone())
            .build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tests"));
        let subscriber = tracing_subscriber::registry()
            .with(layer)
            .with(TracingLayer::new());
        Self {
            spans,
            provider,
            dispatch: Dispatch::new(subscriber),
        }
    }

    /// Runs it under the subscriber, on this thread.
    fn run<R>(&self, run: impl FnOnce() -> R) -> R {
        with_default(&self.dispatch, run)
    }

    /// What was exported, in the order of the spans' ends.
    fn spans(&self) -> Vec<SpanData> {
        self.provider.force_flush().expect("it is in memory");
        self.spans.get_finished_spans().expect("spans")
    }
}

/// The lines of `run`, and the spans.
fn seen<R>(run: impl FnOnce() -> R) -> (Vec<Value>, Vec<SpanData>) {
    let exporter = Exporter::new();
    let lines = testing::capture(|| exporter.run(run));
    (lines, exporter.spans())
}

fn attribute(span: &SpanData, key: &str) -> Option<String> {
    let mut found = span.attributes.iter().rev();
    let found = found.find(|known| known.key.as_str() == key);
    found.map(|known| known.value.to_string())
}

#[track_caller]
fn is_child(child: &SpanData, parent: &SpanData) {
    assert_eq!(child.parent_span_id, parent.span_context.span_id());
    assert_eq!(
        child.span_context.trace_id(),
        parent.span_context.trace_id()
    );
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

#[track_time(name = "scaling")]
fn scale(income: f64) -> f64 {
    income / 100_000.0
}

#[audit(model_version = "v1", mask(account))]
fn predict(income: f64, account: &str) -> Result<f64, String> {
    let scaled = scale(income);
    if scaled < 0.0 {
        return Err(format!("account {account} owes"));
    }
    Ok(scaled)
}

#[test]
fn a_step_is_a_span_with_its_name_ids_and_outcome() {
    let (lines, spans) = seen(|| predict(52_000.0, "DE-zulu"));
    let [inner, outer] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!((&*inner.name, &*outer.name), ("scaling", "predict"));
    is_child(inner, outer);
    assert_eq!(outer.parent_span_id, SpanId::INVALID);
    for (line, span) in lines.iter().zip(&spans) {
        assert_eq!(span.status, Status::Ok);
        assert_eq!(attribute(span, "outcome").as_deref(), Some("ok"));
        assert_eq!(
            attribute(span, "trace_id").as_deref(),
            line["trace_id"].as_str()
        );
        assert_eq!(
            attribute(span, "span_id").as_deref(),
            line["span_id"].as_str()
        );
        let text = |key: &str| line[key].as_str().expect("a string").to_owned();
        assert_eq!(
            attribute(span, "code.function.name"),
            Some(format!("{}::{}", text("module"), text("function")))
        );
        // Beside what the layer says itself, which is where our code opens spans.
        let mut places = span
            .attributes
            .iter()
            .filter(|attribute| attribute.key.as_str() == "code.file.path");
        assert!(places.any(|place| place.value.as_str() == text("file")));
    }
}

#[test]
fn an_error_is_told_without_what_is_masked() {
    let (lines, spans) = seen(|| predict(-1.0, "DE-zulu"));
    let outer = &spans[1];
    let description = lines[1]["error_message"].as_str().expect("a message");
    assert_eq!(description, "account [masked] owes");
    assert_eq!(outer.status, Status::error(description.to_owned()));
    assert_eq!(attribute(outer, "outcome").as_deref(), Some("error"));
    assert_eq!(
        attribute(outer, "error_type").as_deref(),
        lines[1]["error_type"].as_str()
    );
    assert!(!format!("{spans:?}").contains("zulu"));
    // What went well inside did.
    assert_eq!(spans[0].status, Status::Ok);
}

#[test]
fn a_panic_is_an_error_and_leaves_the_span() {
    #[track_time]
    fn fall() {
        panic!("too \"deep\"")
    }
    #[track_time]
    fn overcome() {
        assert!(catch_unwind(fall).is_err());
        scale(1.0);
    }
    let (_, spans) = seen(overcome);
    let [fall, scale, overcome] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!(fall.status, Status::error("too \"deep\""));
    assert_eq!(attribute(fall, "outcome").as_deref(), Some("panic"));
    assert_eq!(attribute(fall, "error_type").as_deref(), Some("panic"));
    is_child(fall, overcome);
    is_child(scale, overcome);
    assert_eq!(overcome.status, Status::Ok);
}

#[test]
fn a_body_that_stays_in_its_function_is_a_span_too() {
    #[track_time]
    fn adder(by: usize) -> impl Fn(&str) -> usize {
        scale(1.0);
        move |text| text.len() + by
    }
    let (_, spans) = seen(|| adder(1)("two"));
    let [scale, adder] = &spans[..] else {
        panic!("{spans:?}")
    };
    is_child(scale, adder);
}

#[track_time]
async fn step(times: u32) {
    for _ in 0..times {
        scale(1.0);
        tokio::task::yield_now().await;
    }
}

#[test]
fn futures_that_take_turns_on_a_thread_have_their_own_children() {
    #[track_time]
    async fn both() {
        tokio::join!(step(2), step(2));
    }
    let (_, spans) = seen(|| block_on(both()));
    let named = |name: &str| {
        spans
            .iter()
            .filter(|span| span.name == name)
            .collect::<Vec<_>>()
    };
    let both = named("both")[0];
    let steps = named("step");
    assert_eq!(steps.len(), 2);
    for step in &steps {
        is_child(step, both);
        assert_eq!(step.status, Status::Ok);
        let id = step.span_context.span_id();
        let children = named("scaling")
            .into_iter()
            .filter(|span| span.parent_span_id == id);
        assert_eq!(children.count(), 2);
    }
}

#[test]
fn a_future_that_hops_threads_takes_its_span_along() {
    let exporter = Exporter::new();
    let mut future: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(step(3));
    let mut is_done = false;
    let mut polls = 0;
    while !is_done {
        polls += 1;
        std::thread::scope(|scope| {
            let poll = || {
                testing::capture(|| {
                    exporter.run(|| {
                        let mut cx = Context::from_waker(Waker::noop());
                        is_done = future.as_mut().poll(&mut cx).is_ready();
                        // The thread is not in the span any more.
                        scale(0.0);
                    });
                });
            };
            scope.spawn(poll);
        });
    }
    assert_eq!(polls, 4);
    let spans = exporter.spans();
    let step = spans
        .iter()
        .find(|span| span.name == "step")
        .expect("it ended");
    let inside = spans
        .iter()
        .filter(|span| span.parent_span_id == step.span_context.span_id());
    assert_eq!(inside.count(), 3);
    let roots = spans
        .iter()
        .filter(|span| span.parent_span_id == SpanId::INVALID);
    assert_eq!(roots.count(), 1 + 4);
}

#[test]
fn a_dropped_future_was_cancelled_and_what_its_destructors_call_is_inside() {
    struct Held;
    impl Drop for Held {
        fn drop(&mut self) {
            scale(1.0);
        }
    }
    #[track_time]
    async fn wait() {
        let _held = Held;
        pending::<()>().await;
    }
    let (_, spans) = seen(|| {
        {
            let mut future = pin!(wait());
            let mut cx = Context::from_waker(Waker::noop());
            assert!(future.as_mut().poll(&mut cx).is_pending());
        }
        scale(2.0);
    });
    let [held, wait, after] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!(wait.name, "wait");
    is_child(held, wait);
    assert_eq!(wait.status, Status::Unset);
    assert_eq!(attribute(wait, "outcome").as_deref(), Some("cancelled"));
    assert_eq!(after.parent_span_id, SpanId::INVALID);
}

#[test]
fn a_future_that_panics_leaves_the_span() {
    #[track_time]
    async fn fall() -> Result<(), String> {
        tokio::task::yield_now().await;
        panic!("late")
    }
    #[track_time]
    fn returned() -> impl Future<Output = Result<(), String>> {
        scale(1.0);
        async { Err("told late".to_owned()) }
    }
    let (_, spans) = seen(|| {
        assert!(catch_unwind(AssertUnwindSafe(|| block_on(fall()))).is_err());
        block_on(returned())
    });
    let [fall, scale, returned] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!(fall.status, Status::error("late"));
    is_child(scale, returned);
    assert_eq!(returned.parent_span_id, SpanId::INVALID);
    assert_eq!(returned.status, Status::error("told late"));
}

#[test]
fn steps_and_spans_of_others_are_each_others_children() {
    #[track_time]
    fn load() {
        let _span = tracing::info_span!("query", rows = 3).entered();
        scale(1.0);
        tracing::info!("asked");
    }
    let (lines, spans) = seen(|| tracing::info_span!("main").in_scope(load));
    let [scale, query, load, main] = &spans[..] else {
        panic!("{spans:?}")
    };
    is_child(scale, query);
    is_child(query, load);
    is_child(load, main);
    assert_eq!(query.events.iter().len(), 1);
    // Lines say of spans what the program said, and no span of ours.
    let asked = lines
        .iter()
        .find(|line| line["message"] == "asked")
        .expect("a line");
    let mut expected = vec!["event", "file", "level", "line", "message", "module"];
    expected.extend(["rows", "span_id", "trace_id"]);
    assert_eq!(keys(asked), expected);
}

#[test]
fn a_batch_that_went_well_is_one_span() {
    #[audit(model_version = "v1", batch = rows)]
    fn judge(rows: &[f64]) -> Vec<f64> {
        rows.to_vec()
    }
    let (lines, spans) = seen(|| judge(&[1.0, 2.0]));
    assert_eq!((lines.len(), spans.len()), (2, 1));
    assert_eq!(spans[0].status, Status::Ok);
}

#[test]
fn a_subscriber_that_panics_or_calls_steps_itself_harms_nobody() {
    thread_local! {
        static CALLS: Cell<u32> = const { Cell::new(0) };
    }
    struct Layered;
    impl<S: Subscriber> Layer<S> for Layered {
        fn on_new_span(&self, _: &Attributes<'_>, _: &Id, _: layer::Context<'_, S>) {
            CALLS.set(CALLS.get() + 1);
            scale(1.0);
        }
        fn on_close(&self, _: Id, _: layer::Context<'_, S>) {
            scale(1.0);
        }
        fn on_enter(&self, _: &Id, _: layer::Context<'_, S>) {
            panic!("no")
        }
    }
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(Layered));
    let lines = testing::capture(|| with_default(&dispatch, || scale(2.0)));
    assert_eq!(CALLS.get(), 1);
    // The subscriber's two, and ours.
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line["outcome"] == "ok"));
}
