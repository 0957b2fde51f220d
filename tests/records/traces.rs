//! Traces: which call is inside of which, on a thread, across `.await`, and between threads.

use std::collections::HashSet;
use std::panic::catch_unwind;

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde_json::Value;

use crate::support::{block_on, of, one, poll_once};

#[track_time]
fn inner() {}

#[track_time]
fn outer() {
    inner();
    middle();
}

#[audit(model_version = "v1")]
fn middle() -> u8 {
    inner_most();
    1
}

#[track_time]
fn inner_most() {}

#[track_caller]
fn assert_parent(child: &Value, parent: &Value) {
    assert_eq!(child["trace_id"], parent["trace_id"], "{child} in {parent}");
    assert_eq!(
        child["parent_span_id"], parent["span_id"],
        "{child} in {parent}"
    );
}

#[test]
fn nested_calls_share_a_trace_and_name_their_parents() {
    let lines = capture(outer);
    let outer = of(&lines, "outer");
    assert!(outer.get("parent_span_id").is_none());
    assert_parent(of(&lines, "inner"), outer);
    assert_parent(of(&lines, "middle"), outer);
    assert_parent(of(&lines, "inner_most"), of(&lines, "middle"));
    let spans: HashSet<_> = lines
        .iter()
        .map(|line| line["span_id"].to_string())
        .collect();
    assert_eq!(spans.len(), 4);
}

#[test]
fn calls_at_the_top_have_traces_of_their_own() {
    let lines = capture(|| (0..100).for_each(|_| inner()));
    let traces: HashSet<_> = lines
        .iter()
        .map(|line| line["trace_id"].to_string())
        .collect();
    assert_eq!(traces.len(), 100);
    assert!(
        lines
            .iter()
            .all(|line| line.get("parent_span_id").is_none())
    );
}

#[track_time]
fn breaks() {
    inner();
    panic!("broken");
}

#[test]
fn a_call_after_a_panic_is_at_the_top_again() {
    let lines = capture(|| {
        catch_unwind(breaks).unwrap_err();
        inner_most();
    });
    assert_parent(of(&lines, "inner"), of(&lines, "breaks"));
    let after = of(&lines, "inner_most");
    assert!(after.get("parent_span_id").is_none());
    assert_ne!(after["trace_id"], of(&lines, "breaks")["trace_id"]);
}

#[track_time]
fn recursive(depth: u32) {
    if depth > 0 {
        recursive(depth - 1);
    }
}

#[test]
fn a_recursive_call_is_the_child_of_the_one_before() {
    let lines = capture(|| recursive(3));
    assert_eq!(lines.len(), 4);
    // The innermost ends first.
    for pair in lines.windows(2) {
        assert_parent(&pair[0], &pair[1]);
    }
}

#[track_time]
#[audit(model_version = "v1")]
fn doubly() -> u8 {
    1
}

#[test]
fn with_both_attributes_one_is_inside_of_the_other() {
    let lines = capture(doubly);
    let root = lines
        .iter()
        .position(|line| line.get("parent_span_id").is_none())
        .unwrap();
    assert_parent(&lines[1 - root], &lines[root]);
}

#[track_time]
async fn root(left: u32, right: u32) {
    futures::join!(branch_left(left), branch_right(right));
    leaf_of_root().await;
}

#[track_time]
async fn branch_left(awaits: u32) {
    for _ in 0..awaits {
        tokio::task::yield_now().await;
    }
    leaf_of_left().await;
}

#[track_time]
async fn branch_right(awaits: u32) {
    for _ in 0..awaits {
        tokio::task::yield_now().await;
    }
    leaf_of_right();
    tokio::task::yield_now().await;
}

#[track_time]
async fn leaf_of_root() {}
#[track_time]
async fn leaf_of_left() {
    tokio::task::yield_now().await;
    inner();
}
#[track_time]
fn leaf_of_right() {}

#[test]
fn interleaved_siblings_keep_their_own_children() {
    for (left, right) in [(0, 0), (3, 1), (1, 3)] {
        let lines = capture(|| block_on(root(left, right)));
        let root = of(&lines, "root");
        assert!(root.get("parent_span_id").is_none());
        assert_parent(of(&lines, "branch_left"), root);
        assert_parent(of(&lines, "branch_right"), root);
        assert_parent(of(&lines, "leaf_of_root"), root);
        assert_parent(of(&lines, "leaf_of_left"), of(&lines, "branch_left"));
        assert_parent(of(&lines, "inner"), of(&lines, "leaf_of_left"));
        assert_parent(of(&lines, "leaf_of_right"), of(&lines, "branch_right"));
    }
}

#[test]
fn what_runs_between_polls_is_not_inside() {
    let lines = capture(|| {
        let mut call = Box::pin(branch_right(1));
        assert!(poll_once(call.as_mut()).is_pending());
        inner();
        block_on(call);
    });
    let between = of(&lines, "inner");
    assert!(between.get("parent_span_id").is_none());
    assert_ne!(between["trace_id"], of(&lines, "branch_right")["trace_id"]);
}

#[track_time]
async fn moves() {
    inner();
    tokio::task::yield_now().await;
    inner_most();
}

#[test]
fn a_future_that_moves_between_threads_takes_its_trace_along() {
    let mut call = Box::pin(moves());
    let first = capture(|| assert!(poll_once(call.as_mut()).is_pending()));
    let there = std::thread::spawn(|| capture(|| others_with(|| block_on(call))));
    let second = there.join().unwrap();
    let moved = of(&second, "moves");
    assert!(moved.get("parent_span_id").is_none());
    assert_parent(of(&first, "inner"), moved);
    assert_parent(of(&second, "inner_most"), moved);
    assert_ne!(of(&second, "others_with")["trace_id"], moved["trace_id"]);
    assert_ne!(one(inner)["trace_id"], moved["trace_id"]);
}

#[track_time(features())]
fn others_with(run: impl FnOnce()) {
    run();
}

#[track_time]
fn spawns_later() -> impl Future<Output = ()> {
    inner();
    async { inner_most() }
}

#[test]
fn the_future_of_a_function_is_inside_of_its_call() {
    let lines = capture(|| block_on(spawns_later()));
    assert_parent(of(&lines, "inner"), of(&lines, "spawns_later"));
    assert_parent(of(&lines, "inner_most"), of(&lines, "spawns_later"));
}

/// What is recorded when it is dropped.
struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        inner();
    }
}

#[track_time]
async fn waits_connected(connection: Connection) {
    std::future::pending::<()>().await;
    drop(connection);
}

#[test]
fn what_a_cancelled_call_drops_is_inside_of_it() {
    let lines = capture(|| {
        let mut future = Box::pin(waits_connected(Connection));
        assert!(poll_once(future.as_mut()).is_pending());
        drop(future);
        inner_most();
    });
    let cancelled = of(&lines, "waits_connected");
    assert_eq!(cancelled["outcome"], "cancelled");
    assert_parent(of(&lines, "inner"), cancelled);
    assert!(of(&lines, "inner_most").get("parent_span_id").is_none());
}
