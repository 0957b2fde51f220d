//! A service of `tower` behind the layer.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use flight_recorder::{RequestLayer, Scope, health, testing, track_time};
use http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use tower::{Layer, ServiceExt as _, service_fn};

use crate::support::{keys, only};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const TRACEPARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[track_time]
fn score() {}

/// Answers with a status, and calls a step on the way.
async fn answer(request: Request<StatusCode>) -> Result<Response<()>, Infallible> {
    score();
    tokio::task::yield_now().await;
    let mut response = Response::new(());
    *response.status_mut() = *request.body();
    Ok(response)
}

fn request(headers: &[(&str, &str)]) -> Request<StatusCode> {
    let mut request = Request::get("/people/grace?page=2");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(StatusCode::OK).expect("a request")
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

/// The answer of [`answer`] behind a layer, and the lines.
fn answered(layer: &RequestLayer, request: Request<StatusCode>) -> (Response<()>, Vec<Value>) {
    let mut response = None;
    let lines = testing::capture(|| {
        let service = layer.layer(service_fn(answer));
        let Ok(answer) = block_on(service.oneshot(request));
        response = Some(answer);
    });
    (response.expect("an answer"), lines)
}

#[test]
fn a_request_is_a_line_whose_children_are_the_steps_inside() {
    let (response, lines) = answered(
        &RequestLayer::new(),
        request(&[("traceparent", TRACEPARENT), ("x-request-id", "r-17")]),
    );
    assert_eq!(response.headers()["x-request-id"], "r-17");
    let [step, line] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(line["message"], "Request completed");
    assert_eq!(line["event"], "request");
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["method"], "GET");
    assert_eq!(line["status"], 200);
    assert!(line["duration_seconds"].is_f64(), "{line}");
    assert_eq!(line["trace_id"], TRACE);
    assert_eq!(line["parent_span_id"], "b7ad6b7169203331");
    assert_eq!(step["trace_id"], TRACE);
    assert_eq!(step["parent_span_id"], line["span_id"]);
    for line in &lines {
        assert_eq!(line["request_id"], "r-17");
    }
    // The path may hold personal data.
    assert!(!format!("{lines:?}").contains("grace"));
    let mut expected = vec![
        "duration_seconds",
        "event",
        "level",
        "message",
        "method",
        "outcome",
    ];
    expected.extend([
        "parent_span_id",
        "request_id",
        "span_id",
        "status",
        "trace_id",
    ]);
    assert_eq!(keys(line), expected);
}

#[test]
fn without_headers_there_is_a_new_trace_and_a_new_id() {
    let layer = RequestLayer::new();
    let (first, lines) = answered(&layer, request(&[]));
    let (second, _) = answered(&layer, request(&[]));
    let id = first.headers()["x-request-id"].to_str().expect("text");
    assert_eq!(id.len(), 32);
    assert!(id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(
        first.headers()["x-request-id"],
        second.headers()["x-request-id"]
    );
    assert_eq!(lines[1]["request_id"], id);
    assert_eq!(lines[1].get("parent_span_id"), None);
    assert_eq!(lines[0]["parent_span_id"], lines[1]["span_id"]);
}

#[test]
fn a_request_is_no_child_of_what_runs_around() {
    let (_, lines) = {
        let mut all = (None, Vec::new());
        Scope::new().field("outer", &1).enter(|| {
            let (response, lines) = answered(&RequestLayer::new(), request(&[]));
            all = (Some(response), lines);
        });
        all
    };
    assert_eq!(lines[1].get("outer"), None);
    assert_eq!(lines[1].get("parent_span_id"), None);
}

#[test]
fn a_bad_traceparent_is_ignored_and_counted() {
    for headers in [
        &[("traceparent", "00-nonsense")][..],
        &[("traceparent", TRACEPARENT), ("traceparent", TRACEPARENT)],
        &[("traceparent", "caf\u{e9}")],
    ] {
        let before = health().ignored_traceparents;
        let (response, lines) = answered(&RequestLayer::new(), request(headers));
        assert_eq!(response.status(), StatusCode::OK);
        assert_ne!(lines[1]["trace_id"], TRACE);
        assert_eq!(lines[1].get("parent_span_id"), None);
        assert!(health().ignored_traceparents > before, "{headers:?}");
    }
}

#[test]
fn several_tracestates_are_one_list_that_is_handed_on() {
    let service = RequestLayer::new().layer(service_fn(async |_: Request<StatusCode>| {
        let state = Scope::current().tracestate().map(str::to_owned);
        Ok::<_, Infallible>(Response::new(state))
    }));
    let headers = [
        ("traceparent", TRACEPARENT),
        ("tracestate", "a=1"),
        ("tracestate", "b=2"),
    ];
    let mut states = None;
    testing::capture(|| {
        let Ok(response) = block_on(service.oneshot(request(&headers)));
        states = response.into_body();
    });
    assert_eq!(states.as_deref(), Some("a=1,b=2"));
}

#[test]
fn an_unreasonable_id_is_replaced() {
    let longest = "a".repeat(128);
    for id in ["abc", "0-_.:/+=9", &longest] {
        let (response, _) = answered(&RequestLayer::new(), request(&[("x-request-id", id)]));
        assert_eq!(response.headers()["x-request-id"], id);
    }
    let too_long = "a".repeat(129);
    for id in [
        "",
        "two words",
        "a\"b",
        "grace@a.example",
        "caf\u{e9}",
        "<script>",
        &too_long,
    ] {
        let (response, lines) = answered(&RequestLayer::new(), request(&[("x-request-id", id)]));
        let answered = response.headers()["x-request-id"].to_str().expect("text");
        assert_ne!(answered, id);
        assert_eq!(answered.len(), 32);
        assert_eq!(lines[1]["request_id"], answered);
    }
}

#[test]
fn what_went_wrong_inside_is_an_error_and_what_the_client_did_is_not() {
    for (status, level, outcome) in [
        (StatusCode::NOT_FOUND, "INFO", "ok"),
        (StatusCode::INTERNAL_SERVER_ERROR, "ERROR", "error"),
        (StatusCode::SERVICE_UNAVAILABLE, "ERROR", "error"),
    ] {
        let (_, lines) = answered(&RequestLayer::new(), request(&[]).map(|_| status));
        let line = &lines[1];
        assert_eq!(line["status"], status.as_u16());
        assert_eq!(
            (&line["level"], &line["outcome"]),
            (&json!(level), &json!(outcome))
        );
    }
}

#[test]
fn an_error_of_the_service_is_one_and_goes_on() {
    let service = RequestLayer::new().layer(service_fn(async |_: Request<StatusCode>| {
        Err::<Response<()>, _>("broken")
    }));
    let line = only(testing::capture(|| {
        assert_eq!(
            block_on(service.oneshot(request(&[]))).err(),
            Some("broken")
        );
    }));
    assert_eq!(line["message"], "Request failed");
    assert_eq!(
        (&line["level"], &line["outcome"]),
        (&json!("ERROR"), &json!("error"))
    );
    assert_eq!(line.get("status"), None);
}

#[test]
fn an_answer_that_nobody_waits_for_was_cancelled() {
    struct Held;
    impl Drop for Held {
        fn drop(&mut self) {
            score();
        }
    }
    let service = RequestLayer::new().layer(service_fn(async |_: Request<StatusCode>| {
        let _held = Held;
        pending::<Result<Response<()>, Infallible>>().await
    }));
    let lines = testing::capture(|| {
        let future = service.oneshot(request(&[]));
        let mut future = pin!(future);
        let mut cx = Context::from_waker(Waker::noop());
        assert!(future.as_mut().poll(&mut cx).is_pending());
    });
    let [step, line] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(line["message"], "Request was cancelled");
    assert_eq!(
        (&line["level"], &line["outcome"]),
        (&json!("WARN"), &json!("cancelled"))
    );
    assert_eq!(step["parent_span_id"], line["span_id"]);
    assert_eq!(step["request_id"], line["request_id"]);
}

#[test]
fn a_panic_in_the_service_ends_the_request_once_and_goes_on() {
    type Answer = Pin<Box<dyn Future<Output = Result<Response<()>, Infallible>>>>;
    let at_call = |_: Request<StatusCode>| -> Answer { panic!("at the call") };
    let in_poll = |_: Request<StatusCode>| -> Answer {
        Box::pin(async {
            tokio::task::yield_now().await;
            panic!("in a poll")
        })
    };
    for call in [&at_call as &dyn Fn(_) -> Answer, &in_poll] {
        let service = RequestLayer::new().layer(service_fn(call));
        let line = only(testing::capture(|| {
            let call = || block_on(service.oneshot(request(&[])));
            let call = std::panic::AssertUnwindSafe(call);
            assert!(std::panic::catch_unwind(call).is_err());
        }));
        assert_eq!(line["message"], "Request panicked");
        assert_eq!(
            (&line["level"], &line["outcome"]),
            (&json!("ERROR"), &json!("panic"))
        );
    }
}

#[test]
fn methods_are_few() {
    for (method, told) in [("POST", "POST"), ("BREW", "_OTHER")] {
        let mut request = request(&[]);
        *request.method_mut() = Method::from_bytes(method.as_bytes()).expect("a method");
        let (_, lines) = answered(&RequestLayer::new(), request);
        assert_eq!(lines[1]["method"], told);
    }
}

#[test]
fn the_route_is_what_the_program_tells() {
    let layer = RequestLayer::new().route(|request| {
        let path = request.uri.path();
        path.starts_with("/people/")
            .then(|| "/people/{name}".to_owned())
    });
    let (_, lines) = answered(&layer, request(&[]));
    assert_eq!(lines[1]["route"], "/people/{name}");
    let panics = RequestLayer::new().route(|_| panic!("no"));
    let (_, lines) = answered(&panics, request(&[]));
    assert_eq!(lines[1].get("route"), None);
}

#[test]
fn the_service_says_when_it_is_ready() {
    struct Busy;
    impl tower::Service<Request<()>> for Busy {
        type Response = Response<()>;
        type Error = &'static str;
        type Future = std::future::Ready<Result<Response<()>, &'static str>>;
        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
            Poll::Ready(Err("busy"))
        }
        fn call(&mut self, _: Request<()>) -> Self::Future {
            unreachable!("it is not ready")
        }
    }
    let lines = testing::capture(|| {
        let service = RequestLayer::new().layer(Busy);
        assert_eq!(
            block_on(service.oneshot(Request::new(()))).err(),
            Some("busy")
        );
    });
    assert!(lines.is_empty(), "{lines:?}");
}
