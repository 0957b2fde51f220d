//! Labels: what a prediction should have been, joined by its id.

use flight_recorder::testing::capture;
use flight_recorder::{PredictionId, Scope, audit, last_prediction, record_label, track_time};
use serde_json::{Value, json};

use crate::support::{block_on, of};

#[audit(model_version = "v1")]
fn churn(income: f64) -> Result<bool, String> {
    (income > 0.0)
        .then_some(income < 20_000.0)
        .ok_or("no income".to_owned())
}

fn predicted(run: impl FnOnce()) -> (Vec<Value>, Option<PredictionId>) {
    let mut id = None;
    let lines = capture(|| {
        run();
        id = last_prediction();
    });
    (lines, id)
}

#[test]
fn the_id_is_that_of_the_line() {
    let (lines, id) = predicted(|| drop(churn(52_000.0)));
    assert_eq!(lines[0]["span_id"], id.unwrap().to_string());
}

#[test]
fn a_call_that_failed_made_no_prediction() {
    let (_, id) = predicted(|| {
        churn(52_000.0).unwrap();
        churn(0.0).unwrap_err();
    });
    assert_eq!(id, None);
    let fresh = std::thread::spawn(last_prediction);
    assert_eq!(fresh.join().unwrap(), None);
}

#[test]
fn a_timed_call_is_none_either_and_the_outer_prediction_is_the_last() {
    #[track_time]
    fn timed() {}
    #[audit(model_version = "v1")]
    fn ensemble(income: f64) -> bool {
        churn(income).unwrap() && churn(2.0 * income).unwrap()
    }
    let (lines, id) = predicted(|| {
        ensemble(1.0);
        timed();
    });
    assert_eq!(of(&lines, "ensemble")["span_id"], id.unwrap().to_string());
}

#[test]
fn it_is_there_behind_an_await() {
    #[audit(model_version = "v1", delivery = "durable")]
    async fn durable(income: f64) -> f64 {
        tokio::task::yield_now().await;
        income
    }
    let (lines, id) = predicted(|| {
        block_on(durable(1.0));
    });
    assert_eq!(lines[0]["span_id"], id.unwrap().to_string());
}

#[test]
fn a_label_is_a_line_of_the_trail_in_the_trace_where_it_is_recorded() {
    let (lines, id) = predicted(|| drop(churn(52_000.0)));
    let scope = Scope::new().field("tenant", "acme");
    let label = capture(|| {
        scope.enter(|| record_label(id.unwrap(), &json!({"churned": true, "email": "jane@x"})));
    });
    assert_eq!(label.len(), 1);
    let label = &label[0];
    assert_eq!(label["event"], "prediction_label");
    assert_eq!(label["level"], "INFO");
    assert_eq!(label["prediction_id"], lines[0]["span_id"]);
    assert_eq!(
        label["label"],
        json!({"churned": true, "email": "[masked]"})
    );
    assert_eq!(label["trace_id"], scope.trace_id());
    assert_eq!(
        (&label["tenant"], &label["seq"]),
        (&json!("acme"), &json!(1))
    );
    assert!(label["run"].is_string() && label["lane"].is_number());
    for absent in [
        "row",
        "function",
        "outcome",
        "duration_seconds",
        "span_id",
        "model_version",
    ] {
        assert!(label.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn a_label_outside_of_everything_has_no_trace() {
    let (_, id) = predicted(|| drop(churn(1.0)));
    let label = capture(|| record_label(id.unwrap(), "churned"));
    assert_eq!(label[0]["label"], "churned");
    assert!(label[0].get("trace_id").is_none() && label[0].get("span_id").is_none());
}

#[test]
fn a_row_of_a_batch_has_a_label_of_its_own() {
    #[audit(model_version = "v1", batch = rows)]
    fn all(rows: &[f64]) -> Vec<bool> {
        rows.iter().map(|row| *row > 1.0).collect()
    }
    let (lines, id) = predicted(|| drop(all(&[1.0, 2.0])));
    let label = capture(|| record_label(id.unwrap().row(1), &f64::NAN));
    assert_eq!(label[0]["prediction_id"], lines[1]["span_id"]);
    assert_eq!(label[0]["row"], lines[1]["row"]);
    assert_eq!(label[0]["label"], Value::Null);
    assert_eq!(label[0]["non_finite"], json!({"label": "NaN"}));
}

#[test]
fn an_id_goes_through_text_and_back() {
    let (_, id) = predicted(|| drop(churn(1.0)));
    let id = id.unwrap();
    for id in [id, id.row(0), id.row(7)] {
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<PredictionId>(&json).unwrap(), id);
    }
    for wrong in [
        "",
        "12",
        "0000000000000000",
        "B98996E0B9B43363",
        "b98996e0b9b43363-",
        "b98996e0b9b43363-+1",
        "b98996e0b9b43363-x",
        "b98996e0b9b43363-007",
        "b98996e0b9b433631",
    ] {
        let error = wrong.parse::<PredictionId>().unwrap_err();
        assert!(
            error
                .to_string()
                .contains("16 lower-case hexadecimal digits")
        );
    }
}
