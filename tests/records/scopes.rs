//! Scopes: a request's trace and the program's own fields, in every line inside.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use flight_recorder::testing::capture;
use flight_recorder::{Scope, audit, health, track_time};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::{Value, json};

use crate::support::{block_on, of, one, poll_once};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const CALLER: &str = "b7ad6b7169203331";

fn header() -> String {
    format!("00-{TRACE}-{CALLER}-01")
}

fn request() -> Scope {
    Scope::from_headers(Some(&header()), None)
        .field("request_id", "r-17")
        .field("tenant", "acme")
}

#[track_time]
fn outer() {
    inner();
}

#[track_time]
fn inner() {}

#[audit(model_version = "v1")]
fn predicts(income: f64) -> Result<f64, String> {
    (income > 0.0).then_some(0.5).ok_or("no income".to_owned())
}

#[track_caller]
fn assert_of_request(line: &Value) {
    assert_eq!(line["trace_id"], TRACE, "{line}");
    assert_eq!(line["request_id"], "r-17", "{line}");
    assert_eq!(line["tenant"], "acme", "{line}");
}

#[test]
fn every_line_inside_is_of_the_request_and_none_outside() {
    let lines = capture(|| {
        request().enter(|| {
            outer();
            predicts(1.0).unwrap();
            predicts(0.0).unwrap_err();
        });
        inner();
    });
    assert_eq!(lines.len(), 5);
    lines[..4].iter().for_each(assert_of_request);
    assert_eq!(of(&lines, "outer")["parent_span_id"], CALLER);
    assert_eq!(lines[0]["parent_span_id"], lines[1]["span_id"]);
    assert_eq!(lines[2]["parent_span_id"], CALLER);
    let after = &lines[4];
    assert!(after.get("request_id").is_none() && after.get("parent_span_id").is_none());
    assert_ne!(after["trace_id"], TRACE);
}

#[test]
fn a_scope_without_a_caller_is_one_trace_whose_steps_have_no_parent() {
    let scope = Scope::new();
    let lines = capture(|| {
        scope.enter(|| {
            inner();
            inner();
        });
    });
    for line in &lines {
        assert_eq!(line["trace_id"], scope.trace_id());
        assert!(line.get("parent_span_id").is_none());
    }
}

#[test]
fn a_panic_leaves_the_scope() {
    let lines = capture(|| {
        let unwinding = || request().enter(|| panic!("broken"));
        catch_unwind(AssertUnwindSafe(unwinding)).unwrap_err();
        inner();
    });
    assert!(lines[0].get("request_id").is_none());
}

#[test]
fn a_scope_inside_adds_to_the_one_around() {
    let lines = capture(|| {
        request().enter(|| {
            let batch = Scope::current()
                .field("batch", &3)
                .field("tenant", "umbrella");
            batch.enter(inner);
            inner();
        });
    });
    assert_eq!(lines[0]["request_id"], "r-17");
    assert_eq!(
        (&lines[0]["batch"], &lines[0]["tenant"]),
        (&json!(3), &json!("umbrella"))
    );
    assert_eq!(lines[0]["trace_id"], TRACE);
    assert_of_request(&lines[1]);
    assert!(lines[1].get("batch").is_none());
}

#[track_time]
async fn waits() {
    inner();
    tokio::task::yield_now().await;
    inner();
}

#[test]
fn a_future_takes_its_scope_from_thread_to_thread() {
    let mut call = Box::pin(request().instrument(waits()));
    let first = capture(|| {
        assert!(poll_once(call.as_mut()).is_pending());
        outer();
    });
    assert_of_request(&first[0]);
    assert!(of(&first, "outer").get("request_id").is_none());
    let there = thread::spawn(|| capture(|| block_on(call)));
    let second = there.join().unwrap();
    assert_eq!(second.len(), 2);
    second.iter().for_each(assert_of_request);
    assert_eq!(second[0]["parent_span_id"], second[1]["span_id"]);
    assert_eq!(first[0]["parent_span_id"], second[1]["span_id"]);
    assert_eq!(second[1]["parent_span_id"], CALLER);
}

#[test]
fn a_future_that_is_dropped_ends_in_its_scope() {
    let lines = capture(|| {
        let mut call = Box::pin(request().instrument(waits()));
        assert!(poll_once(call.as_mut()).is_pending());
    });
    let cancelled = of(&lines, "waits");
    assert_eq!(cancelled["outcome"], "cancelled");
    assert_of_request(cancelled);
}

/// The lines of work that `hand` gives away inside of a step, and the step's own.
fn handed(hand: impl FnOnce(Scope) -> Vec<Value>) -> (Vec<Value>, Value) {
    #[track_time(features())]
    fn gives_away(hand: impl FnOnce()) {
        hand();
    }
    let mut there = Vec::new();
    let here = capture(|| {
        request().enter(|| gives_away(|| there = hand(Scope::current())));
    });
    (there, of(&here, "gives_away").clone())
}

#[track_caller]
fn assert_handed(hand: impl FnOnce(Scope) -> Vec<Value>, count: usize) {
    let (there, giver) = handed(hand);
    assert_eq!(there.len(), count);
    for line in &there {
        assert_of_request(line);
        assert_eq!(line["parent_span_id"], giver["span_id"]);
    }
}

#[test]
fn a_thread_that_is_handed_the_scope_works_for_the_step_that_spawned_it() {
    let hand = |scope: Scope| {
        let there = thread::spawn(move || capture(|| scope.enter(inner)));
        there.join().unwrap()
    };
    assert_handed(hand, 1);
}

#[test]
fn so_does_a_task_of_tokio() {
    let hand = |scope: Scope| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        // The lines are captured where each poll runs.
        let task = scope.instrument(async {
            let mut lines = capture(inner);
            tokio::task::yield_now().await;
            lines.extend(capture(inner));
            lines
        });
        runtime.block_on(async { tokio::spawn(task).await.unwrap() })
    };
    assert_handed(hand, 2);
}

#[test]
fn so_does_a_loop_of_rayon() {
    let hand = |scope: Scope| {
        let each = (0..100)
            .into_par_iter()
            .map(|_| capture(|| scope.enter(inner)));
        each.flatten().collect()
    };
    assert_handed(hand, 100);
}

#[test]
fn a_scope_can_be_shared_and_sent() {
    fn is_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn is_sent<T: Send>(_: &T) {}
    is_shared(&Scope::new());
    is_sent(&Scope::new().instrument(waits()));
}

#[test]
fn the_header_for_another_service_names_the_step_that_sends() {
    #[track_time]
    fn sends() -> String {
        Scope::current().traceparent()
    }
    let mut sent = String::new();
    let lines = capture(|| request().enter(|| sent = sends()));
    let span = lines[0]["span_id"].as_str().unwrap();
    assert_eq!(sent, format!("00-{TRACE}-{span}-01"));
    assert_eq!(request().traceparent(), header());
    // Without a step there is an id all the same: one of zeros is invalid.
    let fresh = Scope::new();
    let again = Scope::from_headers(Some(&fresh.traceparent()), None);
    assert_eq!(again.trace_id(), fresh.trace_id());
    assert_eq!(
        again.traceparent(),
        fresh.traceparent().split_at(36).0.to_owned() + again.traceparent().split_at(36).1
    );
}

#[test]
fn the_flags_and_the_state_of_other_vendors_are_handed_on() {
    let header = format!("00-{TRACE}-{CALLER}-00");
    let scope = Scope::from_headers(Some(&header), Some("rojo=1,congo=2"));
    assert_eq!(scope.traceparent(), header);
    let inside = scope.enter(|| Scope::current().field("a", &1));
    assert_eq!(inside.tracestate(), Some("rojo=1,congo=2"));
    assert_eq!(inside.traceparent(), header);
    let broken = Scope::from_headers(Some(&header), Some("rojo=1,rojo=2"));
    assert_eq!((broken.tracestate(), broken.traceparent()), (None, header));
    assert_eq!(Scope::from_headers(None, Some("rojo=1")).tracestate(), None);
    assert_eq!(
        Scope::from_headers(Some("00"), Some("rojo=1")).tracestate(),
        None
    );
}

#[test]
fn a_header_that_breaks_a_rule_is_ignored_and_counted() {
    let before = health().ignored_traceparents;
    let scope = Scope::from_headers(Some("00-not-a-header"), None);
    assert!(health().ignored_traceparents > before);
    assert_ne!(scope.trace_id(), TRACE);
    assert_eq!(scope.trace_id().len(), 32);
}

#[test]
fn fields_follow_the_rules_of_features() {
    #[derive(serde::Serialize)]
    struct Client {
        email: &'static str,
        plan: &'static str,
    }
    let scope = Scope::new()
        .field("email", "jane@example.com")
        .field(
            "client",
            &Client {
                email: "jane@example.com",
                plan: "gold",
            },
        )
        .field("share", &f64::NAN)
        .field("load", &f64::INFINITY)
        .field("text", &"x".repeat(2000))
        .field("zero", "a\0b")
        .field("list", &vec![1.5; 100]);
    let line = one(|| scope.enter(inner));
    assert_eq!(line["email"], "[masked]");
    assert_eq!(line["client"], json!({"email": "[masked]", "plan": "gold"}));
    assert_eq!(
        (&line["share"], &line["load"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(line["share_non_finite"], json!({"share": "NaN"}));
    assert!(
        line["text"]
            .as_str()
            .unwrap()
            .contains("[cut: 976 more bytes]")
    );
    assert_eq!(line["zero"], "a\u{fffd}b");
    assert_eq!(line["list"]["len"], 100);
}

#[test]
fn a_name_that_the_recorder_has_a_meaning_for_is_another_one() {
    let scope = Scope::new()
        .field("level", "gold")
        .field("input_features", &1)
        .field("status", "new")
        .field("tenant", "a")
        .field("tenant", "b");
    let line = one(|| scope.enter(|| drop(predicts(0.0))));
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["field_level"], "gold");
    assert_eq!(line["input_features"], json!({"income": 0.0}));
    assert_eq!(line["field_input_features"], 1);
    assert_eq!(line["field_status"], "new");
    assert_eq!(line["tenant"], "b");
}

#[test]
fn fields_that_are_too_many_are_cut_before_the_line_is_too_long() {
    let many = (0..100).fold(Scope::new(), |scope, at| {
        scope.field(&format!("field_{at}"), &"x".repeat(900))
    });
    let line = one(|| many.enter(|| predicts(2.0)));
    assert_eq!(line["prediction"], 0.5);
    assert!(line.to_string().len() <= 16 * 1024);
}

#[test]
fn what_json_cannot_say_of_a_field_takes_no_other_fields_name() {
    let scope = Scope::new().field("x_non_finite", &1).field("x", &f64::NAN);
    let captured = one(|| scope.enter(inner));
    assert_eq!(captured["x_non_finite"], json!({"x": "NaN"}));
    let scope = scope.field("x_non_finite", &2);
    assert_eq!(one(|| scope.enter(inner))["x_non_finite"], 2);
}

#[test]
fn a_step_of_another_trace_hands_on_no_state_of_the_scope_around() {
    #[track_time]
    fn asks() -> impl Future<Output = Scope> {
        async { Scope::current() }
    }
    let caller = Scope::from_headers(Some(&header()), Some("rojo=1"));
    let elsewhere = Scope::new();
    let future = elsewhere.enter(asks);
    let inside = block_on(caller.instrument(future));
    assert_eq!(inside.trace_id(), elsewhere.trace_id());
    assert_eq!(inside.tracestate(), None);
}
