//! `fastrace` with a reporter that writes a line for each span of a recorded function.

use std::borrow::Cow;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use fastrace::collector::{Config, Reporter, SpanId, SpanRecord, TraceId};
use fastrace::local::LocalParentGuard;
use fastrace::prelude::{LocalSpan, Span, SpanContext, trace};
use serde::{Serialize, Serializer};

use super::{Caller, Subject};
use crate::Result;
use crate::customer::{Customer, MODEL_VERSION};
use crate::record;

/// Calls under one root span, as steps under a request: without a root nothing is recorded.
const STEPS: u32 = 100;
const ROOT: &str = "request";

#[trace(short_name = true)]
fn scale(customer: &Customer) -> f64 {
    customer.score()
}

#[trace(short_name = true)]
fn predict(customer: &Customer) -> f64 {
    let score = customer.score();
    LocalSpan::add_properties(|| {
        [
            ("model_version", Cow::Borrowed(MODEL_VERSION)),
            ("income", Cow::Owned(customer.income.to_string())),
            ("age", Cow::Owned(customer.age.to_string())),
            ("segment", Cow::Borrowed(customer.segment)),
            ("visits", Cow::Owned(customer.visits.to_string())),
            ("prediction", Cow::Owned(score.to_string())),
        ]
    });
    score
}

type Property = (Cow<'static, str>, Cow<'static, str>);

#[derive(Serialize)]
struct Line<'a> {
    level: &'a str,
    module: &'a str,
    function: &'a str,
    begin_time_unix_ns: u64,
    duration_seconds: f64,
    #[serde(serialize_with = "object")]
    properties: &'a [Property],
    #[serde(serialize_with = "text")]
    trace_id: TraceId,
    #[serde(serialize_with = "text")]
    span_id: SpanId,
    #[serde(serialize_with = "text")]
    parent_span_id: SpanId,
    host: &'a str,
}

fn object<S: Serializer>(properties: &&[Property], out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_map(properties.iter().map(|(name, value)| (name, value)))
}

fn text<S: Serializer>(id: &impl Display, out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_str(id)
}

struct JsonReporter {
    file: BufWriter<File>,
    host: String,
    failure: Arc<Mutex<Option<String>>>,
}

impl JsonReporter {
    fn write(&mut self, spans: &[SpanRecord]) -> Result<()> {
        for span in spans.iter().filter(|span| span.name != ROOT) {
            let line = Line {
                level: "INFO",
                module: module_path!(),
                function: &span.name,
                begin_time_unix_ns: span.begin_time_unix_ns,
                duration_seconds: span.duration_ns as f64 / 1e9,
                properties: &span.properties,
                trace_id: span.trace_id,
                span_id: span.span_id,
                parent_span_id: span.parent_id,
                host: &self.host,
            };
            serde_json::to_writer(&mut self.file, &line)?;
            self.file.write_all(b"\n")?;
        }
        Ok(self.file.flush()?)
    }
}

impl Reporter for JsonReporter {
    fn report(&mut self, spans: Vec<SpanRecord>) {
        if let Err(error) = self.write(&spans) {
            *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.to_string());
        }
    }
}

pub(super) struct Fastrace(Arc<Mutex<Option<String>>>);

/// The root span that is open on this thread.
#[derive(Default)]
pub(super) struct Request {
    // Dropped in this order.
    guard: Option<LocalParentGuard>,
    root: Option<Span>,
    steps: u32,
}

impl Subject for Fastrace {
    type Caller<'s> = Request;

    fn start(file: &Path) -> Result<Self> {
        let failure = Arc::default();
        let reporter = JsonReporter {
            file: BufWriter::with_capacity(64 * 1024, File::create(file)?),
            host: record::host(),
            failure: Arc::clone(&failure),
        };
        fastrace::set_reporter(reporter, Config::default());
        Ok(Self(failure))
    }

    fn caller(&self) -> Request {
        Request::default()
    }

    fn finish(self) -> Result<()> {
        fastrace::flush();
        let failure = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        failure.map_or(Ok(()), |failure| Err(failure.into()))
    }
}

impl Request {
    #[inline]
    fn step(&mut self) {
        if self.steps == 0 {
            self.guard = None;
            let root = Span::root(ROOT, SpanContext::random());
            self.guard = Some(root.set_local_parent());
            self.root = Some(root);
            self.steps = STEPS;
        }
        self.steps -= 1;
    }
}

impl Caller for Request {
    fn timed(&mut self, customer: &Customer) -> f64 {
        self.step();
        scale(customer)
    }

    fn audited(&mut self, customer: &Customer) -> f64 {
        self.step();
        predict(customer)
    }
}
