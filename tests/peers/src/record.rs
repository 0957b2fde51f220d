//! The records that are written without a library: the same fields as the flight recorder's lines, as
//! frugally as plain `serde_json` writes them.

use std::io;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use crate::customer::{Customer, MODEL_VERSION};

#[derive(Serialize)]
struct Timed<'a> {
    timestamp: &'a str,
    level: &'a str,
    message: &'a str,
    module: &'a str,
    function: &'a str,
    file: &'a str,
    line: u32,
    event: &'a str,
    outcome: &'a str,
    duration_seconds: f64,
    trace_id: &'a str,
    span_id: &'a str,
    host: &'a str,
    thread: Option<&'a str>,
}

#[derive(Serialize)]
struct Audited<'a> {
    timestamp: &'a str,
    level: &'a str,
    message: &'a str,
    module: &'a str,
    function: &'a str,
    file: &'a str,
    line: u32,
    event: &'a str,
    outcome: &'a str,
    model_version: &'a str,
    duration_seconds: f64,
    input_features: &'a Customer,
    prediction: f64,
    trace_id: &'a str,
    span_id: &'a str,
    run: &'a str,
    lane: u64,
    seq: u64,
    host: &'a str,
    thread: Option<&'a str>,
}

/// Renders records of one thread: what does not change is found out once.
pub struct Renderer {
    host: String,
    thread: Option<String>,
    seq: u64,
    random: u64,
}

impl Renderer {
    /// A renderer for this thread.
    pub fn new() -> Self {
        Self {
            host: host(),
            thread: std::thread::current().name().map(str::to_owned),
            seq: 0,
            random: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// Appends the record of a call that took so long, and a newline.
    ///
    /// # Errors
    ///
    /// Those of `serde_json`.
    pub fn timed(&mut self, out: &mut Vec<u8>, took: Duration) -> io::Result<()> {
        let (trace, span) = (self.trace_id(), hex(self.next_random()));
        serde_json::to_writer(
            &mut *out,
            &Timed {
                timestamp: text(&timestamp(SystemTime::now())),
                level: "INFO",
                message: "Execution of scale completed",
                module: module_path!(),
                function: "scale",
                file: file!(),
                line: line!(),
                event: "execution",
                outcome: "ok",
                duration_seconds: took.as_secs_f64(),
                trace_id: text(&trace),
                span_id: text(&span),
                host: &self.host,
                thread: self.thread.as_deref(),
            },
        )?;
        out.push(b'\n');
        Ok(())
    }

    /// Appends the record of a prediction that took so long, and a newline.
    ///
    /// # Errors
    ///
    /// Those of `serde_json`.
    pub fn audited(
        &mut self,
        out: &mut Vec<u8>,
        took: Duration,
        customer: &Customer,
        prediction: f64,
    ) -> io::Result<()> {
        let (trace, span) = (self.trace_id(), hex(self.next_random()));
        self.seq += 1;
        serde_json::to_writer(
            &mut *out,
            &Audited {
                timestamp: text(&timestamp(SystemTime::now())),
                level: "INFO",
                message: "Prediction generated",
                module: module_path!(),
                function: "predict",
                file: file!(),
                line: line!(),
                event: "prediction_audit",
                outcome: "ok",
                model_version: MODEL_VERSION,
                duration_seconds: took.as_secs_f64(),
                input_features: customer,
                prediction,
                trace_id: text(&trace),
                span_id: text(&span),
                run: "43cfd6275938e7e9",
                lane: 1,
                seq: self.seq,
                host: &self.host,
                thread: self.thread.as_deref(),
            },
        )?;
        out.push(b'\n');
        Ok(())
    }

    /// xorshift: what a new id costs at least.
    fn next_random(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    fn trace_id(&mut self) -> [u8; 32] {
        let mut id = [0; 32];
        id[..16].copy_from_slice(&hex(self.next_random()));
        id[16..].copy_from_slice(&hex(self.next_random()));
        id
    }
}

impl Default for Renderer {
    fn default() -> Self {
        Self::new()
    }
}

/// This machine's name, as the flight recorder writes it.
pub fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map_or_else(|_| "unknown".to_owned(), |name| name.trim().to_owned())
}

fn hex(number: u64) -> [u8; 16] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bytes = number.to_be_bytes();
    std::array::from_fn(|at| DIGITS[usize::from(bytes[at / 2] >> (4 * (1 - at % 2)) & 15)])
}

fn text(ascii: &[u8]) -> &str {
    std::str::from_utf8(ascii).unwrap_or_default()
}

/// RFC 3339 with six fraction digits, without a crate that would cost more.
fn timestamp(time: SystemTime) -> [u8; 27] {
    let time = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let (days, of_day) = (time.as_secs() / 86_400, time.as_secs() % 86_400);
    // Howard Hinnant's `civil_from_days`, for dates after 1970.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let mut out = *b"0000-00-00T00:00:00.000000Z";
    let mut put = |from: usize, digits: usize, mut number: u64| {
        for place in out[from..from + digits].iter_mut().rev() {
            *place = b'0' + (number % 10) as u8;
            number /= 10;
        }
    };
    put(0, 4, year);
    put(5, 2, month);
    put(8, 2, day);
    put(11, 2, of_day / 3600);
    put(14, 2, of_day / 60 % 60);
    put(17, 2, of_day % 60);
    put(20, 6, u64::from(time.subsec_micros()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_sixteen_digits() {
        assert_eq!(text(&hex(0x0123_4567_89ab_cdef)), "0123456789abcdef");
    }

    #[test]
    fn timestamps_are_right_in_leap_years_too() {
        let at = |seconds: u64, micros: u64| {
            let time = Duration::from_secs(seconds) + Duration::from_micros(micros);
            text(&timestamp(SystemTime::UNIX_EPOCH + time)).to_owned()
        };
        assert_eq!(at(0, 0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(at(951_825_599, 7), "2000-02-29T11:59:59.000007Z");
        assert_eq!(at(1_795_777_578, 386_053), "2026-11-27T11:06:18.386053Z");
    }
}
