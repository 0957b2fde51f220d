//! `slog` with `slog-json` behind `slog-async`, tuned: a long channel that blocks when it is full, a
//! buffered file, the values that never change said once.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use slog::{Drain, Logger, info, o};
use slog_async::{Async, AsyncGuard, OverflowStrategy};
use slog_json::Json;

use super::{Caller, Subject};
use crate::Result;
use crate::customer::{Customer, MODEL_VERSION};
use crate::record;

/// As many as `tracing-appender` keeps.
const CHANNEL: usize = 128_000;

pub(super) struct Slog {
    logger: Logger,
    guard: AsyncGuard,
}

impl Subject for Slog {
    type Caller<'s> = Logger;

    fn start(file: &Path) -> Result<Self> {
        let file = BufWriter::with_capacity(64 * 1024, File::create(file)?);
        let (drain, guard) = Async::new(Json::default(file).fuse())
            .chan_size(CHANNEL)
            .overflow_strategy(OverflowStrategy::Block)
            .build_with_guard();
        let logger = Logger::root(
            drain.fuse(),
            o!("module" => module_path!(), "file" => file!(), "host" => record::host()),
        );
        Ok(Self { logger, guard })
    }

    fn caller(&self) -> Logger {
        self.logger.clone()
    }

    fn finish(self) -> Result<()> {
        drop(self.logger);
        drop(self.guard);
        Ok(())
    }
}

impl Caller for Logger {
    fn timed(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        info!(self, "Execution of scale completed";
            "function" => "scale",
            "event" => "execution",
            "outcome" => "ok",
            "duration_seconds" => begin.elapsed().as_secs_f64());
        score
    }

    fn audited(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        info!(self, "Prediction generated";
            "function" => "predict",
            "event" => "prediction_audit",
            "outcome" => "ok",
            "model_version" => MODEL_VERSION,
            "duration_seconds" => begin.elapsed().as_secs_f64(),
            "income" => customer.income,
            "age" => customer.age,
            "segment" => customer.segment,
            "visits" => customer.visits,
            "prediction" => score);
        score
    }
}
