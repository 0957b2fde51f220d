//! The `log` crate's macros.

use std::fmt::{self, Display};

use flight_recorder::{Scope, track_time};
use log::kv::{self, Key, Value};
use serde::Serialize;
use serde_json::json;

use crate::support::{bridged, keys, only};

#[test]
fn a_record_says_what_and_where() {
    let line = only(bridged(|| log::info!("{} rows loaded", 17)));
    let here = line!() - 1;
    assert_eq!(line["message"], "17 rows loaded");
    assert_eq!(line["event"], "log");
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["module"], module_path!());
    assert_eq!(line["file"], file!());
    assert_eq!(line["line"], here);
    assert_eq!(
        keys(&line),
        ["event", "file", "level", "line", "message", "module"]
    );
}

#[test]
fn a_target_of_its_own_is_said() {
    let line = only(bridged(|| log::info!(target: "audit", "hello")));
    assert_eq!(line["target"], "audit");
    assert_eq!(line["module"], module_path!());
}

#[test]
fn levels_have_our_names() {
    let lines = bridged(|| {
        log::trace!("1");
        log::debug!("2");
        log::info!("3");
        log::warn!("4");
        log::error!("5");
    });
    let levels: Vec<_> = lines.iter().map(|line| &line["level"]).collect();
    assert_eq!(levels, ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"]);
}

#[test]
fn key_values_keep_their_types() {
    #[derive(Serialize)]
    struct Wine {
        ph: f64,
        tags: Vec<&'static str>,
    }
    let wine = Wine {
        ph: 3.5,
        tags: vec!["red"],
    };
    let error = "x".parse::<u8>().expect_err("no number");
    let line = only(bridged(|| {
        log::info!(
            small = -3, large = u64::MAX, share = 0.25, yes = true, text = "t", letter = 'c',
            nothing = None::<u8>, shown:% = 7, debugged:? = Some(1), wine:serde = wine, error:err = error;
            "typed"
        );
    }));
    for (key, value) in [
        ("small", json!(-3)),
        ("large", json!(u64::MAX)),
        ("share", json!(0.25)),
        ("yes", json!(true)),
        ("text", json!("t")),
        ("letter", json!("c")),
        ("nothing", json!(null)),
        ("shown", json!("7")),
        ("debugged", json!("Some(1)")),
        ("wine", json!({"ph": 3.5, "tags": ["red"]})),
        ("error", json!("invalid digit found in string")),
    ] {
        assert_eq!(line[key], value, "{key}");
    }
}

#[test]
fn a_number_that_is_none_is_said_beside_it() {
    let line = only(bridged(|| log::info!(income = f64::NAN; "odd")));
    assert_eq!(line["income"], json!(null));
    assert_eq!(line["non_finite"], json!({"income": "NaN"}));
}

#[test]
fn what_looks_personal_is_masked() {
    #[derive(Serialize)]
    struct Customer {
        phone: &'static str,
        rooms: u8,
    }
    let customer = Customer {
        phone: "555-0100",
        rooms: 4,
    };
    let line = only(bridged(
        || log::info!(email = "a@b.example", customer:serde = customer; "signed up"),
    ));
    assert_eq!(line["email"], "[masked]");
    assert_eq!(line["customer"], json!({"phone": "[masked]", "rooms": 4}));
}

#[test]
fn a_key_of_ours_and_a_second_one_get_another_name() {
    let line = only(bridged(
        || log::info!(level = 1, event = 2, field_event = 3, trace_id = 4, a = 5, a = 6; "twice"),
    ));
    assert_eq!(
        (&line["level"], &line["event"]),
        (&json!("INFO"), &json!("log"))
    );
    assert_eq!(line["field_level"], 1);
    assert_eq!(line["field_trace_id"], 4);
    assert_eq!(line["a"], 5);
    // Nothing is lost.
    let numbers = line.as_object().expect("an object").values();
    let mut numbers: Vec<_> = numbers.filter_map(serde_json::Value::as_u64).collect();
    numbers.retain(|number| *number < 10);
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_record_belongs_to_the_step_around() {
    #[track_time]
    fn load() {
        log::info!("inside");
    }
    let lines = bridged(|| {
        load();
        log::info!("outside");
    });
    let [inside, step, outside] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert_eq!(inside["trace_id"], step["trace_id"]);
    assert_eq!(inside["span_id"], step["span_id"]);
    assert_eq!(inside.get("parent_span_id"), None);
    assert_eq!(outside.get("trace_id"), None);
}

#[test]
fn a_record_has_the_fields_of_the_scope_around_but_for_those_that_it_says_itself() {
    let scope = Scope::new().field("tenant", "a").field("share", &f64::NAN);
    let line = only(bridged(|| {
        scope.enter(|| {
            log::info!(tenant = "b", rows = 2; "in a scope");
        });
    }));
    assert_eq!(line["tenant"], "b");
    assert_eq!(line["rows"], 2);
    assert_eq!(line["share_non_finite"], json!({"share": "NaN"}));
    assert_eq!(line["trace_id"], scope.trace_id());
}

#[test]
fn values_that_panic_are_marked_and_harm_nobody() {
    struct Bad;
    impl Display for Bad {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("no")
        }
    }
    struct Source;
    impl kv::Source for Source {
        fn visit<'kvs>(
            &'kvs self,
            visitor: &mut dyn kv::VisitSource<'kvs>,
        ) -> Result<(), kv::Error> {
            visitor.visit_pair(Key::from_str("good"), Value::from(1))?;
            panic!("no")
        }
    }
    let lines = bridged(|| {
        log::info!(bad:% = Bad; "{Bad}");
        log::logger().log(
            &log::Record::builder()
                .args(format_args!("half"))
                .key_values(&Source)
                .build(),
        );
    });
    assert_eq!(lines[0]["message"], "[unprintable: panicked]");
    assert_eq!(lines[0]["bad"], "[unprintable: panicked]");
    assert_eq!(lines[1]["message"], "half");
    assert_eq!(lines[1]["good"], 1);
}

#[test]
fn what_tracing_logs_of_our_own_spans_is_no_line() {
    let lines = bridged(|| {
        // As `tracing::Span` builds it, with the feature `log`.
        let mut record = log::Record::builder();
        record
            .target("tracing::span")
            .args(format_args!("++ step;"));
        record.module_path(Some("flight_recorder::step::spans::opened"));
        log::logger().log(&record.build());
        record.module_path(Some("flight_recorder_user"));
        log::logger().log(&record.build());
    });
    assert_eq!(only(lines)["module"], "flight_recorder_user");
}

#[test]
fn there_is_one_logger() {
    crate::support::log_is_bridged();
    assert!(flight_recorder::init_log().is_err());
}
