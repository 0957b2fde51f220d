//! Predicts the quality of red wines, with a flight recorder on board.
//!
//! ```text
//! cargo run --release -p flight-recorder-examples --bin wine > lines.jsonl
//! ```
//!
//! Each step of the pipeline is one line on stdout, each prediction is another, and nothing else
//! goes there; what a person wants to know goes to stderr.

mod data;
mod error;
mod evaluation;
mod model;
mod scaler;
mod sensors;
mod summary;
mod wine;

use std::error::Error;

use flight_recorder::track_time;

use crate::error::ModelError;
use crate::evaluation::{Evaluation, evaluate};
use crate::model::{Model, train};
use crate::scaler::Scaler;
use crate::summary::Summary;

fn main() -> Result<(), Box<dyn Error>> {
    let mut summary = Summary::default();
    let outcome = pipeline(&mut summary)?;

    // Not needed for the lines, which are all written when the process ends: on a terminal it puts
    // the summary below them.
    flight_recorder::flush()?;
    let Outcome {
        evaluation,
        refused_wines,
        refused_batches,
    } = outcome;
    eprintln!("\n{summary}");
    eprintln!("accuracy     {:.1} %", evaluation.accuracy * 100.0);
    eprintln!(
        "  baseline   {:.1} % (always the more frequent answer)",
        evaluation.baseline * 100.0
    );
    eprintln!(
        "predicted    {} wines, each an audit line",
        evaluation.wines
    );
    eprintln!("refused      {refused_wines} wines, {refused_batches} batch");
    eprintln!("{HINT}");
    Ok(())
}

const HINT: &str = r#"
Every call above is a line on stdout. With `> lines.jsonl` behind the command:
  jq -c 'select(.event == "prediction_audit") | [.prediction, .input_features.alcohol]' lines.jsonl
  jq 'select(.level == "ERROR")' lines.jsonl"#;

/// What the pipeline found.
struct Outcome {
    evaluation: Evaluation,
    refused_wines: usize,
    refused_batches: usize,
}

/// All steps. As a step itself, it gives all lines of the run one `trace_id`.
#[track_time]
fn pipeline(summary: &mut Summary) -> Result<Outcome, Box<dyn Error>> {
    let wines = summary.step("load", data::load)?;
    eprintln!("loaded {} red wines", wines.len());

    let (training, validation) = summary.step("split", || data::split(wines));
    eprintln!(
        "split into {} for training, {} for validation",
        training.len(),
        validation.len()
    );

    let scaler = summary.step("fit_scaler", || Scaler::fit(&training));
    let matrix = summary.step("scale", || scaler.scale(&training));
    let model = summary.step("train", || train(scaler, matrix, &training))?;
    eprintln!("trained a tree of {} leaves", model.leaves());

    let predictions = validation
        .iter()
        .map(|tasted| summary.step("predict", || model.predict(&tasted.wine)))
        .collect::<Result<Vec<_>, ModelError>>()?;
    let evaluation = summary.step("evaluate", || evaluate(&validation, &predictions));

    let (refused_wines, refused_batches) = judge_batches(summary, &model);
    Ok(Outcome {
        evaluation,
        refused_wines,
        refused_batches,
    })
}

/// Judges the batches of the benches; how many wines and how many whole batches were refused.
fn judge_batches(summary: &mut Summary, model: &Model) -> (usize, usize) {
    let (mut refused_wines, mut refused_batches) = (0, 0);
    for batch in &sensors::BATCHES {
        let bench = batch.bench;
        match summary.step("read_batch", || sensors::read_batch(batch)) {
            Ok(wines) => {
                for wine in &wines {
                    if let Err(error) = summary.step("predict", || model.predict(wine)) {
                        eprintln!("{bench}: {}", with_sources(&error));
                        refused_wines += 1;
                    }
                }
            }
            Err(error) => {
                eprintln!("{bench}: batch refused: {}", with_sources(&error));
                refused_batches += 1;
            }
        }
    }
    (refused_wines, refused_batches)
}

/// The error and what caused it, on one line.
fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
