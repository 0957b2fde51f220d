//! `tracing` with its JSON format and `tracing-appender`, tuned: a lossless channel, a buffered file, no
//! list of spans beside the span.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use tracing::field::Empty;
use tracing::{Span, info, instrument};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::format::FmtSpan;

use super::{Caller, Subject};
use crate::Result;
use crate::customer::{Customer, MODEL_VERSION};

fn start(file: &Path, spans: FmtSpan) -> Result<WorkerGuard> {
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(false)
        .finish(BufWriter::new(File::create(file)?));
    tracing_subscriber::fmt()
        .json()
        .with_span_list(false)
        .with_file(true)
        .with_line_number(true)
        .with_thread_names(true)
        .with_span_events(spans)
        .with_writer(writer)
        .try_init()?;
    Ok(guard)
}

/// `#[instrument]`, which writes a line with the times when the span closes.
pub(super) struct Instrument(WorkerGuard);

/// Parameters are skipped: a timing of ours does not hold them either.
#[instrument(skip_all)]
fn scale(customer: &Customer) -> f64 {
    customer.score()
}

#[instrument(skip_all, fields(
    model_version = MODEL_VERSION,
    income = customer.income,
    age = customer.age,
    segment = customer.segment,
    visits = customer.visits,
    prediction = Empty,
))]
fn predict(customer: &Customer) -> f64 {
    let score = customer.score();
    Span::current().record("prediction", score);
    score
}

pub(super) struct InstrumentCaller;

impl Subject for Instrument {
    type Caller<'s> = InstrumentCaller;

    fn start(file: &Path) -> Result<Self> {
        start(file, FmtSpan::CLOSE).map(Self)
    }

    fn caller(&self) -> InstrumentCaller {
        InstrumentCaller
    }

    fn finish(self) -> Result<()> {
        drop(self.0);
        Ok(())
    }
}

impl Caller for InstrumentCaller {
    fn timed(&mut self, customer: &Customer) -> f64 {
        scale(customer)
    }

    fn audited(&mut self, customer: &Customer) -> f64 {
        predict(customer)
    }
}

/// An event that one writes at the end of a function.
pub(super) struct Event(WorkerGuard);

pub(super) struct EventCaller;

impl Subject for Event {
    type Caller<'s> = EventCaller;

    fn start(file: &Path) -> Result<Self> {
        start(file, FmtSpan::NONE).map(Self)
    }

    fn caller(&self) -> EventCaller {
        EventCaller
    }

    fn finish(self) -> Result<()> {
        drop(self.0);
        Ok(())
    }
}

impl Caller for EventCaller {
    fn timed(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        info!(
            function = "scale",
            event = "execution",
            outcome = "ok",
            duration_seconds = begin.elapsed().as_secs_f64(),
            "Execution of scale completed"
        );
        score
    }

    fn audited(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        info!(
            function = "predict",
            event = "prediction_audit",
            outcome = "ok",
            model_version = MODEL_VERSION,
            duration_seconds = begin.elapsed().as_secs_f64(),
            income = customer.income,
            age = customer.age,
            segment = customer.segment,
            visits = customer.visits,
            prediction = score,
            "Prediction generated"
        );
        score
    }
}
