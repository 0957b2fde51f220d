//! Routers of `axum`, which know the route of a request.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::routing::{get, post};
use flight_recorder::{RequestLayer, testing, track_time};
use http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::support::only;

#[track_time]
async fn wine(Path(id): Path<u32>) -> String {
    tokio::task::yield_now().await;
    format!("wine {id}")
}

fn router() -> Router {
    let labels = Router::new().route("/labels", post(|| async { "labelled" }));
    let api = Router::new().route("/wines/{id}", get(wine)).merge(labels);
    Router::new().nest("/api", api).layer(RequestLayer::new())
}

fn lines(router: Router, method: &str, path: &str) -> (StatusCode, Vec<Value>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let request = Request::builder().method(method).uri(path);
    let request = request.body(Body::empty()).expect("a request");
    let mut status = StatusCode::OK;
    let lines = testing::capture(|| {
        let Ok(response) = runtime.block_on(router.oneshot(request));
        assert!(response.headers().contains_key("x-request-id"));
        status = response.status();
    });
    (status, lines)
}

#[test]
fn the_route_is_what_was_matched_of_nested_routers_the_whole() {
    let (status, lines) = lines(router(), "GET", "/api/wines/17?page=2");
    assert_eq!(status, StatusCode::OK);
    let [step, line] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(line["route"], "/api/wines/{id}");
    assert_eq!(line["status"], 200);
    assert_eq!(step["parent_span_id"], line["span_id"]);
    assert!(!format!("{lines:?}").contains("page"));
}

#[test]
fn a_layer_on_the_inner_router_knows_the_whole_route_too() {
    let inner = Router::new()
        .route("/wines/{id}", get(wine))
        .layer(RequestLayer::new());
    let (_, lines) = lines(Router::new().nest("/api", inner), "GET", "/api/wines/17");
    assert_eq!(lines[1]["route"], "/api/wines/{id}");
}

#[test]
fn a_path_that_nothing_matches_has_no_route() {
    let (status, lines) = lines(router(), "GET", "/api/people/grace");
    assert_eq!(status, StatusCode::NOT_FOUND);
    let line = only(lines);
    assert_eq!(line["status"], 404);
    assert_eq!(line["level"], "INFO");
    assert_eq!(line.get("route"), None);
    assert!(!line.to_string().contains("grace"));
}

#[test]
fn a_request_that_the_framework_refuses_is_a_line_too() {
    let (status, wrong_method) = lines(router(), "DELETE", "/api/labels");
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(only(wrong_method)["route"], "/api/labels");
    let (status, no_number) = lines(router(), "GET", "/api/wines/grace");
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(only(no_number)["status"], 400);
}

#[test]
fn a_route_of_the_programs_own_comes_before() {
    let layer = RequestLayer::new().route(|_| Some("all".to_owned()));
    let router = Router::new().route("/wines/{id}", get(wine)).layer(layer);
    let (_, lines) = lines(router, "GET", "/wines/17");
    assert_eq!(lines[1]["route"], "all");
}
