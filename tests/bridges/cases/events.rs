//! The events of `tracing`.

use std::fmt::{self, Debug};
use std::io;

use flight_recorder::{Scope, TracingLayer, testing, track_time};
use serde_json::json;
use tracing::field::Empty;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::support::{bridged, keys, only};

#[test]
fn an_event_says_what_and_where() {
    let line = only(bridged(|| tracing::warn!("{} rows loaded", 17)));
    let here = line!() - 1;
    assert_eq!(line["message"], "17 rows loaded");
    assert_eq!(line["event"], "log");
    assert_eq!(line["level"], "WARN");
    assert_eq!(line["module"], module_path!());
    assert_eq!(line["file"], file!());
    assert_eq!(line["line"], here);
    assert_eq!(
        keys(&line),
        ["event", "file", "level", "line", "message", "module"]
    );
    let line = only(bridged(
        || tracing::info!(name: "loaded", target: "audit", rows = 1),
    ));
    assert_eq!(line["target"], "audit");
    assert_eq!(line["message"], "loaded");
}

#[test]
fn levels_have_our_names() {
    let lines = bridged(|| {
        tracing::trace!("1");
        tracing::debug!("2");
        tracing::info!("3");
        tracing::warn!("4");
        tracing::error!("5");
    });
    let levels: Vec<_> = lines.iter().map(|line| &line["level"]).collect();
    assert_eq!(levels, ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"]);
}

#[test]
fn fields_keep_their_types() {
    let error = io::Error::other("x".parse::<u8>().expect_err("no number"));
    let error: &(dyn std::error::Error + 'static) = &error;
    let line = only(bridged(|| {
        tracing::info!(
            small = -3,
            large = u64::MAX,
            larger = u128::MAX,
            share = 0.25,
            odd = f64::INFINITY,
            yes = true,
            text = "t",
            shown = %7,
            debugged = ?Some(1),
            error,
            r#type = "raw",
            nothing = Empty,
            "typed"
        );
    }));
    for (key, value) in [
        ("small", json!(-3)),
        ("large", json!(u64::MAX)),
        ("share", json!(0.25)),
        ("odd", json!(null)),
        ("non_finite", json!({"odd": "Infinity"})),
        ("yes", json!(true)),
        ("text", json!("t")),
        ("shown", json!("7")),
        ("debugged", json!("Some(1)")),
        ("error", json!("invalid digit found in string")),
        ("type", json!("raw")),
    ] {
        assert_eq!(line[key], value, "{key}");
    }
    assert!(line["larger"].is_number(), "{line}");
    assert_eq!(line.get("nothing"), None);
}

#[test]
fn an_event_says_what_the_spans_around_say_the_innermost_first() {
    let line = only(bridged(|| {
        let outer = tracing::info_span!("outer", tenant = "a", rows = 1, later = Empty);
        let _outer = outer.enter();
        let _inner = tracing::info_span!("inner", rows = 2, share = f64::NAN).entered();
        outer.record("later", "now");
        outer.record("tenant", "b");
        tracing::info!(own = true, "inside");
    }));
    assert_eq!(line["own"], true);
    assert_eq!(line["rows"], 2);
    assert_eq!(line["tenant"], "b");
    assert_eq!(line["later"], "now");
    assert_eq!(line["non_finite"], json!({"share": "NaN"}));
    assert_eq!(line.get("rows_2"), None);
}

#[test]
fn an_events_own_field_stands_before_that_of_a_span() {
    let line = only(bridged(|| {
        let _span = tracing::info_span!("outer", rows = 1).entered();
        tracing::info!(rows = 2, "inside");
    }));
    assert_eq!(line["rows"], 2);
    assert_eq!(line.get("rows_2"), None);
}

#[test]
fn what_looks_personal_is_masked_and_what_is_called_like_ours_renamed() {
    let line = only(bridged(|| {
        let _span = tracing::info_span!("signup", phone = "555-0100", line = 3).entered();
        tracing::info!(
            email = "a@b.example",
            span_id = 7,
            customer.iban = "DE0",
            "signed up"
        );
    }));
    assert_eq!(line["email"], "[masked]");
    assert_eq!(line["phone"], "[masked]");
    assert_eq!(line["customer.iban"], "[masked]");
    assert_eq!(line["field_span_id"], 7);
    assert_eq!(line["field_line"], 3);
}

#[test]
fn an_event_belongs_to_the_step_and_the_scope_around_without_fields_of_its_span() {
    #[track_time]
    fn load() {
        tracing::info!("inside");
    }
    let scope = Scope::new().field("tenant", "a");
    let lines = bridged(|| scope.enter(load));
    let [event, step] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(event["trace_id"], scope.trace_id());
    assert_eq!(event["span_id"], step["span_id"]);
    assert_eq!(event["tenant"], "a");
    let mut expected = vec!["event", "file", "level", "line", "message", "module"];
    expected.extend(["span_id", "tenant", "trace_id"]);
    assert_eq!(keys(event), expected);
}

#[test]
fn values_that_panic_are_marked_and_harm_nobody() {
    struct Bad;
    impl Debug for Bad {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("no")
        }
    }
    let line = only(bridged(|| {
        let _span = tracing::info_span!("span", of_span = ?Bad).entered();
        tracing::info!(bad = ?Bad, "{:?}", Bad);
    }));
    for key in ["message", "bad", "of_span"] {
        assert_eq!(line[key], "[unprintable: panicked]", "{key}");
    }
}

#[test]
fn it_is_a_layer_among_others_and_can_be_filtered() {
    let subscriber = tracing_subscriber::registry()
        .with(TracingLayer::new().with_filter(LevelFilter::WARN))
        .with(TracingLayer::new());
    let lines = testing::capture(|| {
        tracing::subscriber::with_default(subscriber, || {
            let _span = tracing::warn_span!("span", rows = 1).entered();
            tracing::info!("one");
            tracing::warn!("two");
        });
    });
    let messages: Vec<_> = lines.iter().map(|line| &line["message"]).collect();
    assert_eq!(messages, ["one", "two", "two"]);
    assert!(lines.iter().all(|line| line["rows"] == 1));
}
